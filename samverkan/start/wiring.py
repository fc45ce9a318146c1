"""What `samverkan` itself puts in the menu. Each feature of the common ground has its entries here."""

from samverkan.konton.rules import may_enter, may_see_administration, may_see_handelser, may_see_protokoll
from samverkan.start import search
from samverkan.start.menu import Entry, register
from samverkan.start.sources import SOURCES
from samverkan.tabeller import kallor
from samverkan.tabeller.organ import KALLOR

SAMVERKAN = "Samverkan"


def connect() -> None:
    """Register menu entries and what the search finds; called once when the app starts."""
    search.register(*SOURCES)
    kallor.register(*KALLOR)
    register(
        Entry("", 0, "Start", "start:start", may_enter, prefix="start"),
        Entry(SAMVERKAN, 10, "Medlemmar", "medlemmar:lista", may_enter, prefix="medlemmar"),
        Entry(SAMVERKAN, 15, "Organ", "organ:lista", may_see_protokoll, prefix="organ"),
        Entry(SAMVERKAN, 20, "Mått", "matt:tabell", may_enter, prefix="matt"),
        Entry(SAMVERKAN, 70, "Uppgifter", "uppgifter:visa", may_enter, prefix="uppgifter"),
        Entry(SAMVERKAN, 50, "Beslut", "beslut:beslutslista", may_enter, prefix="beslut"),
        Entry(SAMVERKAN, 80, "Roller", "roller:roller", may_see_administration, prefix="roller"),
        Entry(SAMVERKAN, 90, "Händelser", "granskning:handelser", may_see_handelser, prefix="granskning"),
    )
