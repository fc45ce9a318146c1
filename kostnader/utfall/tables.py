"""The lists of files and of postings."""

import django_tables2 as tables
from django.utils.html import format_html

from kostnader.utfall.models import Utfallsfil, Utfallspost
from samverkan.lib.links import surl
from samverkan.lib.swedish import format_amount
from samverkan.lib.workbook import Column, Sheet

TAL = {"td": {"class": "tal"}, "th": {"class": "tal"}}
UNBROKEN = {"td": {"class": "bryt-ej"}}
NARROW = {"td": {"class": "ej-smal"}, "th": {"class": "ej-smal"}}


class FilTable(tables.Table):
    """Files, newest first; each leads to its page."""

    caption = "Utfallsfiler"
    caption_hidden = True
    empty_title = "Inga filer"
    empty_help = "Ingen fil stämmer med det du valt, eller så har ingen lästs in än."

    filename = tables.Column("Fil")
    kalla = tables.Column("Källa", accessor="kalla__name")
    first_month = tables.Column("Månader", default="–", attrs=UNBROKEN)
    status = tables.TemplateColumn(
        template_name="kostnader/utfall/_status.html", context_object_name="fil", verbose_name="Läge"
    )
    uploaded_at = tables.DateTimeColumn(format="Y-m-d H.i", verbose_name="Inläst", attrs=NARROW)
    uploaded_by = tables.Column("Av", accessor="uploaded_by__name", default="–", attrs=NARROW)

    class Meta:
        model = Utfallsfil
        fields = ()
        attrs = {"data-density": "tat"}

    def render_filename(self, record: Utfallsfil, value: str) -> str:
        return format_html('<a href="{}">{}</a>', surl(self.request, "utfall:fil", pk=record.pk), value)

    def render_first_month(self, record: Utfallsfil) -> str:
        first, last = f"{record.first_month:%Y-%m}", f"{record.last_month:%Y-%m}"
        return first if first == last else f"{first} – {last}"


class PostTable(tables.Table):
    """Postings, by account and month."""

    caption = "Poster, belopp i kronor. Kostnader är positiva, intäkter negativa."
    empty_title = "Inga bokförda poster"
    empty_help = "Summan är tom, eller inskriven för hand."

    date = tables.DateColumn(
        verbose_name="Datum", format="Y-m-d", default="–", attrs={"td": {"class": "bryt-ej"}}
    )
    verifikat = tables.Column("Verifikat", default="–")
    konto = tables.Column("Konto")
    objekt = tables.Column("Kostnadsställe", default="–")
    projektkod = tables.Column("Projekt", default="–", attrs=NARROW)
    text = tables.Column("Text", default="–", attrs=NARROW)
    amount = tables.Column("Belopp, kr", attrs=TAL)
    fil = tables.Column("Fil, rad", attrs={"td": {"class": "luft ej-smal"}, "th": {"class": "luft ej-smal"}})

    class Meta:
        model = Utfallspost
        fields = ("date", "verifikat", "konto", "objekt", "projektkod", "text", "amount", "fil")
        attrs = {"data-density": "tat"}
        orderable = False

    def __init__(self, *args: object, names: dict[str, str], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.names = names

    def render_konto(self, value: str) -> str:
        return format_html("{} <small>{}</small>", value, self.names.get(value, ""))

    def render_amount(self, value) -> str:
        return format_amount(value, 2)

    def render_fil(self, record: Utfallspost) -> str:
        url = surl(self.request, "utfall:fil", pk=record.fil_id)
        return format_html('<a href="{}">{}</a>, {}', url, record.fil.filename, record.line)


def poster_sheet(rows, names: dict[str, str]) -> Sheet:
    """The postings as a sheet that sums."""
    columns = [
        Column("Månad", width=10), Column("Datum", "date"), Column("Verifikat", width=14),
        Column("Konto", width=10), Column("Kontonamn"), Column("Kostnadsställe", width=16),
        Column("Projekt", width=12), Column("Text", width=40), Column("Belopp, kr", "amount"), Column("Fil"),
        Column("Rad", "int"),
    ]  # fmt: skip
    cells = [
        [
            f"{post.month:%Y-%m}", post.date, post.verifikat, post.konto, names.get(post.konto, ""),
            post.objekt, post.projektkod, post.text, post.amount, post.fil.filename, post.line,
        ]
        for post in rows
    ]  # fmt: skip
    return Sheet("Poster", columns, cells, totals=True)
