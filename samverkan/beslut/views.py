"""Decisions: the list, one of them, entering one, moving it on, its document."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from samverkan.beslut.acts import ORDER, move_beslut, note_appeal, register_beslut
from samverkan.beslut.beslutsobjekt import resting_on
from samverkan.beslut.delar import parts_of
from samverkan.beslut.forms import AppealForm, BeslutForm, MoveForm
from samverkan.beslut.fortsattning import offered_to
from samverkan.beslut.models import Beslut
from samverkan.beslut.queries import decisions
from samverkan.beslut.tables import BeslutTable
from samverkan.dokument.queries import dokument_response
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_enter, may_register_beslut
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal, attempt
from samverkan.lib.links import sredirect, surl


@access(see=may_enter)
def beslutslista(request: HttpRequest) -> HttpResponse:
    """Every decision, or those of the year, with what rests on each."""
    of_year = "ar" in request.GET
    rows = decisions(request.samverkan, taken_in=request.year if of_year else None)
    table = BeslutTable(rows)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    front = surl(request, "beslut:beslutslista")
    tabs = [
        {"text": "Alla år", "url": front, "current": not of_year},
        {"text": f"Fattade {request.year}", "url": f"{front}?ar", "current": of_year},
    ]
    may_register = may_register_beslut(request.user, request.samverkan)
    context = {"table": table, "rader": rows, "flikar": tabs, "may_register": may_register}
    return render(request, "samverkan/beslut/lista.html", context)


@access(see=may_enter, do=may_register_beslut)
def beslut(request: HttpRequest, pk: int) -> HttpResponse:
    """One decision: where it stands, what it says, what it decided; move it on."""
    found = _find(request, pk)
    may_move = may_register_beslut(request.user, request.samverkan) and found.status != Beslut.Status.UPPHAVT
    form = MoveForm(request.POST or None, beslut=found) if may_move else None
    if request.method == "POST" and form and form.is_valid():
        try:
            move_beslut(found, **_moved(form), actor=request.user)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"§ {found.paragraf} är nu {found.get_status_display().lower()}.")
            return sredirect(request, "beslut:beslut", pk=pk)
    return _page(request, found, form)


def _page(
    request: HttpRequest, found: Beslut, form: MoveForm | None, appeal: AppealForm | None = None
) -> HttpResponse:
    waits = form is not None and found.status in (Beslut.Status.FATTAT, Beslut.Status.JUSTERAT)
    resting = resting_on([found.pk]).get(found.pk, [])
    context = {
        "beslut": found,
        "steg": steps(found),
        "bar": resting,
        "haller": [item for item in resting if item.holds],
        "form": form,
        "fortsattningar": offered_to(request.user, request.samverkan),
        "appeal": (appeal or AppealForm(initial={"appealed_on": found.appealed_on})) if waits else None,
        "delar": parts_of(request, found),
        "handelser": history(found),
    }
    return render(request, "samverkan/beslut/beslut.html", context)


@access(see=may_enter, do=may_register_beslut)
@require_POST
def overklagat(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the decision is appealed, so that it does not gain force by itself; or that it is not."""
    found = _find(request, pk)
    appeal = AppealForm(request.POST)
    if done := attempt(
        appeal, lambda: note_appeal(found, day=appeal.cleaned_data["appealed_on"], actor=request.user)
    ):
        found = done.result
        told = "överklagad och väntar på domstolen" if found.appealed_on else "inte överklagad"
        messages.success(request, f"§ {found.paragraf} är antecknad som {told}.")
        return sredirect(request, "beslut:beslut", pk=pk)
    form = None if found.status == Beslut.Status.UPPHAVT else MoveForm(beslut=found)
    return _page(request, found, form, appeal)


def _moved(form: MoveForm) -> dict[str, object]:
    return {key: form.cleaned_data.get(key) for key in ("status", "laga_kraft_on")}


def _find(request: HttpRequest, pk: int) -> Beslut:
    found = Beslut.objects.select_related("organ", "dokument", "samverkan")
    return get_object_or_404(found, pk=pk, samverkan=request.samverkan)


def steps(beslut: Beslut) -> list[dict[str, object]]:
    """The status bar: fattat, justerat, laga kraft, with their days where known."""
    here = ORDER.index(beslut.status) if beslut.status in ORDER else -1
    days = {Beslut.Status.FATTAT: beslut.date, Beslut.Status.LAGA_KRAFT: beslut.laga_kraft_on or ""}
    # The last step is no stage to stay in: once there, the way is walked to its end.
    last = len(ORDER) - 1
    return [
        {
            "namn": status.label,
            "lage": "klar" if n < here or n == here == last else "nu" if n == here else "kommer",
            "nar": str(days.get(status, "")),
        }
        for n, status in enumerate(ORDER)
    ]


@access(see=may_enter, do=may_register_beslut, do_to_open=True)
def nytt(request: HttpRequest) -> HttpResponse:
    """Enter a decision by hand."""
    form = BeslutForm(request.POST or None, request.FILES or None, samverkan=request.samverkan)
    if done := attempt(
        form, lambda: register_beslut(form.decision(), pdf=form.cleaned_data["pdf"], actor=request.user)
    ):
        found = done.result
        messages.success(request, f"§ {found.paragraf} är införd.")
        return sredirect(request, "beslut:beslut", pk=found.pk)
    context = {"form": form, "tillbaka": surl(request, "beslut:beslutslista")}
    return render(request, "samverkan/beslut/nytt.html", context)


@access(see=may_enter)
def dokument(request: HttpRequest, pk: int) -> HttpResponse:
    """The decision's document, as a download."""
    found = _find(request, pk)
    if found.dokument is None:
        raise Http404
    return dokument_response(found.dokument)
