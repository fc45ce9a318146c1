"""The pages of forecasts: the year's rounds, one round as a grid."""

from collections.abc import Mapping
from decimal import Decimal

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from kostnader.budget.queries import decided_budget, newest_budget
from kostnader.prognos.acts import change_omgang, create_omgang, lock_omgang, remove_omgang, set_boxes
from kostnader.prognos.beredning import draft_arende
from kostnader.prognos.changes import Conflict, Met, read_boxes
from kostnader.prognos.excel import round_xlsx
from kostnader.prognos.forms import NewOmgangForm, OmgangForm
from kostnader.prognos.grid import Grid, build_grid
from kostnader.prognos.models import Prognosomgang
from kostnader.prognos.queries import omgang_in, omgangar, rader
from kostnader.prognos.svar import row_states, trouble_rows
from kostnader.prognos.tabell import round_sums, rounds_table, services_table, through_text, whole
from kostnader.utfall.queries import last_month
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.downloads import XLSX, file_response
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl
from samverkan.lib.swedish import MONTHS
from samverkan.lib.typed import Typed
from samverkan.tabeller.excel import workbook
from samverkan.tabeller.visning import TKR, cell_text, unit_of, unit_tabs

LIMITS = {"limit_amount": Decimal(100_000), "limit_percent": Decimal(5)}


@access(see=may_see_kostnader)
def overview(request: HttpRequest) -> HttpResponse:
    """The year's rounds side by side."""
    rounds = omgangar(request.samverkan, request.year)
    may_edit = may_edit_kostnader(request.user, request.samverkan)
    if not rounds:
        budget = decided_budget(request.samverkan, request.year) or newest_budget(
            request.samverkan, request.year
        )
        context = {
            "may_edit": may_edit, "budget": budget, "month": last_month(request.samverkan, request.year)
        }  # fmt: skip
        return render(request, "kostnader/prognos/tom.html", context)
    unit, sums = unit_of(request, TKR), round_sums(rounds)
    context = {
        "may_edit": may_edit,
        "unit": unit,
        "units": unit_tabs(request, unit),
        "rounds": rounds,
        "newest": rounds[-1],
        "tabell": _with_links(request, rounds_table(rounds, sums)),
        "tjanster": services_table(rounds, sums),
        "staplar": _bars(rounds, [whole(sums, one) for one in rounds], unit),
        "linje": _line([whole(sums, one) for one in rounds], unit),
    }
    return render(request, "kostnader/prognos/lista.html", context)


@access(see=may_see_kostnader)
def overview_excel(request: HttpRequest) -> HttpResponse:
    """The rounds and the services through them as a workbook."""
    rounds = omgangar(request.samverkan, request.year)
    if not rounds:
        return sredirect(request, "prognos:lista")
    sums = round_sums(rounds)
    content = workbook([rounds_table(rounds, sums), services_table(rounds, sums)])
    return file_response(content, XLSX, f"{request.samverkan.slug}-prognoser-{request.year}.xlsx")


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def create(request: HttpRequest) -> HttpResponse:
    """Open a round; name and month are proposed from the outcome that is there."""
    samverkan, year = request.samverkan, request.year
    known = last_month(samverkan, year)
    earlier = Prognosomgang.objects.filter(samverkan=samverkan, year=year).order_by("-through", "-id")
    newest = earlier.first()
    initial = {
        "name": f"Prognos {MONTHS[known - 1]}" if known else "Prognos januari",
        "through": known,
        "source": newest,
        **({key: getattr(newest, key) for key in LIMITS} if newest else LIMITS),
    }
    form = NewOmgangForm(_posted(request), initial=initial, omgangar=earlier)
    if done := attempt(form, lambda: create_omgang(samverkan, year, **form.cleaned_data, actor=request.user)):
        made = done.result
        messages.success(request, f"Omgången {made.name} är öppen.")
        return sredirect(request, "prognos:omgang", pk=made.pk)
    return render(request, "kostnader/prognos/ny.html", {"form": form})


