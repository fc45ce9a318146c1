"""The list of members, on screen and as a file."""

from collections import Counter
from typing import Any

import django_tables2 as tables
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString

from samverkan.lib.links import surl
from samverkan.lib.swedish import format_number
from samverkan.lib.workbook import Column, Sheet
from samverkan.medlemmar.queries import MedlemRow

NUMBER = {"td": {"class": "tal"}, "th": {"class": "tal"}, "tf": {"class": "tal"}}
WIDE = {"td": {"class": "ej-smal bryt-ej"}, "th": {"class": "ej-smal"}, "tf": {"class": "ej-smal"}}


class MedlemTable(tables.Table):
    """Members of a year."""

    name = tables.Column("Medlem", order_by="sort_name", footer=lambda table: f"{len(table.data)} medlemmar")
    orgnr = tables.Column("Organisationsnummer", accessor="organisation__orgnr", attrs=WIDE)
    kommunkod = tables.Column("Kommunkod", accessor="organisation__kommunkod", default="–", attrs=WIDE)
    valid_from = tables.Column("Medlem från", attrs=WIDE)
    valid_to = tables.Column("Till och med", default="–", attrs={"td": {"class": "bryt-ej"}})
    population = tables.Column(
        "Invånare",
        attrs=NUMBER,
        default="–",
        footer=lambda table: format_number(sum(row.population or 0 for row in table.data)),
    )
    missing = tables.Column("Fakturauppgifter", attrs={"td": {"class": "luft"}, "th": {"class": "luft"}})

    caption = "Medlemmar under året"
    caption_hidden = True

    class Meta:
        order_by = "name"

    def __init__(self, data: list[MedlemRow], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        days = Counter(row.population_on for row in data if row.population_on)
        self.common_day = days.most_common(1)[0][0] if days else None
        if self.common_day:
            self.columns["population"].column.verbose_name = f"Invånare {self.common_day}"

    def render_name(self, record: MedlemRow) -> SafeString:
        url = surl(self.request, "medlemmar:organisation", pk=record.organisation.pk)
        host = SafeString(" <small>utfärdar fakturorna</small>") if record.is_issuer else ""
        return format_html('<a href="{}">{}</a>{}', url, record.name, host)

    def render_valid_from(self, record: MedlemRow) -> str:
        return record.valid_from.isoformat()

    def render_valid_to(self, record: MedlemRow) -> str:
        return record.valid_to.isoformat()

    def render_population(self, record: MedlemRow) -> SafeString:
        if record.population_on == self.common_day:
            return format_html("{}", format_number(record.population))
        return format_html("<small>{}</small> {}", record.population_on, format_number(record.population))

    def render_missing(self, record: MedlemRow) -> SafeString | str:
        if record.is_issuer:
            return "Faktureras inte"
        if not record.missing:
            return "Klara"
        context = {"text": f"{_listed(record.missing).capitalize()} saknas", "slag": "obs"}
        return SafeString(render_to_string("komponenter/status.html", context))


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} och {words[-1]}"


def medlemmar_sheet(rows: list[MedlemRow], title: str) -> Sheet:
    """The members as a sheet that can be sent, mended and sorted."""
    columns = [
        Column("Medlem"),
        Column("Organisationsnummer", width=14),
        Column("Kommunkod", width=10),
        Column("Medlem från", "date"),
        Column("Till och med", "date"),
        Column("Invånare", "quantity"),
        Column("Invånare den", "date"),
        Column("Referens", width=18),
        Column("E-post för fakturor"),
        Column("Saknas"),
    ]
    return Sheet(title, columns, [_cells(row) for row in rows], totals=True)


def _cells(row: MedlemRow) -> list[object]:
    organisation = row.organisation
    return [
        organisation.name,
        organisation.orgnr,
        organisation.kommunkod,
        row.valid_from,
        row.valid_to,
        row.population,
        row.population_on,
        organisation.buyer_reference,
        organisation.invoice_email,
        ", ".join(row.missing),
    ]
