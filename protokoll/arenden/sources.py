"""What the search finds among matters."""

from collections.abc import Iterator

from django.contrib.postgres.search import SearchRank
from django.db.models import F
from django.http import HttpRequest

from protokoll.arenden.queries import arenden_for, search_arenden
from samverkan.konton.rules import may_see_handlingar
from samverkan.lib.fritext import words_query
from samverkan.lib.links import surl
from samverkan.start.search import LIMIT, Hit, Source


def find_arenden(request: HttpRequest, text: str) -> Iterator[Hit]:
    """Matters by diary number or words, the best first; secret ones for those entitled alone."""
    found = search_arenden(arenden_for(request.user, request.samverkan), text)
    rank = SearchRank(F("search"), words_query(text))
    for arende in found.annotate(rank=rank).order_by("-rank", "-opened_on", "-id")[:LIMIT]:
        url = surl(request, "arenden:arende", pk=arende.pk)
        yield Hit(
            arende.heading, url, f"{arende.dnr}, {arende.organ.name}, {arende.get_status_display().lower()}"
        )


SOURCES = (Source(20, "Ärenden", may_see_handlingar, find_arenden),)
