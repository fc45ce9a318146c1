"""The page of a month: one table at a time, all on one page to hand out, and as Excel."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from kostnader.manadsuppfoljning.diagram import LEGEND, month_bars
from kostnader.manadsuppfoljning.kolumner import HELAR, MANAD, VIEWS, months_text
from kostnader.manadsuppfoljning.kostnadsstallen import kostnadsstallen
from kostnader.manadsuppfoljning.medlemmar import delning_i_ord, medlemmar
from kostnader.manadsuppfoljning.resultat import resultat
from kostnader.manadsuppfoljning.siffror import Manad, read_month
from kostnader.manadsuppfoljning.tabeller import Build
from kostnader.manadsuppfoljning.tjanster import tjanster
from kostnader.utfall.queries import last_month
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_kostnader
from samverkan.lib.downloads import XLSX, file_response
from samverkan.lib.links import sredirect, surl
from samverkan.lib.swedish import MONTHS
from samverkan.tabeller.excel import workbook
from samverkan.tabeller.kallor import Period
from samverkan.tabeller.visning import TKR, unit_of, unit_tabs

TABS: dict[str, tuple[str, Build]] = {
    "resultat": ("Resultaträkning", resultat),
    "kostnadsstallen": ("Kostnadsställen", kostnadsstallen),
    "tjanster": ("Tjänster", tjanster),
    "medlemmar": ("Medlemmar", medlemmar),
}


@dataclass(frozen=True)
class Asked:
    """What the address asks for."""

    through: int
    tab: str
    view: str

    @classmethod
    def of(cls, request: HttpRequest) -> "Asked":
        """`manad` (1–12; the last with outcome when it says nothing sensible), `flik` and `visa`."""
        month = request.GET.get("manad", "")
        known = month.isascii() and month.isdigit() and 1 <= int(month) <= len(MONTHS)
        tab, view = request.GET.get("flik", ""), request.GET.get("visa", "")
        return cls(
            int(month) if known else last_month(request.samverkan, request.year) or 1,
            tab if tab in TABS else "resultat",
            view if view in VIEWS else HELAR,
        )


@access(see=may_see_kostnader)
def month(request: HttpRequest) -> HttpResponse:
    """One table of the month, its chart and the comments to the forecast."""
    asked = Asked.of(request)
    manad = read_month(request.samverkan, Period(request.year, asked.through))
    if manad is None:
        return _empty(request)
    tabeller = [TABS[asked.tab][1](manad, asked.view)]
    if asked.tab == "medlemmar" and (how := delning_i_ord(manad)):
        tabeller.append(how)
    context = _context(request, manad, asked) | {"tabeller": tabeller}
    if asked.tab == "resultat":
        context |= {"staplar": month_bars(manad), "forklaring": LEGEND}
    return render(request, "kostnader/manadsuppfoljning/manad.html", context)


@access(see=may_see_kostnader)
def whole(request: HttpRequest) -> HttpResponse:
    """Every table of the month on one page, to print or hand out."""
    asked = Asked.of(request)
    manad = read_month(request.samverkan, Period(request.year, asked.through))
    if manad is None:
        return _empty(request)
    context = _context(request, manad, asked) | {
        "tabeller": [build(manad, HELAR) for _, build in TABS.values()],
        "staplar": month_bars(manad),
        "forklaring": LEGEND,
        "hela": True,
    }
    return render(request, "kostnader/manadsuppfoljning/manad.html", context)


@access(see=may_see_kostnader)
def excel(request: HttpRequest) -> HttpResponse:
    """Every table of the month, whole year and month by month, with sums that sum."""
    asked = Asked.of(request)
    manad = read_month(request.samverkan, Period(request.year, asked.through))
    if manad is None:
        return sredirect(request, "manadsuppfoljning:manad")
    sheets = [build(manad, HELAR) for _, build in TABS.values()]
    sheets += [
        one.renamed(f"{label}, {months_text(manad.through)}")
        for label, one in ((label, build(manad, MANAD)) for label, build in TABS.values())
    ]
    if how := delning_i_ord(manad):
        sheets.append(how)
    name = f"{request.samverkan.slug}-uppfoljning-{request.year}-{asked.through:02}.xlsx"
    return file_response(workbook(sheets), XLSX, name)


def _empty(request: HttpRequest) -> HttpResponse:
    context = {"may_edit": may_edit_kostnader(request.user, request.samverkan)}
    return render(request, "kostnader/manadsuppfoljning/tom.html", context)


def _context(request: HttpRequest, manad: Manad, asked: Asked) -> dict[str, object]:
    unit = unit_of(request, TKR)

    def here(**change: object) -> str:
        query = request.GET.copy()
        for name, value in change.items():
            query[name] = str(value)
        return f"?{query.urlencode()}"

    return {
        "manad": manad,
        "asked": asked,
        "unit": unit,
        "units": unit_tabs(request, unit),
        "month_name": MONTHS[asked.through - 1],
        "months": [
            {"text": name, "value": number, "chosen": number == asked.through}
            for number, name in enumerate(MONTHS, 1)
        ],
        "tabs": [
            {"text": label, "url": here(flik=key), "current": key == asked.tab}
            for key, (label, _) in TABS.items()
        ],
        "views": [
            {"text": label, "url": here(visa=key), "current": key == asked.view}
            for key, label in VIEWS.items()
        ],
        "query": f"?manad={asked.through}&enhet={unit}",
        "omgang_url": surl(request, "prognos:omgang", pk=manad.omgang.pk) if manad.omgang else "",
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
    }
