"""The tabs over the pages of following up: those the person may see."""

from django.http import HttpRequest

from samverkan.konton.rules import may_see_handlingar, may_see_protokoll
from samverkan.lib.links import surl

TABS = (
    ("Uppdrag", "uppfoljning:uppdragslista", may_see_handlingar),
    ("Mål", "uppfoljning:mallista", may_see_handlingar),
    ("Internkontroll", "uppfoljning:plan", may_see_handlingar),
    ("Närvaro", "uppfoljning:narvaro", may_see_protokoll),
)


def tabs(request: HttpRequest, current: str) -> list[dict[str, object]]:
    """For komponenter/flikar.html; none when there is just one."""
    seen = [
        {"text": text, "url": surl(request, name), "current": text == current}
        for text, name, see in TABS
        if see(request.user, request.samverkan)
    ]
    return seen if len(seen) > 1 else []
