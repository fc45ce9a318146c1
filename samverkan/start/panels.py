"""The start page is made of panels; features add theirs when the app starts."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest


@dataclass(frozen=True)
class Panel:
    """A part of the start page: who sees it, its template and what it shows.

    `context(request)` gives the template's variables, or None to leave the panel out. With `huvud`
    ({rubrik, ingress, acts: [{text, url, ikon, slag}]}) the first panel also makes the page's head, and
    gets `huvud_visas`.
    """

    order: int
    see: Callable[..., bool]
    template: str
    context: Callable[[HttpRequest], dict | None]


_PANELS: list[Panel] = []


def register(*panels: Panel) -> None:
    """Add panels to the start page."""
    _PANELS.extend(panels)


def panels_for(request: HttpRequest) -> list[tuple[str, dict]]:
    """Template and context of each panel the person may see, in order."""
    shown = []
    for panel in sorted(_PANELS, key=lambda panel: panel.order):
        if panel.see(request.user, request.samverkan):
            context = panel.context(request)
            if context is not None:
                shown.append((panel.template, context))
    return shown
