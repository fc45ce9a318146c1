"""Protocols: the year's list, one protocol as page and PDF, its extracts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from protokoll.justering.insyn import may_see_whole
from protokoll.justering.models import Protokoll
from protokoll.justering.queries import is_posted, justerade, rounds, to_start
from protokoll.justering.rattelser import rattelser_of
from protokoll.justering.tables import ProtokollTable
from protokoll.justering.utdrag import EXPEDIERA_JOBB, expediera, extract_name, extract_pdf, mottagare_of
from protokoll.justering.visning import find_protokoll, visible_paper
from samverkan.dokument.queries import dokument_response, download
from samverkan.handelser.queries import history
from samverkan.jobb.models import Jobb
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work, may_see_protokoll
from samverkan.lib.errors import Refused
from samverkan.start.links import sredirect

PDF = "application/pdf"


@access(see=may_see_protokoll)
def lista(request: HttpRequest) -> HttpResponse:
    """The year's justerade protocols; to those who keep minutes also what is on its way."""
    table = ProtokollTable(justerade(request.samverkan, request.year))
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    context: dict[str, object] = {"table": table}
    if may_see_minutes_work(request.user, request.samverkan):
        context |= {
            "rundor": rounds(request.samverkan, request.year),
            "att_starta": to_start(request.samverkan, request.year),
        }
    return render(request, "protokoll/justering/lista.html", context)


@access(see=may_see_protokoll)
def visa(request: HttpRequest, pk: int) -> HttpResponse:
    """One protocol, word for word as on paper. A secret § is withheld from those who may not read it."""
    protokoll = find_protokoll(request, pk)
    keeps = may_see_minutes_work(request.user, request.samverkan)
    context = visible_paper(request, protokoll) | {
        "protokoll": protokoll,
        "hela": may_see_whole(request.user, protokoll),
        "ser_rundan": keeps,
        "may_keep": may_keep_minutes(request.user, request.samverkan),
        "anslaget": is_posted(protokoll),
        "rattelser": rattelser_of(protokoll, waiting=keeps),
        "handelser": history(protokoll) if keeps else None,
    }
    return render(request, "protokoll/justering/visa.html", context)


@access(see=may_see_protokoll)
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The sealed paper. 404 while there is none, and for those who may not read all of it."""
    protokoll = find_protokoll(request, pk)
    if protokoll.dokument is None or not may_see_whole(request.user, protokoll):
        raise Http404
    return dokument_response(protokoll.dokument)


@access(see=may_see_protokoll)
def utdrag(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose §§ for an extract, and see who has been sent what."""
    protokoll = _justerat(request, pk)
    context = {
        "protokoll": protokoll,
        "p": protokoll.content,
        "hela": may_see_whole(request.user, protokoll),
        "may_send": may_keep_minutes(request.user, request.samverkan),
    }
    if may_see_minutes_work(request.user, request.samverkan):
        jobb = Jobb.objects.filter(kind=EXPEDIERA_JOBB, object_id=str(protokoll.pk)).first()
        mottagare = mottagare_of(protokoll)
        context |= {
            "mottagare": mottagare,
            "jobb": jobb,
            "att_skicka": sum(bool(one.epost and one.osanda) for one in mottagare),
        }
    return render(request, "protokoll/justering/utdrag.html", context)


@access(see=may_see_protokoll)
def utdrag_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The extract of the §§ in `?p=12&p=13`. What may not be read is withheld in it."""
    protokoll = _justerat(request, pk)
    numbers = {int(word) for word in request.GET.getlist("p") if word.isdecimal()}
    try:
        data = extract_pdf(protokoll, numbers, whole=may_see_whole(request.user, protokoll))
    except Refused as refused:
        messages.error(request, str(refused))
        return sredirect(request, "protokoll:utdrag", pk=pk)
    return download(data, extract_name(protokoll, numbers), PDF)


@require_POST
@access(see=may_see_protokoll, do=may_keep_minutes)
def skicka(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the extracts that have not gone."""
    protokoll = _justerat(request, pk)
    try:
        expediera(protokoll, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    return sredirect(request, "protokoll:utdrag", pk=pk)


def _justerat(request: HttpRequest, pk: int) -> Protokoll:
    protokoll = find_protokoll(request, pk)
    if protokoll.status != Protokoll.Status.JUSTERAT:
        raise Http404
    return protokoll
