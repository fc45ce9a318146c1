"""Financial statements on screen: one at a time, typed where the ledger does not tell."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode

from kostnader.rakenskaper.acts import set_poster
from kostnader.rakenskaper.forms import PosterForm
from kostnader.rakenskaper.models import Rakenskapspost
from kostnader.rakenskaper.queries import typed
from kostnader.rakenskaper.sida import BY_KEY, RAKNINGAR, Rakning
from samverkan.konton.access import access
from samverkan.konton.rules import may_edit_kostnader, may_see_rakenskaper
from samverkan.lib.downloads import XLSX, file_response
from samverkan.lib.formfields import attempt
from samverkan.lib.links import surl
from samverkan.lib.period import Month
from samverkan.lib.swedish import MONTHS
from samverkan.tabeller.excel import workbook
from samverkan.tabeller.kallor import Period
from samverkan.tabeller.visning import TKR, unit_of, unit_tabs


@access(see=may_see_rakenskaper)
def visa(request: HttpRequest) -> HttpResponse:
    """One statement, for the year or for a part of it."""
    rakning, period = _asked(request, request.GET.get("vy", "")), _period(request)
    unit = unit_of(request, TKR)
    context = {
        "rakning": rakning,
        "tabell": rakning.fetch(request.samverkan, period),
        "flikar": [
            {"text": one.label, "url": _here(request, vy=one.key), "current": one is rakning}
            for one in RAKNINGAR
        ],
        "period": period,
        "manader": list(enumerate(MONTHS, 1)),
        "unit": unit,
        "enheter": unit_tabs(request, unit),
        "fyll_i": _kinds(request, rakning, period) if rakning.amounts else [],
        "may_edit": may_edit_kostnader(request.user, request.samverkan),
        "fraga": urlencode({"manad": period.through}),
    }
    return render(request, "kostnader/rakenskaper/visa.html", context)


def _kinds(request: HttpRequest, rakning: Rakning, period: Period) -> list[dict[str, str]]:
    """What may be typed of a statement: its columns, and last year's for the comparison."""
    url = surl(request, "rakenskaper:fyll_i", vy=rakning.key)
    last_year = surl(request, "rakenskaper:fyll_i", vy=rakning.key, year=request.year - 1)
    asked = [
        (f"{dict(Rakenskapspost.Kind.choices)[kind]} {request.year}", url, kind)
        for kind in rakning.amounts or ()
        if kind != Rakenskapspost.Kind.PROGNOS or period.through < 12
    ]
    asked.append((f"Utfall {request.year - 1}", last_year, Rakenskapspost.Kind.UTFALL))
    return [
        {"text": text, "url": f"{to}?{urlencode({'manad': period.through, 'kolumn': kind})}"}
        for text, to, kind in asked
    ]


@access(see=may_see_rakenskaper, do=may_edit_kostnader, do_to_open=True)
def fyll_i(request: HttpRequest, vy: str) -> HttpResponse:
    """Type one column of a statement."""
    rakning, period = _asked(request, vy), _period(request)
    kind = request.GET.get("kolumn", Rakenskapspost.Kind.UTFALL)
    if not rakning.amounts or kind not in rakning.amounts:
        raise Http404
    form = PosterForm(
        request.POST or None,
        rader=rakning.rader,
        typed=typed(request.samverkan, period, kind),
        shown=rakning.amounts[kind](request.samverkan, period),
    )
    back = f"{surl(request, 'rakenskaper:visa')}?{urlencode({'vy': vy, 'manad': period.through})}"
    if done := attempt(
        form, lambda: set_poster(request.samverkan, period, kind, form.cleaned_data, actor=request.user)
    ):
        count = done.result
        messages.success(request, f"{count} rader sparade." if count != 1 else "1 rad sparad.")
        return redirect(back)
    context = {
        "rakning": rakning,
        "kolumn": dict(Rakenskapspost.Kind.choices)[kind],
        "period": period,
        "manad": MONTHS[period.through - 1],
        "form": form,
        "tillbaka": back,
    }
    return render(request, "kostnader/rakenskaper/fyll_i.html", context)


@access(see=may_see_rakenskaper)
def excel(request: HttpRequest) -> HttpResponse:
    """All statements of the period, a sheet each."""
    period = _period(request)
    found = [rakning.fetch(request.samverkan, period) for rakning in RAKNINGAR]
    data = workbook([tabell for tabell in found if tabell])
    return file_response(
        data, XLSX, f"räkenskaper {request.samverkan.slug} {Month(period.year, period.through)}.xlsx"
    )


def _asked(request: HttpRequest, key: str) -> Rakning:
    return BY_KEY.get(key, RAKNINGAR[0])


def _period(request: HttpRequest) -> Period:
    """The month asked for; the whole year when none, or no month, is asked for."""
    asked = request.GET.get("manad", "")
    month = int(asked) if asked.isascii() and asked.isdigit() else 12
    return Period(request.year, month if 1 <= month <= 12 else 12)


def _here(request: HttpRequest, **changes: str) -> str:
    asked = {key: value for key, value in request.GET.items() if key in ("vy", "manad", "enhet")}
    return f"{surl(request, 'rakenskaper:visa')}?{urlencode(asked | changes)}"
