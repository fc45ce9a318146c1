"""Down from a sum to its postings."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django_tables2 import RequestConfig

from kostnader.utfall.poster import Poster, Urval, poster_of, urval_of
from kostnader.utfall.tables import PostTable, poster_sheet
from samverkan.konton.access import access
from samverkan.konton.rules import may_see_kostnader
from samverkan.lib.downloads import table_response
from samverkan.lib.links import surl
from samverkan.lib.period import Month
from samverkan.lib.swedish import period_name

PER_PAGE = 100
MOST_IN_EXCEL = 50_000


def _paginator(count: int) -> type[Paginator]:
    """Pages of a list whose length is known."""
    return type("KnownPaginator", (Paginator,), {"count": count})


@access(see=may_see_kostnader)
def poster(request: HttpRequest) -> HttpResponse:
    """The postings of a sum, a page at a time."""
    found = poster_of(request.samverkan, urval_of(request.GET, request.year))
    table = PostTable(found.rows(), names=_names(request))
    paginate = {"per_page": PER_PAGE, "paginator_class": _paginator(found.count)}
    RequestConfig(request, paginate=paginate).configure(table)
    context = {"found": found, "table": table, "om": _about(request, found.urval)}
    return render(request, "kostnader/utfall/poster.html", context)


@access(see=may_see_kostnader)
def excel(request: HttpRequest) -> HttpResponse:
    """The same as Excel."""
    found: Poster = poster_of(request.samverkan, urval_of(request.GET, request.year))
    if found.count > MOST_IN_EXCEL:
        messages.error(
            request, f"{found.count} poster är för många för Excel. Välj färre månader eller ett konto."
        )
        return HttpResponseRedirect(f"{surl(request, 'utfall:poster')}?{request.GET.urlencode()}")
    return table_response(
        poster_sheet(found.rows(), _names(request)), "xlsx", f"utfall-{request.samverkan.slug}"
    )


def _names(request: HttpRequest) -> dict[str, str]:
    return dict(request.samverkan.konton.values_list("number", "name"))


def _about(request: HttpRequest, urval: Urval) -> list[tuple[str, str]]:
    """What the sum is of, in words."""
    samverkan = request.samverkan
    found = [("Period", period_name(urval.first, Month.of(urval.last).last_day))]
    for label, wanted, things in (
        ("Tjänst", urval.tjanst, samverkan.tjanster),
        ("Kostnadsslag", urval.kostnadsslag, samverkan.kostnadsslag),
    ):
        if wanted is not None:
            thing = things.filter(pk=wanted).first() if isinstance(wanted, int) else None
            found.append((label, str(thing) if thing else "saknar regel"))
    if urval.objekt is not None:
        stalle = samverkan.kostnadsstallen.filter(code=urval.objekt).first()
        found.append(("Kostnadsställe", f"{urval.objekt} {stalle.name}" if stalle else urval.objekt))
    if urval.konto:
        found.append(("Konto börjar med", urval.konto))
    return found
