"""The secretary's side of the notice board: what waits, what is up, one notice, new ones."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST
from django_tables2 import RequestConfig

from protokoll.anslag import acts
from protokoll.anslag.att_gora import to_do
from protokoll.anslag.forms import AnslagForm, BekraftaForm, SkalForm
from protokoll.anslag.models import Anslag
from protokoll.anslag.queries import appeal_guidance, notices, standing
from protokoll.anslag.tables import AnslagTable, NertagnaTable
from protokoll.anslag.tid import explanation, places
from protokoll.sammantraden.models import Sammantrade
from samverkan.dokument.queries import dokument_response
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal, attempt
from samverkan.lib.links import sredirect, surl
from samverkan.lib.local_time import local_day

TABS = [
    ("anslag:lista", "Uppe nu"),
    ("anslag:nertagna", "Nertagna"),
    ("anslag:webb", "Protokoll på webben"),
    ("anslag:tavlor", "Tavlor"),
]


def tabs(request: HttpRequest, current: str) -> list[dict[str, object]]:
    """The four pages of the notice board."""
    return [{"text": text, "url": surl(request, name), "current": name == current} for name, text in TABS]


def frame(request: HttpRequest, current: str) -> dict[str, object]:
    """What every page here shows: its tabs, and whether the reader may act."""
    return {
        "flikar": tabs(request, current),
        "may_keep": may_keep_minutes(request.user, request.samverkan),
        "samverkan": request.samverkan,
    }


@access(see=may_see_minutes_work)
def lista(request: HttpRequest) -> HttpResponse:
    """What waits, and what is up."""
    rows = standing(request.samverkan)
    table = AnslagTable(rows, default="–")
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    waiting = [
        {
            "rubrik": one.rubrik,
            "text": one.text,
            "slag": one.slag,
            "act": one.act,
            "url": surl(request, one.url_name, **one.kwargs),
        }
        for one in to_do(request.samverkan)
    ]
    context = frame(request, "anslag:lista") | {"table": table, "finns": rows.exists(), "vantar": waiting}
    return render(request, "protokoll/anslag/lista.html", context)


@access(see=may_see_minutes_work)
def nertagna(request: HttpRequest) -> HttpResponse:
    """What has come down, with its evidence."""
    rows = notices(request.samverkan, Anslag.Status.NERTAGET).order_by("-taken_down_at")
    table = NertagnaTable(rows, default="–")
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    context = frame(request, "anslag:nertagna") | {"table": table, "finns": rows.exists()}
    return render(request, "protokoll/anslag/nertagna.html", context)


@access(see=may_see_minutes_work)
def anslag(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice: its days and why, its boards, its evidence, its history."""
    return _page(request, _find(request, pk))


def _page(request: HttpRequest, found: Anslag, form: BekraftaForm | None = None) -> HttpResponse:
    boards = places(found)
    why = explanation(found)
    waiting = [one for one in boards if one.rad.posted_at is None and not one.rad.tavla.own]
    context = frame(request, "") | {
        "anslag": found,
        "fakta": _facts(found),
        "forklaring": why.text if why else "",
        "overklagande": appeal_guidance(found),
        "tavlor": boards,
        "vantar": waiting,
        "form": form or BekraftaForm(),
        "brister": acts.missing(found) if found.status == Anslag.Status.VANTAR else [],
        "ska_upp": found.platser.filter(tavla__own=True, posted_at=None).exists(),
        "star": acts.why_it_stands(found, klocka.today()),
        "offentlig": found.platser.filter(
            tavla__own=True, posted_at__isnull=False, taken_down_at=None
        ).exists(),
        "handelser": history(found),
    }
    return render(request, "protokoll/anslag/anslag.html", context)


def _facts(found: Anslag) -> list[tuple[str, object]]:
    rows = [
        ("Justerat", found.justerat_on),
        ("Enligt", found.clause),
        ("Uppe på alla tavlor", found.posted_on),
        ("Sista dag att överklaga", found.last_appeal_on),
        ("Tas ned tidigast", found.take_down_on),
        ("Nertaget", found.taken_down_at and local_day(found.taken_down_at)),
        ("Protokollet finns hos", found.kept_at if found.protokoll_id else ""),
        ("Ansvarig", found.responsible),
    ]
    return [(label, str(value)) for label, value in rows if value]


