"""Reports: the list, a new one, one with its sections, and its path to a decision."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from kostnader.rapporter import acts, kontroller
from kostnader.rapporter.forms import FaststallForm, NyForm, RapportForm, SkalForm
from kostnader.rapporter.models import Rapport
from kostnader.rapporter.queries import default_month, framsteg, last_of, next_rapport, rapporter_of
from kostnader.rapporter.rules import MANAD
from kostnader.rapporter.tabeller import sections_of
from kostnader.rapporter.views.dorr import (
    carry_out,
    edits,
    edits_to_open,
    form_page,
    rapport_or_404,
    reads,
)
from kostnader.rapporter.views.filer import filer_context
from samverkan.beslut.queries import usable_beslut
from samverkan.handelser.queries import history
from samverkan.konton.rules import may_edit_rapporter
from samverkan.lib.links import surl

Status = Rapport.Status


@reads
def lista(request: HttpRequest) -> HttpResponse:
    """Every report the person may see; what is due first."""
    may_edit = may_edit_rapporter(request.user, request.samverkan)
    context = {
        "rader": rapporter_of(request.samverkan, request.user),
        "forslag": next_rapport(request.samverkan, request.year) if may_edit else None,
        "may_edit": may_edit,
    }
    return render(request, "kostnader/rapporter/lista.html", context)


@edits_to_open
def ny(request: HttpRequest) -> HttpResponse:
    """A new report; with `fran` as a copy. The suggested one of the list is made by one press."""
    samverkan, year = request.samverkan, request.year
    source = last_of(samverkan, request.GET.get("slag", MANAD))
    if request.GET.get("fran", "").isdigit():
        source = Rapport.objects.filter(samverkan=samverkan, pk=request.GET["fran"]).first() or source
    kind = source.kind if source else MANAD
    forslag = next_rapport(samverkan, year)
    month = default_month(kind, forslag.through if forslag else 12)
    form = NyForm(
        request.POST or None,
        samverkan=samverkan,
        initial={"kind": kind, "through": month, "source": source},
    )
    made: list[Rapport] = []

    def act() -> None:
        made.append(acts.skapa_rapport(samverkan, year=year, actor=request.user, **form.cleaned_data))

    return form_page(
        request,
        form,
        act,
        done="Rapporten är skapad. Siffrorna hämtas tills avsnitten markeras som klara.",
        to=lambda: surl(request, "rapporter:rapport", pk=made[0].pk),
        titel=f"Ny rapport {year}",
        knapp="Skapa rapporten",
        tillbaka=surl(request, "rapporter:lista"),
    )


@reads
def visa(request: HttpRequest, pk: int) -> HttpResponse:
    """The report as work: how far it has come, who has which section, what is next."""
    rapport = rapport_or_404(request, pk)
    sections = sections_of(rapport)
    remarks = kontroller.with_comments(rapport) if rapport.is_open else []
    user, samverkan = request.user, request.samverkan
    context = {
        "rapport": rapport,
        "avsnitt": sections,
        "framsteg": framsteg(sections),
        "anmarkningar": [one for one in remarks if stops(one)],
        "papekanden": [one for one in remarks if not stops(one)],
        "nasta": next((one for one in sections if one.is_open), None),
        "alla_klara": bool(sections) and all(one.is_done for one in sections),
        "may_edit": may_edit_rapporter(user, samverkan),
        "handelser": history(rapport, *sections, samverkan=samverkan, limit=12),
    }
    return render(request, "kostnader/rapporter/rapport.html", context | filer_context(request, rapport))


def stops(remark: dict) -> bool:
    """Whether a remark of the checks keeps the report from being ready: red, and nobody has signed it."""
    return remark["a"].level == kontroller.ROD and remark["kommentar"] is None


@edits_to_open
def andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the title or unit."""
    rapport = rapport_or_404(request, pk)
    form = RapportForm(request.POST or None, instance=rapport)
    here = surl(request, "rapporter:rapport", pk=pk)
    return form_page(
        request,
        form,
        lambda: acts.andra_rapport(rapport, form.cleaned_data, actor=request.user),
        done="Ändringen är sparad.",
        to=here,
        titel=f"Ändra {rapport.title}",
        knapp="Spara",
        tillbaka=here,
    )


@edits
def ta_bort(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a draft."""
    rapport = rapport_or_404(request, pk)
    if request.method != "POST":
        return redirect(surl(request, "rapporter:rapport", pk=pk))
    return carry_out(
        request,
        lambda: acts.ta_bort_rapport(rapport, actor=request.user),
        done=f"{rapport} är borttagen.",
        to=surl(request, "rapporter:lista"),
    )


@edits
def klar(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the report ready."""
    rapport = rapport_or_404(request, pk)
    return carry_out(
        request,
        lambda: acts.klarmarkera_rapport(rapport, actor=request.user),
        done="Rapporten är klar. Ta upp den som ett ärende, eller fastställ den med ett beslut.",
        to=surl(request, "rapporter:rapport", pk=pk),
    )


@edits_to_open
def oppna(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a ready report again, with the reason."""
    rapport = rapport_or_404(request, pk)
    form = SkalForm(request.POST or None)
    here = surl(request, "rapporter:rapport", pk=pk)
    return form_page(
        request,
        form,
        lambda: acts.oppna_rapport(rapport, actor=request.user, **form.cleaned_data),
        done="Rapporten är öppen för ändring. Avsnitten är fortfarande klara; öppna det som ska ändras.",
        to=here,
        titel=f"Öppna {rapport.title} för ändring",
        knapp="Öppna rapporten",
        tillbaka=here,
    )


@edits_to_open
def faststall(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the decision that adopted the report."""
    rapport = rapport_or_404(request, pk)
    form = FaststallForm(request.POST or None, queryset=usable_beslut(request.samverkan))
    here = surl(request, "rapporter:rapport", pk=pk)
    return form_page(
        request,
        form,
        lambda: acts.faststalla_rapport(rapport, actor=request.user, **form.cleaned_data),
        done="Rapporten är fastställd och kan läsas av alla i samverkan.",
        to=here,
        titel=f"Fastställ {rapport.title}",
        knapp="Fastställ rapporten",
        tillbaka=here,
        ingress="Rapporten ändras aldrig efter detta. Välj beslutet som fastställde den.",
    )
