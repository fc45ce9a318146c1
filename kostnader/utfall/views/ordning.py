"""Cost centres, and kinds of cost with their row of the result."""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from kostnader.budget.models import Kostnadsslag
from kostnader.tjanster.models import Kostnadsstalle
from kostnader.utfall.acts import ordning as acts
from kostnader.utfall.forms import SlagForm, StalleForm
from kostnader.utfall.queries import utfall
from kostnader.utfall.views.lookup import posted
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl


def _sums(request: HttpRequest, thing: str) -> dict:
    """The year's kronor in the result per cost centre code ("objekt") or kind of cost id ("kostnadsslag")."""
    found: dict = defaultdict(Decimal)
    for one in utfall(request.samverkan, date(request.year, 1, 1), date(request.year, 12, 31)):
        if one.kontering.counts:
            found[one.objekt if thing == "objekt" else one.kontering.kostnadsslag] += one.amount
    return found


@access(see=may_see_kostnader)
def stallen(request: HttpRequest) -> HttpResponse:
    """The cost centres with their services, and those in the ledger that are not laid up."""
    sums = _sums(request, "objekt")
    rows = [
        (stalle, list(stalle.tjanster.all()), sums.pop(stalle.code, None))
        for stalle in request.samverkan.kostnadsstallen.prefetch_related("tjanster")
    ]
    unknown = sorted((code, amount) for code, amount in sums.items() if code)
    context = {
        "rader": rows,
        "okanda": unknown,
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
    return render(request, "kostnader/utfall/stallen.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def stalle_ny(request: HttpRequest) -> HttpResponse:
    """A new cost centre."""
    return _edit_stalle(request, Kostnadsstalle(samverkan=request.samverkan))


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def stalle(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a cost centre."""
    return _edit_stalle(request, get_object_or_404(request.samverkan.kostnadsstallen, pk=pk))


def _edit_stalle(request: HttpRequest, stalle: Kostnadsstalle) -> HttpResponse:
    initial = {} if stalle.pk else {"code": request.GET.get("kod", "")[:40]}
    form = StalleForm(posted(request), instance=stalle, initial=initial, samverkan=request.samverkan)
    if attempt(form, lambda: acts.save_stalle(stalle, **form.cleaned_data, actor=request.user)):
        messages.success(request, f"Kostnadsstället {stalle} är sparat.")
        return sredirect(request, "utfall:stallen")
    words = {"ny": "Nytt kostnadsställe", "andra": "Ändra kostnadsställe", "alla": "Kostnadsställen"}
    back = surl(request, "utfall:stallen")
    bort = surl(request, "utfall:stalle_bort", pk=stalle.pk) if stalle.pk else ""
    context = {"form": form, "objekt": stalle, "ord": words, "tillbaka": back, "bort": bort}
    return render(request, "kostnader/utfall/ordna.html", context)


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def stalle_bort(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a cost centre away."""
    return _remove(request, request.samverkan.kostnadsstallen.filter(pk=pk).first(), "utfall:stallen")


def _remove(request: HttpRequest, obj: Kostnadsstalle | Kostnadsslag | None, back: str) -> HttpResponse:
    if obj is not None:
        try:
            acts.remove_unused(obj, actor=request.user)
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, f"{obj} är borttaget.")
    return sredirect(request, back)


@access(see=may_see_kostnader)
def slag(request: HttpRequest) -> HttpResponse:
    """The kinds of cost in the order of the result."""
    sums = _sums(request, "kostnadsslag")
    rows = [(one, sums.get(one.pk)) for one in request.samverkan.kostnadsslag.all()]
    context = {"rader": rows, "may_edit": may_edit_kostnader(request.user, request.samverkan)}
    return render(request, "kostnader/utfall/slag.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def slag_ny(request: HttpRequest) -> HttpResponse:
    """A new kind of cost."""
    return _edit_slag(request, Kostnadsslag(samverkan=request.samverkan))


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def slag_andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a kind of cost."""
    return _edit_slag(request, get_object_or_404(request.samverkan.kostnadsslag, pk=pk))


def _edit_slag(request: HttpRequest, slag: Kostnadsslag) -> HttpResponse:
    form = SlagForm(posted(request), instance=slag)
    if attempt(form, lambda: acts.save_slag(slag, form.cleaned_data, actor=request.user)):
        messages.success(request, f"Kostnadsslaget {slag} är sparat.")
        return sredirect(request, "utfall:slag")
    words = {"ny": "Nytt kostnadsslag", "andra": "Ändra kostnadsslag", "alla": "Kostnadsslag"}
    back = surl(request, "utfall:slag")
    bort = surl(request, "utfall:slag_bort", pk=slag.pk) if slag.pk else ""
    context = {"form": form, "objekt": slag, "ord": words, "tillbaka": back, "bort": bort}
    return render(request, "kostnader/utfall/ordna.html", context)


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def slag_flytta(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down."""
    found = get_object_or_404(request.samverkan.kostnadsslag, pk=pk)
    acts.move_slag(found, up=request.POST.get("hall") == "upp", actor=request.user)
    return sredirect(request, "utfall:slag")


@require_POST
@access(see=may_see_kostnader, do=may_edit_kostnader)
def slag_bort(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a kind of cost away."""
    return _remove(request, request.samverkan.kostnadsslag.filter(pk=pk).first(), "utfall:slag")
