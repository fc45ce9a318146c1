"""What a check finds, and how figures are compared in a table that may be rounded."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from samverkan.tabeller.tabell import BELOPP, RAD, Rad, Tabell, Value
from samverkan.tabeller.visning import KR, TKR, cell_text

ZERO = Decimal(0)
_UNITS = (Decimal(1_000_000), Decimal(1_000), Decimal(100), Decimal(1))
_ORE = Decimal("0.01")


@dataclass(frozen=True)
class Fynd:
    """A finding: which check, whether it stops, a whole sentence with figure and reason, the row's key."""

    check: str
    stops: bool
    text: str
    rad: str = ""


def number(value: Value) -> Decimal:
    """A value to reckon with: what is not there is nothing."""
    return value if isinstance(value, Decimal) else ZERO


def numeric(tabell: Tabell) -> list[int]:
    """Places of the columns that can be summed."""
    return [place for place, column in enumerate(tabell.columns) if column.kind not in ("text", "procent")]


def rounding(tabell: Tabell, place: int) -> Decimal:
    """What the column is rounded to, as its figures show: 1 000 in a table of tkr, an öre in an exact one."""
    values = [abs(number(rad.values[place])) for rad in tabell if rad.values and number(rad.values[place])]
    if tabell.columns[place].kind != BELOPP:
        return Decimal(1) if all(value == int(value) for value in values) else _ORE
    return next((unit for unit in _UNITS if values and all(v % unit == 0 for v in values)), _ORE)


def shown(tabell: Tabell, place: int, value: Decimal) -> str:
    """A figure as the table's reader meets it."""
    column = tabell.columns[place]
    unit = TKR if column.kind == BELOPP and rounding(tabell, place) >= 1000 else KR
    tail = f" {unit}" if column.kind == BELOPP else ""
    return f"{cell_text(value, column.kind, unit)}{tail}"


def column_like(tabell: Tabell, *words: str, before: int | None = None) -> int | None:
    """The last column, before a place, whose head holds one of the words."""
    found = [
        place
        for place, column in enumerate(tabell.columns[:before])
        if column.kind == BELOPP and any(word in f"{column.key} {column.label}".casefold() for word in words)
    ]
    return found[-1] if found else None


def plain_rows(tabell: Tabell) -> Iterable[int]:
    """Places of the rows that are neither sums nor headings."""
    return (place for place, rad in enumerate(tabell) if rad.level == RAD and rad.values)


def is_result(rad: Rad) -> bool:
    """Whether the row is a result: more of it is better where more of a cost is worse, so that its deviation
    is taken the other way."""
    return rad.label.casefold().startswith(("resultat", "årets resultat"))
