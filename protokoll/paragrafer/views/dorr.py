"""What every view of the meeting begins and ends with: who may come in, which § it is, the way back."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.queries import paragrafer_of, sammantraden_of
from protokoll.sammantraden.models import Sammantrade
from samverkan.konton.access import access
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.links import sredirect, surl

keeps = access(see=may_see_minutes_work, do=may_keep_minutes)
keeps_to_open = access(see=may_see_minutes_work, do=may_keep_minutes, do_to_open=True)


def find_sammantrade(request: HttpRequest, pk: int) -> Sammantrade:
    """The meeting, when it is the samverkan's; else 404."""
    found = sammantraden_of(request.samverkan).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def find_paragraf(request: HttpRequest, pk: int) -> Paragraf:
    """The §, when it is the samverkan's; else 404."""
    found = paragrafer_of(request.samverkan).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def back(request: HttpRequest, paragraf: Paragraf, part: str = "") -> HttpResponse:
    """To the page of the §, at a part of it."""
    response = sredirect(request, "mote:paragraf", pk=paragraf.pk)
    response["Location"] += f"#{part}" if part else ""
    return response


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], str | None],
    *,
    done: Callable[[], HttpResponse],
    titel: str,
    knapp: str,
    tillbaka: str,
    template: str = "protokoll/paragrafer/formular.html",
    **more: object,
) -> HttpResponse:
    """Show a form; when it is sent and sound, do the act and go on. A refusal stands at its field, 409."""
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                told = act()
            except Refused as refusal:
                add_refusal(form, refusal)
                status = 409
            else:
                if told:
                    messages.success(request, told)
                return done()
        else:
            status = 422
    context = {"form": form, "titel": titel, "knapp": knapp, "tillbaka": tillbaka} | more
    return render(request, template, context, status=status)


def try_act(request: HttpRequest, act: Callable[[], object]) -> bool:
    """Do an act without a form; a refusal is told over the page. Whether it was done."""
    try:
        act()
    except Refused as refusal:
        messages.error(request, refusal.message)
        return False
    return True


def url_of(request: HttpRequest, paragraf: Paragraf) -> str:
    """The page of a §."""
    return surl(request, "mote:paragraf", pk=paragraf.pk)
