"""Reports on the start page: what the person has to write, approve or send on to a decision."""

from typing import Any

from django.http import HttpRequest

from kostnader.rapporter.vantar import waiting_reports
from samverkan.konton.rules import may_enter
from samverkan.lib.links import surl
from samverkan.start.panels import Panel


def egna(request: HttpRequest) -> dict[str, Any] | None:
    """The reports that wait for the person; left out when none does."""
    found = waiting_reports(request.user, request.samverkan)
    rows = []
    for one in found:
        words = {"pk": one.rapport.pk, "year": one.rapport.year}
        if one.avsnitt:
            url = surl(request, "rapporter:avsnitt", avsnitt=one.avsnitt.pk, **words)
        else:
            url = surl(request, "rapporter:rapport", **words)
        slag = "obs" if one.late else ""
        rows.append({"rubrik": one.rapport.title, "text": one.text, "act": one.act, "url": url, "slag": slag})
    return {"rader": rows} if rows else None


PANELS = (Panel(11, may_enter, "kostnader/rapporter/_vantar.html", egna),)
