"""What of a year's share is billed and what is still to come, month by month. Kronor without VAT."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kostnader.fakturor.rules import months_taking_part, months_through
from kostnader.fordelning.rules import billed_part
from samverkan.lib.period import Month, Part, due_month, parts

if TYPE_CHECKING:
    from kostnader.tjanster.models import Rytm

ZERO = Decimal("0.00")

BETALT, ATT_BETALA, PLANERAT, INTERNT = "betalt", "nu", "plan", "internt"


@dataclass(frozen=True)
class Betalning:
    """One service's part of the year: which month, how much, and how far it has come.

    `lage` is BETALT (issued, its due date has passed), ATT_BETALA (issued, not yet due), PLANERAT
    (not issued), or INTERNT (the issuer's own share, which is booked and never invoiced).
    """

    tjanst_id: int
    month: Month
    part: str
    last_month: int
    net: Decimal
    vat_kind: str
    lage: str
    number: str = ""


def lage_of(due_date: date | None, today: date) -> str:
    """How far an issued invoice has come. Payments are not followed here, so the due date decides."""
    return ATT_BETALA if due_date is not None and due_date >= today else BETALT


def planned_parts(
    amount: Decimal,
    explanation: dict[str, Any],
    billed: Sequence[Betalning],
    *,
    rytm: Rytm,
    year: int,
) -> list[tuple[Month, Part, Decimal]]:
    """What runs to come will charge of a frozen share: month, part and kronor.

    The parts after the last one that is billed, as `plan.make_plan` would make them: together with
    what is billed they sum to the year's share, whatever has been credited on the way (design 4.5).
    """
    months = months_taking_part(explanation)
    whole = [part for part in parts(rytm.rhythm, year) if months_through(months, part)]
    if not whole:
        return []
    already = sum((one.net for one in billed), ZERO)
    last = last_billed_month(billed)
    left = [part for part in whole if part.last.month > last] or whole[-1:]
    found = []
    for part in left:
        net = billed_part(amount, months_through(months, part), len(months), already)
        if net:
            found.append((due_month(part, rytm.timing, rytm.billing_month), part, net))
            already += net
    return found


def last_billed_month(billed: Iterable[Betalning]) -> int:
    """The last month of the year (1–12) that what is billed covers, credited parts left out; else 0."""
    sums: dict[int, Decimal] = {}
    for one in billed:
        sums[one.last_month] = sums.get(one.last_month, ZERO) + one.net
    return max((month for month, net in sums.items() if net), default=0)


@dataclass(frozen=True)
class Manad:
    """A bar of the chart: a month's amount of one kind; two bars when a month holds both kinds."""

    month: Month
    lage: str
    net: Decimal


def monthly(betalningar: Iterable[Betalning], year: int) -> list[Manad]:
    """The year's twelve months, and those after it that still charge for it. Empty months have 0."""
    sums: dict[tuple[Month, str], Decimal] = {}
    for one in betalningar:
        key = (one.month, one.lage)
        sums[key] = sums.get(key, ZERO) + one.net
    found = [Manad(month, lage, net) for (month, lage), net in sums.items() if net]
    taken = {one.month for one in found}
    empty = [Manad(month, "", ZERO) for number in range(1, 13) if (month := Month(year, number)) not in taken]
    order = (BETALT, INTERNT, ATT_BETALA, PLANERAT, "")
    return sorted(found + empty, key=lambda one: (one.month, order.index(one.lage)))


def change_of(now: Decimal | None, before: Decimal | None) -> Decimal:
    """What has changed; what is not there counts as nothing."""
    return (now or ZERO) - (before or ZERO)


def share_of_change(now: Decimal, before: Decimal) -> Decimal | None:
    """The change against what was, where 1 is the whole. None when there was nothing."""
    return (now - before) / before if before else None
