"""Hours, accrual and shares of a project. No database.

Worked example (Herrljunga/Vårgårda): 3 546 hours in 2023 are 1,7 årsarbetare, and 147 hours in January and
February 2024 are 0,4. Both follow from 2 080 hours a year, 52 weeks of 40 hours: 3 546 / 2 080 = 1,70 and
147 / (2 080 × 2/12) = 0,42. (Any figure from 2 027 through 2 149 explains both; this one has a ground.)
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import TypeVar

from samverkan.lib.linear import accrued
from samverkan.lib.period import Month
from samverkan.lib.split import split

K = TypeVar("K")
ZERO, ORE, TENTH = Decimal("0.00"), Decimal("0.01"), Decimal("0.1")
MONTHS = 12
YEARLY_HOURS = 2080


def arsarbetare(hours: Decimal, months: int) -> Decimal:
    """How many full-time years of work the hours of so many months are, to one decimal."""
    return (hours * MONTHS / (YEARLY_HOURS * months)).quantize(TENTH, ROUND_HALF_UP)


def value(hours: Decimal, rate: Decimal | None, told: Decimal | None) -> Decimal:
    """What hours come to, kronor: the amount that is told, else hours × rate; without a rate nothing."""
    if told is not None:
        return told
    return (hours * rate).quantize(ORE, ROUND_HALF_UP) if rate is not None else ZERO


def is_shared(hours: Decimal, *, charged: bool) -> bool:
    """Whether an entry is a cost to share: hours when the project charges them, else only what is no time."""
    return charged or not hours


def accrued_budget(budget: Decimal, first: Month, last: Month, year: int, through: int) -> Decimal:
    """What of a budget spread evenly from `first` through `last` falls on January–`through` of a year."""
    months = last - first + 1

    def passed(month: Month) -> Decimal:
        return accrued(budget, month - first + 1, months)

    return passed(Month(year, through)) - passed(Month(year - 1, MONTHS))


def inkop(before: Mapping[K, Decimal], after: Mapping[K, Decimal]) -> dict[K, Decimal]:
    """Who pays whom when others join: `before` is what each has paid, `after` what each would have paid had
    all been in from the start.

    Those who join pay theirs (plus); it goes back (minus) to the earlier ones as far as each has paid more
    than it would have. The transfers sum to exactly zero.
    """
    joins = {key: after[key] for key in after if key not in before}
    total = sum(joins.values(), ZERO)
    sign = -1 if total < 0 else 1
    gains = {key: max((before[key] - after.get(key, ZERO)) * sign, ZERO) for key in before}
    weights = gains if any(gains.values()) else dict.fromkeys(before, 1)
    back = split(total, weights) if before else {}
    return {**{key: -amount for key, amount in back.items()}, **joins}


@dataclass(frozen=True)
class Steg:
    """A stretch of months with the same participants, and what happened when it began. Kronor.

    `joined` bought in with `inkop` for `bought`, the cost of the months before; `shares` is the stretch's
    own `cost` over all. `first` is None for a stretch without beginning, `last` for one without end.
    """

    first: Month | None
    last: Month | None
    joined: tuple
    bought: Decimal
    inkop: dict
    cost: Decimal
    shares: dict


def share_project(
    costs: Mapping[Month, Decimal],
    joined: Mapping[K, Month],
    share: Callable[[Decimal, frozenset[K]], Mapping[K, Decimal]],
) -> list[Steg]:
    """The project's cost over those who take part, stretch by stretch.

    What a month costs is shared by those who take part that month; the first to join bear what came before.
    Who joins later buys in at once: afterwards everyone has paid as if all had been in from the start.
    `share` gives each member's part of an amount by the project's key.
    """
    starts = sorted(set(joined.values()))
    paid: dict[K, Decimal] = {}
    steps: list[Steg] = []
    for number, start in enumerate(starts):
        end = starts[number + 1] if number + 1 < len(starts) else None
        members = frozenset(key for key, month in joined.items() if month <= start)
        bought, moved = ZERO, {}
        if number:
            bought = _sum(costs, None, start)
            moved = inkop(paid, share(bought, members))
        cost = _sum(costs, start if number else None, end)
        shares = dict(share(cost, members))
        paid = {key: paid.get(key, ZERO) + moved.get(key, ZERO) + shares.get(key, ZERO) for key in members}
        new = tuple(sorted(key for key, month in joined.items() if month == start))
        last = end - 1 if end else None
        steps.append(Steg(start if number else None, last, new, bought, moved, cost, shares))
    return steps


def paid_in_all(steps: Iterable[Steg]) -> dict:
    """What each has paid after all steps, kronor."""
    paid: dict = {}
    for step in steps:
        for part in (step.inkop, step.shares):
            for key, amount in part.items():
                paid[key] = paid.get(key, ZERO) + amount
    return paid


def _sum(costs: Mapping[Month, Decimal], first: Month | None, before: Month | None) -> Decimal:
    chosen = (
        amount
        for month, amount in costs.items()
        if (first is None or month >= first) and (before is None or month < before)
    )
    return sum(chosen, ZERO)
