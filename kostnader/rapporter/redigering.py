"""What the editor of a section shows: the contents, its blocks, the figures that can be inserted."""

from dataclasses import dataclass

from django.core.cache import cache

from kostnader.rapporter.falt import Faltfel, faults, spelled
from kostnader.rapporter.falt import html as as_html
from kostnader.rapporter.innehall import VisatAvsnitt, read_dokument
from kostnader.rapporter.models import Avsnitt, Rapport
from kostnader.rapporter.siffror import Kand, Skriven, has_figures, known_figures, typed_figures
from kostnader.rapporter.tabeller import Tabeller
from samverkan.tabeller.tabell import RUBRIK, TEXT, Tabell
from samverkan.tabeller.visning import cell_text

REMEMBERED = 600  # seconds: how long the editor compares typed figures with what the tables said
MOST_FIGURES = 400  # of one table in the list; a longer one is written by hand


@dataclass(frozen=True)
class Granskning:
    """What is pointed out in a text: fields that lead nowhere, figures typed by hand, and how it reads."""

    faults: list[Faltfel]
    typed: list[Skriven]
    html: str

    @property
    def is_clean(self) -> bool:
        return not self.faults and not self.typed


@dataclass(frozen=True)
class Siffra:
    """A figure to insert: the field, its column and how it is shown now."""

    field: str
    column: str
    text: str


@dataclass(frozen=True)
class Siffertabell:
    """The figures of a table by row, for the list beside the text."""

    key: str
    name: str
    rows: list[tuple[str, list[Siffra]]]


@dataclass(frozen=True)
class Sida:
    """The whole of the editor."""

    contents: list[VisatAvsnitt]
    shown: VisatAvsnitt
    granskning: Granskning
    figures: list[Siffertabell]
    previous: Avsnitt | None
    following: Avsnitt | None


def granska(avsnitt: Avsnitt, tabeller: Tabeller | None = None, html: str | None = None) -> Granskning:
    """What is to be pointed out in the text of a section, with how it reads.

    While one types there are no `tabeller`: then only those that the text takes figures from are fetched, and
    typed figures are compared with what the tables said when the page was opened.
    """
    unit, tables = avsnitt.rapport.unit, tabeller or Tabeller(avsnitt.rapport)
    if tabeller is not None:
        known = _remembered(avsnitt.rapport, tabeller)
    else:
        known = _known(avsnitt.rapport, tables) if has_figures(avsnitt.text) else []
    return Granskning(
        faults(avsnitt.text, tables),
        typed_figures(avsnitt.text, known, unit),
        as_html(avsnitt.text, tables, unit) if html is None else html,
    )


def _known(rapport: Rapport, tabeller: Tabeller) -> list[Kand]:
    """The figures of the report as last remembered; fetched when they are not."""
    kept = cache.get(f"rapport-siffror-{rapport.pk}")
    return _remembered(rapport, tabeller) if kept is None else kept


def _remembered(rapport: Rapport, tabeller: Tabeller) -> list[Kand]:
    """The figures of the report's tables, kept for a while: each stroke of a key need not fetch them anew."""
    known = known_figures(tabeller)
    cache.set(f"rapport-siffror-{rapport.pk}", known, REMEMBERED)
    return known


def load_page(avsnitt: Avsnitt) -> Sida:
    """All that the editor shows of a section in its report."""
    dokument = read_dokument(avsnitt.rapport)
    place = next(at for at, one in enumerate(dokument.avsnitt) if one.avsnitt.pk == avsnitt.pk)
    shown = dokument.avsnitt[place]
    around = [one.avsnitt for one in dokument.avsnitt]
    return Sida(
        contents=dokument.avsnitt,
        shown=shown,
        granskning=granska(avsnitt, dokument.tabeller, shown.html),
        figures=_figures(dokument.tabeller, avsnitt.rapport.unit),
        previous=around[place - 1] if place else None,
        following=around[place + 1] if place + 1 < len(around) else None,
    )


def _figures(tabeller: Tabeller, unit: str) -> list[Siffertabell]:
    return [_rows(key, tabell, unit) for key, tabell in tabeller.items() if tabell is not None]


def _rows(key: str, tabell: Tabell, unit: str) -> Siffertabell:
    columns = [(place, column) for place, column in enumerate(tabell.columns) if column.kind != TEXT]
    most = MOST_FIGURES // max(len(columns), 1)
    rows = [
        (
            rad.label,
            [
                Siffra(
                    spelled(key, rad.key, column.key),
                    f"{column.label} {column.note}".strip(),
                    cell_text(rad.values[place], column.kind, unit),
                )
                for place, column in columns
            ],
        )
        for rad in tabell.rows[:most]
        if rad.level != RUBRIK
    ]
    return Siffertabell(key, tabell.name, rows)
