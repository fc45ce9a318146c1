"""Tables and charts in a section: chosen, typed, shown otherwise, moved, taken away."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from kostnader.rapporter import acts
from kostnader.rapporter.egna import TKR, as_grid, ordlista, read_grid
from kostnader.rapporter.forms import BlockAndraForm, BlockForm, OrdlistaForm, TabellForm
from kostnader.rapporter.models import Avsnitt, Rapportblock
from kostnader.rapporter.tabeller import Tabeller
from kostnader.rapporter.views.dorr import (
    avsnitt_or_404,
    carry_out,
    form_page,
    own_avsnitt,
    url_of,
    writes,
    writes_to_open,
)
from samverkan.tabeller.tabell import Tabell


@writes_to_open
def ny(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """A table that some feature makes, or a chart of one."""
    found = own_avsnitt(request, pk, avsnitt)
    form = BlockForm(request.POST or None, typed=_typed(found))
    here = url_of(request, found)
    return form_page(
        request,
        form,
        lambda: acts.lagg_till_block(found, actor=request.user, **form.cleaned_data),
        done="Tabellen är tillagd.",
        to=here,
        titel="Lägg till en tabell eller ett diagram",
        knapp="Lägg till",
        tillbaka=here,
    )


def _typed(avsnitt: Avsnitt) -> list[tuple[str, str]]:
    blocks = Rapportblock.objects.filter(avsnitt__rapport=avsnitt.rapport, typed__isnull=False)
    return [(block.key, Tabell.from_json(block.typed).name) for block in blocks]


@writes_to_open
def skriv(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """A table typed, or pasted from Excel."""
    found = own_avsnitt(request, pk, avsnitt)
    form = TabellForm(request.POST or None, initial={"unit": found.rapport.unit})
    here = url_of(request, found)
    return form_page(
        request,
        form,
        lambda: acts.skriv_tabell(found, _read(form), actor=request.user),
        done="Tabellen är tillagd.",
        to=here,
        titel="Skriv eller klistra in en tabell",
        knapp="Lägg till tabellen",
        tillbaka=here,
    )


def _read(form: TabellForm) -> Tabell:
    data = form.cleaned_data
    return read_grid(data["grid"], data["name"], unit=data["unit"], note=data["note"])


@writes_to_open
def ordlista_ny(request: HttpRequest, pk: int, avsnitt: int) -> HttpResponse:
    """Words of the house with what they mean, as a table."""
    found = own_avsnitt(request, pk, avsnitt)
    form = OrdlistaForm(request.POST or None)
    here = url_of(request, found)
    return form_page(
        request,
        form,
        lambda: acts.skriv_tabell(found, ordlista(form.chosen()), actor=request.user),
        done="Orden är tillagda.",
        to=here,
        titel="Välj ord att förklara",
        knapp="Lägg till orden",
        tillbaka=here,
    )


@writes_to_open
def andra(request: HttpRequest, pk: int, avsnitt: int, block: int) -> HttpResponse:
    """How a table is shown; `?innehall` opens the rows of a typed one."""
    found = own_avsnitt(request, pk, avsnitt)
    stored = _block(found, block)
    if "innehall" in request.GET and stored.is_typed:
        return _rows(request, found, stored)
    shown = {name: getattr(stored, name) for name in ("caption", "kind", "columns", "compare")}
    tabell = Tabeller(found.rapport)[stored.key]
    form = BlockAndraForm(request.POST or None, tabell=tabell, block=stored, initial=shown)
    here = url_of(request, found)
    return form_page(
        request,
        form,
        lambda: acts.andra_block(stored, form.cleaned_data, actor=request.user),
        done="Tabellen är ändrad.",
        to=here,
        titel=f"Ändra {stored.caption or (tabell.name if tabell else stored.key)}",
        knapp="Spara",
        tillbaka=here,
    )


def _rows(request: HttpRequest, found: Avsnitt, stored: Rapportblock) -> HttpResponse:
    tabell = Tabell.from_json(stored.typed)
    unit = found.rapport.unit
    initial = {
        "name": tabell.name,
        "unit": TKR if unit == TKR else "kr",
        "grid": as_grid(tabell, unit=unit),
        "note": tabell.note,
    }
    form = TabellForm(request.POST or None, initial=initial)
    here = url_of(request, found)
    return form_page(
        request,
        form,
        lambda: acts.andra_tabell(stored, _read(form), actor=request.user),
        done="Tabellen är ändrad.",
        to=here,
        titel=f"Ändra raderna i {tabell.name}",
        knapp="Spara tabellen",
        tillbaka=here,
    )


@writes
def flytta(request: HttpRequest, pk: int, avsnitt: int, block: int) -> HttpResponse:
    """One step up or down in the section."""
    if request.method != "POST":
        return redirect(url_of(request, avsnitt_or_404(request, pk, avsnitt)))
    found = own_avsnitt(request, pk, avsnitt)
    stored = _block(found, block)
    return carry_out(
        request,
        lambda: acts.flytta_block(stored, up=request.POST.get("till") == "upp", actor=request.user),
        done="Tabellen är flyttad.",
        to=url_of(request, found),
    )


@writes
def ta_bort(request: HttpRequest, pk: int, avsnitt: int, block: int) -> HttpResponse:
    """Take a table out of the section."""
    if request.method != "POST":
        return redirect(url_of(request, avsnitt_or_404(request, pk, avsnitt)))
    found = own_avsnitt(request, pk, avsnitt)
    stored = _block(found, block)
    return carry_out(
        request,
        lambda: acts.ta_bort_block(stored, actor=request.user),
        done="Tabellen är borttagen.",
        to=url_of(request, found),
    )


def _block(avsnitt: Avsnitt, pk: int) -> Rapportblock:
    found = avsnitt.block.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.avsnitt = avsnitt
    return found
