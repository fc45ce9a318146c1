"""What other features hang on a body's page, such as its meetings; they register when the app starts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from samverkan.organ.models import Organ


@dataclass(frozen=True)
class Del:
    """A part of a body's page: who sees it, its template, and what it shows.

    `context(request, organ)` gives the template's variables, or None to leave the part out.
    """

    order: int
    see: Callable[..., bool]
    template: str
    context: Callable[[HttpRequest, Organ], dict | None]


_DELAR: list[Del] = []


def register(*delar: Del) -> None:
    """Add parts to the page of every body."""
    _DELAR.extend(delar)


def parts_of(request: HttpRequest, organ: Organ) -> list[tuple[str, dict]]:
    """Template and context of each part the person may see, in order."""
    seen = [part for part in _DELAR if part.see(request.user, request.samverkan)]
    found = [(part.template, part.context(request, organ)) for part in sorted(seen, key=lambda d: d.order)]
    return [(template, context) for template, context in found if context is not None]
