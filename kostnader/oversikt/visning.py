"""What the pages and the start panel of a member show: the same words and figures for both."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone

from kostnader.oversikt.kostnad import Kostnad, Planerad
from kostnader.oversikt.prognos import Arsprognos, arsprognos
from kostnader.oversikt.queries import fakturor_of, frozen_years, is_to_pay, kostnad_of
from kostnader.oversikt.rules import ATT_BETALA, BETALT, INTERNT, PLANERAT, ZERO, Betalning, Manad
from kostnader.oversikt.tables import KostnadTable
from samverkan.konton.rules import may_see_fakturor_of, organisations_read_by
from samverkan.lib.links import surl
from samverkan.lib.swedish import (
    MONTHS_SHORT,
    format_amount,
    format_change,
    format_percent,
    format_tkr,
    sort_key,
)
from samverkan.medlemmar.models import Organisation
from samverkan.medlemmar.queries import organisation_in

Context = dict[str, Any]
LATEST = 4  # invoices listed on the start page; the rest are one click away
BARS = {BETALT: "", INTERNT: "", ATT_BETALA: "nu", PLANERAT: "plan", "": ""}
LEGEND = {BETALT: "betalt", INTERNT: "bokfört", ATT_BETALA: "att betala nu", PLANERAT: "planerat"}
WHOLE = {"gemensam_namnd": "Av hela nämnden", "kommunalforbund": "Av hela förbundet"}


def own_organisations(request: HttpRequest) -> list[Organisation]:
    """Those the person reads for, in Swedish order."""
    wanted = organisations_read_by(request.user, request.samverkan)
    roles = request.user.roles_today(request.samverkan)
    found = {roll.organisation_id: roll.organisation for roll in roles if roll.organisation_id in wanted}
    return sorted(found.values(), key=lambda one: sort_key(one.name))


def chosen_organisation(request: HttpRequest) -> Organisation | None:
    """The one that `?org=` names, else the person's own first; None when there is none to take.

    Raises Http404 for one whose invoices the person may not see.
    """
    asked = request.GET.get("org")
    if not asked:
        return next(iter(own_organisations(request)), None)
    if not asked.isdecimal():
        raise Http404
    return seen_organisation(request, int(asked))


def seen_organisation(request: HttpRequest, pk: int) -> Organisation:
    """The one with this id. Raises Http404 for one whose invoices the person may not see."""
    allowed = may_see_fakturor_of(request.user, request.samverkan, pk)
    found = organisation_in(request.samverkan, pk) if allowed else None
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True)
class Fakturarad:
    """An invoice in the list: what it is for, what to do with it."""

    faktura: Any
    text: str
    when: str
    to_pay: bool


def member_context(request: HttpRequest, organisation: Organisation, *, brief: bool = False) -> Context:
    """Everything the page and the panel (`brief`) show about one member's year."""
    kostnad = kostnad_of(request.samverkan, request.year, organisation)
    context: Context = {
        "organisation": organisation,
        "kostnad": kostnad,
        "flikar": _tabs(request, organisation),
        "huvud": _head(request, organisation, kostnad),
    }
    if kostnad is None or not kostnad.alla:
        return context | {"andra_ar": _other_years(request, organisation)}
    fakturor = _invoices(request, kostnad)
    context["huvud"]["acts"] = _acts(request, kostnad, bool(fakturor))
    return context | {
        "tabell": KostnadTable(
            kostnad, brief=brief, request=request, order_by=request.GET.get("sort", "-amount")
        ),
        "andring": change_text(kostnad),
        "fakta": _facts(kostnad),
        "staplar": _bars(kostnad),
        "forklaring": _legend(kostnad),
        "betalt_finns": any(one.lage == BETALT for one in kostnad.manader),
        "att_betala": [rad for rad in fakturor if rad.to_pay],
        "tidigare": [rad for rad in fakturor if not rad.to_pay][:LATEST],
        "nasta": _next(kostnad),
        "nasta_text": _next_text(kostnad),
        **forecast_context(arsprognos(kostnad, brief=True)),
    }


