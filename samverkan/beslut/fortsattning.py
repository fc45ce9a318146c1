"""What may follow on a decision. Features of both halves offer it here; this package knows neither.

    fortsattning.register(Fortsattning("Nytt uppdrag", "uppfoljning:uppdrag_nytt", may_keep_minutes))

The page of a decision shows the link to those who may; its id goes along as `?beslut=`.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Fortsattning:
    """A link from a decision to a page where something is made of it."""

    text: str
    url_name: str
    see: Callable[..., bool]


_OFFERED: list[Fortsattning] = []


def register(*offered: Fortsattning) -> None:
    """Offer something; features do so once, when the app starts."""
    _OFFERED.extend(offered)


def offered_to(user, samverkan) -> list[Fortsattning]:
    """What the person may go on to from a decision."""
    return [item for item in _OFFERED if item.see(user, samverkan)]
