"""Meetings: the year's list, one meeting with its steps, planning, moving, cancelling."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from protokoll.sammantraden import acts, queries
from protokoll.sammantraden.arshjul_queries import matters_for, posts_of
from protokoll.sammantraden.forms import END, START, SammantradeForm, StallInForm, filled_in
from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.steg import next_of, parts_of, steps_of
from protokoll.sammantraden.val import chosen_organ, tabs
from protokoll.sammantraden.visning import Motesrad, facts, state_steps
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_handlingar, may_see_protokoll
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl
from samverkan.lib.local_time import local_day
from samverkan.organ.queries import person_of


@access(see=may_see_protokoll)
def lista(request: HttpRequest) -> HttpResponse:
    """The year's meetings, what comes next for each, and how to follow them in a calendar."""
    chosen, own = chosen_organ(request)
    shown = chosen if "organ" in request.GET else None
    found = queries.sammantraden_of_year(request.samverkan, request.year, organ=shown)
    steps = steps_of(request, found)
    first = next((one.pk for one in found if _is_ahead(one)), None)
    address = reverse("kalender:offentlig", kwargs={"slug": request.samverkan.slug})
    context = {
        "rader": [Motesrad(one, next_of(steps[one.pk]), one.pk == first) for one in found],
        "flikar": tabs(surl(request, "sammantraden:lista"), own, shown, every=True),
        "organ": own,
        "vald": shown,
        "hjul": bool(own) and any(posts_of(organ) for organ in own),
        "sittande": bool(own) and any(organ.mandat.exists() for organ in own),
        "person": person_of(request.user, request.samverkan),
        "kalender_url": request.build_absolute_uri(address),
        "may_edit": may_keep_minutes(request.user, request.samverkan),
    }
    return render(request, "protokoll/sammantraden/lista.html", context)


def _is_ahead(sammantrade: Sammantrade) -> bool:
    return sammantrade.status in queries.GOING_ON and local_day(sammantrade.starts_at) >= klocka.today()


@access(see=may_see_protokoll)
def sammantrade(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: where it stands, what is done and what comes next."""
    found = _sammantrade(request, pk)
    steps = steps_of(request, [found])[pk]
    may_edit = may_keep_minutes(request.user, request.samverkan)
    sees_papers = may_see_handlingar(request.user, request.samverkan)
    context = {
        "sammantrade": found,
        "steg": state_steps(found),
        "gammal_kallelse": may_edit and queries.called_to_old_time(found),
        "rader": steps,
        "nasta": next_of(steps),
        "fakta": facts(found),
        "arshjul": matters_for(found) if sees_papers else [],
        "delar": parts_of(request, found),
        "historik": history(found, samverkan=request.samverkan, limit=20),
        "may_edit": may_edit,
        "may_move": may_edit and found.status in queries.PLANNED,
    }
    return render(request, "protokoll/sammantraden/sammantrade.html", context)


@access(see=may_see_protokoll, do=may_keep_minutes, do_to_open=True)
def nytt(request: HttpRequest) -> HttpResponse:
    """Plan one meeting."""
    chosen, own = chosen_organ(request)
    if chosen is None:
        messages.info(request, "Lägg upp nämnden eller direktionen först, sedan dess sammanträden.")
        return sredirect(request, "organ:nytt")
    initial = {"organ": chosen.pk, "start": START, "slut": END, "place": chosen.place}
    form = SammantradeForm(request.POST or None, organ=own, initial=initial)
    if done := attempt(
        form, lambda: acts.create_sammantrade(form.cleaned_data["organ"], form.values(), actor=request.user)
    ):
        new = done.result
        messages.success(request, f"Sammanträdet {local_day(new.starts_at)} är planerat.")
        return _to_meeting(request, new)
    context = {"form": form, "tillbaka": surl(request, "sammantraden:lista")}
    return render(request, "protokoll/sammantraden/form.html", context)


@access(see=may_see_protokoll, do=may_keep_minutes, do_to_open=True)
def andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a meeting, or change its place and form."""
    found = _sammantrade(request, pk)
    form = SammantradeForm(request.POST or None, organ=[found.organ], initial=filled_in(found))
    if done := attempt(form, lambda: acts.change_sammantrade(found, form.values(), actor=request.user)):
        changed = done.result
        messages.success(request, "Sammanträdet är ändrat. Kalendrar som prenumererar följer med.")
        return _to_meeting(request, changed)
    back = surl(request, "sammantraden:sammantrade", pk=pk)
    context = {"form": form, "sammantrade": found, "tillbaka": back}
    return render(request, "protokoll/sammantraden/form.html", context)


def _to_meeting(request: HttpRequest, meeting: Sammantrade) -> HttpResponse:
    """To the meeting's page in its own year, with a word on an odd day."""
    day = local_day(meeting.starts_at)
    note = queries.day_note(day)
    if note:
        messages.warning(request, note)
    return sredirect(request, "sammantraden:sammantrade", pk=meeting.pk, year=day.year)


@access(see=may_see_protokoll, do=may_keep_minutes, do_to_open=True)
def stall_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a meeting, with the reason."""
    found = _sammantrade(request, pk)
    form = StallInForm(request.POST or None)
    if attempt(form, lambda: acts.stall_in(found, reason=form.cleaned_data["reason"], actor=request.user)):
        messages.success(request, "Sammanträdet är inställt.")
        return sredirect(request, "sammantraden:sammantrade", pk=pk)
    back = surl(request, "sammantraden:sammantrade", pk=pk)
    context = {"form": form, "sammantrade": found, "tillbaka": back}
    return render(request, "protokoll/sammantraden/stall_in.html", context)


@access(see=may_see_protokoll, do=may_keep_minutes)
def ateruppta(request: HttpRequest, pk: int) -> HttpResponse:
    """Take up a cancelled meeting again."""
    found = _sammantrade(request, pk)
    if request.method == "POST":
        try:
            acts.ateruppta(found, actor=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "Sammanträdet är planerat igen. Skicka en ny kallelse.")
    return sredirect(request, "sammantraden:sammantrade", pk=pk)


def _sammantrade(request: HttpRequest, pk: int) -> Sammantrade:
    found = queries.sammantrade_in(request.samverkan, pk)
    if found is None:
        raise Http404
    return found
