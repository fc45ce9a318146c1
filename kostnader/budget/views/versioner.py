"""The path to a decision: new version, propose, take back, fastställ, avslå."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from kostnader.budget.acts import (
    avsla_budget,
    create_budget,
    faststalla_budget,
    foresla_budget,
    withdraw_budget,
)
from kostnader.budget.forms import BeslutForm, NewVersionForm
from kostnader.budget.models import Budget
from kostnader.budget.queries import newest_budget
from kostnader.budget.views.lookup import find_version, posted
from samverkan.beslut.queries import usable_beslut
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def create(request: HttpRequest) -> HttpResponse:
    """A new version: from this year's newest, from last year's, or empty."""
    samverkan, year = request.samverkan, request.year
    newest = newest_budget(samverkan, year) or newest_budget(samverkan, year - 1)
    initial = {"source": request.GET.get("fran") or newest}
    form = NewVersionForm(posted(request), initial=initial, samverkan=samverkan, year=year)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        budget = create_budget(samverkan, year, source=data["source"], note=data["note"], actor=request.user)
        messages.success(request, f"Version {budget.number} är skapad.")
        return sredirect(request, "budget:version", number=budget.number)
    return render(request, "kostnader/budget/ny.html", {"form": form})


@access(see=may_see_kostnader, do=may_edit_kostnader)
@require_POST
def propose(request: HttpRequest, number: int) -> HttpResponse:
    return _act(
        request,
        number,
        foresla_budget,
        "Budgeten är föreslagen och låst. Du kan ta tillbaka den till utkast.",
    )


@access(see=may_see_kostnader, do=may_edit_kostnader)
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    return _act(request, number, withdraw_budget, "Budgeten är utkast igen och går att ändra.")


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def faststall(request: HttpRequest, number: int) -> HttpResponse:
    """Choose the decision that adopted the budget."""
    return _decide(
        request,
        number,
        faststalla_budget,
        "kostnader/budget/faststall.html",
        "Budgeten är fastställd.",
        required=True,
    )


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def avsla(request: HttpRequest, number: int) -> HttpResponse:
    """Close a version that was turned down."""
    return _decide(
        request, number, avsla_budget, "kostnader/budget/avsla.html", "Budgeten är avslagen.", required=False
    )


def _act(request: HttpRequest, number: int, act: Callable[..., None], done: str) -> HttpResponse:
    budget, _ = find_version(request, number)
    try:
        act(budget, actor=request.user)
        messages.success(request, done)
    except Refused as refusal:
        messages.error(request, refusal.message)
    return sredirect(request, "budget:version", number=number)


def _decide(
    request: HttpRequest, number: int, act: Callable[..., None], template: str, done: str, *, required: bool
) -> HttpResponse:
    budget, versions = find_version(request, number)
    choices = (
        usable_beslut(request.samverkan) if required else request.samverkan.beslut.select_related("organ")
    )
    form = BeslutForm(posted(request), queryset=choices, required=required)
    if attempt(form, lambda: act(budget, beslut=form.cleaned_data["beslut"], actor=request.user)):
        messages.success(request, done)
        return sredirect(request, "budget:version", number=number)
    replaced = next((one for one in versions if one.status == Budget.Status.FASTSTALLD), None)
    context = {"form": form, "budget": budget, "ersatts": replaced, "finns": choices.exists()}
    return render(request, template, context)