@access(see=may_see_kostnader, do=may_edit_kostnader)
def omgang(request: HttpRequest, pk: int) -> HttpResponse:
    """One round. GET shows it, POST saves every box that differs from what its name says."""
    found = _find(request, pk)
    if request.method != "POST":
        return _page(request, found)
    typed = read_boxes(request.POST, skip=request.POST.get("ta", ""))
    if typed.faults:
        return _answer(request, found, typed, status=422)
    try:
        count = set_boxes(found, typed.changes, actor=request.user)
    except Conflict as conflict:
        return _answer(request, found, typed, {met.change.box.key: met for met in conflict.boxes}, status=409)
    except Refused as refusal:
        if _by_script(request):
            return JsonResponse({"stopp": refusal.message}, status=409)
        messages.error(request, refusal.message)
        return sredirect(request, "prognos:lista")
    if _by_script(request):
        return _answer(request, found, Typed())
    messages.success(request, f"{count} {'ruta sparad' if count == 1 else 'rutor sparade'}.")
    return sredirect(request, "prognos:omgang", pk=pk)


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def to_the_body(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a matter for the next meeting with the round, its deviations and the comments on them."""
    found = _find(request, pk)
    try:
        led = draft_arende(found, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return sredirect(request, "prognos:omgang", pk=pk)
    messages.success(request, "Ärendet är påbörjat. Läs igenom det och sätt upp det på en dagordning.")
    return sredirect(request, led.url_name, **led.url_kwargs)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Name, last month of outcome and limits of an open round."""
    found = _find(request, pk)
    names = ("name", "through", "limit_amount", "limit_percent")
    form = OmgangForm(_posted(request), initial={name: getattr(found, name) for name in names})
    if attempt(form, lambda: change_omgang(found, **form.cleaned_data, actor=request.user)):
        messages.success(request, "Omgången är sparad.")
        return sredirect(request, "prognos:omgang", pk=pk)
    return render(request, "kostnader/prognos/andra.html", {"form": form, "omgang": found})


@access(see=may_see_kostnader, do=may_edit_kostnader)
@require_POST
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Freeze the round."""
    found = _find(request, pk)
    try:
        lock_omgang(found, actor=request.user)
        messages.success(request, f"{found.name} är låst. Budget, utfall och prognos ligger fast.")
    except Refused as refusal:
        messages.error(request, refusal.message)
    return sredirect(request, "prognos:omgang", pk=pk)


@access(see=may_see_kostnader, do=may_edit_kostnader)
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw away an open round."""
    found = _find(request, pk)
    try:
        remove_omgang(found, actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return sredirect(request, "prognos:omgang", pk=pk)
    messages.success(request, f"Omgången {found.name} är borttagen.")
    return sredirect(request, "prognos:lista")


@access(see=may_see_kostnader)
def omgang_excel(request: HttpRequest, pk: int) -> HttpResponse:
    """The round as a workbook."""
    found = _find(request, pk)
    content = round_xlsx(build_grid(found, rader(found)))
    return file_response(content, XLSX, f"{request.samverkan.slug}-{found}.xlsx")


def _find(request: HttpRequest, pk: int) -> Prognosomgang:
    found = omgang_in(request.samverkan, request.year, pk)
    if found is None:
        raise Http404
    return found


def _posted(request: HttpRequest):
    return request.POST if request.method == "POST" else None


def _by_script(request: HttpRequest) -> bool:
    return request.headers.get("X-Rutnat") == "1"


def _page(
    request: HttpRequest,
    found: Prognosomgang,
    typed: Typed | None = None,
    conflicts: Mapping[str, Met] | None = None,
    status: int = 200,
) -> HttpResponse:
    grid = build_grid(found, rader(found), typed, conflicts)
    may_edit = may_edit_kostnader(request.user, request.samverkan)
    context = {
        "omgang": found,
        "grid": grid,
        "may_edit": may_edit,
        "editing": may_edit and found.is_open,
        "large": any(line.row.is_large for line in grid.lines),
        "through": through_text(found),
        "troubles": bool(typed and (typed.faults or conflicts)),
    }
    return render(request, "kostnader/prognos/omgang.html", context, status=status)


def _answer(
    request: HttpRequest,
    found: Prognosomgang,
    typed: Typed,
    conflicts: Mapping[str, Met] | None = None,
    status: int = 200,
) -> HttpResponse:
    """The whole page, or for the script what every row says now."""
    if not _by_script(request):
        return _page(request, found, typed, conflicts, status)
    grid: Grid = build_grid(found, rader(found), typed, conflicts)
    data = row_states(grid) | {
        "rader": trouble_rows(request, grid),
        "fot": render_to_string("kostnader/prognos/_fot.html", {"grid": grid, "editing": True}, request),
        "lage": render_to_string("kostnader/prognos/_lage.html", {"grid": grid, "editing": True}, request),
    }
    return JsonResponse(data, status=status)


def _with_links(request: HttpRequest, tabell):
    """The rounds' names lead to their pages."""
    return tabell.linked({rad.key: surl(request, "prognos:omgang", pk=int(rad.key)) for rad in tabell})


def _bars(rounds: list[Prognosomgang], wholes: list[tuple[Decimal, Decimal]], unit: str) -> list[dict]:
    top = max((abs(amount) for pair in wholes for amount in pair), default=Decimal(0)) or Decimal(1)
    return [
        {
            "etikett": one.name.removeprefix("Prognos ").strip()[:14],
            "varde": cell_text(amount, unit=unit),
            "langt": cell_text(amount, unit=unit),
            "andel": int(abs(amount) * 100 / top),
            "slag": "nu" if one is rounds[-1] else "",
        }
        for one, (_, amount) in zip(rounds, wholes, strict=True)
    ]


def _line(wholes: list[tuple[Decimal, Decimal]], unit: str) -> dict[str, object]:
    """The budget as a line across the bars."""
    top = max(abs(amount) for pair in wholes for amount in pair) or Decimal(1)
    budget = wholes[-1][0]
    return {"y": 100 - int(abs(budget) * 100 / top), "text": f"Budget {cell_text(budget, unit=unit)}"}
