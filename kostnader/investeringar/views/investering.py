"""One investment: enter it, change it, its page, and its amounts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.investeringar import acts
from kostnader.investeringar.forms import BudgetForm, InvesteringForm, UtfallForm
from kostnader.investeringar.models import Investering
from kostnader.investeringar.queries import Siffror, figures, spent_lines
from kostnader.investeringar.rules import ZERO
from kostnader.investeringar.views.lookup import find_investering, period_of
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def ny(request: HttpRequest) -> HttpResponse:
    """Enter an investment."""
    form = InvesteringForm(request.POST or None, samverkan=request.samverkan, year=request.year)
    if done := attempt(
        form, lambda: acts.create_investering(request.samverkan, form.cleaned_data, actor=request.user)
    ):
        made = done.result
        messages.success(request, f"{made.name} är upplagd. För in vad åren får kosta.")
        return sredirect(request, "investeringar:investering", pk=made.pk)
    context = {"form": form, "tillbaka": surl(request, "investeringar:lista")}
    return render(request, "kostnader/investeringar/form.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Change an investment."""
    found = find_investering(request, pk)
    known = {"samverkan": request.samverkan, "year": request.year, "instance": found}
    form = InvesteringForm(request.POST or None, **known)
    if attempt(form, lambda: acts.change_investering(found, form.cleaned_data, actor=request.user)):
        messages.success(request, f"{form.cleaned_data['name']} är sparad.")
        return sredirect(request, "investeringar:investering", pk=pk)
    context = {
        "form": form,
        "investering": found,
        "tillbaka": surl(request, "investeringar:investering", pk=pk),
    }
    return render(request, "kostnader/investeringar/form.html", context)


@access(see=may_see_kostnader)
def investering(request: HttpRequest, pk: int) -> HttpResponse:
    """One investment: what it may cost, what it has cost, how it is written off."""
    return _page(request, find_investering(request, pk))


@access(see=may_see_kostnader, do=may_edit_kostnader)
def budget_ny(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a year spend more."""
    found = find_investering(request, pk)
    form = BudgetForm(request.POST or None, samverkan=request.samverkan)
    if attempt(form, lambda: acts.add_budget(found, **form.cleaned_data, actor=request.user)):
        return sredirect(request, "investeringar:investering", pk=pk)
    return _page(request, found, budgetform=form)


@access(see=may_see_kostnader, do=may_edit_kostnader)
def budget_ta_bort(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """Take a budget row away."""
    found = find_investering(request, pk)
    row = found.budgetposter.select_related("investering").filter(pk=post).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        acts.remove_budget(row, actor=request.user)
        messages.success(request, "Budgetraden är borttagen.")
    return sredirect(request, "investeringar:investering", pk=pk)


@access(see=may_see_kostnader, do=may_edit_kostnader)
def utfall_ny(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter what was spent in a month."""
    found = find_investering(request, pk)
    form = UtfallForm(request.POST or None)
    if attempt(form, lambda: acts.add_utfall(found, **form.cleaned_data, actor=request.user)):
        return sredirect(request, "investeringar:investering", pk=pk)
    return _page(request, found, utfallform=form)


@access(see=may_see_kostnader, do=may_edit_kostnader)
def utfall_ta_bort(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """Take away what was entered by hand."""
    found = find_investering(request, pk)
    row = found.utfall.select_related("investering").filter(pk=post).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        acts.remove_utfall(row, actor=request.user)
        messages.success(request, "Utfallet är borttaget.")
    return sredirect(request, "investeringar:investering", pk=pk)


def _page(request: HttpRequest, found: Investering, **forms) -> HttpResponse:
    (siffror,) = figures(request.samverkan, period_of(request), only=[found.pk])
    spent = spent_lines(found)
    context = {
        "investering": found,
        "siffror": siffror,
        "budgetposter": list(found.budgetposter.select_related("beslut__organ")),
        "utfall": spent,
        "utfallssumma": sum((line.amount for line in spent), ZERO),
        "plan": siffror.plan,
        "planrader": _plan_rows(siffror),
        "historik": history(found, samverkan=request.samverkan, limit=20),
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
        "budgetform": BudgetForm(samverkan=request.samverkan, initial={"year": request.year}),
        "utfallform": UtfallForm(),
    } | forms
    return render(request, "kostnader/investeringar/investering.html", context)


def _plan_rows(siffror: Siffror) -> list[tuple[int, object, object]]:
    """Year, what is written off in it, what is left after it."""
    plan = siffror.plan
    if plan is None:
        return []
    years = range(plan.first.year, plan.last.year + 1)
    left, rows = plan.amount, []
    for year in years:
        amount = plan.of_year(year)
        left -= amount
        rows.append((year, amount, left))
    return rows
