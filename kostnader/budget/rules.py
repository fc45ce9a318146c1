"""Figures of a budget: what a cell takes, how a year spreads over months, indexation. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from samverkan.lib import linear
from samverkan.lib.errors import Refused
from samverkan.lib.money import parse_amount
from samverkan.lib.split import split

ZERO, ORE = Decimal("0.00"), Decimal("0.01")
CELL_LIMIT = Decimal("99999999999.99")  # a thousand such cells still sum within what is stored
NOTHING = {"", "-", "–", "−"}
MONTHS = 12

UNITS = {"0.01": "öre", "1": "hela kronor", "100": "hela 100 kr", "1000": "hela 1 000 kr"}
DIRECTIONS = {"narmast": "närmast", "upp": "uppåt", "ned": "nedåt"}
_ROUND = {"narmast": lambda steps: floor(steps + Fraction(1, 2)), "upp": ceil, "ned": floor}


def parse_cell(text: str) -> Decimal:
    """Kronor from a cell's text; nothing or a dash is 0. Raises Refused with what to write instead."""
    if text.strip() in NOTHING:
        return ZERO
    amount = parse_amount(text)
    if abs(amount) > CELL_LIMIT:
        raise Refused("Beloppet är för stort: en cell rymmer högst 99 999 999 999,99 kr.")
    return amount


def even_months(amount: Decimal) -> list[Decimal]:
    """An amount in twelve parts of whole öre that sum to it, as even as they can be."""
    return linear.parts(amount, MONTHS)


def respread(months: Sequence[Decimal], amount: Decimal) -> list[Decimal] | None:
    """A new amount with the profile of `months`; None (even) when they have no profile to keep."""
    signs = {month > 0 for month in months if month}
    if len(signs) != 1:
        return None
    parts = split(amount, {index: abs(month) for index, month in enumerate(months)})
    return [parts[index] for index in range(MONTHS)]


def change_share(new: Decimal, old: Decimal) -> Fraction | None:
    """The change as a share of the old amount (1 is the whole); None with nothing to compare with."""
    return Fraction(new - old) / Fraction(abs(old)) if old else None


@dataclass(frozen=True)
class Indexation:
    """How a whole version is indexed: number of percent, rounding unit in kronor, direction.

    "upp" and "ned" mean away from and towards zero, so that what one row gives another still takes
    after indexation: index(-x) == -index(x).
    """

    percent: Decimal
    unit: Decimal
    direction: str

    def apply(self, amount: Decimal) -> Decimal:
        """The indexed amount; 0 stays 0, and 0 percent changes nothing, whatever the unit."""
        if not amount or not self.percent:
            return amount
        exact = Fraction(amount) * (100 + Fraction(self.percent)) / 100
        steps = _ROUND[self.direction](abs(exact) / Fraction(self.unit))
        return ((-steps if exact < 0 else steps) * self.unit).quantize(ORE)

    @property
    def text(self) -> str:
        """'uppåt till hela 100 kr'."""
        return f"{DIRECTIONS[self.direction]} till {UNITS[format(self.unit.normalize(), 'f')]}"


def likely_kind(name: str) -> str:
    """Which row of the result a kind of cost belongs to, as its name tells; a controller can change it."""
    words = name.casefold()
    if "finansiell" in words or "ränte" in words:
        return "fin_intakt" if "intäkt" in words else "fin_kostnad"
    if "avskrivning" in words:
        return "avskrivning"
    if "medlemsavgift" in words or "kommunbidrag" in words:
        return "bidrag"
    return "intakt" if "intäkt" in words else "kostnad"
