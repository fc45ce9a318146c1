"""What the common ground lets one find: decisions by § or heading, members by name or number."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpRequest

from samverkan.konton.rules import may_enter
from samverkan.start.links import surl
from samverkan.start.search import LIMIT, Hit, Source


def find_beslut(request: HttpRequest, text: str) -> Iterator[Hit]:
    """Decisions whose § is the text ("§ 12" or "12"), or whose heading or text holds it."""
    wanted = Q(heading__icontains=text) | Q(text__icontains=text) | Q(paragraf=text.removeprefix("§").strip())
    for beslut in request.samverkan.beslut.filter(wanted).select_related("organ")[:LIMIT]:
        url = surl(request, "beslut:beslut", pk=beslut.pk)
        yield Hit(f"§ {beslut.paragraf} {beslut.heading}", url, f"{beslut.organ.name} {beslut.date}")


def find_medlemmar(request: HttpRequest, text: str) -> Iterator[Hit]:
    """Members by name, organisation number or kommunkod."""
    wanted = Q(organisation__name__icontains=text) | Q(organisation__orgnr__startswith=text)
    wanted |= Q(organisation__kommunkod=text)
    found = request.samverkan.medlemmar.filter(wanted).select_related("organisation")
    for medlem in found.order_by("organisation__name")[:LIMIT]:
        organisation = medlem.organisation
        url = surl(request, "medlemmar:organisation", pk=organisation.pk)
        yield Hit(organisation.name, url, organisation.orgnr)


SOURCES = (
    Source(10, "Beslut", may_enter, find_beslut),
    Source(50, "Medlemmar", may_enter, find_medlemmar),
)
