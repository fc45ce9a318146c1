"""Index a whole version: see every row first."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.budget.acts import index_budget
from kostnader.budget.acts.indexera import indexed_cells, stamp
from kostnader.budget.forms import IndexForm
from kostnader.budget.models import Budget
from kostnader.budget.queries import with_cells
from kostnader.budget.rules import ZERO, Indexation
from kostnader.budget.views.lookup import find_version, may_type
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.links import sredirect


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def index(request: HttpRequest, number: int) -> HttpResponse:
    """GET with percent, unit and direction previews; POST with the same saves."""
    budget, versions = find_version(request, number)
    data = request.POST if request.method == "POST" else request.GET if "percent" in request.GET else None
    form = IndexForm(data)
    if request.method == "POST" and form.is_valid():
        try:
            count = index_budget(
                budget, form.indexation, seen=request.POST.get("sett", ""), actor=request.user
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{count} belopp är uppräknade. Ångra tar tillbaka alla på en gång.")
            return sredirect(request, "budget:version", number=number)
    context = {"budget": budget, "form": form, "editing": may_type(request, budget, versions)}
    if (form.is_bound and form.is_valid()) or "percent" in getattr(form, "cleaned_data", {}):
        context |= _preview(budget, form.indexation)
    return render(request, "kostnader/budget/indexera.html", context)


def _preview(budget: Budget, indexation: Indexation) -> dict[str, object]:
    """Each row before and after, and the sums. Services that suppliers invoice directly are not summed."""
    new = {change.cell: change.amount for change in indexed_cells(budget, indexation)}
    lines, moved = [], ZERO
    for rad in with_cells(budget):
        posts = list(rad.poster.all())
        before = sum((post.amount for post in posts), ZERO)
        after = sum((new.get((rad.pk, post.kind), ZERO) for post in posts), ZERO)
        lines.append({"rad": rad, "fore": before, "efter": after, "skillnad": after - before})
        moved += sum(
            (new.get((rad.pk, post.kind), ZERO) for post in posts if post.kind == "ombudgetering"), ZERO
        )
    own = [line for line in lines if not line["rad"].tjanst.direct_from_supplier]
    sums = {key: sum((line[key] for line in own), ZERO) for key in ("fore", "efter", "skillnad")}
    return {
        "lines": lines,
        "summa": sums,
        "sett": stamp(budget),
        "ombudgetering": moved,
        "hur": indexation.text,
    }
