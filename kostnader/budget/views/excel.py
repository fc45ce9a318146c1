"""Out to Excel and in again."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from kostnader.budget.excel import write_budget
from kostnader.budget.excel_in import compare_file
from kostnader.budget.forms import UploadForm
from kostnader.budget.grid import build_grid
from kostnader.budget.views.lookup import find_version, may_type, posted
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_enter, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.workbook import read_table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@access(see=may_enter)
def download(request: HttpRequest, number: int) -> HttpResponse:
    """The version as a workbook."""
    budget, _ = find_version(request, number)
    data = write_budget(build_grid(budget), build_grid(budget, by_month=True))
    name = f"{slugify(request.samverkan.slug)}-budget-{budget.year}-version-{budget.number}.xlsx"
    return HttpResponse(
        data, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def upload(request: HttpRequest, number: int) -> HttpResponse:
    """Read a changed workbook and show what it would change. Saving goes to the grid."""
    budget, versions = find_version(request, number)
    form = UploadForm(posted(request), request.FILES)
    diff = None
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["fil"]
        try:
            table = read_table(chosen.read(), chosen.name)
            diff = compare_file(table, build_grid(budget))
        except Refused as refusal:
            form.add_error("fil", refusal.message)
    context = {"budget": budget, "form": form, "diff": diff, "editing": may_type(request, budget, versions)}
    return render(request, "kostnader/budget/las_in.html", context)
