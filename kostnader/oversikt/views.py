"""What a member pays: the year in detail, one service, and files."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify

from kostnader.fordelning.page import nyckel_url
from kostnader.oversikt.excel import kostnadsunderlag, preliminary
from kostnader.oversikt.kostnad import Kostnad
from kostnader.oversikt.prognos import arsprognos
from kostnader.oversikt.queries import kostnad_of
from kostnader.oversikt.visning import (
    chosen_organisation,
    forecast_context,
    member_context,
    month_table,
    part_text,
    seen_organisation,
)
from samverkan.dokument.queries import download
from samverkan.konton.access import access
from samverkan.konton.rules import may_see_some_fakturor
from samverkan.lib.downloads import XLSX
from samverkan.lib.links import surl
from samverkan.medlemmar.queries import organisations_of_year


@access(see=may_see_some_fakturor)
def var_kostnad(request: HttpRequest) -> HttpResponse:
    """A member's year in detail, to read and to print. Controller and revisor choose the member."""
    organisation = chosen_organisation(request)
    if organisation is None:
        members = organisations_of_year(request.samverkan, request.year)
        return render(request, "kostnader/oversikt/valj.html", {"medlemmar": members})
    context = member_context(request, organisation)
    if context["kostnad"]:
        context["manader"] = month_table(context["kostnad"])
    return render(request, "kostnader/oversikt/var_kostnad.html", context)


@access(see=may_see_some_fakturor)
def tjanst(request: HttpRequest, organisation: int, tjanst: int) -> HttpResponse:
    """One service: how the member's share came about, and how it is invoiced over the year."""
    kostnad = _kostnad(request, organisation)
    row = next((row for row in kostnad.alla if row.tjanst.pk == tjanst and row.now), None)
    if row is None:
        raise Http404
    context = {
        "kostnad": kostnad,
        "rad": row,
        "delar": _parts(kostnad, tjanst),
        "nyckel_url": nyckel_url(request, kostnad.nyckel_of(tjanst), row.now),
        "tillbaka": f"{surl(request, 'oversikt:var_kostnad')}?org={kostnad.organisation.pk}",
    }
    return render(request, "kostnader/oversikt/tjanst.html", context)


@access(see=may_see_some_fakturor)
def prognos(request: HttpRequest, organisation: int) -> HttpResponse:
    """What the year is thought to cost the member by the latest locked round, and why."""
    kostnad = _kostnad(request, organisation)
    context = forecast_context(arsprognos(kostnad)) | {
        "kostnad": kostnad,
        "tillbaka": f"{surl(request, 'oversikt:var_kostnad')}?org={kostnad.organisation.pk}",
    }
    return render(request, "kostnader/oversikt/prognos.html", context)


@access(see=may_see_some_fakturor)
def underlag(request: HttpRequest, organisation: int) -> HttpResponse:
    """The year as a workbook."""
    kostnad = _kostnad(request, organisation)
    return _workbook(kostnadsunderlag(kostnad), f"kostnadsunderlag-{_slug(kostnad)}-{kostnad.year}")


@access(see=may_see_some_fakturor)
def planerat(request: HttpRequest, organisation: int, month_year: int, month: int) -> HttpResponse:
    """What a month to come will be invoiced, as a workbook."""
    kostnad = _kostnad(request, organisation)
    wanted = (month_year, month)
    planned = next((p for p in kostnad.planerade if (p.month.year, p.month.month) == wanted), None)
    if planned is None:
        raise Http404
    return _workbook(preliminary(kostnad, planned), f"preliminart-{_slug(kostnad)}-{planned.month}")


def _parts(kostnad: Kostnad, tjanst: int) -> list[dict[str, object]]:
    own = [one for one in kostnad.betalningar if one.tjanst_id == tjanst]
    ordered = sorted(own, key=lambda one: (one.month, one.number))
    return [{"month": o.month, "part": o.part, "net": o.net, "text": part_text(o)} for o in ordered]


def _kostnad(request: HttpRequest, pk: int) -> Kostnad:
    kostnad = kostnad_of(request.samverkan, request.year, seen_organisation(request, pk))
    if kostnad is None:
        raise Http404
    return kostnad


def _slug(kostnad: Kostnad) -> str:
    return slugify(kostnad.organisation.short_name)


def _workbook(content: bytes, name: str) -> HttpResponse:
    return download(content, f"{name}.xlsx", XLSX)
