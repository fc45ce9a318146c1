"""The lists as Excel files."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from protokoll.uppfoljning import excel, queries
from protokoll.uppfoljning.views.narvaro import chosen_organ, of_organ, organ_list
from samverkan.konton.access import access
from samverkan.konton.rules import may_see_handlingar, may_see_protokoll
from samverkan.lib.downloads import XLSX, file_response
from samverkan.lib.links import sredirect
from samverkan.lib.workbook import Sheet, write_workbook


@access(see=may_see_handlingar)
def uppdrag(request: HttpRequest) -> HttpResponse:
    """Every task."""
    return _file(request, "uppdrag", [excel.uppdrag_sheet(queries.uppdrag_of(request.samverkan))])


@access(see=may_see_handlingar)
def mal(request: HttpRequest) -> HttpResponse:
    """The goals of the year and their values."""
    rows = queries.mal_of(request.samverkan, request.year)
    return _file(request, f"mål {request.year}", excel.mal_sheets(rows, request.year))


@access(see=may_see_handlingar)
def plan(request: HttpRequest) -> HttpResponse:
    """The control plan of the year."""
    rows = queries.plan_of(request.samverkan, request.year)
    return _file(request, f"internkontrollplan {request.year}", [excel.plan_sheet(rows, request.year)])


@access(see=may_see_protokoll)
def narvaro(request: HttpRequest) -> HttpResponse:
    """Attendance of a body, as the page shows it; back to the page when no meeting has been held."""
    organ = chosen_organ(request, organ_list(request))
    if organ is None:
        return sredirect(request, "uppfoljning:narvaro")
    year = None if request.GET.get("ar") == "alla" else request.year
    return _file(
        request, f"närvaro {year or ''}".strip(), excel.narvaro_sheets(of_organ(request, organ, year))
    )


def _file(request: HttpRequest, name: str, sheets: Sequence[Sheet]) -> HttpResponse:
    return file_response(write_workbook(sheets), XLSX, f"{name} {request.samverkan.slug}.xlsx")
