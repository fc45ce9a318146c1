"""A section's place and people: added, changed, moved, taken away."""

from django.http import HttpRequest, HttpResponse

from kostnader.rapporter import acts
from kostnader.rapporter.forms import AvsnittForm
from kostnader.rapporter.models import Avsnitt
from kostnader.rapporter.views.dorr import (
    avsnitt_or_404,
    carry_out,
    edits,
    edits_to_open,
    form_page,
    rapport_or_404,
    url_of,
)
from samverkan.lib.links import surl


@edits_to_open
def nytt(request: HttpRequest, pk: int) -> HttpResponse:
    """A section of one's own, after the one given by `efter` or last."""
    rapport = rapport_or_404(request, pk)
    form = AvsnittForm(request.POST or None, samverkan=request.samverkan, instance=Avsnitt(rapport=rapport))
    asked = request.GET.get("efter", "")
    after = rapport.avsnitt.filter(pk=asked).first() if asked.isdigit() else None
    made: list[Avsnitt] = []

    def act() -> None:
        made.append(acts.lagg_till_avsnitt(rapport, form.cleaned_data, after=after, actor=request.user))

    return form_page(
        request,
        form,
        act,
        done="Avsnittet är tillagt.",
        to=lambda: url_of(request, made[0]),
        titel="Nytt avsnitt",
        knapp="Lägg till avsnittet",
        tillbaka=surl(request, "rapporter:rapport", pk=pk),
    )


@edits_to_open
def andra(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """Heading, who writes, who approves, by when."""
    found = avsnitt_or_404(request, pk, avsnitt)
    form = AvsnittForm(request.POST or None, samverkan=request.samverkan, instance=found)
    here = url_of(request, found)
    return form_page(
        request,
        form,
        lambda: acts.andra_avsnitt(found, form.cleaned_data, actor=request.user),
        done="Ändringen är sparad.",
        to=here,
        titel=f"Ändra avsnittet {found.heading}",
        knapp="Spara",
        tillbaka=here,
    )


@edits
def flytta(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """One step up or down."""
    found = avsnitt_or_404(request, pk, avsnitt)
    return carry_out(
        request,
        lambda: acts.flytta_avsnitt(found, up=request.POST.get("till") == "upp", actor=request.user),
        done=f"{found.heading} är flyttat.",
        to=surl(request, "rapporter:rapport", pk=pk),
    )


@edits
def ta_bort(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """Take away a draft section."""
    found = avsnitt_or_404(request, pk, avsnitt)
    return carry_out(
        request,
        lambda: acts.ta_bort_avsnitt(found, actor=request.user),
        done=f"Avsnittet {found.heading} är borttaget.",
        to=surl(request, "rapporter:rapport", pk=pk),
    )
