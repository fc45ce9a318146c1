"""The parts of the start page and of the menu that say what waits in the minutes."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest

from protokoll.uppfoljning.egna import own_rows
from protokoll.uppfoljning.queries import overdue_count
from protokoll.uppfoljning.vantar import Rad, waiting_minutes
from samverkan.konton.rules import (
    may_keep_minutes,
    may_see_handlingar,
    may_see_minutes_work,
    only_reads_protokoll,
)
from samverkan.lib.links import surl
from samverkan.start.menu import Entry
from samverkan.start.panels import Panel


def sekreterare(request: HttpRequest) -> dict[str, Any]:
    """What waits for the secretary; the revisor reads the same."""
    own = may_keep_minutes(request.user, request.samverkan)
    return {"rader": _rows(request, waiting_minutes(request), acts=own), "egen": own}


def egna(request: HttpRequest) -> dict[str, Any] | None:
    """What waits for the person as ledamot, justerare or responsible; left out when nothing does."""
    rows = own_rows(request.user, request.samverkan)
    return {"rader": _rows(request, rows, acts=True)} if rows else None


def _rows(request: HttpRequest, found: Iterable[Rad], *, acts: bool) -> list[dict[str, Any]]:
    return [
        {
            "rubrik": one.rubrik,
            "text": one.text,
            "act": one.act if acts else "Visa",
            "url": surl(request, one.url_name, **one.kwargs),
            "slag": one.slag,
        }
        for one in found
    ]


PANELS = (
    Panel(6, may_see_handlingar, "protokoll/uppfoljning/_egna.html", egna),
    Panel(7, may_see_minutes_work, "protokoll/uppfoljning/_vantar.html", sekreterare),
)
UPPDRAG = ("uppfoljning:uppdragslista", may_see_handlingar, "uppfoljning", overdue_count)
MENU = (
    Entry("Protokoll", 60, "Uppföljning", *UPPDRAG),
    Entry("Protokoll", 60, "Närvaro", "uppfoljning:narvaro", only_reads_protokoll, "uppfoljning"),
)
