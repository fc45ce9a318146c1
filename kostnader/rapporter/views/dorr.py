"""What every view of reports begins and ends with: the report that the person may see, the answer."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kostnader.rapporter.models import Avsnitt, Rapport
from kostnader.rapporter.queries import find_rapport
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_rapporter, may_enter, may_write_avsnitt
from samverkan.lib.errors import Refused
from samverkan.lib.formfields import add_refusal
from samverkan.lib.links import surl

reads = access(see=may_enter)
edits = access(see=may_enter, do=may_edit_rapporter)
edits_to_open = access(see=may_enter, do=may_edit_rapporter, do_to_open=True)
# Whoever is named in a section may act there: each of these views asks `may_write` or approves itself.
writes = access(see=may_enter, do=may_enter)
writes_to_open = access(see=may_enter, do=may_enter, do_to_open=True)


def rapport_or_404(request: HttpRequest, pk: int) -> Rapport:
    """The report, when the person may see it; else 404."""
    found = find_rapport(request.samverkan, pk, request.user)
    if found is None:
        raise Http404
    return found


def avsnitt_or_404(request: HttpRequest, pk: int, avsnitt: int) -> Avsnitt:
    """The section of a report that the person may see; else 404."""
    rapport = rapport_or_404(request, pk)
    found = rapport.avsnitt.select_related("writer", "approver", "approved_by").filter(pk=avsnitt).first()
    if found is None:
        raise Http404
    found.rapport = rapport
    return found


def own_avsnitt(request: HttpRequest, pk: int, avsnitt: int) -> Avsnitt:
    """The section, when the person may write in it; else 403, or 404 when it cannot be seen."""
    found = avsnitt_or_404(request, pk, avsnitt)
    if not may_write_avsnitt(request.user, request.samverkan, found.writer_id):
        raise PermissionDenied
    return found


def url_of(request: HttpRequest, avsnitt: Avsnitt) -> str:
    return surl(request, "rapporter:avsnitt", pk=avsnitt.rapport_id, avsnitt=avsnitt.pk)


def carry_out(request: HttpRequest, act: Callable[[], object], *, done: str, to: str) -> HttpResponse:
    """Do what a button asks; a refusal is told on the page it leads to."""
    if request.method == "POST":
        try:
            act()
        except Refused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, done)
    return redirect(to)


def form_page(
    request: HttpRequest,
    form: forms.BaseForm,
    act: Callable[[], object],
    *,
    done: str,
    to: str | Callable[[], str],
    template: str = "kostnader/rapporter/formular.html",
    **context: object,
) -> HttpResponse:
    """Show a form; when it is sent and sound, do the act and go on. A refusal stands at its field."""
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                act()
            except Refused as refusal:
                add_refusal(form, refusal)
                status = 409
            else:
                messages.success(request, done)
                return redirect(to() if callable(to) else to)
    return render(request, template, {"form": form} | context, status=status)
