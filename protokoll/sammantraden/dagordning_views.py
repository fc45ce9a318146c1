"""The page where the agenda is built."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from protokoll.arenden.queries import secret_organs
from protokoll.sammantraden import dagordning as acts
from protokoll.sammantraden import dagordning_queries as queries
from protokoll.sammantraden.dagordning_forms import ArendenForm, PunktForm, RadForm
from protokoll.sammantraden.models import Arshjulspost, Dagordningspunkt, Sammantrade
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_handlingar, may_see_minutes_work
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal, attempt
from samverkan.lib.links import sredirect, surl


@access(see=may_see_handlingar)
def dagordning(request: HttpRequest, pk: int) -> HttpResponse:
    """The agenda as it stands, and what can be added."""
    return _page(request, find(request, pk))


def _page(request: HttpRequest, sammantrade: Sammantrade, **bound: object) -> HttpResponse:
    may_edit = may_keep_minutes(request.user, request.samverkan) and sammantrade.status in acts.OPEN
    context = _lines(request, sammantrade) | {"may_edit": may_edit}
    if may_edit:
        rows = queries.placeable(request.user, sammantrade)
        context |= {
            "arendeform": ArendenForm(rows=rows) if rows else None,
            "radform": RadForm(),
            "arshjul": queries.wheel_items(sammantrade),
            "foregaende": acts.previous_meeting(sammantrade),
            "stamrader": sammantrade.organ.stamrader.exists(),
        }
    status = 422 if bound else 200
    return render(request, "protokoll/sammantraden/dagordning.html", context | bound, status=status)


def _lines(request: HttpRequest, sammantrade: Sammantrade) -> dict[str, object]:
    punkter = sammantrade.punkter.select_related("arende")
    everything = may_see_minutes_work(request.user, request.samverkan)
    rows = queries.numbered(punkter)
    return {
        "sammantrade": sammantrade,
        "rader": rows,
        "har_arenden": any(row.number for row in rows),
        "oppna_hemliga": everything or sammantrade.organ_id in secret_organs(request.user, request.samverkan),
        "visa_anteckning": everything,
    }


@require_POST
@access(see=may_see_handlingar, do=may_keep_minutes)
def starta(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin with the body's standing lines."""
    return _done(request, pk, lambda meeting: acts.start_dagordning(meeting, actor=request.user))


@require_POST
@access(see=may_see_handlingar, do=may_keep_minutes)
def arenden(request: HttpRequest, pk: int) -> HttpResponse:
    """Place matters."""
    sammantrade = find(request, pk)
    form = ArendenForm(request.POST, rows=queries.placeable(request.user, sammantrade))
    if form.is_valid():
        try:
            made = acts.add_arenden(
                sammantrade, form.chosen(), kind=form.cleaned_data["kind"], actor=request.user
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, f"{len(made)} ärenden är tillagda." if len(made) > 1 else "Ärendet är tillagt."
            )
            return sredirect(request, "sammantraden:dagordning", pk=pk)
    return _page(request, sammantrade, arendeform=form)


@require_POST
@access(see=may_see_handlingar, do=may_keep_minutes)
def rad(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a line of its own."""
    sammantrade, form = find(request, pk), RadForm(request.POST)
    if attempt(form, lambda: acts.add_rad(sammantrade, **form.cleaned_data, actor=request.user)):
        return sredirect(request, "sammantraden:dagordning", pk=pk)
    return _page(request, sammantrade, radform=form)


@require_POST
@access(see=may_see_handlingar, do=may_keep_minutes)
def arshjul(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """Place an item of the year wheel. One whose diary number needs a class is opened as a matter first."""
    item = get_object_or_404(Arshjulspost, pk=post, organ__samverkan=request.samverkan)
    try:
        acts.add_arshjulspost(find(request, pk), item, actor=request.user)
    except Refused as refusal:
        if refusal.field == "klass":
            messages.info(
                request, "Öppna ärendet med sin klassificering. Sedan lägger du det på dagordningen."
            )
            asked = urlencode({"organ": item.organ_id, "rubrik": item.heading})
            return redirect(f"{surl(request, 'arenden:nytt')}?{asked}")
        messages.error(request, str(refusal))
    return sredirect(request, "sammantraden:dagordning", pk=pk)


@require_POST
@access(see=may_see_handlingar, do=may_keep_minutes)
def foregaende(request: HttpRequest, pk: int) -> HttpResponse:
    """Add the protocol of the meeting before."""
    return _done(request, pk, lambda meeting: acts.add_foregaende_protokoll(meeting, actor=request.user))


@require_POST
@access(see=may_see_handlingar, do=may_keep_minutes)
def ordna(request: HttpRequest, pk: int) -> HttpResponse:
    """All lines in a new order, as they were dragged."""
    ids = [int(value) for value in request.POST.getlist("ordning") if value.isdecimal()]
    return _done(request, pk, lambda meeting: acts.order_punkter(meeting, ids, actor=request.user))


@require_POST
@access(see=may_see_handlingar, do=may_keep_minutes)
def flytta(request: HttpRequest, pk: int, punkt: int) -> HttpResponse:
    """One line up or down."""
    steps = -1 if request.POST.get("hall") == "upp" else 1
    row = find_punkt(find(request, pk), punkt)
    return _done(request, pk, lambda meeting: acts.move_punkt(row, steps=steps, actor=request.user))


@require_POST
@access(see=may_see_handlingar, do=may_keep_minutes)
def ta_bort(request: HttpRequest, pk: int, punkt: int) -> HttpResponse:
    """Take a line off the agenda."""
    row = find_punkt(find(request, pk), punkt)
    return _done(request, pk, lambda meeting: acts.remove_punkt(row, actor=request.user))


def _done(request: HttpRequest, pk: int, act) -> HttpResponse:
    """Do it; answer with the list alone to a page that swaps it in, else with the page."""
    sammantrade = find(request, pk)
    try:
        act(sammantrade)
    except Refused as refusal:
        messages.error(request, str(refusal))
    if request.htmx:
        context = _lines(request, sammantrade) | {"may_edit": True, "live": True}
        return render(request, "protokoll/sammantraden/_dagordning.html", context)
    return sredirect(request, "sammantraden:dagordning", pk=pk)


@access(see=may_see_handlingar, do=may_keep_minutes, do_to_open=True)
def punkt(request: HttpRequest, pk: int, punkt: int) -> HttpResponse:
    """Change a line: time, heading, who presents."""
    sammantrade = find(request, pk)
    row = find_punkt(sammantrade, punkt)
    form = PunktForm(request.POST or None, instance=row)
    if attempt(form, lambda: acts.change_punkt(row, form.cleaned_data, actor=request.user)):
        return sredirect(request, "sammantraden:dagordning", pk=pk)
    back = surl(request, "sammantraden:dagordning", pk=pk)
    context = {"form": form, "punkt": row, "sammantrade": sammantrade, "tillbaka": back}
    return render(request, "protokoll/sammantraden/punkt.html", context)


def find(request: HttpRequest, pk: int) -> Sammantrade:
    """The meeting, when it is one of the samverkan's; else 404."""
    return get_object_or_404(queries.meetings(request.samverkan), pk=pk)


def find_punkt(sammantrade: Sammantrade, pk: int) -> Dagordningspunkt:
    """The line, when it is on this agenda; else 404."""
    return get_object_or_404(sammantrade.punkter.select_related("arende", "sammantrade"), pk=pk)
