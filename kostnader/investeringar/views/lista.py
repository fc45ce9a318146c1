"""The investments of a year, in total and as a plan, and as Excel."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.investeringar import tabeller
from kostnader.investeringar.models import Investering
from kostnader.investeringar.queries import open_round
from kostnader.investeringar.views.lookup import month_choice, page_tabs, period_of
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.downloads import XLSX, file_response
from samverkan.lib.links import sredirect
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.excel import workbook
from samverkan.tabeller.kallor import Period
from samverkan.tabeller.tabell import Tabell
from samverkan.tabeller.visning import unit_of, unit_tabs

Maker = Callable[[Samverkan, Period], Tabell | None]


@access(see=may_see_kostnader)
def lista(request: HttpRequest) -> HttpResponse:
    """The year's budget, outcome and forecast."""
    return _page(request, "lista", tabeller.investeringar)


@access(see=may_see_kostnader)
def totalt(request: HttpRequest) -> HttpResponse:
    """Each investment from its beginning against its decided total."""
    return _page(request, "totalt", tabeller.investeringar_totalt)


@access(see=may_see_kostnader)
def plan(request: HttpRequest) -> HttpResponse:
    """The budgets of five years."""
    return _page(request, "plan", tabeller.investeringsplan)


@access(see=may_see_kostnader)
def excel(request: HttpRequest) -> HttpResponse:
    """Every table of the period in one workbook."""
    period = period_of(request)
    makers = (
        tabeller.investeringar,
        tabeller.investeringar_totalt,
        tabeller.investeringsplan,
        tabeller.avskrivningar,
        tabeller.avskrivningsplan,
    )
    found = [tabell for maker in makers if (tabell := maker(request.samverkan, period))]
    if not found:
        return sredirect(request, "investeringar:lista")
    name = f"{request.samverkan.slug}-investeringar-{period.year}-{period.through:02}.xlsx"
    return file_response(workbook(found), XLSX, name)


def _page(request: HttpRequest, name: str, maker: Maker) -> HttpResponse:
    period, unit = period_of(request), unit_of(request)
    tabell = maker(request.samverkan, period)
    context = {
        "tabell": tabell,
        "unit": unit,
        "enheter": unit_tabs(request, unit),
        "flikar": page_tabs(request, name),
        "manader": month_choice(period) if name != "plan" else [],
        "sida": name,
        "omgang": open_round(request.samverkan, request.year) if name == "lista" else None,
        "ovriga": _without_figures(request.samverkan, tabell) if name == "lista" else [],
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
    return render(request, "kostnader/investeringar/lista.html", context)


def _without_figures(samverkan: Samverkan, tabell: Tabell | None) -> list[Investering]:
    """Those that the year's table tells nothing of."""
    shown = {rad.key for rad in tabell.rows} if tabell else set()
    return [one for one in samverkan.investeringar.all() if f"investering-{one.pk}" not in shown]
