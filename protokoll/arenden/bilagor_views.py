"""The papers of a matter: add, read, rename, order, remove."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_POST

from protokoll.arenden import bilagor as acts
from protokoll.arenden.forms import AndraBilagaForm, BilagaForm
from protokoll.arenden.models import Arende, Bilaga
from protokoll.arenden.queries import bilagor_for, entitled
from protokoll.arenden.views import find
from samverkan.dokument.queries import dokument_response
from samverkan.konton.access import access
from samverkan.konton.rules import may_prepare_arenden, may_see_handlingar
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal, attempt
from samverkan.lib.links import sredirect, surl


@access(see=may_see_handlingar, do=may_prepare_arenden, do_to_open=True)
def ny(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a paper."""
    found = find(request, pk)
    form = BilagaForm(
        request.POST or None,
        request.FILES or None,
        may_secret=entitled(request.user, found),
        limit=settings.BILAGA_MAX_BYTES,
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        upload = data.pop("fil")
        try:
            bilaga = acts.add_bilaga(
                found, data=upload.read(), filename=upload.name, **data, actor=request.user
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{bilaga.title} är tillagd.")
            return sredirect(request, "arenden:arende", pk=pk)
    return _page(request, found, form, "Lägg till en bilaga", "Lägg till bilagan")


@access(see=may_see_handlingar)
def hamta(request: HttpRequest, pk: int, bilaga: int) -> HttpResponse:
    """The file, for those who may read it."""
    return dokument_response(_bilaga(request, find(request, pk), bilaga).dokument)


@access(see=may_see_handlingar, do=may_prepare_arenden, do_to_open=True)
def andra(request: HttpRequest, pk: int, bilaga: int) -> HttpResponse:
    """Rename a paper; make it secret or not."""
    found = find(request, pk)
    row = _bilaga(request, found, bilaga)
    initial = {"title": row.title, "secret": row.secret, "secret_clause": row.secret_clause}
    may_secret = entitled(request.user, found)
    form = AndraBilagaForm(request.POST or None, initial=initial, may_secret=may_secret)
    if attempt(form, lambda: acts.change_bilaga(row, **(initial | form.cleaned_data), actor=request.user)):
        messages.success(request, "Bilagan är ändrad.")
        return sredirect(request, "arenden:arende", pk=pk)
    return _page(request, found, form, f"Ändra {row.title}", "Spara")


def _page(request: HttpRequest, found: Arende, form, heading: str, act: str) -> HttpResponse:
    back = surl(request, "arenden:arende", pk=found.pk)
    context = {"form": form, "arende": found, "huvudrubrik": heading, "act": act, "tillbaka": back}
    return render(request, "protokoll/arenden/bilaga.html", context)


@require_POST
@access(see=may_see_handlingar, do=may_prepare_arenden)
def flytta(request: HttpRequest, pk: int, bilaga: int) -> HttpResponse:
    """One place up, or down."""
    steps = -1 if request.POST.get("hall") == "upp" else 1
    acts.move_bilaga(_bilaga(request, find(request, pk), bilaga), steps=steps, actor=request.user)
    return sredirect(request, "arenden:arende", pk=pk)


@require_POST
@access(see=may_see_handlingar, do=may_prepare_arenden)
def ta_bort(request: HttpRequest, pk: int, bilaga: int) -> HttpResponse:
    """Take a paper from the matter."""
    row = _bilaga(request, find(request, pk), bilaga)
    try:
        acts.remove_bilaga(row, actor=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"{row.title} är borttagen. Det syns i historiken.")
    return sredirect(request, "arenden:arende", pk=pk)


def _bilaga(request: HttpRequest, arende: Arende, pk: int) -> Bilaga:
    found = bilagor_for(request.user, arende).select_related("dokument", "arende__samverkan")
    return get_object_or_404(found, pk=pk)
