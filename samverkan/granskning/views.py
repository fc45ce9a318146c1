"""The event log on screen."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_tables2 import RequestConfig

from samverkan.granskning.forms import FilterForm
from samverkan.granskning.tables import HandelseTable
from samverkan.handelser.models import Handelse
from samverkan.handelser.queries import chain_breaks
from samverkan.konton.access import access
from samverkan.konton.rules import may_see_handelser

SHOWN_BREAKS = 20


@access(see=may_see_handelser)
def handelser(request: HttpRequest) -> HttpResponse:
    """Who did what and when in this samverkan; on demand also whether the chain holds."""
    form = FilterForm(request.GET, samverkan=request.samverkan)
    rows = form.rows()
    table = HandelseTable(rows)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    context = {"form": form, "table": table, "filtered": any(form.cleaned_data.values())}
    if "kontrollera" in request.GET:
        context |= _checked(request.samverkan)
    return render(request, "samverkan/granskning/handelser.html", context)


def _checked(samverkan) -> dict[str, object]:
    """The verdict on the chain: how many events, the last seal, and where it breaks."""
    breaks = list(chain_breaks(samverkan))
    last = Handelse.objects.filter(samverkan=samverkan).order_by("-number").first()
    return {"checked": True, "breaks": breaks[:SHOWN_BREAKS], "broken": len(breaks), "last": last}