def _find(request: HttpRequest, pk: int) -> Anslag:
    return get_object_or_404(notices(request.samverkan, *Anslag.Status.values), pk=pk)


def _done(request: HttpRequest, pk: int, act: Callable[[Anslag], str]) -> HttpResponse:
    """Do an act without a form and go back to the notice, with what happened or why not."""
    found = _find(request, pk)
    try:
        messages.success(request, act(found))
    except Refused as refusal:
        messages.error(request, refusal.message)
    return sredirect(request, "anslag:anslag", pk=pk)


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def satt_upp(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a notice up here, before its day or when what it lacked is there."""

    def act(found: Anslag) -> str:
        acts.ansla(found, actor=request.user)
        return "Anslaget är uppe på anslagstavlan här."

    return _done(request, pk, act)


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def ta_ned(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a notice down by hand; before its time it is refused."""

    def act(found: Anslag) -> str:
        acts.ta_ned(found, actor=request.user)
        return "Anslaget är nertaget."

    return _done(request, pk, act)


@access(see=may_see_minutes_work, do=may_keep_minutes)
@require_POST
def bekrafta(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm one board (`plats`), or all that wait."""
    found = _find(request, pk)
    form = BekraftaForm(request.POST)
    chosen = request.POST.get("plats", "")
    if form.is_valid():
        try:
            ids = [int(chosen)] if chosen.isdecimal() else None
            count = acts.bekrafta(found, ids, day=form.cleaned_data["day"], actor=request.user)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(
                request, "En tavla är bekräftad." if count == 1 else f"{count} tavlor är bekräftade."
            )
            return sredirect(request, "anslag:anslag", pk=pk)
    return _page(request, found, form)


@access(see=may_see_minutes_work)
def bevis(request: HttpRequest, pk: int) -> HttpResponse:
    """The stored anslagsbevis."""
    found = _find(request, pk)
    if found.bevis is None:
        raise Http404
    return dokument_response(found.bevis)


@access(see=may_see_minutes_work, do=may_keep_minutes, do_to_open=True)
def nytt(request: HttpRequest) -> HttpResponse:
    """A notice made by hand."""
    form = AnslagForm(request.POST or None, samverkan=request.samverkan)
    if request.method == "POST" and (
        done := attempt(form, lambda: acts.prepare(form.notice(), actor=request.user))
    ):
        made = done.result
        messages.success(
            request, "Anslaget är uppe." if made.posted_on else f"Anslaget går upp {made.post_on}."
        )
        return sredirect(request, "anslag:anslag", pk=made.pk)
    context = {"form": form, "tillbaka": surl(request, "anslag:lista")}
    return render(request, "protokoll/anslag/nytt.html", context)


@access(see=may_see_minutes_work, do=may_keep_minutes, do_to_open=True)
def sammantraden(request: HttpRequest) -> HttpResponse:
    """Coming meetings: announce one. One that the law wants announced earlier asks why it is late."""
    coming = _coming(request)
    form = SkalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = request.POST.get("sammantrade", "")
        wanted = next((one for one in coming if str(one.pk) == chosen), None)
        if wanted is None:
            raise Http404
        try:
            made = acts.ansla_sammantrade(wanted, skal=form.cleaned_data["skal"].strip(), actor=request.user)
        except Refused as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, f"{made.heading}: anslaget är uppe.")
            return sredirect(request, "anslag:sammantraden")
    rows = [(one, acts.announce_by(one), acts.late_announcement(one, klocka.today())) for one in coming]
    context = {"rader": rows, "form": form, "tillbaka": surl(request, "anslag:lista")}
    return render(request, "protokoll/anslag/sammantraden.html", context)


def _coming(request: HttpRequest) -> list[Sammantrade]:
    found = Sammantrade.objects.filter(
        organ__samverkan=request.samverkan,
        starts_at__gt=klocka.now(),
        status__in=[Sammantrade.Status.PLANERAT, Sammantrade.Status.KALLAT],
    )
    announced = Anslag.objects.filter(kind=Anslag.Kind.SAMMANTRADE).exclude(status=Anslag.Status.NERTAGET)
    return list(found.exclude(anslag__in=announced).select_related("organ__samverkan__issuer"))
