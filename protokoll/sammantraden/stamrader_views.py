"""The page of a body's standing lines."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from protokoll.sammantraden import stamrader as acts
from protokoll.sammantraden.dagordning_forms import StamradForm
from protokoll.sammantraden.models import Stamrad
from protokoll.sammantraden.val import chosen_organ, tabs
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl
from samverkan.organ.models import Organ


@access(see=may_see_minutes_work, do=may_keep_minutes)
def stamrader(request: HttpRequest) -> HttpResponse:
    """The standing lines of a body in their order; what is posted is a new one."""
    organ, own = chosen_organ(request)
    if organ is None:
        messages.info(request, "Stående punkter hör till ett organ. Här kan organen läggas upp.")
        return sredirect(request, "organ:lista")
    form = StamradForm(request.POST or None)
    if done := attempt(form, lambda: acts.add_stamrad(organ, form.cleaned_data, actor=request.user)):
        row = done.result
        messages.success(request, f"{row.heading} är tillagd.")
        return _back(request, organ)
    return _page(request, organ, own, form)


def _page(request: HttpRequest, organ: Organ, own: list[Organ], form: forms.Form) -> HttpResponse:
    rows = list(organ.stamrader.all())
    context = {
        "organ": organ,
        "flikar": tabs(surl(request, "sammantraden:stamrader"), own, organ),
        "delar": [
            ("Först på dagordningen", [row for row in rows if not row.last]),
            ("Sist på dagordningen", [row for row in rows if row.last]),
        ],
        "rader": rows,
        "form": form,
        "may_edit": may_keep_minutes(request.user, request.samverkan),
    }
    status = 422 if form.errors else 200
    return render(request, "protokoll/sammantraden/stamrader.html", context, status=status)


@access(see=may_keep_minutes, do=may_keep_minutes, do_to_open=True)
def stamrad(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a standing line."""
    found = _find(request, pk)
    form = StamradForm(request.POST or None, instance=found)
    if attempt(form, lambda: acts.change_stamrad(found, form.cleaned_data, actor=request.user)):
        return _back(request, found.organ)
    back = f"{surl(request, 'sammantraden:stamrader')}?organ={found.organ_id}"
    context = {"form": form, "stamrad": found, "tillbaka": back}
    return render(request, "protokoll/sammantraden/stamrad.html", context)


@require_POST
@access(see=may_keep_minutes, do=may_keep_minutes)
def flytta(request: HttpRequest, pk: int) -> HttpResponse:
    """One line up or down."""
    found = _find(request, pk)
    steps = -1 if request.POST.get("hall") == "upp" else 1
    acts.move_stamrad(found, steps=steps, actor=request.user)
    return _back(request, found.organ)


@require_POST
@access(see=may_keep_minutes, do=may_keep_minutes)
def ta_bort(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a line out."""
    found = _find(request, pk)
    acts.remove_stamrad(found, actor=request.user)
    messages.success(request, f"{found.heading} är borttagen. Dagordningar som redan är gjorda har den kvar.")
    return _back(request, found.organ)


def _back(request: HttpRequest, organ: Organ) -> HttpResponse:
    response = sredirect(request, "sammantraden:stamrader")
    response["Location"] += f"?organ={organ.pk}"
    return response


def _find(request: HttpRequest, pk: int) -> Stamrad:
    found = Stamrad.objects.select_related("organ__samverkan")
    return get_object_or_404(found, pk=pk, organ__samverkan=request.samverkan)
