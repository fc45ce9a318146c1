"""What the search finds among §§."""

from collections.abc import Iterator

from django.contrib.postgres.search import SearchRank
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest

from protokoll.arenden.queries import secret_organs
from protokoll.paragrafer.models import Paragraf
from samverkan.konton.models import Anvandare
from samverkan.konton.rules import may_see_minutes_work, may_see_protokoll
from samverkan.lib.fritext import found_by, words_query
from samverkan.lib.links import surl
from samverkan.lib.local_time import local_day
from samverkan.start.search import LIMIT, Hit, Source

IN_FORCE = ("justerat", "laga_kraft")


def paragrafer_for(user: Anvandare, samverkan) -> QuerySet[Paragraf]:
    """The §§ the person may read: all for who keeps or audits the minutes, else justerade ones.

    A secret § is for the body that decided it too (design §7).
    """
    found = Paragraf.objects.filter(organ__samverkan=samverkan)
    if may_see_minutes_work(user, samverkan):
        return found
    open_to_all = Q(sammantrade__status="justerat") | Q(beslut__status__in=IN_FORCE)
    return found.filter(open_to_all, Q(secret=False) | Q(organ__in=secret_organs(user, samverkan)))


def find_paragrafer(request: HttpRequest, text: str) -> Iterator[Hit]:
    """§§ by words in heading or text, the best first."""
    found = paragrafer_for(request.user, request.samverkan).filter(found_by(text))
    found = found.select_related("organ", "sammantrade", "beslut")
    rank = SearchRank(F("search"), words_query(text))
    for paragraf in found.annotate(rank=rank).order_by("-rank", "-year", "-number", "-id")[:LIMIT]:
        day = local_day(paragraf.sammantrade.starts_at)
        yield Hit(str(paragraf), _url(request, paragraf), f"{paragraf.organ.name} {day}")


def _url(request: HttpRequest, paragraf: Paragraf) -> str:
    if paragraf.beslut_id:
        return surl(request, "beslut:beslut", pk=paragraf.beslut_id)
    return surl(request, "sammantraden:handlingar", pk=paragraf.sammantrade_id)


SOURCES = (Source(15, "Paragrafer", may_see_protokoll, find_paragrafer),)
