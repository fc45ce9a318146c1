"""Services one may find: by name or supplier."""

from collections.abc import Iterator

from django.db.models import Q
from django.http import HttpRequest

from kostnader.tjanster.models import Tjanst
from samverkan.start.links import surl
from samverkan.start.search import LIMIT, Hit


def find_tjanster(request: HttpRequest, text: str) -> Iterator[Hit]:
    """The samverkan's services whose name, short name or supplier holds the text."""
    wanted = Q(name__icontains=text) | Q(short_name__icontains=text) | Q(supplier__icontains=text)
    for tjanst in Tjanst.objects.filter(wanted, samverkan=request.samverkan)[:LIMIT]:
        yield Hit(tjanst.name, surl(request, "tjanster:tjanst", pk=tjanst.pk), tjanst.description[:120])
