"""The outcome typed in by hand."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse

from kostnader.budget.forms import PasteForm
from kostnader.budget.paste import preview_block
from kostnader.utfall.acts.hand import Konflikt, set_handposter
from kostnader.utfall.forms import HandradForm
from kostnader.utfall.hand import Handgrid, Handkonflikt, Pair, build_grid, read_hand
from kostnader.utfall.stangning import year_is_closed
from kostnader.utfall.views.lookup import posted
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.links import sredirect
from samverkan.lib.swedish import format_amount
from samverkan.lib.typed import Typed


@access(see=may_see_kostnader, do=may_edit_kostnader)
def hand(request: HttpRequest) -> HttpResponse:
    """The grid. POST saves every box of the form that differs from what its name says."""
    if request.method != "POST":
        return _page(request)
    typed = read_hand(request.POST, skip=request.POST.get("ta", ""))
    if typed.faults:
        return _answer(request, typed, status=422)
    try:
        count = set_handposter(request.samverkan, request.year, typed.changes, actor=request.user)
    except Konflikt as conflict:
        return _answer(request, typed, {cell.change.field.key: cell for cell in conflict.cells}, status=409)
    except Refused as refusal:
        if _by_script(request):
            return JsonResponse({"stopp": refusal.message}, status=409)
        messages.error(request, refusal.message)
        return _page(request, typed, status=409)
    if _by_script(request):
        return _answer(request, typed)
    messages.success(request, f"{count} belopp sparade." if count != 1 else "1 belopp sparat.")
    return HttpResponseRedirect(request.get_full_path())


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def rad(request: HttpRequest) -> HttpResponse:
    """A row that the budget lacks: it comes into the grid, and is kept once it holds an amount."""
    form = HandradForm(posted(request), samverkan=request.samverkan)
    if request.method == "POST" and form.is_valid():
        pair = f"{form.cleaned_data['tjanst'].pk}-{form.cleaned_data['kostnadsslag'].pk}"
        words = {"slug": request.samverkan.slug, "year": request.year}
        return HttpResponseRedirect(f"{reverse('utfall:hand', kwargs=words)}?rad={pair}")
    return render(request, "kostnader/utfall/hand_rad.html", {"form": form})


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def klistra(request: HttpRequest) -> HttpResponse:
    """What a block from a spreadsheet would change; saving goes to the grid."""
    if not _by_script(request) and request.method != "POST":
        return sredirect(request, "utfall:hand")
    grid = build_grid(request.samverkan, request.year, extra=_extra(request))
    form = PasteForm(posted(request), grid=grid)
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            preview = preview_block(grid, form.cleaned_data["start"], form.cleaned_data["block"])
        except Refused as refusal:
            add_refusal(form, refusal)
    return render(request, "kostnader/utfall/_hand_klipp.html", {"form": form, "preview": preview})


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Rutnat") == "1"


def _extra(request: HttpRequest) -> list[Pair]:
    """Rows asked for in the address: ?rad=12-5."""
    found = []
    for text in request.GET.getlist("rad")[:50]:
        parts = text.split("-")
        if len(parts) == 2 and all(part.isdecimal() and len(part) < 10 for part in parts):
            found.append((int(parts[0]), int(parts[1])))
    return found


def _page(
    request: HttpRequest,
    typed: Typed | None = None,
    conflicts: Mapping[str, Handkonflikt] | None = None,
    status: int = 200,
) -> HttpResponse:
    closed = year_is_closed(request.samverkan, request.year)
    grid = build_grid(
        request.samverkan, request.year, extra=_extra(request), typed=typed, conflicts=conflicts
    )
    context = {
        "grid": grid,
        "stangt": closed,
        "editing": may_edit_kostnader(request.user, request.samverkan) and not closed,
        "troubles": bool(typed and (typed.faults or conflicts)),
    }
    return render(request, "kostnader/utfall/hand.html", context, status=status)


def _answer(
    request: HttpRequest,
    typed: Typed,
    conflicts: Mapping[str, Handkonflikt] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or for the script only what has changed."""
    if not _by_script(request):
        return _page(request, typed, conflicts, status)
    shown = typed if status != 200 else None
    grid = build_grid(
        request.samverkan, request.year, extra=_extra(request), typed=shown, conflicts=conflicts
    )
    data = {
        "rutor": _cells(grid, set(typed.texts)),
        "siffror": _figures(grid),
        "rader": _trouble_rows(request, grid),
        "fot": render_to_string("kostnader/utfall/_hand_fot.html", {"grid": grid}, request),
        "senast": "Sparat." if status == 200 else "",
        "sparat": "",
        "sett": 0,
    }
    return JsonResponse(data, status=status)


def _cells(grid: Handgrid, keys: set[str]) -> dict[str, dict[str, str]]:
    """Name and text of the boxes with the keys."""
    return {
        cell.field.key: {"namn": cell.field.name, "text": cell.column.text(cell.amount)}
        for row in grid.rows
        for cell in row.cells
        if cell.field.key in keys
    }


def _figures(grid: Handgrid) -> dict[str, str]:
    texts: dict[str, str] = {}
    for group in grid.groups:
        mark = f"g{group.tjanst.pk}"
        texts |= {f"{mark}-{found.column.key}": found.text for found in group.sums}
        texts |= {f"{mark}-t": format_amount(group.total)}
        texts |= {f"t{row.pk}": format_amount(row.total) for row in group.rows}
    return texts


def _trouble_rows(request: HttpRequest, grid: Handgrid) -> dict[str, str]:
    return {
        cell.field.key: render_to_string(
            "kostnader/budget/_trubbel.html", {"cell": cell, "grid": grid, "script": True}, request
        )
        for row in grid.rows
        for cell in row.troubles
    }