def _tabs(request: HttpRequest, organisation: Organisation) -> list[Context]:
    own = own_organisations(request)
    if len(own) < 2:
        return []
    return [{"text": o.name, "url": f"?org={o.pk}", "current": o.pk == organisation.pk} for o in own]


def _head(request: HttpRequest, organisation: Organisation, kostnad: Kostnad | None) -> Context:
    unit = " Belopp i kronor exklusive moms där inget annat sägs." if kostnad and kostnad.alla else ""
    ingress = f"{request.samverkan.name}, {request.year}.{unit}"
    return {"rubrik": organisation.name, "ingress": ingress, "acts": []}


def _acts(request: HttpRequest, kostnad: Kostnad, has_invoices: bool) -> list[Context]:
    acts, pk = [], kostnad.organisation.pk
    if has_invoices:
        url = f"{surl(request, 'fakturor:ar-zip')}?betalare={pk}"
        acts.append({"text": f"Alla fakturor {kostnad.year}, ZIP", "url": url, "ikon": "hamta", "slag": ""})
    url = surl(request, "oversikt:underlag", organisation=pk)
    return [*acts, {"text": "Kostnadsunderlag, Excel", "url": url, "ikon": "hamta", "slag": "fylld"}]


def _other_years(request: HttpRequest, organisation: Organisation) -> list[Context]:
    """The nearest frozen years, so that an empty page leads on."""
    years = sorted(frozen_years(request.samverkan), key=lambda year: (abs(year - request.year), -year))
    return [
        {
            "year": year,
            "url": f"{surl(request, 'oversikt:var_kostnad', year=year)}?org={organisation.pk}",
        }
        for year in years[:2]
        if year != request.year
    ]


def _facts(kostnad: Kostnad) -> list[tuple[str, str]]:
    billed = "Bokfört hittills" if kostnad.internal else "Fakturerat hittills"
    return [
        ("Per invånare", f"{format_amount(kostnad.per_invanare, 2)} kr" if kostnad.per_invanare else "–"),
        (WHOLE.get(kostnad.samverkan.form, "Av hela samverkan"), format_percent(kostnad.share)),
        (billed, f"{format_amount(kostnad.fakturerat, 0)} kr"),
        ("Kvar i år", f"{format_amount(kostnad.kvar, 0)} kr"),
    ]


def _bars(kostnad: Kostnad) -> list[Context]:
    highest = max((abs(one.net) for one in kostnad.manader), default=ZERO)
    return [_bar(one, kostnad.year, highest) for one in kostnad.manader]


def _bar(one: Manad, year: int, highest) -> Context:
    name = MONTHS_SHORT[one.month.month - 1]
    if one.month.year != year:
        name = f"{name} {one.month.year % 100:02}"
    if not one.net:
        return {"etikett": name, "varde": "–", "andel": 0, "slag": ""}
    return {
        "etikett": name,
        "varde": format_tkr(one.net, 1),
        "langt": f"{format_amount(one.net, 0)} kr",
        "andel": max(1, int(abs(one.net) * 100 / highest)),
        "slag": BARS[one.lage],
        "lage": LEGEND[one.lage],
    }


def _legend(kostnad: Kostnad) -> list[Context]:
    present = {one.lage for one in kostnad.manader}
    return [{"slag": BARS[lage], "text": text} for lage, text in LEGEND.items() if lage in present]


def _invoices(request: HttpRequest, kostnad: Kostnad) -> list[Fakturarad]:
    today = timezone.localdate()
    fakturor = fakturor_of(request.user, request.samverkan, kostnad.organisation, kostnad.year)
    return [_invoice(faktura, is_to_pay(faktura, today)) for faktura in fakturor]


