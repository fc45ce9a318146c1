"""Signing a remark of a check."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from kostnader.rapporter import acts, kontroller
from kostnader.rapporter.forms import KommentarForm
from kostnader.rapporter.views.dorr import edits_to_open, form_page, rapport_or_404
from samverkan.lib.links import surl


@edits_to_open
def signera(request: HttpRequest, pk: int) -> HttpResponse:
    """Why a remark shall stand; which one is said by `?vad=`."""
    rapport = rapport_or_404(request, pk)
    key = request.GET.get("vad", "")
    here = surl(request, "rapporter:rapport", pk=pk)
    found = next((one for one in kontroller.registered(rapport) if one.key == key), None)
    if found is None:
        return redirect(here)  # mended meanwhile
    form = KommentarForm(request.POST or None)
    return form_page(
        request,
        form,
        lambda: acts.signera_anmarkning(rapport, key=key, actor=request.user, **form.cleaned_data),
        done="Kommentaren är undertecknad och står i rapportens historik.",
        to=here,
        titel="Varför ska det stå så?",
        ingress=found.text,
        knapp="Underteckna",
        tillbaka=here,
    )
