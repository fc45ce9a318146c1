"""The internkontrollplan: matrix and list of a year, one risk, its follow-up, copying to the next year."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from protokoll.uppfoljning import queries
from protokoll.uppfoljning.acts import internkontroll as acts
from protokoll.uppfoljning.flikar import tabs
from protokoll.uppfoljning.forms import MomentForm, UppfoljForm
from protokoll.uppfoljning.models import Kontrollmoment
from protokoll.uppfoljning.views.svar import carry_out, do_it
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_handlingar
from samverkan.lib.links import surl


@access(see=may_see_handlingar)
def plan(request: HttpRequest) -> HttpResponse:
    """The plan of the year: where the risks stand, and each with its control."""
    rows = queries.plan_of(request.samverkan, request.year)
    controlled = [row for row in rows if row.lage != "accepterad"]
    context = {
        "flikar": tabs(request, "Internkontroll"),
        "rader": rows,
        "matris": queries.matrix(rows),
        "konsekvenser": queries.consequences(),
        "nivaer": list(queries.LEVELS.items()),
        "kontrolleras": len(controlled),
        "uppfoljda": sum(bool(row.moment.result) for row in controlled),
        "avvikelser": sum(row.moment.result == "avvikelse" for row in controlled),
        "forsenade": sum(row.lage == "forsenat" for row in controlled),
        "nasta_ar": str(request.year + 1),
        "forra_ar": str(request.year - 1),
        "forra_ar_tal": request.year - 1,
        "forra": queries.plan_size(request.samverkan, request.year - 1),
        "may_edit": may_keep_minutes(request.user, request.samverkan),
    }
    return render(request, "protokoll/uppfoljning/plan.html", context)


@access(see=may_see_handlingar)
def visa(request: HttpRequest, pk: int) -> HttpResponse:
    """One risk."""
    found = _moment(request, pk)
    context = {
        "rad": queries.moment_row(found),
        "moment": found,
        "handelser": history(found, samverkan=request.samverkan),
        "may_edit": may_keep_minutes(request.user, request.samverkan),
    }
    return render(request, "protokoll/uppfoljning/moment.html", context)


@access(see=may_see_handlingar, do=may_keep_minutes, do_to_open=True)
def nytt(request: HttpRequest) -> HttpResponse:
    """Write a risk of the year's plan."""
    form = MomentForm(request.POST or None)
    front = surl(request, "uppfoljning:plan")

    def act(values: dict[str, Any]) -> None:
        acts.create_moment(request.samverkan, request.year, values, actor=request.user)

    answer = carry_out(request, form, act, done="Risken är införd i planen.", to=front)
    return answer or render(
        request, "protokoll/uppfoljning/moment_form.html", {"form": form, "tillbaka": front}
    )


@access(see=may_see_handlingar, do=may_keep_minutes, do_to_open=True)
def andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a risk."""
    found = _moment(request, pk)
    form = MomentForm(request.POST or None, instance=found)

    def act(values: dict[str, Any]) -> None:
        acts.change_moment(found, values, actor=request.user)

    here = surl(request, "uppfoljning:moment", pk=pk)
    context = {"form": form, "moment": found, "tillbaka": here}
    answer = carry_out(request, form, act, done="Risken är ändrad.", to=here)
    return answer or render(request, "protokoll/uppfoljning/moment_form.html", context)


@access(see=may_see_handlingar, do=may_keep_minutes, do_to_open=True)
def folj_upp(request: HttpRequest, pk: int) -> HttpResponse:
    """Write how a control went."""
    found = _moment(request, pk)
    form = UppfoljForm(request.POST or None, instance=found)

    def act(values: dict[str, Any]) -> None:
        acts.follow_up(found, **values, actor=request.user)

    here = surl(request, "uppfoljning:moment", pk=pk)
    context = {"form": form, "moment": found, "tillbaka": here}
    answer = carry_out(
        request, form, act, done="Uppföljningen är sparad.", to=surl(request, "uppfoljning:plan")
    )
    return answer or render(request, "protokoll/uppfoljning/moment_folj_upp.html", context)


@access(see=may_see_handlingar, do=may_keep_minutes)
def ta_bort(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a risk written by mistake."""
    found = _moment(request, pk)
    front = surl(request, "uppfoljning:plan")
    return do_it(
        request, lambda: acts.remove_moment(found, actor=request.user), done="Risken är borttagen.", to=front
    )


@access(see=may_see_handlingar, do=may_keep_minutes)
def kopiera(request: HttpRequest) -> HttpResponse:
    """Copy the plan of the year shown to the next, and go there."""
    coming = request.year + 1
    return do_it(
        request,
        lambda: acts.copy_plan(request.samverkan, request.year, actor=request.user),
        done=f"Planen för {request.year} är kopierad till {coming}. Gå igenom bedömningarna och dagarna.",
        to=surl(request, "uppfoljning:plan", year=coming),
    )


def _moment(request: HttpRequest, pk: int) -> Kontrollmoment:
    return get_object_or_404(
        Kontrollmoment.objects.select_related("samverkan"), samverkan=request.samverkan, pk=pk
    )
