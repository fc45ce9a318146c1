"""What a report can fetch. The halves tell it here; this package knows neither.

A feature that can make a table registers how, when the app starts:

    kallor.register(Tabellkalla("resultat", "Resultaträkning", "Ekonomi", resultatrakning))

where `resultatrakning(samverkan, period)` gives a Tabell of the figures as they are now, or None when the
samverkan has nothing to show in it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from samverkan.tabeller.tabell import Tabell


@dataclass(frozen=True)
class Period:
    """A year through one of its months (12: the whole year)."""

    year: int
    through: int = 12


@dataclass(frozen=True)
class Tabellkalla:
    """A kind of table. `key` is stored in reports and never changes; `group` sorts the choice."""

    key: str
    label: str
    group: str
    fetch: Callable[[object, Period], Tabell | None]


_KALLOR: dict[str, Tabellkalla] = {}


def register(*kallor: Tabellkalla) -> None:
    """Add kinds of table; features do so once, when the app starts."""
    _KALLOR.update({kalla.key: kalla for kalla in kallor})


def all_kallor() -> list[Tabellkalla]:
    """Every kind of table, in the order they were told."""
    return list(_KALLOR.values())


def get(key: str) -> Tabellkalla:
    """The kind of table with the key. Raises KeyError."""
    return _KALLOR[key]
