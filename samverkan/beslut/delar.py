"""What other features hang on a decision's page, such as who was represented; they register at start."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from samverkan.beslut.models import Beslut


@dataclass(frozen=True)
class Del:
    """A part of a decision's page: who sees it, its template, and what it shows.

    `context(request, beslut)` gives the template's variables, or None to leave the part out.
    """

    order: int
    see: Callable[..., bool]
    template: str
    context: Callable[[HttpRequest, Beslut], dict | None]


_DELAR: list[Del] = []


def register(*delar: Del) -> None:
    """Add parts to the page of every decision."""
    _DELAR.extend(delar)


def parts_of(request: HttpRequest, beslut: Beslut) -> list[tuple[str, dict]]:
    """Template and context of each part the person may see, in order."""
    seen = [part for part in _DELAR if part.see(request.user, request.samverkan)]
    found = [(part.template, part.context(request, beslut)) for part in sorted(seen, key=lambda d: d.order)]
    return [(template, context) for template, context in found if context is not None]
