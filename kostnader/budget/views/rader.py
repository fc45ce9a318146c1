"""One row: its name, remark, amounts and history."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from kostnader.budget.acts import add_row, change_row, remove_row
from kostnader.budget.forms import NewRowForm, RowForm
from kostnader.budget.models import Budgetandring
from kostnader.budget.views.lookup import find_version, may_type, posted
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_enter, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def add(request: HttpRequest, number: int) -> HttpResponse:
    """A new row in a service."""
    budget, _ = find_version(request, number)
    initial = {"tjanst": request.GET.get("tjanst")}
    form = NewRowForm(posted(request), initial=initial, samverkan=request.samverkan)
    if attempt(form, lambda: add_row(budget, **form.cleaned_data, actor=request.user)):
        messages.success(request, f"Raden {form.cleaned_data['kostnadsslag']} är tillagd.")
        return sredirect(request, "budget:version", number=number)
    return render(request, "kostnader/budget/rad_ny.html", {"form": form, "budget": budget})


@access(see=may_enter, do=may_edit_kostnader)
def change(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """A row's name and remark, and who has changed its amounts."""
    budget, versions = find_version(request, number)
    rad = get_object_or_404(budget.rader.select_related("tjanst", "budget__samverkan"), pk=pk)
    form = RowForm(posted(request), instance=rad)
    if attempt(form, lambda: change_row(rad, **form.cleaned_data, actor=request.user)):
        messages.success(request, "Raden är sparad.")
        return sredirect(request, "budget:version", number=number)
    rad.refresh_from_db()
    context = {
        "budget": budget,
        "rad": rad,
        "poster": rad.poster.order_by("pk"),
        "form": form,
        "editing": may_type(request, budget, versions),
        "may_see": may_see_kostnader(request.user, request.samverkan),
        "andringar": Budgetandring.objects.filter(rad=rad).select_related("actor")[:50],
        "avbryt_url": surl(request, "budget:version", number=number),
    }
    return render(request, "kostnader/budget/rad.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader)
@require_POST
def remove(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Take a row out of a draft."""
    budget, _ = find_version(request, number)
    rad = get_object_or_404(budget.rader.select_related("tjanst", "budget"), pk=pk)
    try:
        remove_row(rad, actor=request.user)
        messages.success(request, f"Raden {rad.kostnadsslag} är borttagen.")
    except Refused as refusal:
        messages.error(request, refusal.message)
    return sredirect(request, "budget:version", number=number)
