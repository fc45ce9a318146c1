"""The list of invoices."""

import django_tables2 as tables
from django.utils.html import format_html

from kostnader.fakturor.models import Faktura
from samverkan.lib.swedish import format_amount
from samverkan.start.links import surl

TAL = {"td": {"class": "tal"}, "th": {"class": "tal"}}
UNBROKEN = {"td": {"class": "bryt-ej"}}
WIDE_DATE = {"td": {"class": "bryt-ej ej-smal"}, "th": {"class": "ej-smal"}}  # a phone shows when to pay


class FakturaTable(tables.Table):
    """Issued invoices and credit notes, newest first."""

    caption = "Fakturor, belopp i kronor"
    empty_title = "Inga fakturor än"
    empty_help = "Fakturor skapas i en fakturakörning när årets fördelning är låst."

    number = tables.Column(
        "Faktura", order_by=("series_year", "series_number"), attrs={"th": {"scope": "col"}} | UNBROKEN
    )
    payer = tables.Column("Betalare", accessor="payer__name")
    period_text = tables.Column(
        "Avser", orderable=False, attrs={"td": {"class": "ej-smal"}, "th": {"class": "ej-smal"}}
    )
    issue_date = tables.DateColumn(verbose_name="Datum", format="Y-m-d", attrs=WIDE_DATE)
    due_date = tables.DateColumn(verbose_name="Förfaller", format="Y-m-d", default="–", attrs=UNBROKEN)
    gross = tables.Column("Att betala, kr", attrs=TAL)
    pdf = tables.Column(
        "PDF",
        accessor="leverans__pdf",
        orderable=False,
        empty_values=(),
        attrs={"td": {"class": "luft"}, "th": {"class": "luft"}},
    )

    class Meta:
        model = Faktura
        fields = ("number", "payer", "period_text", "issue_date", "due_date", "gross", "pdf")
        attrs = {"data-density": "tat"}
        order_by = ("-number",)

    def render_number(self, value: str, record: Faktura) -> str:
        url = surl(self.request, "fakturor:faktura", faktura=record.pk)
        note = " kredit" if record.kind == Faktura.Kind.KREDIT else ""
        note = " krediterad" if hasattr(record, "kredit") else note
        return format_html('<a href="{}">{}</a><small>{}</small>', url, value, note)

    def render_gross(self, value) -> str:
        return format_amount(value, 2)

    def render_pdf(self, record: Faktura) -> str:
        if record.leverans.pdf_id is None:
            return "skapas"
        url = surl(self.request, "fakturor:pdf", faktura=record.pk)
        return format_html('<a href="{}">PDF<span class="dold"> av faktura {}</span></a>', url, record.number)
