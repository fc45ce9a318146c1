"""What `protokoll` adds to the common ground when the app starts."""

from protokoll.exempel.load import load_protokoll
from protokoll.paragrafer import wording as mote
from samverkan.exempel import registry as exempel
from samverkan.handelser import wording
from samverkan.start import menu, panels, search
from samverkan.start.menu import Entry
from samverkan.start.panels import Panel
from samverkan.start.search import Source

# What each act is called in the event log; sorted by feature.
WORDINGS: dict[str, str] = {}
MENU: tuple[Entry, ...] = ()
PANELS: tuple[Panel, ...] = ()
SOURCES: tuple[Source, ...] = ()


def connect() -> None:
    """Register wordings, menu entries, panels of the start page and what the search finds."""
    wording.register(WORDINGS)
    wording.register(mote.WORDINGS)
    menu.register(*MENU)
    panels.register(*PANELS)
    search.register(*SOURCES)
    exempel.register(load_protokoll)
