"""Goals: the list of a year, one of them with its curve, measuring and judging it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from protokoll.uppfoljning import queries
from protokoll.uppfoljning.acts import mal as acts
from protokoll.uppfoljning.flikar import tabs
from protokoll.uppfoljning.forms import BedomForm, MalForm, MalvardeForm
from protokoll.uppfoljning.models import Mal, Malvarde
from protokoll.uppfoljning.views.svar import carry_out, do_it
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_handlingar
from samverkan.lib.links import surl


@access(see=may_see_handlingar)
def lista(request: HttpRequest) -> HttpResponse:
    """The goals of the year by area, each with its value, prognosis and judgement."""
    rows = queries.mal_of(request.samverkan, request.year)
    context = {
        "flikar": tabs(request, "Mål"),
        "rader": rows,
        "antal": queries.judgement_counts(rows),
        "may_edit": may_keep_minutes(request.user, request.samverkan),
    }
    return render(request, "protokoll/uppfoljning/mallista.html", context)


@access(see=may_see_handlingar)
def visa(request: HttpRequest, pk: int) -> HttpResponse:
    """One goal: its curve, its values, its judgement."""
    return _page(request, _mal(request, pk))


@access(see=may_see_handlingar, do=may_keep_minutes, do_to_open=True)
def nytt(request: HttpRequest) -> HttpResponse:
    """Write a goal of the year."""
    form = MalForm(request.POST or None, samverkan=request.samverkan)
    front = surl(request, "uppfoljning:mallista")

    def act(values: dict[str, Any]) -> None:
        acts.create_mal(request.samverkan, request.year, values, actor=request.user)

    answer = carry_out(request, form, act, done="Målet är infört.", to=front)
    return answer or render(request, "protokoll/uppfoljning/mal_form.html", {"form": form, "tillbaka": front})


@access(see=may_see_handlingar, do=may_keep_minutes, do_to_open=True)
def andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a goal."""
    found = _mal(request, pk)
    form = MalForm(request.POST or None, samverkan=request.samverkan, instance=found)

    def act(values: dict[str, Any]) -> None:
        acts.change_mal(found, values, actor=request.user)

    here = surl(request, "uppfoljning:mal", pk=pk)
    context = {"form": form, "mal": found, "tillbaka": here}
    answer = carry_out(request, form, act, done="Målet är ändrat.", to=here)
    return answer or render(request, "protokoll/uppfoljning/mal_form.html", context)


@access(see=may_see_handlingar, do=may_keep_minutes)
def mat(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what a goal measures on a day; faults are shown on the goal's page."""
    found = _mal(request, pk)
    form = MalvardeForm(request.POST or None, mal=found)

    def act(values: dict[str, Any]) -> None:
        acts.record_malvarde(found, **values, actor=request.user)

    here = surl(request, "uppfoljning:mal", pk=pk)
    answer = carry_out(request, form, act, done="Värdet är infört.", to=here)
    return answer or _page(request, found, varde=form)


@access(see=may_see_handlingar, do=may_keep_minutes, do_to_open=True)
def bedom(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge a goal, or say how it is expected to go."""
    found = _mal(request, pk)
    form = BedomForm(request.POST or None, instance=found)

    def act(values: dict[str, Any]) -> None:
        acts.judge_mal(found, values, actor=request.user)

    here = surl(request, "uppfoljning:mal", pk=pk)
    answer = carry_out(request, form, act, done="Bedömningen är sparad.", to=here)
    context = {"form": form, "rad": queries.mal_row(found), "tillbaka": here}
    return answer or render(request, "protokoll/uppfoljning/mal_bedom.html", context)


@access(see=may_see_handlingar, do=may_keep_minutes)
def ta_bort_varde(request: HttpRequest, pk: int, varde: int) -> HttpResponse:
    """Take away a value written by mistake."""
    rows = Malvarde.objects.select_related("mal")
    row = get_object_or_404(rows, mal__samverkan=request.samverkan, mal=pk, pk=varde)
    here = surl(request, "uppfoljning:mal", pk=pk)
    done = f"Värdet {row.day} är borttaget."
    return do_it(request, lambda: acts.remove_malvarde(row, actor=request.user), done=done, to=here)


@access(see=may_see_handlingar, do=may_keep_minutes)
def ta_bort(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a goal written by mistake."""
    found = _mal(request, pk)
    front = surl(request, "uppfoljning:mallista")
    return do_it(
        request, lambda: acts.remove_mal(found, actor=request.user), done="Målet är borttaget.", to=front
    )


def _page(request: HttpRequest, mal: Mal, varde: MalvardeForm | None = None) -> HttpResponse:
    rad = queries.mal_row(mal)
    may_edit = may_keep_minutes(request.user, request.samverkan)
    context = {
        "rad": rad,
        "mal": mal,
        "varde": (varde or MalvardeForm(mal=mal)) if may_edit and mal.target is not None else None,
        "handelser": history(mal, samverkan=request.samverkan),
        "may_edit": may_edit,
        "kan_tas_bort": may_edit and not rad.varden and not mal.judgement,
    }
    return render(request, "protokoll/uppfoljning/mal.html", context)


def _mal(request: HttpRequest, pk: int) -> Mal:
    found = Mal.objects.select_related("beslut__organ", "samverkan")
    return get_object_or_404(found, samverkan=request.samverkan, pk=pk)
