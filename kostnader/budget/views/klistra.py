"""Paste a block: see what changes, then save it as one change."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.budget.forms import PasteForm
from kostnader.budget.grid import build_grid
from kostnader.budget.paste import preview_block
from kostnader.budget.views.lookup import find_version, posted
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def paste(request: HttpRequest, number: int) -> HttpResponse:
    """What a block would change. Saving goes to the grid, with what each cell held when it was shown."""
    budget, _ = find_version(request, number)
    by_month = request.GET.get("vy") == "manader"
    grid = build_grid(budget, by_month=by_month)
    form = PasteForm(posted(request), grid=grid)
    preview = None
    if request.method == "POST" and form.is_valid():
        try:
            preview = preview_block(grid, form.cleaned_data["start"], form.cleaned_data["block"])
        except Refused as refusal:
            add_refusal(form, refusal)
    context = {"budget": budget, "form": form, "preview": preview, "by_month": by_month}
    part = request.headers.get("X-Rutnat") == "1"
    return render(request, f"kostnader/budget/{'_klipp' if part else 'klistra'}.html", context)
