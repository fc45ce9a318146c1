"""Services: the list, one service, and who takes part when."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.tjanster import acts, queries
from kostnader.tjanster.forms import AnslutAllaForm, AnslutningarForm, TjanstForm
from kostnader.tjanster.models import Tjanst
from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_enter
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl


@access(see=may_enter)
def lista(request: HttpRequest) -> HttpResponse:
    """The services of the year."""
    rows = queries.tjanster_of_year(request.samverkan, request.year)
    context = {
        "rader": rows,
        "medlemmar": len(rows[0].deltagare) if rows else 0,
        "utan_nyckel": [row.tjanst for row in rows if row.tjanst.nyckel_id is None],
        "utan_deltagare": [row.tjanst for row in rows if not row.count],
        "andra_ar": not rows and Tjanst.objects.filter(samverkan=request.samverkan).exists(),
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
    return render(request, "kostnader/tjanster/lista.html", context)


@access(see=may_enter)
def deltagande(request: HttpRequest) -> HttpResponse:
    """Members × services: who takes part which months of the year."""
    rows = queries.tjanster_of_year(request.samverkan, request.year)
    members = [one.organisation for one in rows[0].deltagare] if rows else []
    matrix = [
        (organisation, [(row.tjanst, row.deltagare[place]) for row in rows])
        for place, organisation in enumerate(members)
    ]
    may_edit = may_edit_kostnader(request.user, request.samverkan)
    context = {"rader": rows, "matris": matrix, "may_edit": may_edit}
    return render(request, "kostnader/tjanster/deltagande.html", context)


@access(see=may_enter, do=may_edit_kostnader, do_to_open=True)
def ny(request: HttpRequest) -> HttpResponse:
    """Enter a service."""
    initial = {"valid_from": f"{request.year}-01-01"}
    form = TjanstForm(request.POST or None, samverkan=request.samverkan, year=request.year, initial=initial)
    if done := attempt(
        form, lambda: acts.create_tjanst(request.samverkan, form.cleaned_data, actor=request.user)
    ):
        tjanst = done.result
        messages.success(request, f"{tjanst.name} är upplagd. Anslut medlemmarna.")
        return sredirect(request, "tjanster:tjanst", pk=tjanst.pk)
    context = {"form": form, "tillbaka": surl(request, "tjanster:lista")}
    return render(request, "kostnader/tjanster/form.html", context)


@access(see=may_enter, do=may_edit_kostnader, do_to_open=True)
def andra(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a service."""
    tjanst = _tjanst(request, pk)
    known = {"samverkan": request.samverkan, "year": request.year, "instance": tjanst}
    form = TjanstForm(request.POST or None, **known)
    if attempt(form, lambda: acts.change_tjanst(tjanst, form.cleaned_data, actor=request.user)):
        messages.success(request, f"{form.cleaned_data['name']} är sparad.")
        return sredirect(request, "tjanster:tjanst", pk=pk)
    context = {"form": form, "tjanst": tjanst, "tillbaka": surl(request, "tjanster:tjanst", pk=pk)}
    return render(request, "kostnader/tjanster/form.html", context)


@access(see=may_enter)
def tjanst(request: HttpRequest, pk: int) -> HttpResponse:
    """One service: how it is charged, and who takes part."""
    found = _tjanst(request, pk)
    row = queries.tjanst_row(found, request.year)
    context = {
        "tjanst": found,
        "rad": row,
        "rytmbyten": list(found.rytmbyten.all()),
        "anslutform": AnslutAllaForm(initial={"manad": f"{max(found.valid_from.year, request.year)}-01"}),
        "utanfor": len(row.deltagare) - sum(bool(one.rows) for one in row.deltagare),
        "historik": history(found, samverkan=request.samverkan, limit=20),
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
    return render(request, "kostnader/tjanster/tjanst.html", context)


@access(see=may_enter, do=may_edit_kostnader, do_to_open=True)
def anslutningar(request: HttpRequest, pk: int) -> HttpResponse:
    """Connect and disconnect members, month by month."""
    found = _tjanst(request, pk)
    form = AnslutningarForm(request.POST or None, row=queries.tjanst_row(found, request.year))
    if done := attempt(form, lambda: acts.set_anslutningar(found, form.wanted(), actor=request.user)):
        count = done.result
        text = "1 anslutning är ändrad." if count == 1 else f"{count} anslutningar är ändrade."
        messages.success(request, text if count else "Inget var ändrat.")
        return sredirect(request, "tjanster:tjanst", pk=pk)
    context = {"form": form, "tjanst": found, "tillbaka": surl(request, "tjanster:tjanst", pk=pk)}
    return render(request, "kostnader/tjanster/anslutningar.html", context)


@access(see=may_enter, do=may_edit_kostnader)
def anslut_alla(request: HttpRequest, pk: int) -> HttpResponse:
    """Connect every member of the year in one go."""
    found = _tjanst(request, pk)
    form = AnslutAllaForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        members = [one.organisation for one in queries.tjanst_row(found, request.year).deltagare]
        count = acts.connect_all(found, members, first=form.cleaned_data["manad"], actor=request.user)
        messages.success(request, f"{count} medlemmar är anslutna till {found.name}.")
    elif request.method == "POST":
        messages.error(request, "Välj från vilken månad medlemmarna ska anslutas.")
    return sredirect(request, "tjanster:tjanst", pk=pk)


@access(see=may_enter, do=may_edit_kostnader)
def flytta(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a service up or down in the order of all tables."""
    if request.method == "POST":
        acts.move_tjanst(_tjanst(request, pk), up=request.POST.get("hall") == "upp", actor=request.user)
    return sredirect(request, "tjanster:lista")


def _tjanst(request: HttpRequest, pk: int) -> Tjanst:
    found = queries.tjanst_in(request.samverkan, pk)
    if found is None:
        raise Http404
    return found
