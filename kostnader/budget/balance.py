"""What the members pay according to the keys, told by a later feature that registers here."""

from collections.abc import Callable
from decimal import Decimal

from kostnader.budget.models import Budget

Source = Callable[[Budget], Decimal | None]
_SOURCES: list[Source] = []


def register(source: Source) -> None:
    """Fill the line "Intäkter från medlemmarna enligt nycklarna": kronor, or None while it cannot be told."""
    _SOURCES[:] = [source]


def income(budget: Budget) -> Decimal | None:
    """What the members pay for the budget; None leaves the line out."""
    return _SOURCES[0](budget) if _SOURCES else None
