"""Tasks: the list by state, one of them, and what becomes of it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from protokoll.uppfoljning import queries
from protokoll.uppfoljning.acts import uppdrag as acts
from protokoll.uppfoljning.flikar import tabs
from protokoll.uppfoljning.forms import KlartForm, StrykForm, UppdragForm
from protokoll.uppfoljning.models import Uppdrag
from protokoll.uppfoljning.views.svar import carry_out, do_it
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_handlingar
from samverkan.lib.links import surl

VIEWS = {"": "Att göra", "klart": "Klara", "struket": "Strukna"}


@access(see=may_see_handlingar)
def lista(request: HttpRequest) -> HttpResponse:
    """Tasks that are open, late ones first; or those done, or struck (`?visa=`)."""
    chosen = request.GET.get("visa", "")
    chosen = chosen if chosen in VIEWS else ""
    rows = queries.uppdrag_of(request.samverkan)
    shown = [row for row in rows if row.uppdrag.status == (chosen or Uppdrag.Status.OPPET)]
    front = surl(request, "uppfoljning:uppdragslista")
    counts = {key: sum(row.uppdrag.status == (key or "oppet") for row in rows) for key in VIEWS}
    views = [
        {
            "text": f"{text} {counts[key]}",
            "url": f"{front}?visa={key}" if key else front,
            "current": key == chosen,
        }
        for key, text in VIEWS.items()
    ]
    context = {
        "flikar": tabs(request, "Uppdrag"),
        "vyer": views,
        "visa": chosen,
        "grupper": queries.by_lage(shown),
        "alla": rows,
        "may_edit": may_keep_minutes(request.user, request.samverkan),
    }
    return render(request, "protokoll/uppfoljning/uppdragslista.html", context)


@access(see=may_see_handlingar)
def visa(request: HttpRequest, pk: int) -> HttpResponse:
    """One task, with its history."""
    found = _uppdrag(request, pk)
    context = {
        "rad": queries.uppdrag_row(found),
        "handelser": history(found, samverkan=request.samverkan),
        "may_edit": may_keep_minutes(request.user, request.samverkan),
    }
    return render(request, "protokoll/uppfoljning/uppdrag.html", context)


@access(see=may_see_handlingar, do=may_keep_minutes, do_to_open=True)
def nytt(request: HttpRequest) -> HttpResponse:
    """Give a task, by hand or from a decision (`?beslut=`)."""
    initial = {"beslut": request.GET.get("beslut", "")}
    form = UppdragForm(request.POST or None, samverkan=request.samverkan, initial=initial)
    front = surl(request, "uppfoljning:uppdragslista")

    def act(values: dict[str, Any]) -> None:
        acts.create_uppdrag(request.samverkan, values, actor=request.user)

    answer = carry_out(request, form, act, done="Uppdraget är infört.", to=front)
    return answer or render(
        request, "protokoll/uppfoljning/uppdrag_form.html", {"form": form, "tillbaka": front}
    )


@access(see=may_see_handlingar, do=may_keep_minutes, do_to_open=True)
def andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a task that is open."""
    found = _uppdrag(request, pk)
    form = UppdragForm(request.POST or None, samverkan=request.samverkan, instance=found)

    def act(values: dict[str, Any]) -> None:
        acts.change_uppdrag(found, {"person": None, **values}, actor=request.user)

    return _answer(request, found, form, act, "Uppdraget är ändrat.", "uppdrag_form")


@access(see=may_see_handlingar, do=may_keep_minutes, do_to_open=True)
def klart(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a task done."""
    found = _uppdrag(request, pk)
    form = KlartForm(request.POST or None, initial={"report": found.report})

    def act(values: dict[str, Any]) -> None:
        acts.report_done(found, **values, actor=request.user)

    return _answer(request, found, form, act, "Uppdraget är klart.", "uppdrag_klart")


@access(see=may_see_handlingar, do=may_keep_minutes, do_to_open=True)
def stryk(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike a task, with the reason."""
    found = _uppdrag(request, pk)

    def act(values: dict[str, Any]) -> None:
        acts.strike_uppdrag(found, **values, actor=request.user)

    form = StrykForm(request.POST or None)
    return _answer(request, found, form, act, "Uppdraget är struket.", "uppdrag_stryk")


@access(see=may_see_handlingar, do=may_keep_minutes)
def oppna(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed task again."""
    found = _uppdrag(request, pk)
    here = surl(request, "uppfoljning:uppdrag", pk=pk)
    return do_it(
        request,
        lambda: acts.reopen_uppdrag(found, actor=request.user),
        done="Uppdraget är öppet igen.",
        to=here,
    )


def _answer(
    request: HttpRequest,
    found: Uppdrag,
    form: forms.BaseForm,
    act: Callable[[dict[str, Any]], object],
    done: str,
    template: str,
) -> HttpResponse:
    here = surl(request, "uppfoljning:uppdrag", pk=found.pk)
    context = {"form": form, "uppdrag": found, "tillbaka": here}
    page = f"protokoll/uppfoljning/{template}.html"
    return carry_out(request, form, act, done=done, to=here) or render(request, page, context)


def _uppdrag(request: HttpRequest, pk: int) -> Uppdrag:
    found = Uppdrag.objects.select_related("beslut__organ", "person", "samverkan")
    return get_object_or_404(found, samverkan=request.samverkan, pk=pk)
