"""Depreciation: the year, the coming years, per member, into a draft budget; and the kinds of asset."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.budget.models import Budget
from kostnader.investeringar import acts, tabeller
from kostnader.investeringar.forms import AvskrivningstypForm
from kostnader.investeringar.models import Avskrivningstyp
from kostnader.investeringar.paverkan import budget_proposals, fingerprint, shares
from kostnader.investeringar.views.lookup import month_choice, page_tabs, period_of
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl
from samverkan.tabeller.visning import unit_of, unit_tabs


@access(see=may_see_kostnader)
def avskrivningar(request: HttpRequest) -> HttpResponse:
    """What is written off: the year, those to come, and what it means for each member."""
    period, unit = period_of(request), unit_of(request)
    per_member = shares(request.samverkan, request.year)
    drafts = Budget.objects.filter(samverkan=request.samverkan, status=Budget.Status.UTKAST)
    context = {
        "tabell": tabeller.avskrivningar(request.samverkan, period),
        "plantabell": tabeller.avskrivningsplan(request.samverkan, period),
        "medlemstabell": per_member.tabell,
        "brister": per_member.faults,
        "unit": unit,
        "enheter": unit_tabs(request, unit),
        "flikar": page_tabs(request, "avskrivningar"),
        "manader": month_choice(period),
        "sida": "avskrivningar",
        "utkast": drafts.filter(year__gte=request.year).order_by("year", "number"),
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
    return render(request, "kostnader/investeringar/avskrivningar.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def till_budget(request: HttpRequest, number: int) -> HttpResponse:
    """The year's depreciation beside what a draft says, and into it."""
    drafts = Budget.objects.select_related("samverkan").filter(samverkan=request.samverkan)
    budget = drafts.filter(year=request.year, number=number).first()
    if budget is None:
        raise Http404
    if request.method == "POST":
        try:
            count = acts.put_avskrivningar_in_budget(
                budget, seen=request.POST.get("sett", ""), actor=request.user
            )
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            text = "Budgeten hade redan de beloppen."
            messages.success(request, f"{count} rader är ändrade i {budget}." if count else text)
            return sredirect(request, "budget:version", number=number)
    proposals = budget_proposals(budget)
    context = {
        "budget": budget,
        "forslag": proposals,
        "sett": fingerprint(proposals),
        "andras": sum(one.differs for one in proposals),
        "tillbaka": surl(request, "investeringar:avskrivningar"),
    }
    return render(request, "kostnader/investeringar/till_budget.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader)
def typer(request: HttpRequest) -> HttpResponse:
    """The kinds of asset, and a new one."""
    form = AvskrivningstypForm(request.POST or None)
    if done := attempt(
        form, lambda: acts.add_avskrivningstyp(request.samverkan, **form.cleaned_data, actor=request.user)
    ):
        made = done.result
        messages.success(request, f"{made.name} är tillagd.")
        return sredirect(request, "investeringar:typer")
    kinds = Avskrivningstyp.objects.filter(samverkan=request.samverkan).prefetch_related("investeringar")
    context = {
        "typer": kinds,
        "form": form,
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
    return render(request, "kostnader/investeringar/typer.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def typ(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a kind of asset."""
    found = _typ(request, pk)
    form = AvskrivningstypForm(request.POST or None, instance=found)
    if attempt(form, lambda: acts.change_avskrivningstyp(found, **form.cleaned_data, actor=request.user)):
        messages.success(request, f"{form.cleaned_data['name']} är sparad.")
        return sredirect(request, "investeringar:typer")
    context = {"form": form, "typ": found, "tillbaka": surl(request, "investeringar:typer")}
    return render(request, "kostnader/investeringar/typ.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader)
def typ_ta_bort(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a kind that no investment has."""
    found = _typ(request, pk)
    if request.method == "POST":
        try:
            acts.remove_avskrivningstyp(found, actor=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"{found.name} är borttagen.")
    return sredirect(request, "investeringar:typer")


def _typ(request: HttpRequest, pk: int) -> Avskrivningstyp:
    found = Avskrivningstyp.objects.select_related("samverkan").filter(samverkan=request.samverkan, pk=pk)
    if (one := found.first()) is None:
        raise Http404
    return one
