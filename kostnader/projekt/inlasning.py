"""Hours from a file: read, look at, take in."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.projekt import acts, tidfil
from kostnader.projekt.forms import TidfilForm
from kostnader.projekt.models import Projekt
from kostnader.projekt.queries import organisations, projekt_in
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.links import sredirect, surl
from samverkan.lib.workbook import read_table


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def las_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Read a file and show its rows; the same address takes in what was shown."""
    found = projekt_in(request.samverkan, pk)
    if found is None:
        raise Http404
    context = {"projekt": found, "tillbaka": surl(request, "projekt:projekt", pk=pk)}
    if request.POST.get("rader"):
        return _take_in(request, found, context)
    form = TidfilForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["fil"]
        try:
            table = read_table(chosen.read(), chosen.name)
            context |= _preview(request, found, tidfil.read_tid(table, organisations(found, request.year)))
        except Refused as refusal:
            form.add_error("fil", refusal.message)
    return render(request, "kostnader/projekt/las_in.html", context | {"form": form})


def _preview(request: HttpRequest, projekt: Projekt, rows: list[acts.Tidrad]) -> dict[str, object]:
    names = {one.pk: one.short_name for one in organisations(projekt, request.year)}
    new = acts.new_rows(projekt, rows)
    return {
        "nya": [(row, names.get(row.organisation_id, "")) for row in new],
        "finns": len(rows) - len(new),
        "timmar": sum(row.hours for row in new),
        "rader": tidfil.freeze(projekt.pk, rows),
    }


def _take_in(request: HttpRequest, projekt: Projekt, context: dict[str, object]) -> HttpResponse:
    try:
        count = acts.import_tid(projekt, tidfil.thaw(request.POST["rader"], projekt.pk), actor=request.user)
    except Refused as refusal:
        messages.error(request, refusal.message)
        return render(request, "kostnader/projekt/las_in.html", context | {"form": TidfilForm()})
    messages.success(request, f"{count} poster är inlästa." if count else "Allt i filen fanns redan.")
    return sredirect(request, "projekt:projekt", pk=projekt.pk)