def _invoice(faktura: Any, to_pay: bool) -> Fakturarad:
    rader = faktura.rader.all()
    names = list(dict.fromkeys(rad.text if rad.projekt_id else rad.tjanst.label for rad in rader))
    if faktura.refers_to and any(rad.projekt_id for rad in rader):
        when = "projekt, till godo"
    elif faktura.refers_to:
        when = f"avräkning av {faktura.year}, till godo"
    elif faktura.kind == faktura.Kind.KREDIT:
        when = f"krediterar {faktura.credits.number}"
    elif hasattr(faktura, "kredit"):
        when = f"krediterad med {faktura.kredit.number}"
    else:
        when = f"{'förfaller' if to_pay else 'förföll'} {faktura.due_date}"
    return Fakturarad(faktura, listed(names), when, to_pay)


def _next(kostnad: Kostnad) -> Planerad | None:
    return next(iter(kostnad.planerade), None)


def _next_text(kostnad: Kostnad) -> str:
    planned = _next(kostnad)
    return (
        listed(list(dict.fromkeys(kostnad.labels[one.tjanst_id] for one in planned.delar))) if planned else ""
    )


def listed(names: list[str], most: int = 3) -> str:
    """'Utvecklare, SOC ledning och 2 till'."""
    shown = ", ".join(names[:most])
    return f"{shown} och {len(names) - most} till" if len(names) > most else shown


def change_text(kostnad: Kostnad) -> str:
    """'+208 300 kr (+53,3 %) mot 2022'."""
    before = kostnad.year - 1
    if kostnad.before is None:
        return f"Kostnaden {before} finns inte här att jämföra med"
    if kostnad.change is None:
        return f"{kostnad.organisation.short_name} deltog inte {before}"
    if not kostnad.change:
        return f"Samma belopp som {before}"
    share = kostnad.change_share
    percent = f" ({'+' if share and share > 0 else ''}{format_percent(share)})" if share else ""
    return f"{format_change(kostnad.change)} kr{percent} mot {before}"


def forecast_context(prognos: Arsprognos | None) -> Context:
    """What the year is thought to end at, in whole kronor: bars, what it would leave, and where that comes
    from. Nothing without a forecast."""
    if prognos is None:
        return {}
    left = prognos.left
    what = "Till godo" if left > 0 else "Att betala" if left < 0 else "Skillnad"
    return {
        "prognos": prognos,
        "prognosstaplar": _forecast_bars(prognos),
        "prognosrest": (what, format_amount(abs(left), 0)),
        "av_fordelning": format_change(prognos.from_split, 0),
        "av_prognos": format_change(prognos.from_forecast, 0),
    }


def _forecast_bars(prognos: Arsprognos) -> list[Context]:
    """What the member pays, and its share of each locked round: lying bars on one scale."""
    paid = "Vår del av budgeten" if prognos.kostnad.internal else "Vi betalar"
    told = [(f"Vår del av prognosen, {one.name}", share, "nu") for one, share in prognos.rounds]
    rows = [(paid, prognos.paid, ""), *told]
    highest = max((abs(amount) for _, amount, _ in rows), default=ZERO)
    return [
        {
            "etikett": text,
            "varde": format_amount(amount, 0),
            "andel": max(1, int(abs(amount) * 100 / highest)) if amount else 0,
            "slag": slag,
        }
        for text, amount, slag in rows
    ]


def month_table(kostnad: Kostnad) -> list[Context]:
    """Every part of the year by month, with its sum: for the detailed page."""
    ordered = sorted(kostnad.betalningar, key=lambda one: (one.month, one.number))
    names = {row.tjanst.pk: row.name for row in kostnad.alla}
    return [
        {
            "namn": month.name,
            "rader": [_part(one, names.get(one.tjanst_id, "")) for one in found],
            "summa": sum((one.net for one in found), ZERO),
        }
        for month, found in ((m, list(group)) for m, group in groupby(ordered, key=lambda one: one.month))
    ]


def _part(one: Betalning, name: str) -> Context:
    return {
        "namn": name,
        "part": one.part,
        "net": one.net,
        "lage": part_text(one),
        "plan": one.lage == PLANERAT,
    }


def part_text(one: Betalning) -> str:
    """'faktura 2023-0015, betalt'; what is planned and what is booked have no number."""
    return f"faktura {one.number}, {LEGEND[one.lage]}" if one.number else LEGEND[one.lage]
