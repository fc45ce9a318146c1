"""The grid: shown, typed in, taken back."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from kostnader.budget.acts import Conflict, set_cells, undo_last
from kostnader.budget.acts.celler import batch_text
from kostnader.budget.changes import CellConflict, Field, read_fields
from kostnader.budget.figures import figures
from kostnader.budget.grid import Grid, build_grid
from kostnader.budget.models import Budget
from kostnader.budget.path import saved, steps
from kostnader.budget.queries import (
    cells_changed_after,
    last_batch,
    last_change,
    newest_budget,
    visible_budgets,
)
from kostnader.budget.views.lookup import find_version, may_type
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_enter
from samverkan.lib.errors import Refused
from samverkan.lib.links import sredirect, surl
from samverkan.lib.typed import Typed
from samverkan.medlemmar.models import Samverkan

BODY = {
    Samverkan.Form.GEMENSAM_NAMND: "nämnden",
    Samverkan.Form.KOMMUNALFORBUND: "direktionen",
    Samverkan.Form.AVTALSSAMVERKAN: "beslut",
}


@access(see=may_enter)
def newest(request: HttpRequest) -> HttpResponse:
    """The newest version of the year that the person may see, or how to begin one."""
    versions = list(visible_budgets(request.user, request.samverkan, request.year))
    if versions:
        return _page(request, versions[0], versions)
    may_edit = may_edit_kostnader(request.user, request.samverkan)
    before = newest_budget(request.samverkan, request.year - 1) if may_edit else None
    return render(request, "kostnader/budget/tom.html", {"may_edit": may_edit, "before": before})


@access(see=may_enter, do=may_edit_kostnader)
def version(request: HttpRequest, number: int) -> HttpResponse:
    """One version. GET shows it, POST saves every cell of the form that differs from what its name says."""
    budget, versions = find_version(request, number)
    if request.method != "POST":
        return _page(request, budget, versions)
    typed = read_fields(request.POST, skip=request.POST.get("ta", ""))
    if typed.faults:
        return _answer(request, budget, versions, typed, status=422)
    try:
        count = set_cells(budget, typed.changes, actor=request.user)
    except Conflict as conflict:
        met = {Field.of_change(cell.change).key: cell for cell in conflict.cells}
        return _answer(request, budget, versions, typed, met, status=409)
    except Refused as refusal:
        return _refused(request, budget, versions, typed, refusal)
    return _saved(
        request, budget, versions, typed, f"{count} {'cell sparad' if count == 1 else 'celler sparade'}."
    )


@access(see=may_enter, do=may_edit_kostnader)
@require_POST
def undo(request: HttpRequest, number: int) -> HttpResponse:
    """Take back one's own last change."""
    budget, versions = find_version(request, number)
    try:
        text = undo_last(budget, actor=request.user)
    except Refused as refusal:
        return _refused(request, budget, versions, Typed(), refusal)
    return _saved(request, budget, versions, Typed(), f"Ångrat: {text}.")


def _saved(
    request: HttpRequest, budget: Budget, versions: list[Budget], typed: Typed, message: str
) -> HttpResponse:
    if _by_script(request):
        return _answer(request, budget, versions, typed)
    messages.success(request, message)
    response = sredirect(request, "budget:version", number=budget.number)
    if _by_month(request):
        response["Location"] += "?vy=manader"
    return response


def _by_month(request: HttpRequest) -> bool:
    return request.GET.get("vy") == "manader"


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Rutnat") == "1"


def _previous(budget: Budget, versions: list[Budget]) -> Budget | None:
    return next((version for version in versions if version.number < budget.number), None)


def _page(
    request: HttpRequest,
    budget: Budget,
    versions: list[Budget],
    typed: Typed | None = None,
    conflicts: Mapping[str, CellConflict] | None = None,
    status: int = 200,
) -> HttpResponse:
    previous = _previous(budget, versions)
    grid = build_grid(
        budget, by_month=_by_month(request), previous=previous, typed=typed, conflicts=conflicts
    )
    editing = may_type(request, budget, versions)
    change = last_change(budget)
    context = {
        "budget": budget,
        "grid": grid,
        "editing": editing,
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
        "versions": versions,
        "newest": versions[0],
        "status_text": f"Utkast {budget.number}",
        "previous": previous,
        "steg": steps(budget, request.user, editing=editing, beslut_url=_beslut_url(request, budget)),
        "organ": BODY[request.samverkan.form],
        "seen": change.pk if change else 0,
        "troubles": bool(typed and (typed.faults or conflicts)),
    } | _status(request, budget)
    return render(request, "kostnader/budget/rutnat.html", context, status=status)


def _beslut_url(request: HttpRequest, budget: Budget) -> str:
    return surl(request, "beslut:beslut", pk=budget.beslut_id) if budget.beslut_id else ""


def _status(request: HttpRequest, budget: Budget) -> dict[str, object]:
    batch = last_batch(budget, request.user) if budget.is_open else []
    return {"senast": batch_text(batch) if batch else "", "budget": budget}


def _answer(
    request: HttpRequest,
    budget: Budget,
    versions: list[Budget],
    typed: Typed,
    conflicts: Mapping[str, CellConflict] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or for the script only what has changed."""
    if not _by_script(request):
        return _page(request, budget, versions, typed if status != 200 else None, conflicts, status)
    by_month = _by_month(request)
    grid = build_grid(
        budget,
        by_month=by_month,
        previous=_previous(budget, versions),
        typed=typed if status != 200 else None,
        conflicts=conflicts,
    )
    seen = request.POST.get("sett", "")
    changed = cells_changed_after(budget, int(seen) if seen.isdecimal() else 0)
    troubles = {cell.field.key for row in grid.rows for cell in row.troubles}
    change = last_change(budget)
    data = {
        "rutor": _cells(grid, {rad for rad, _ in changed}, troubles | set(typed.texts)),
        "siffror": figures(grid),
        "rader": _trouble_rows(request, grid),
        "fot": render_to_string("kostnader/budget/_fot.html", {"grid": grid}, request),
        "senast": render_to_string("kostnader/budget/_senast.html", _status(request, budget), request),
        "sparat": saved(budget, request.user, editing=True),
        "sett": change.pk if change else 0,
    }
    return JsonResponse(data, status=status)


def _cells(grid: Grid, rows: set[int], keys: set[str]) -> dict[str, dict[str, str]]:
    """Name and text of the cells in the rows, and of those with the keys."""
    return {
        cell.field.key: {"namn": cell.field.name, "text": cell.column.text(cell.amount)}
        for row in grid.rows
        for cell in row.cells
        if row.rad.pk in rows or cell.field.key in keys
    }


def _trouble_rows(request: HttpRequest, grid: Grid) -> dict[str, str]:
    return {
        cell.field.key: render_to_string(
            "kostnader/budget/_trubbel.html", {"cell": cell, "grid": grid, "script": True}, request
        )
        for row in grid.rows
        for cell in row.troubles
    }


def _refused(
    request: HttpRequest, budget: Budget, versions: list[Budget], typed: Typed, refusal: Refused
) -> HttpResponse:
    if _by_script(request):
        return JsonResponse({"stopp": refusal.message}, status=409)
    messages.error(request, refusal.message)
    budget.refresh_from_db()
    return _page(request, budget, versions, typed, status=409)
