"""The first page of the outcome."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.utfall.laget import Lage, laget
from kostnader.utfall.stangning import year_is_closed
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader

NEWEST = 8


@access(see=may_see_kostnader)
def start(request: HttpRequest) -> HttpResponse:
    """What is in for each month, what waits, and the act that is next."""
    lage = laget(request.samverkan, request.year)
    files = request.samverkan.utfallsfiler.select_related("kalla", "uploaded_by", "taken_by")
    context = {
        "lage": lage,
        "filer": list(files[:NEWEST]),
        "stangt": year_is_closed(request.samverkan, request.year),
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
        "oplacerat": _unplaced(lage),
    }
    return render(request, "kostnader/utfall/start.html", context)


def _unplaced(lage: Lage) -> dict[str, int]:
    """How many accounts and cost centres lack a rule."""
    return {
        "konton": len({one.konto for one in lage.unplaced if "kostnadsslag" in one.kontering.missing}),
        "stallen": len({one.objekt for one in lage.unplaced if "tjanst" in one.kontering.missing}),
    }
