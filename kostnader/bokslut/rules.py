"""What a member's year comes to, and where the difference comes from. No database.

Kronor; plus is the member's.

Worked example (Herrljunga/Vårgårda 2023, tkr): the outcome is 26 429 and is shared 43,9/56,1 per cent; the
budget, 26 210, was agreed as 12 480 and 13 730. Herrljunga paid 12 480 and its share came to 11 602: +878. Of
that 974 is that the budget was not split by the key (12 480 − 43,9 % of 26 210), and −96 its part of the
deficit (43,9 % of 26 210 − 26 429).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from samverkan.lib.split import split

ZERO = Decimal("0.00")
OVERFORA, AVSKRIVA, ATERBETALA, DEBITERA = "overfora", "avskriva", "aterbetala", "debitera"
SETTLED_IN_MONEY = (ATERBETALA, DEBITERA)


@dataclass(frozen=True)
class Belopp:
    """A member's figures for one service, or for all of them.

    `preliminary` is what it paid for the year; `at_key` what it had paid if everyone's payments were split by
    the outcome's key; `actual` its share of the outcome.
    """

    budget: Decimal = ZERO
    billed: Decimal = ZERO
    preliminary: Decimal = ZERO
    at_key: Decimal = ZERO
    actual: Decimal = ZERO

    @property
    def result(self) -> Decimal:
        """The year's result: what was paid less the share of the outcome."""
        return self.preliminary - self.actual

    @property
    def from_split(self) -> Decimal:
        """The part that comes of payments not being split by the outcome's key; 0 over all members."""
        return self.preliminary - self.at_key

    @property
    def from_result(self) -> Decimal:
        """The part that comes of the year costing less (plus) or more (minus) than was paid."""
        return self.at_key - self.actual

    @classmethod
    def total(cls, parts: Iterable[Belopp]) -> Belopp:
        """The sum, figure by figure."""
        found = list(parts)
        names = ("budget", "billed", "preliminary", "at_key", "actual")
        return cls(**{name: sum((getattr(part, name) for part in found), ZERO) for name in names})


def opening_by_service(opening: Decimal, actual: Mapping[int, Decimal], first: int) -> dict[int, Decimal]:
    """An opening balance spread over the member's services, in proportion to its share of their outcome.

    The whole of it on `first` where there is no outcome to go by. Sums to the balance, in whole öre.
    """
    weights = {pk: max(amount, ZERO) for pk, amount in actual.items()}
    if not opening:
        return {}
    return split(opening, weights) if sum(weights.values()) else {first: opening}


def to_settle(results: Mapping[int, Decimal], opening: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """What to invoice per service (minus: to pay back) so that the balance becomes 0."""
    nets = {pk: -(results.get(pk, ZERO) + opening.get(pk, ZERO)) for pk in sorted({*results, *opening})}
    return {pk: net for pk, net in nets.items() if net}


def suits(action: str, closing: Decimal) -> bool:
    """Whether an action can be taken with a balance: only a surplus is paid back, only a deficit charged."""
    if action == ATERBETALA:
        return closing > 0
    return closing < 0 if action == DEBITERA else True


def carried(action: str, closing: Decimal, *, decided: bool) -> Decimal:
    """What of a closing balance is the next year's opening one: all of it until something else is decided."""
    return ZERO if decided and action != OVERFORA else closing
