"""Every file that has come in, and what became of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig

from kostnader.utfall.forms import FilurvalForm
from kostnader.utfall.tables import FilTable
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader

PER_PAGE = 50


@access(see=may_see_kostnader)
def filer(request: HttpRequest) -> HttpResponse:
    """All the files of the samverkan, whatever their year, a page at a time; by state and source."""
    form = FilurvalForm(request.GET, samverkan=request.samverkan)
    table = FilTable(form.rows())
    RequestConfig(request, paginate={"per_page": PER_PAGE}).configure(table)
    context = {
        "form": form,
        "table": table,
        "filtered": any(form.cleaned_data.values()),
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
    return render(request, "kostnader/utfall/filer.html", context)
