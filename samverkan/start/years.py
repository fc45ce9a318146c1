"""Which year a samverkan opens in."""

from collections.abc import Callable

from django.utils import timezone

_FINDERS: list[Callable[[object], int | None]] = []


def register(finder: Callable[[object], int | None]) -> None:
    """Add a function that tells the newest year a samverkan has figures for."""
    _FINDERS.append(finder)


def best_year(samverkan) -> int:
    """This year, or the newest year with figures if that lies behind or ahead."""
    found = [year for finder in _FINDERS if (year := finder(samverkan))]
    return max(found, default=timezone.localdate().year)
