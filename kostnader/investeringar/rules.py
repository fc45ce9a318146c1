"""Sums of an investment and its depreciation. No database.

Depreciation is linear on what was paid (RKR R4; Lystkom's annual report 2023: 3, 4, 5 and 6 years), per month
from the month the asset is in use. Every month is in whole öre and together they are what was paid.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samverkan.lib.linear import accrued
from samverkan.lib.period import Month

ZERO = Decimal("0.00")
MONTHS = 12


@dataclass(frozen=True)
class Avskrivningsplan:
    """How `amount` (kronor) is written off over `years` from the month `first`."""

    amount: Decimal
    years: int
    first: Month

    @classmethod
    def of(cls, amount: Decimal, years: int, in_use_from: date) -> "Avskrivningsplan":
        """The plan of what is in use from a day: its whole month counts."""
        return cls(amount, years, Month.of(in_use_from))

    @property
    def months(self) -> int:
        return self.years * MONTHS

    @property
    def last(self) -> Month:
        """The month after which nothing is left."""
        return self.first + (self.months - 1)

    def through(self, month: Month) -> Decimal:
        """What has been written off at the end of the month."""
        return accrued(self.amount, month - self.first + 1, self.months)

    def left(self, month: Month) -> Decimal:
        """The value in the books at the end of the month."""
        return self.amount - self.through(month)

    def of_months(self, year: int) -> list[Decimal]:
        """The twelve months of a year."""
        months = [Month(year, month) for month in range(1, MONTHS + 1)]
        return [self.through(month) - self.through(month - 1) for month in months]

    def of_year(self, year: int, through: int = MONTHS) -> Decimal:
        """What is written off from January through a month of the year."""
        return self.through(Month(year, through)) - self.through(Month(year - 1, MONTHS))


def expected_total(*, is_done: bool, spent: Decimal, decided: Decimal, told: Decimal | None) -> Decimal:
    """What an investment is thought to cost in all, kronor.

    Done: what it cost. Else what the latest forecast of the whole says (`told`); without one what is decided,
    and never less than what is spent.
    """
    if is_done:
        return spent
    return max(decided, spent) if told is None else told


def left_to_carry(*, budget: Decimal, spent: Decimal, carried: Decimal) -> Decimal:
    """What of a year's budget may be carried to the next: unspent and not carried yet, never negative."""
    return max(budget - spent - carried, ZERO)
