"""Figures typed by hand near one that the report knows: pointed out, so that they become fields. Pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from kostnader.rapporter.falt import Tables, find_fields, spelled
from samverkan.tabeller.tabell import BELOPP, PROCENT, TEXT

_NUMBER = re.compile(
    r"(?<![\w.,:§-])(?<!§ )(?<!kap. )"
    r"(?P<number>[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+(?:,[0-9]+)?|[0-9]+(?:,[0-9]+)?)"
    r"(?![\w-]|[.:][0-9])"
    r"(?:[ \u00a0](?P<unit>tkr|mnkr|mkr|kr|kronor|miljoner|%|procent)(?!\w)|(?P<sign>%))?",
    re.IGNORECASE,
)
_SIZE = {"kr": 1, "kronor": 1, "tkr": 1_000, "mkr": 1_000_000, "mnkr": 1_000_000, "miljoner": 1_000_000}
_PERCENT = {"%", "procent"}
_LEAST_DIGITS = 3  # shorter numbers are days, counts and members, not amounts
_YEARS = range(1950, 2101)
_NEAR = Decimal("0.02")


@dataclass(frozen=True)
class Kand:
    """A figure that the report knows: its field, what it is called, its value and kind."""

    field: str
    label: str
    value: Decimal
    kind: str


@dataclass(frozen=True)
class Skriven:
    """A figure typed from `start` to `end`. `same`: it says what the table says, as far as it is told.

    `swapped`: it has the table's digits in another order.
    """

    start: int
    end: int
    text: str
    kand: Kand
    same: bool
    swapped: bool = False


def known_figures(tables: Tables) -> list[Kand]:
    """Every figure of the tables."""
    return [
        Kand(
            spelled(key, rad.key, column.key),
            f"{tabell.name}, {rad.label}, {column.label}",
            value,
            column.kind,
        )
        for key, tabell in tables.items()
        if tabell is not None
        for rad in tabell
        for column, value in zip(tabell.columns, rad.values, strict=False)
        if isinstance(value, Decimal) and column.kind != TEXT
    ]


def has_figures(text: str) -> bool:
    """Whether any number is typed outside the fields: else there is nothing to look for in the tables."""
    fields = [range(falt.start, falt.end) for falt in find_fields(text)]
    return any(not any(m.start() in field for field in fields) for m in _NUMBER.finditer(text))


def typed_figures(text: str, known: Iterable[Kand], unit: str) -> list[Skriven]:
    """The typed figures that are, or nearly are, one that is known. `unit` is what bare numbers are in.

    The sign is not compared: words carry it ("minus", "sämre"). Years, dates, §§ and numbers below three
    digits are left alone, unless they are percent or say kr, tkr or mnkr.
    """
    kanda = list(known)
    fields = [range(falt.start, falt.end) for falt in find_fields(text)]
    found = []
    for match in _NUMBER.finditer(text):
        if not any(match.start() in field for field in fields) and (hit := _nearest(match, kanda, unit)):
            found.append(hit)
    return found


def _nearest(match: re.Match[str], kanda: list[Kand], unit: str) -> Skriven | None:
    told = (match["unit"] or match["sign"] or "").lower()
    digits = re.sub(r"\s", "", match["number"])
    if not told and not _is_amount(digits):
        return None
    number, decimals = Decimal(digits.replace(",", ".")), len(digits.partition(",")[2])
    if told in _PERCENT:
        best = _best(number, decimals, 1, [kand for kand in kanda if kand.kind == PROCENT])
    else:
        size = _SIZE[told or unit]
        best = _best(number, decimals, size, [kand for kand in kanda if kand.kind == BELOPP])
    if best is None:
        return None
    kand, same = best
    swapped = not same and _swapped(number, abs(kand.value))
    return Skriven(match.start(), match.end(), match[0], kand, same, swapped)


def _is_amount(digits: str) -> bool:
    whole = digits.partition(",")[0]
    return len(whole) >= _LEAST_DIGITS and not (digits.isdigit() and int(digits) in _YEARS)


def _best(number: Decimal, decimals: int, size: int, kanda: list[Kand]) -> tuple[Kand, bool] | None:
    """The known figure that the number says, else the nearest that it nearly says."""
    half = Decimal(size) / 2 / 10**decimals
    value = number * size
    near: tuple[Decimal, Kand] | None = None
    for kand in kanda:
        apart = abs(abs(kand.value) - value)
        if apart <= half and kand.value:
            return kand, True
        if _nearly(apart, value, kand.value) and (near is None or apart < near[0]):
            near = apart, kand
    return (near[1], False) if near else None


def _nearly(apart: Decimal, value: Decimal, known: Decimal) -> bool:
    """Within two percent, or the same digits in another order (a slip of the finger)."""
    if not known:
        return False
    return apart <= abs(known) * _NEAR or _swapped(value, abs(known))


def _swapped(one: Decimal, other: Decimal) -> bool:
    mine, theirs = list(_significant(one)), list(_significant(other))
    return len(mine) >= _LEAST_DIGITS and mine != theirs and sorted(mine) == sorted(theirs)


def _significant(value: Decimal) -> Iterator[str]:
    yield from f"{value:f}".replace(".", "").strip("0")
