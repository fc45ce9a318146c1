"""Which measures somebody asks for in a year. What computes shares says so when the app starts."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.medlemmar.models import Samverkan


@dataclass(frozen=True)
class Wanted:
    """A kind and day that `name` ("50/50") needs from these organisations."""

    mattslag_id: int
    day: date
    name: str
    organisation_ids: frozenset[int]


Asker = Callable[[Samverkan, int], Sequence[Wanted]]
_ASKERS: list[Asker] = []


def register(asker: Asker) -> None:
    """Add a function of (samverkan, year) that tells what is asked for."""
    _ASKERS.append(asker)


def wanted_in(samverkan: Samverkan, year: int) -> list[Wanted]:
    """Everything asked for in the year."""
    return [wanted for asker in _ASKERS for wanted in asker(samverkan, year)]
