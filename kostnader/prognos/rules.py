"""What a year is thought to end at, from what is known so far. No database.

Amounts are in kronor with the ledger's sign: a cost is positive, an income negative. `through` is the last
month whose outcome is known (0: none), and months are always twelve.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from samverkan.lib.split import split

ZERO, ORE = Decimal("0.00"), Decimal("0.01")
MONTHS = 12

REST, RAK, MONSTER, EGEN = "rest", "rak", "monster", "egen"


def rest(utfall: Decimal, budget: Sequence[Decimal], through: int) -> Decimal:
    """The outcome so far and what the budget says of the months that remain."""
    return utfall + sum(budget[through:], ZERO)


def rak(utfall: Decimal, through: int) -> Decimal | None:
    """The outcome so far at the same pace the year out; None before the first month."""
    return _ore(utfall * MONTHS / through) if through else None


def monster(utfall: Decimal, before: Sequence[Decimal], through: int) -> Decimal | None:
    """The outcome so far grown as last year grew from the same month; None where last year tells nothing:
    it had no outcome by then, or of the other sign than the year came to."""
    so_far, whole = sum(before[:through], ZERO), sum(before, ZERO)
    if not so_far or so_far * whole < 0:
        return None
    return _ore(utfall * whole / so_far)


@dataclass(frozen=True)
class Forslag:
    """What each method proposes for a row; None where it cannot say anything."""

    rest: Decimal
    rak: Decimal | None
    monster: Decimal | None

    def of(self, method: str) -> Decimal | None:
        """The proposal of a method; one's own judgement has none."""
        return None if method == EGEN else getattr(self, method)


def forslag(utfall: Decimal, budget: Sequence[Decimal], before: Sequence[Decimal], through: int) -> Forslag:
    """All proposals for a row."""
    return Forslag(rest(utfall, budget, through), rak(utfall, through), monster(utfall, before, through))


def needs_comment(
    budget: Decimal, prognos: Decimal, *, limit_amount: Decimal, limit_percent: Decimal
) -> bool:
    """Whether the deviation is so large that it must be explained: over the amount, and over the share of
    the budget. Where there is no budget any amount over the limit is."""
    deviation = abs(budget - prognos)
    return deviation > limit_amount and deviation * 100 > limit_percent * abs(budget)


def forecast_months(forecast: Decimal, gone: Sequence[Decimal], through: int) -> list[Decimal]:
    """A year's forecast month by month: the months gone as they were, what is left evenly over those to come
    (the last month when none is). The twelve sum to the forecast."""
    to_come = range(through, MONTHS) if through < MONTHS else (MONTHS - 1,)
    parts = split(forecast - sum(gone[:through], ZERO), dict.fromkeys(to_come, 1))
    return [
        (amount if number < through else ZERO) + parts.get(number, ZERO) for number, amount in enumerate(gone)
    ]


def _ore(amount: Decimal) -> Decimal:
    return amount.quantize(ORE, ROUND_HALF_UP)
