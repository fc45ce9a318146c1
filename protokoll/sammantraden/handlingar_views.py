"""The papers of a meeting as a ledamot reads them, on a phone as on a desk; the answer to the kallelse."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from protokoll.arenden.models import Bilaga
from protokoll.arenden.queries import secret_organs
from protokoll.sammantraden import kallelse as acts
from protokoll.sammantraden.dagordning_views import find
from protokoll.sammantraden.kallelse_hemligt import read_record
from protokoll.sammantraden.kallelse_innehall import has_secrets, points_of
from protokoll.sammantraden.kallelse_pdf import changes_before
from protokoll.sammantraden.models import Kallelse, Sammantrade
from samverkan.dokument.models import Dokument
from samverkan.dokument.queries import dokument_response
from samverkan.konton.access import access
from samverkan.konton.rules import may_see_handlingar, may_see_minutes_work
from samverkan.lib.errors import Refused
from samverkan.lib.links import sredirect


@access(see=may_see_handlingar)
def handlingar(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest kallelse sent: agenda and papers. Opening it is its receipt."""
    sammantrade = find(request, pk)
    sent = sammantrade.kallelser.filter(sent_at__isnull=False).select_related("dokument").last()
    mine = acts.utskick_to(request.user, sammantrade) if sent else None
    if mine and mine.kallelse_id == sent.pk:
        acts.mark_read(mine)
    everything = may_see_minutes_work(request.user, request.samverkan)
    entitled = _entitled(request, sammantrade, everything)
    context = {
        "sammantrade": sammantrade,
        "kallelse": sent,
        "k": sent.content if sent else None,
        "nagot_hemligt": has_secrets(sent.content) if sent else False,
        "andringar": changes_before(sent) if sent else [],
        "mitt": mine,
        "kan_svara": bool(mine) and sammantrade.status in acts.OPEN,
        "hemligt": entitled,
        "hemliga": _secret_parts(sent) if sent and entitled else [],
        "skoter": everything,
    }
    return render(request, "protokoll/sammantraden/handlingar.html", context)


@require_POST
@access(see=may_see_handlingar, do=may_see_handlingar)
def svar(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer the kallelse that was sent to me; nobody else's is within reach."""
    sammantrade = find(request, pk)
    mine = acts.utskick_to(request.user, sammantrade)
    if mine is None:
        raise Http404
    try:
        acts.svara(mine, request.POST.get("svar", ""))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Ditt svar är sparat.")
    return sredirect(request, "sammantraden:handlingar", pk=pk)


@access(see=may_see_handlingar)
def bilaga(request: HttpRequest, pk: int, nummer: int, bilaga: int) -> HttpResponse:
    """A paper as it was when the kallelse was made, even if the matter has another now."""
    kallelse = get_object_or_404(Kallelse, sammantrade=find(request, pk), number=nummer)
    everything = may_see_minutes_work(request.user, request.samverkan)
    if kallelse.sent_at is None and not everything:
        raise Http404
    entitled = _entitled(request, kallelse.sammantrade, everything)
    papers = [one for one in _papers(kallelse) if not one["sekretess"]]
    if entitled:
        papers += [one for part in read_record(kallelse).values() for one in part["bilagor"]]
    paper = next((one for one in papers if one["id"] == bilaga), None)
    # What has been made secret since is no longer within reach for others than those entitled.
    if paper is None or (_is_secret_now(bilaga) and not entitled):
        raise Http404
    own = Dokument.objects.filter(samverkan=request.samverkan)
    return dokument_response(get_object_or_404(own, pk=paper["dokument"]))


def _secret_parts(kallelse: Kallelse) -> list[dict]:
    """The lines of the agenda that are secret or have secret papers, with what they say, in its order."""
    record = read_record(kallelse)
    points = [punkt for punkt in points_of(kallelse.content) if str(punkt["id"]) in record]
    return [punkt | record[str(punkt["id"])] | {"namn": punkt["rubrik"]} for punkt in points]


def _papers(kallelse: Kallelse) -> list[dict]:
    return [paper for punkt in points_of(kallelse.content) for paper in punkt["bilagor"]]


def _is_secret_now(bilaga: int) -> bool:
    found = Bilaga.objects.select_related("arende").filter(pk=bilaga).first()
    return found is None or found.secret or found.arende.secret


def _entitled(request: HttpRequest, sammantrade: Sammantrade, everything: bool) -> bool:
    return everything or sammantrade.organ_id in secret_organs(request.user, request.samverkan)
