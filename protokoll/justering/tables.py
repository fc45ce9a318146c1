"""The list of protocols."""

import django_tables2 as tables
from django.utils.html import format_html

from protokoll.justering.models import Protokoll
from samverkan.lib.local_time import local_day
from samverkan.start.links import surl


class ProtokollTable(tables.Table):
    """Justerade protocols of a year."""

    caption = "Justerade protokoll"
    empty_title = "Inga justerade protokoll än"
    empty_help = "Ett protokoll kommer hit när alla har skrivit under det."

    datum = tables.Column("Sammanträde", accessor="sammantrade__starts_at", attrs={"th": {"scope": "col"}})
    organ = tables.Column("Organ", accessor="sammantrade__organ__name")
    paragrafer = tables.Column("Paragrafer", accessor="content__paragrafer_text", orderable=False)
    justerat_on = tables.DateColumn(verbose_name="Justerat", format="Y-m-d")
    pdf = tables.Column("PDF", accessor="dokument", orderable=False)

    class Meta:
        model = Protokoll
        fields = ("datum", "organ", "paragrafer", "justerat_on", "pdf")
        order_by = ("-datum",)

    def render_datum(self, record: Protokoll) -> str:
        url = surl(self.request, "protokoll:visa", pk=record.pk)
        day = local_day(record.sammantrade.starts_at)
        note = " omedelbart justerat" if record.kind == Protokoll.Kind.OMEDELBART else ""
        version = f" version {record.version}" if record.version > 1 else ""
        return format_html('<a href="{}">{}</a><small>{}{}</small>', url, day, note, version)

    def render_pdf(self, record: Protokoll) -> str:
        url = surl(self.request, "protokoll:pdf", pk=record.pk)
        words = record.content
        return format_html(
            '<a href="{}">PDF<span class="dold"> av protokollet {}, {}</span></a>',
            url,
            words["datum"],
            words["paragrafer_text"],
        )
