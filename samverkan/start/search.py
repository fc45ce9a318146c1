"""One search over a samverkan: features add what can be found when the app starts; rights decide for whom."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.http import HttpRequest

LIMIT = 20


@dataclass(frozen=True)
class Hit:
    """Something found: its name, where it is, and one line about it."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class Source:
    """A kind of thing to find. `find(request, text)` gives its hits, most relevant first."""

    order: int
    label: str
    see: Callable[..., bool]
    find: Callable[[HttpRequest, str], Iterable[Hit]]


_SOURCES: list[Source] = []


def register(*sources: Source) -> None:
    """Add sources to the search."""
    _SOURCES.extend(sources)


def search(request: HttpRequest, text: str) -> list[tuple[str, list[Hit]]]:
    """The hits for the text by kind, leaving out kinds without any."""
    found = []
    for source in sorted(_SOURCES, key=lambda source: source.order):
        if source.see(request.user, request.samverkan):
            hits = list(source.find(request, text))[:LIMIT]
            if hits:
                found.append((source.label, hits))
    return found
