"""Upprop, attendance at a §, jäv, who leads."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from protokoll.paragrafer.acts import (
    anmal_jav,
    byt_ordforande,
    oppna_paragraf,
    satt_narvaro,
    upprop,
)
from protokoll.paragrafer.forms import JavForm, OrdforandeForm
from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.narvaro import coming_lage, read_lage, read_lista
from protokoll.paragrafer.narvarolista import (
    ERSATTARE,
    LEDAMOT,
    OVRIG,
    TJANSTGOR,
    Lage,
    Narvarolista,
    status_of,
)
from protokoll.paragrafer.queries import agenda_of, presumptive_numbers
from protokoll.paragrafer.views.dorr import (
    back,
    find_paragraf,
    find_sammantrade,
    form_page,
    keeps_to_open,
    try_act,
    url_of,
)
from protokoll.sammantraden.models import Deltagare
from samverkan.lib.errors import Refused
from samverkan.lib.links import sredirect

GROUPS = {LEDAMOT: "Ledamöter", ERSATTARE: "Ersättare", OVRIG: "Övriga"}
STATUSES = [
    ("tjanstgor", "Tjänstgör"),
    ("narvarande", "Närvarande"),
    ("jav", "Jäv"),
    ("franvarande", "Borta"),
]


@dataclass
class Rad:
    """One person in the form."""

    deltagare: Deltagare
    status: str
    ersatter: int | None
    val: list[tuple[str, str]]
    platser: list[Deltagare]
    fel: str = ""
    distans: bool = False
    har: bool = False
    forhinder: str = ""


@keeps_to_open
def upprop_sida(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is here. POST notes it and opens the first §."""
    found = find_sammantrade(request, pk)
    lista = read_lista(found)
    refusal = ""
    if request.method == "POST":
        try:
            upprop(found, **_said(lista, request.POST), actor=request.user)
        except Refused as error:
            refusal = error.message
        else:
            first = found.paragrafer.order_by("order").first()
            if not first.narvaro.filter(status=TJANSTGOR).exists():
                messages.warning(request, "Uppropet är antecknat, men ingen ledamot tjänstgör.")
            try_act(request, lambda: oppna_paragraf(first, actor=request.user))
            return sredirect(request, "mote:paragraf", pk=first.pk)
    rows = [_upprop_row(one, request.POST if request.method == "POST" else None) for one in lista.people]
    context = {"sammantrade": found, "grupper": _grouped(rows), "fel": refusal}
    return render(request, "protokoll/paragrafer/upprop.html", context, status=409 if refusal else 200)


def _said(lista: Narvarolista, data: QueryDict) -> dict[str, object]:
    return {
        "narvarande": [one for one in lista.people if f"har.{one.pk}" in data],
        "distans": [one for one in lista.people if f"distans.{one.pk}" in data],
        "forhinder": {
            one: data[f"forhinder.{one.pk}"].strip()
            for one in lista.people
            if data.get(f"forhinder.{one.pk}", "").strip()
        },
    }


def _upprop_row(one: Deltagare, data: QueryDict | None) -> Rad:
    """Who has not said that they are hindered is expected; a substitute is not, until they are there."""
    if data is not None:
        row = Rad(one, "", None, [], [], har=f"har.{one.pk}" in data, distans=f"distans.{one.pk}" in data)
        row.forhinder = data.get(f"forhinder.{one.pk}", "")
        return row
    expected = not one.excused and one.group != ERSATTARE
    return Rad(one, "", None, [], [], har=expected, distans=one.remote, forhinder=one.excused)


def _grouped(rows: list[Rad]) -> list[tuple[str, list[Rad]]]:
    return [
        (label, [row for row in rows if row.deltagare.group == group])
        for group, label in GROUPS.items()
        if any(row.deltagare.group == group for row in rows)
    ]


