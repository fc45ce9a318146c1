"""Projects: the list, one project, its hours and who takes part."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.projekt import acts, tabeller
from kostnader.projekt.delning import delning_of
from kostnader.projekt.forms import DeltagareForm, ProjektForm, TidpostForm, TimmarForm
from kostnader.projekt.models import Projekt
from kostnader.projekt.queries import (
    entries,
    figures,
    grid_hours,
    latest_month,
    organisations,
    projekt_in,
)
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.downloads import XLSX, file_response
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl
from samverkan.lib.swedish import MONTHS, MONTHS_SHORT, sort_key
from samverkan.tabeller.excel import workbook
from samverkan.tabeller.kallor import Period
from samverkan.tabeller.visning import unit_of, unit_tabs


@access(see=may_see_kostnader)
def lista(request: HttpRequest) -> HttpResponse:
    """The year's projects: hours, worth, cost against budget."""
    period, unit = _period(request), unit_of(request)
    tabell = tabeller.projekt(request.samverkan, period)
    shown = {rad.key for rad in tabell.rows} if tabell else set()
    context = {
        "tabell": tabell,
        "unit": unit,
        "enheter": unit_tabs(request, unit),
        "manader": [(n, name, n == period.through) for n, name in enumerate(MONTHS, 1)],
        "ovriga": [p for p in request.samverkan.projekt.all() if f"projekt-{p.pk}" not in shown],
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
    return render(request, "kostnader/projekt/lista.html", context)


@access(see=may_see_kostnader)
def excel(request: HttpRequest) -> HttpResponse:
    """The year's table as a workbook."""
    period = _period(request)
    tabell = tabeller.projekt(request.samverkan, period)
    if tabell is None:
        return sredirect(request, "projekt:lista")
    name = f"{request.samverkan.slug}-projekt-{period.year}-{period.through:02}.xlsx"
    return file_response(workbook([tabell]), XLSX, name)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def ny(request: HttpRequest) -> HttpResponse:
    """Enter a project."""
    form = ProjektForm(request.POST or None, samverkan=request.samverkan)
    if done := attempt(
        form, lambda: acts.create_projekt(request.samverkan, form.cleaned_data, actor=request.user)
    ):
        made = done.result
        messages.success(request, f"{made.name} är upplagt. För in timmar och välj deltagare.")
        return sredirect(request, "projekt:projekt", pk=made.pk)
    context = {"form": form, "tillbaka": surl(request, "projekt:lista")}
    return render(request, "kostnader/projekt/form.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a project."""
    found = _projekt(request, pk)
    form = ProjektForm(request.POST or None, samverkan=request.samverkan, instance=found)
    if attempt(form, lambda: acts.change_projekt(found, form.cleaned_data, actor=request.user)):
        messages.success(request, f"{form.cleaned_data['name']} är sparat.")
        return sredirect(request, "projekt:projekt", pk=pk)
    context = {"form": form, "projekt": found, "tillbaka": surl(request, "projekt:projekt", pk=pk)}
    return render(request, "kostnader/projekt/form.html", context)


@access(see=may_see_kostnader)
def projekt(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: hours, cost, budget, and what each participant pays."""
    return _page(request, _projekt(request, pk))


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def timmar(request: HttpRequest, pk: int) -> HttpResponse:
    """The year's hours in a grid."""
    found = _projekt(request, pk)
    form = TimmarForm(
        request.POST or None,
        organisations=organisations(found, request.year),
        year=request.year,
        hours=grid_hours(found, request.year),
    )
    if done := attempt(form, lambda: acts.set_timmar(found, form.cells(), actor=request.user)):
        count = done.result
        messages.success(request, f"{count} tal är sparade." if count else "Inget var ändrat.")
        return sredirect(request, "projekt:projekt", pk=pk)
    context = {
        "form": form,
        "projekt": found,
        "manader": MONTHS_SHORT,
        "tillbaka": surl(request, "projekt:projekt", pk=pk),
    }
    return render(request, "kostnader/projekt/timmar.html", context)


@access(see=may_see_kostnader, do=may_edit_kostnader)
def post_ny(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter hours with an amount of their own, or a cost."""
    found = _projekt(request, pk)
    form = TidpostForm(request.POST or None, organisations=organisations(found, request.year))
    if attempt(form, lambda: acts.add_tidpost(found, **form.cleaned_data, actor=request.user)):
        return sredirect(request, "projekt:projekt", pk=pk)
    return _page(request, found, postform=form)


@access(see=may_see_kostnader, do=may_edit_kostnader)
def post_ta_bort(request: HttpRequest, pk: int, post: int) -> HttpResponse:
    """Take an entry away."""
    found = _projekt(request, pk)
    row = found.tidposter.select_related("projekt").filter(pk=post).first()
    if row is None:
        raise Http404
    if request.method == "POST":
        acts.remove_tidpost(row, actor=request.user)
        messages.success(request, "Posten är borttagen.")
    return sredirect(request, "projekt:projekt", pk=pk)


@access(see=may_see_kostnader, do=may_edit_kostnader, do_to_open=True)
def deltagare(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes part and since when."""
    found = _projekt(request, pk)
    known = {one.organisation_id: one for one in found.deltagare.all()}
    form = DeltagareForm(request.POST or None, organisations=organisations(found, request.year), known=known)
    if done := attempt(form, lambda: acts.set_deltagare(found, form.wanted(), actor=request.user)):
        count = done.result
        messages.success(request, f"{count} deltagare är ändrade." if count else "Inget var ändrat.")
        return sredirect(request, "projekt:projekt", pk=pk)
    context = {"form": form, "projekt": found, "tillbaka": surl(request, "projekt:projekt", pk=pk)}
    return render(request, "kostnader/projekt/deltagare.html", context)


def _page(request: HttpRequest, found: Projekt, **forms) -> HttpResponse:
    (siffror,) = figures(request.samverkan, _period(request), only=[found.pk])
    unit = unit_of(request)
    context = {
        "projekt": found,
        "siffror": siffror,
        "unit": unit,
        "poster": entries(found, request.year),
        "manader": [
            (name, siffror.months.get(month))
            for name, month in ((m.name, m) for m in sorted(siffror.months) if m.year == request.year)
        ],
        "deltagare": _sorted_parts(found),
        "delning": delning_of(siffror),
        "historik": history(found, samverkan=request.samverkan, limit=20),
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
        "postform": TidpostForm(organisations=organisations(found, request.year)),
    } | forms
    return render(request, "kostnader/projekt/projekt.html", context)


def _sorted_parts(found: Projekt) -> list:
    parts = found.deltagare.select_related("organisation")
    return sorted(parts, key=lambda part: (part.joined, sort_key(part.organisation.short_name)))


def _period(request: HttpRequest) -> Period:
    """The year of the address through `?manad=`; what is no month is the latest one known."""
    asked = request.GET.get("manad", "")
    if asked.isdecimal() and 1 <= int(asked) <= 12:
        return Period(request.year, int(asked))
    return Period(request.year, latest_month(request.samverkan, request.year))


def _projekt(request: HttpRequest, pk: int) -> Projekt:
    found = projekt_in(request.samverkan, pk)
    if found is None:
        raise Http404
    return found
