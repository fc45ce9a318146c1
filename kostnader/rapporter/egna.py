"""Tables typed in a report or pasted from Excel: text to Tabell, and back. Pure.

The first row holds the heads. A head may end with what its figures are: (kr), (tkr), (antal), (%) or (text);
else a column of figures is what the form says. Rows that begin with Summa or Totalt are sums, with varav
parts of the row above, and a row with nothing but a name is a heading. Amounts are kept in kronor.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from samverkan.lib.errors import Refused
from samverkan.lib.money import parse_amount, parse_percent
from samverkan.lib.swedish import format_amount, format_number, format_tkr
from samverkan.tabeller.tabell import (
    ANTAL,
    BELOPP,
    PROCENT,
    RAD,
    RUBRIK,
    SUMMA,
    TEXT,
    VARAV,
    Kolumn,
    Rad,
    Tabell,
)

KR, TKR = "kr", "tkr"
UNITS = {KR: "kronor", TKR: "tusental kronor", ANTAL: "antal", "%": "procent"}
MOST_ROWS, MOST_COLUMNS = 300, 20
_HEAD = re.compile(r"(?P<label>.*?)\s*\((?P<unit>kr|tkr|antal|%|text)\)\s*", re.IGNORECASE)
_EMPTY = {"", "-", "–", "−"}
_SUMS = ("summa", "totalt", "netto", "årets resultat")
_THOUSAND = 1000


@dataclass(frozen=True)
class Column:
    """A column as it is typed: its head and the unit of its figures ('' until it is known)."""

    label: str
    unit: str


def read_grid(text: str, name: str, *, unit: str, note: str = "") -> Tabell:
    """The typed rows as a table; `unit` (kr, tkr, antal, %) is what figures are when their head is silent.

    Raises Refused with the row and column, at the field `grid`.
    """
    lines = [_cells(line) for line in text.replace("\r\n", "\n").split("\n") if line.strip()]
    if len(lines) < 2 or len(lines[0]) < 2:
        raise Refused(
            "Klistra in minst två rader och två kolumner, med rubriker i första raden.", field="grid"
        )
    head, *rows = lines
    _check_size(head, rows)
    columns = [_column(label, place, rows, unit) for place, label in enumerate(head[1:], 1)]
    kept = [_row(number, cells, columns) for number, cells in enumerate(rows, 2)]
    return Tabell(
        name=name,
        head=head[0],
        columns=tuple(_kolumn(column, place) for place, column in enumerate(columns, 1)),
        rows=tuple(replace(rad, key=f"r{place}") for place, rad in enumerate(kept, 1)),
        note=note,
        source="Inskriven i rapporten.",
    )


def as_grid(tabell: Tabell, *, unit: str) -> str:
    """The table as rows with tabs, so that reading them gives it again."""
    spelled = TKR if unit == TKR and _fits_tkr(tabell) else KR
    heads = [f"{column.label} ({_spelled_unit(column, spelled)})" for column in tabell.columns]
    lines = [[tabell.head, *heads]]
    for rad in tabell:
        values = zip(rad.values, tabell.columns, strict=False)
        lines.append([rad.label, *(_spelled(value, column.kind, spelled) for value, column in values)])
    return "\n".join("\t".join(line) for line in lines)


def ordlista(terms: Iterable[tuple[str, str]]) -> Tabell:
    """Words and what they mean as a table."""
    rows = tuple(
        Rad(f"r{place}", term.capitalize(), (meaning,)) for place, (term, meaning) in enumerate(terms, 1)
    )
    return Tabell(
        "Ordförklaringar",
        "Ord",
        (Kolumn("k1", "Betydelse", TEXT),),
        rows,
        source="Ordlistan i Samverkan.",
    )


def _cells(line: str) -> list[str]:
    return [" ".join(cell.split()) for cell in line.rstrip("\t ").split("\t")]


def _check_size(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    if len(rows) > MOST_ROWS or len(head) > MOST_COLUMNS:
        raise Refused(
            f"Tabellen får ha högst {MOST_ROWS} rader och {MOST_COLUMNS} kolumner.",
            field="grid",
        )
    for number, cells in enumerate(rows, 2):
        if len(cells) > len(head):
            raise Refused(
                f"Rad {number} har {len(cells)} kolumner men rubrikraden {len(head)}. Rätta rubrikraden.",
                field="grid",
            )


def _column(label: str, place: int, rows: Sequence[Sequence[str]], unit: str) -> Column:
    found = _HEAD.fullmatch(label)
    if found:
        return Column(found["label"], found["unit"].lower())
    cells = [cells[place] for cells in rows if len(cells) > place and cells[place] not in _EMPTY]
    if not cells or not all(_is_number(cell) for cell in cells):
        return Column(label, TEXT)
    return Column(label, "%" if all(cell.endswith("%") for cell in cells) else unit)


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"[−–+-]?\s?[0-9][0-9\s]*(,[0-9]+)?\s?%?", cell) is not None


def _kolumn(column: Column, place: int) -> Kolumn:
    kinds = {KR: BELOPP, TKR: BELOPP, ANTAL: ANTAL, "%": PROCENT, TEXT: TEXT}
    return Kolumn(f"k{place}", column.label, kinds[column.unit])


def _row(number: int, cells: Sequence[str], columns: Sequence[Column]) -> Rad:
    label, *typed = cells
    if not label:
        raise Refused(f"Rad {number} saknar namn i första kolumnen.", field="grid")
    full = [*typed, *[""] * (len(columns) - len(typed))]
    if not any(full):
        return Rad("", label, level=RUBRIK)
    values = tuple(_value(number, cell, column) for cell, column in zip(full, columns, strict=True))
    return Rad("", label, values, _level(label))


def _level(label: str) -> str:
    start = label.lower()
    return SUMMA if start.startswith(_SUMS) else VARAV if start.startswith("varav") else RAD


def _value(number: int, cell: str, column: Column) -> Decimal | str | None:
    if column.unit == TEXT:
        return cell
    if cell in _EMPTY:
        return None
    try:
        return _figure(cell, column.unit)
    except Refused as refusal:
        raise Refused(f"Rad {number}, {column.label}: {refusal.message}", field="grid") from refusal


def _figure(cell: str, unit: str) -> Decimal:
    if unit == KR:
        return parse_amount(cell)
    if unit == TKR:
        return parse_amount(cell) * _THOUSAND
    return parse_percent(cell) if unit == "%" else parse_amount(cell)


def _spelled_unit(column: Kolumn, unit: str) -> str:
    return {BELOPP: unit, ANTAL: ANTAL, PROCENT: "%", TEXT: TEXT}[column.kind]


def _spelled(value: Decimal | str | None, kind: str, unit: str) -> str:
    if value is None:
        return "–"
    if isinstance(value, str):
        return value
    if kind != BELOPP:
        return format_number(value, 6)
    return format_tkr(value, 2).rstrip("0").rstrip(",") if unit == TKR else format_amount(value)


def _fits_tkr(tabell: Tabell) -> bool:
    """Whether every amount can be told in tkr with two decimals."""
    places = [place for place, column in enumerate(tabell.columns) if column.kind == BELOPP]
    amounts = [rad.values[place] for rad in tabell if rad.values for place in places]
    return all(amount is None or amount % 10 == 0 for amount in amounts)