@keeps_to_open
def narvaro(request: HttpRequest, pk: int) -> HttpResponse:
    """Attendance from one § on: who serves, for whom, who came, who left."""
    found = find_paragraf(request, pk)
    lista = read_lista(found.sammantrade)
    lage = read_lage(found)
    if found.status == Paragraf.Status.VANTAR:
        lage = coming_lage(found.sammantrade, lista, found)
    faults: dict[int, str] = {}
    if request.method == "POST":
        told = _apply(request, found, lista, lage, faults)
        if not faults:
            if told:
                messages.success(request, told)
            return back(request, found)
    rows = [_row(lista, lage, one, request, faults) for one in lista.people]
    numbers = presumptive_numbers(found.sammantrade, agenda_of(found.sammantrade))
    context = {
        "paragraf": found,
        "nummer": numbers.get(found.pk),
        "grupper": _grouped(rows),
        "fel": " ".join(faults.values()),
        "angivet": request.POST.get("skal", ""),
        "forhet": lista.quorum(lage),
    }
    return render(request, "protokoll/paragrafer/narvaro.html", context, status=409 if faults else 200)


def _row(
    lista: Narvarolista, lage: Lage, one: Deltagare, request: HttpRequest, faults: dict[int, str]
) -> Rad:
    plats = lage.get(one.pk)
    status = request.POST.get(f"status.{one.pk}") or status_of(lage, one.pk)
    seat = request.POST.get(f"ersatter.{one.pk}") or (plats.ersatter if plats else None)
    choices = STATUSES if one.group != OVRIG else [STATUSES[1], STATUSES[3]]
    seats = [] if one.group != ERSATTARE else [s for s in lista.people if s.group == LEDAMOT]
    return Rad(one, status, int(seat) if seat else None, choices, seats, faults.get(one.pk, ""))


def _apply(
    request: HttpRequest, found: Paragraf, lista: Narvarolista, lage: Lage, faults: dict[int, str]
) -> str:
    """Do what differs, those who leave first; all or nothing. Faults are filled in by person."""
    told = []
    with transaction.atomic():
        for one, status, seat in _differences(lista, lage, request.POST):
            if seat is None and status_of(read_lage(found), one.pk) == status:
                continue
            try:
                told.append(
                    satt_narvaro(
                        found,
                        one,
                        status,
                        ersatter=seat,
                        skal=request.POST.get("skal", "").strip(),
                        actor=request.user,
                    )
                )
            except Refused as refusal:
                faults[one.pk] = refusal.message
        if faults:
            transaction.set_rollback(True)
    return "; ".join(filter(None, told))


def _differences(
    lista: Narvarolista, lage: Lage, data: QueryDict
) -> Iterator[tuple[Deltagare, str, Deltagare | None]]:
    changes = []
    for one in lista.people:
        status = data.get(f"status.{one.pk}", status_of(lage, one.pk))
        chosen = data.get(f"ersatter.{one.pk}", "")
        seat = lista.by_id.get(int(chosen)) if chosen.isdecimal() and status == TJANSTGOR else None
        had = lage[one.pk].ersatter if one.pk in lage else None
        if status != status_of(lage, one.pk) or (seat is not None and seat.pk != had):
            changes.append((one, status, seat))
    # Seats are left before they are taken; a ledamot takes the seat before a substitute looks for one.
    return iter(sorted(changes, key=lambda change: (change[1] == TJANSTGOR, change[0].group == ERSATTARE)))


@keeps_to_open
def jav(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody leaves for jäv."""
    found = find_paragraf(request, pk)
    form = JavForm(request.POST or None, paragraf=found)
    return form_page(
        request,
        form,
        lambda: anmal_jav(found, **form.cleaned_data, actor=request.user) + ".",
        done=lambda: back(request, found),
        titel=f"Anmäl jäv i ”{found.heading}”",
        knapp="Anteckna jäv",
        tillbaka=url_of(request, found),
        text="Den jäviga lämnar rummet och är tillbaka vid nästa paragraf. Ersättare kallas in (KL 6:28–30).",
    )


@keeps_to_open
def ordforande(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody else leads."""
    found = find_paragraf(request, pk)
    form = OrdforandeForm(request.POST or None, paragraf=found, initial={"deltagare": found.ordforande_id})
    return form_page(
        request,
        form,
        lambda: byt_ordforande(found, **form.cleaned_data, actor=request.user),
        done=lambda: back(request, found),
        titel="Byt ordförande",
        knapp="Byt ordförande",
        tillbaka=url_of(request, found),
    )
