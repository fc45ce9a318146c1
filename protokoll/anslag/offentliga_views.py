"""Open to all: the notice board, its notices, its feed; published protocols. No cookie, no session."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from protokoll.anslag.flode import AnslagFeed
from protokoll.anslag.models import Webbversion
from protokoll.anslag.offentligt import by_samverkan, notice_page, rad
from protokoll.anslag.queries import on_board, published
from protokoll.anslag.webb_pdf import WEBB
from protokoll.justering.papper import paper
from protokoll.justering.rattelser import rattelser_of
from samverkan.dokument.queries import read_dokument
from samverkan.konton.access import open_page
from samverkan.konton.utan_kakor import render_open
from samverkan.medlemmar.models import Samverkan

A_MINUTE = 60
ROBOTS = "noindex, noarchive"


@open_page(max_age=A_MINUTE)
def alla(request: HttpRequest) -> HttpResponse:
    """The whole board."""
    return render_open(request, "protokoll/anslag/tavla.html", {"grupper": by_samverkan()})


@open_page(max_age=A_MINUTE)
def samverkan(request: HttpRequest, slug: str) -> HttpResponse:
    """The board of one samverkan."""
    found = get_object_or_404(Samverkan, slug=slug)
    rows = [rad(anslag) for anslag in on_board(found)]
    has_protocols = published(found).exists()
    context = {"samverkan": found, "rader": rows, "har_protokoll": has_protocols}
    return render_open(request, "protokoll/anslag/tavla.html", context)


@open_page(max_age=A_MINUTE)
def anslag(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """One notice, while it is up."""
    found = get_object_or_404(on_board(), pk=pk, samverkan__slug=slug)
    return render_open(request, "protokoll/anslag/offentligt.html", notice_page(found))


flode = open_page(max_age=A_MINUTE)(AnslagFeed())


@open_page(max_age=0)
def protokollista(request: HttpRequest, slug: str) -> HttpResponse:
    """The published protocols of a samverkan."""
    found = get_object_or_404(Samverkan, slug=slug)
    context = {"samverkan": found, "versioner": published(found)}
    return _unindexed(render_open(request, "protokoll/anslag/protokollista.html", context))


@open_page(max_age=0)
def protokoll(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A published protocol, masked."""
    found = _published(slug, pk)
    words = paper(found.content, laget=WEBB, justerat_on=found.protokoll.justerat_on)
    words["rattelser"] = rattelser_of(found.protokoll)
    context = words | {"version": found, "samverkan": found.protokoll.sammantrade.organ.samverkan}
    return _unindexed(render_open(request, "protokoll/anslag/protokoll.html", context))


@open_page(max_age=0)
def protokoll_pdf(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The same as PDF."""
    found = _published(slug, pk)
    if found.dokument is None:
        raise Http404
    response = HttpResponse(read_dokument(found.dokument), content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="{found.dokument.filename}"'
    return _unindexed(response)


def _published(slug: str, pk: int) -> Webbversion:
    return get_object_or_404(published(), pk=pk, protokoll__sammantrade__organ__samverkan__slug=slug)


def _unindexed(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = ROBOTS
    return response
