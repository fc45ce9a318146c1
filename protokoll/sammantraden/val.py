"""Which body a page is about: `?organ=` chooses among the samverkan's own."""

from django.http import Http404, HttpRequest

from samverkan.organ.models import Organ
from samverkan.organ.queries import own_organ


def chosen_organ(request: HttpRequest) -> tuple[Organ | None, list[Organ]]:
    """The body asked for, else the first; and all to choose from. 404 for one that is not there."""
    own = own_organ(request.samverkan)
    asked = request.GET.get("organ")
    if asked is None:
        return (own[0] if own else None), own
    found = next((organ for organ in own if str(organ.pk) == asked), None)
    if found is None:
        raise Http404
    return found, own


def tabs(url: str, own: list[Organ], chosen: Organ | None, *, every: bool = False) -> list[dict[str, object]]:
    """Tabs for the bodies, with one for all of them first when `every`; none when there is no choice."""
    if len(own) < 2:
        return []
    first = [{"text": "Alla organ", "url": url, "current": chosen is None}] if every else []
    return first + [
        {"text": organ.name, "url": f"{url}?organ={organ.pk}", "current": organ == chosen} for organ in own
    ]
