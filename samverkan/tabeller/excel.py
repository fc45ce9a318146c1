"""A table of figures as Excel: in whole kronor and öre, with sums that still sum."""

from collections.abc import Callable, Sequence
from decimal import Decimal

from openpyxl.utils import get_column_letter

from samverkan.lib.workbook import Column, Formula, Sheet, write_workbook
from samverkan.tabeller.summor import Terms, named_terms, row_terms
from samverkan.tabeller.tabell import ANTAL, BELOPP, PROCENT, RUBRIK, SUMMA, TEXT, VARAV, Tabell

_KINDS = {BELOPP: "amount", ANTAL: "quantity", PROCENT: "percent", TEXT: "text"}
_FIRST_ROW, _FIRST_COLUMN = 2, 2  # after the head; after the names of the rows


def workbook(tabeller: Sequence[Tabell]) -> bytes:
    """One page per table, and a last one with what their captions and feet say."""
    return write_workbook([sheet(tabell) for tabell in tabeller])


def sheet(tabell: Tabell) -> Sheet:
    """The table as a page. A sum is a formula where adding the cells it names gives what the table holds.

    Sums are never added that the table lacks, and a figure that does not follow from the others (a source's
    own slip, a frozen rounding) stays the figure it is.
    """
    columns = [Column(tabell.head, width=34)]
    columns += [Column(_header(one.label, one.note), _KINDS[one.kind]) for one in tabell.columns]
    return Sheet(
        tabell.name,
        columns,
        [[rad.label, *_cells(tabell, number)] for number, rad in enumerate(tabell.rows)],
        note=about(tabell),
        strong=frozenset(n for n, rad in enumerate(tabell.rows) if rad.level in (SUMMA, RUBRIK)),
        indented=frozenset(n for n, rad in enumerate(tabell.rows) if rad.level == VARAV),
    )


def about(tabell: Tabell) -> str:
    """What caption and foot say besides the name, as one text."""
    unit = "Belopp i kronor." if tabell.has_amounts else ""
    return " ".join(filter(None, [unit, _sentence(tabell.sign), _sentence(tabell.note), tabell.source]))


def _header(label: str, note: str) -> str:
    return f"{label} ({note})" if note else label


def _sentence(text: str) -> str:
    return f"{text.rstrip('.')}." if text else ""


def _cells(tabell: Tabell, number: int) -> list[object]:
    rad = tabell.rows[number]
    if rad.level == RUBRIK:
        return [None] * len(tabell.columns)
    return [_cell(tabell, number, place) for place in range(len(tabell.columns))]


def _cell(tabell: Tabell, number: int, place: int) -> object:
    rad, column = tabell.rows[number], tabell.columns[place]
    value = rad.values[place]
    if not isinstance(value, Decimal) or column.kind not in (BELOPP, ANTAL):
        return value / 100 if isinstance(value, Decimal) and column.kind == PROCENT else value

    def cell_of(row: int) -> tuple[str, object]:
        return f"{get_column_letter(place + _FIRST_COLUMN)}{row + _FIRST_ROW}", tabell.rows[row].values[place]

    def cell_in(other: int) -> tuple[str, object]:
        return f"{get_column_letter(other + _FIRST_COLUMN)}{number + _FIRST_ROW}", rad.values[other]

    for terms in row_terms(tabell, number):
        if formula := _formula(terms, cell_of, value):
            return formula
    if terms := named_terms(column.of, {one.key: at for at, one in enumerate(tabell.columns)}):
        return _formula(terms, cell_in, value) or value
    return value


def _formula(terms: Terms, cell: Callable[[int], tuple[str, object]], value: Decimal) -> Formula | None:
    """The terms as a formula, or None when they do not come to `value`."""
    found = [(sign, *cell(place)) for sign, place in terms]
    if not found or sum(s * v for s, _, v in found if isinstance(v, Decimal)) != value:
        return None
    places = [place for _, place in terms]
    plain = all(sign == 1 for sign, _ in terms)
    if plain and len(places) > 1 and places == list(range(places[0], places[-1] + 1)):
        return Formula(f"SUM({found[0][1]}:{found[-1][1]})", value)
    if plain and len(places) > 2:
        return Formula(f"SUM({','.join(name for _, name, _ in found)})", value)
    # N(): an empty cell and a text count as nothing, as they do in SUM.
    text = "".join(f"{'+' if sign > 0 else '-'}N({name})" for sign, name, _ in found)
    return Formula(text.removeprefix("+"), value)
