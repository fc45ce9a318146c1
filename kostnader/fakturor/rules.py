"""The arithmetic of invoices: VAT, numbers, and which part of a share falls due. Kronor."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from samverkan.lib.period import Month, Part, due_month, parts

if TYPE_CHECKING:
    from kostnader.tjanster.models import Rytm

ORE = Decimal("0.01")
VAT_RATES = {"moms25": 25, "utanfor": 0}

# A member whose charge moves more than this against last time is pointed out before issue.
NOTABLE_CHANGE = Decimal("0.20")


def vat_amount(net: Decimal, vat_kind: str) -> Decimal:
    """VAT on a net amount, in kronor, öre rounded half up (ML 9:2: 25 %; outside the scope: none)."""
    return (net * VAT_RATES[vat_kind] / 100).quantize(ORE, ROUND_HALF_UP)


def invoice_number(year: int, number: int) -> str:
    """The number as printed, "2023-0041" (ML 17:24 p. 2: an unbroken series)."""
    return f"{year}-{number:04}"


@dataclass(frozen=True)
class DuePart:
    """A part of a budget year's share that is to be invoiced in a month."""

    year: int
    part: Part


def due_parts(rytm: Callable[[int], Rytm], month: Month) -> Iterator[DuePart]:
    """The parts to invoice in `month`: of its own year, and of the year before when charged in arrears.

    `rytm` tells how a budget year is charged; each year keeps its own.
    """
    for year in (month.year - 1, month.year):
        charged = rytm(year)
        for part in parts(charged.rhythm, year):
            if due_month(part, charged.timing, charged.billing_month) == month:
                yield DuePart(year, part)


def months_taking_part(explanation: dict[str, Any]) -> list[int]:
    """The months (1–12) a member takes part in a service, from the frozen explanation."""
    found: set[int] = set()
    for piece in explanation["delar"]:
        found.update(range(int(piece["fran"][5:]), int(piece["till"][5:]) + 1))
    return sorted(found)


def months_through(months: Iterable[int], part: Part) -> int:
    """How many of the member's months have passed when the part ends."""
    return sum(month <= part.last.month for month in months)


def is_notable(now: Decimal, before: Decimal | None) -> bool:
    """Whether a charge has moved more than 20 % against last time."""
    return bool(before) and abs(now - before) > abs(before) * NOTABLE_CHANGE
