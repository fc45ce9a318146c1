"""Files for those who may see what is in them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from kostnader.fakturor.arkiv import lines_workbook, zip_of
from kostnader.fakturor.forms import FilterForm
from kostnader.fakturor.models import Faktura, Fakturakorning
from kostnader.fakturor.queries import fakturor_for, fakturor_of_year, payers_of
from samverkan.dokument.queries import dokument_response, download
from samverkan.konton.access import access
from samverkan.konton.rules import may_see_kostnader, may_see_some_fakturor

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ZIP = "application/zip"


@access(see=may_see_some_fakturor)
def pdf(request: HttpRequest, faktura: int) -> HttpResponse:
    """One stored PDF; 404 for who may not see the invoice, and while it is being made."""
    found = get_object_or_404(fakturor_for(request.user, request.samverkan), pk=faktura)
    if found.leverans.pdf is None:
        raise Http404("PDF:en skapas. Försök igen om en stund.")
    return dokument_response(found.leverans.pdf)


@access(see=may_see_some_fakturor)
def excel(request: HttpRequest, faktura: int) -> HttpResponse:
    """The lines of one invoice; 404 for who may not see it."""
    found = get_object_or_404(
        fakturor_for(request.user, request.samverkan).prefetch_related("rader"), pk=faktura
    )
    title = f"{found.get_kind_display()} {found.number}"
    return download(lines_workbook([found], title=title), f"{found.kind}-{found.number}.xlsx", XLSX)


@access(see=may_see_some_fakturor)
def ar_zip(request: HttpRequest) -> HttpResponse:
    """The year's invoices that the person may see; `?betalare=` narrows to one payer."""
    return download(zip_of(_of_year(request)), f"{_name(request)}.zip", ZIP)


@access(see=may_see_some_fakturor)
def ar_excel(request: HttpRequest) -> HttpResponse:
    """The year's invoice lines that the person may see; `?betalare=` narrows to one payer."""
    title = f"Fakturarader {request.year}"
    data = lines_workbook(_of_year(request).prefetch_related("rader"), title=title)
    return download(data, f"{_name(request)}.xlsx", XLSX)


@access(see=may_see_kostnader)
def korning_zip(request: HttpRequest, korning: int) -> HttpResponse:
    """All invoices of a run."""
    return download(zip_of(_of_run(request, korning)), f"fakturakorning-{korning}.zip", ZIP)


@access(see=may_see_kostnader)
def korning_excel(request: HttpRequest, korning: int) -> HttpResponse:
    """All invoice lines of a run."""
    data = lines_workbook(_of_run(request, korning).prefetch_related("rader"), title="Fakturarader")
    return download(data, f"fakturakorning-{korning}.xlsx", XLSX)


def _of_year(request: HttpRequest):
    filters = FilterForm(request.GET, payers=payers_of(request.user, request.samverkan))
    found = fakturor_of_year(request.user, request.samverkan, request.year, filters.payer)
    return found.order_by("series_number")


def _of_run(request: HttpRequest, korning: int):
    run = get_object_or_404(Fakturakorning, pk=korning, samverkan=request.samverkan)
    return Faktura.objects.filter(post__korning=run).select_related("leverans__pdf").order_by("series_number")


def _name(request: HttpRequest) -> str:
    return f"fakturor-{request.samverkan.slug}-{request.year}"
