"""The report as it is read, on screen and when the page is printed."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.rapporter.innehall import read_dokument
from kostnader.rapporter.models import Rapportfil
from kostnader.rapporter.queries import newest_files
from kostnader.rapporter.views.dorr import rapport_or_404, reads
from samverkan.konton.rules import may_see_kostnader
from samverkan.tabeller.visning import unit_of, unit_tabs


@reads
def las(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole report with its tables, charts and notes; kr or tkr by `?enhet=`."""
    rapport = rapport_or_404(request, pk)
    unit = unit_of(request, rapport.unit)
    context = {
        "rapport": rapport,
        "dokument": read_dokument(rapport, unit=unit),
        "unit": unit,
        "may_work": may_see_kostnader(request.user, request.samverkan),
        "fil": newest_files(rapport).get(Rapportfil.Format.PDF),
        "enheter": unit_tabs(request, unit),
    }
    return render(request, "kostnader/rapporter/las.html", context)
