"""Measures: the table, filling in by hand, attesting, own kinds."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from samverkan.handelser.queries import history
from samverkan.konton.access import access
from samverkan.konton.rules import may_attest_matt, may_attest_some_matt, may_edit_members, may_enter
from samverkan.lib.downloads import table_response
from samverkan.lib.formfields import attempt
from samverkan.lib.links import sredirect, surl
from samverkan.matt import acts, queries
from samverkan.matt.forms import FyllIForm, MatdatumForm, MattslagForm
from samverkan.matt.tables import matt_sheet
from samverkan.medlemmar.models import Mattslag


@access(see=may_enter)
def tabell(request: HttpRequest) -> HttpResponse:
    """Members × reference dates for one kind."""
    kinds = queries.visible_kinds(request.samverkan)
    if not kinds:
        kinds = [acts.ensure_common_mattslag()]
    chosen = _chosen(request, kinds)
    table = queries.matt_table(request.samverkan, request.year, chosen, every_date="alla" in request.GET)
    who = [row.bearer for row in table.rows]
    mine = [b for b in who if may_attest_matt(request.user, request.samverkan, b.organisation.pk)]
    waiting = queries.waiting(chosen, mine) if mine else []
    context = {
        "slag": kinds,
        "valt": chosen,
        "tabell": table,
        "attestera": sorted({matt.reference_date for matt in waiting}, reverse=True),
        "may_edit": may_edit_members(request.user, request.samverkan),
        "datumform": MatdatumForm(),
        "historik": history(chosen, samverkan=request.samverkan, limit=20),
    }
    return render(request, "samverkan/matt/tabell.html", context)


def _chosen(request: HttpRequest, kinds: list[Mattslag]) -> Mattslag:
    wanted = request.GET.get("slag", "")
    return next((kind for kind in kinds if str(kind.pk) == wanted), kinds[0])


@access(see=may_enter)
def fil(request: HttpRequest, slag: int, fmt: str) -> HttpResponse:
    """The table of one kind as Excel or CSV; it can be read in again."""
    chosen = _kind(request, slag)
    table = queries.matt_table(request.samverkan, request.year, chosen, every_date=True)
    return table_response(matt_sheet(table), fmt, f"{chosen.code}-{request.samverkan.slug}")


@access(see=may_enter, do=may_edit_members, do_to_open=True)
def valj_datum(request: HttpRequest, slag: int) -> HttpResponse:
    """Go to the page of a reference date."""
    kind = _kind(request, slag)
    form = MatdatumForm(request.GET or None)
    if form.is_valid():
        day = form.cleaned_data["datum"].isoformat()
        return sredirect(request, "matt:fyll_i", slag=slag, datum=day)
    return render(
        request,
        "samverkan/matt/valj_datum.html",
        {"form": form, "valt": kind, "tillbaka": _back(request, kind)},
    )


@access(see=may_enter, do=may_edit_members, do_to_open=True)
def fyll_i(request: HttpRequest, slag: int, datum: str) -> HttpResponse:
    """Fill in or correct the figures of a day by hand."""
    kind, day = _kind(request, slag), _day(datum)
    who = queries.bearers(request.samverkan, request.year, kind)
    stored = queries.stored_on(kind, who, day)
    form = FyllIForm(request.POST or None, who=who, stored=stored, day=day)
    if done := attempt(
        form, lambda: acts.record_matt(request.samverkan, kind, form.figures(), actor=request.user)
    ):
        total = done.result.total
        text = f"{total} mått är sparade." if total else "Inget var ändrat."
        messages.success(request, text)
        return _to_table(request, kind)
    context = {"form": form, "valt": kind, "datum": day, "tillbaka": _back(request, kind)}
    return render(request, "samverkan/matt/fyll_i.html", context)


@access(see=may_enter, do=may_attest_some_matt, do_to_open=True)
def attestera(request: HttpRequest, slag: int, datum: str) -> HttpResponse:
    """Vouch for the figures of a day: all of them, or as kommunläsare one's own."""
    kind, day = _kind(request, slag), _day(datum)
    who = [
        bearer
        for bearer in queries.bearers(request.samverkan, request.year, kind)
        if may_attest_matt(request.user, request.samverkan, bearer.organisation.pk)
    ]
    if not who:
        raise PermissionDenied
    if request.method == "POST":
        count = acts.attest_matt(request.samverkan, kind, queries.waiting(kind, who, day), actor=request.user)
        messages.success(request, f"{count} mått {day} är attesterade.")
    return _to_table(request, kind)


@access(see=may_enter, do=may_edit_members, do_to_open=True)
def nytt_slag(request: HttpRequest) -> HttpResponse:
    """Enter a kind of the samverkan's own."""
    form = MattslagForm(request.POST or None)
    if done := attempt(
        form, lambda: acts.create_mattslag(request.samverkan, **form.cleaned_data, actor=request.user)
    ):
        kind = done.result
        messages.success(request, f"Måttslaget {kind.name} är upplagt.")
        return _to_table(request, kind)
    return render(
        request, "samverkan/matt/slag.html", {"form": form, "tillbaka": surl(request, "matt:tabell")}
    )


@access(see=may_enter, do=may_edit_members, do_to_open=True)
def slag(request: HttpRequest, slag: int) -> HttpResponse:
    """Rename a kind of the samverkan's own."""
    kind = _kind(request, slag)
    if kind.samverkan_id is None:
        raise Http404
    form = MattslagForm(request.POST or None, instance=kind)
    if attempt(form, lambda: acts.change_mattslag(kind, **form.cleaned_data, actor=request.user)):
        messages.success(request, "Måttslaget är ändrat.")
        return _to_table(request, kind)
    return render(request, "samverkan/matt/slag.html", {"form": form, "tillbaka": _back(request, kind)})


def _kind(request: HttpRequest, pk: int) -> Mattslag:
    found = next((kind for kind in queries.visible_kinds(request.samverkan) if kind.pk == pk), None)
    if found is None:
        raise Http404
    return found


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


def _back(request: HttpRequest, kind: Mattslag) -> str:
    return f"{surl(request, 'matt:tabell')}?slag={kind.pk}"


def _to_table(request: HttpRequest, kind: Mattslag) -> HttpResponseRedirect:
    return HttpResponseRedirect(_back(request, kind))
