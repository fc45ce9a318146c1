"""The side menu: features add their entries when the app starts; rights decide who sees them."""

from collections.abc import Callable
from dataclasses import dataclass, field

SECTIONS = ("", "Kostnader", "Protokoll", "Samverkan")


@dataclass(frozen=True)
class Entry:
    """A line of the menu. `count` of (samverkan, year) or `own_count` of (user, samverkan) is what waits."""

    section: str
    order: int
    label: str
    url_name: str
    see: Callable[..., bool]
    prefix: str = field(default="")
    count: Callable[..., int] | None = None
    own_count: Callable[..., int] | None = None

    def waiting(self, user, samverkan, year: int) -> int:
        """How many things wait behind it, shown at the right; 0 shows nothing."""
        if self.own_count is not None:
            return self.own_count(user, samverkan)
        return self.count(samverkan, year) if self.count else 0


_ENTRIES: list[Entry] = []


def register(*entries: Entry) -> None:
    """Add entries to the menu."""
    _ENTRIES.extend(entries)


def entries_for(user, samverkan) -> list[Entry]:
    """The entries the person may see, in menu order."""
    seen = [entry for entry in _ENTRIES if entry.see(user, samverkan)]
    return sorted(seen, key=lambda entry: (SECTIONS.index(entry.section), entry.order))
