"""The parts of the start page and of the menu that say what waits in the minutes."""

from protokoll.uppfoljning.queries import overdue_count
from samverkan.konton.rules import may_see_handlingar, only_reads_protokoll
from samverkan.start.menu import Entry

UPPDRAG = ("uppfoljning:uppdragslista", may_see_handlingar, "uppfoljning", overdue_count)
MENU = (
    Entry("Protokoll", 60, "Uppföljning", *UPPDRAG),
    Entry("Protokoll", 60, "Närvaro", "uppfoljning:narvaro", only_reads_protokoll, "uppfoljning"),
)
