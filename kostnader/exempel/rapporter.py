"""Loads the reports of an example cooperation from its `rapporter.toml`, through the real acts.

    [[rapport]]
    slag = "arsredovisning"          # manad, delar, verksamhetsberattelse, arsredovisning
    ar = 2023
    till_och_med = 12                # the month; 12 when it is left out
    titel = "Årsredovisning 2023"    # the usual one when it is left out
    enhet = "tkr"                    # or "kr"
    tomt = true                      # only the sections below; else the template, whose sections these fill
    den = 2024-03-01T14:32:00        # when it was written: the moment of freezing
    status = "faststalld"            # utkast (default), klar, faststalld
    beslut = "12 2024-04-10"         # § and day, when it is fastställd

    [[rapport.signerat]]             # why a red remark of the checks shall stand
    om = "summerar inte"             # words of the remark
    text = "Källan har avrundat raderna var för sig."

    [[rapport.avsnitt]]
    del = "drift"                    # the part of the template it fills; left out for one's own
    rubrik = "Drift"                 # the template's when it is left out
    niva = 1                         # or 2
    text = "Förbundet går {resultatrakning.arets-resultat.utfall} plus."
    skriver = "maria@lystkom.example"   # accounts; left out for nobody
    godkanner = "per@lystkom.example"
    klart_senast = 2024-02-15
    klart = true                     # ready: its figures stand still (always so when the report is)

    [[rapport.avsnitt.tabell]]       # replaces what the template would show
    nyckel = "resultat"              # a kind of table that a feature makes
    visa = "tabell"                  # or staplar, hantel
    rubrik = "Egen rubrik"
    kolumner = ["utfall", "budget"]
    jamfor = "utfall"

    [[rapport.avsnitt.tabell]]       # or one that is typed: rows with tabs, as pasted from Excel
    namn = "Kostnad per medlem"
    enhet = "tkr"                    # what figures are when their head is silent
    anmarkning = "Fakturerat för tjänster och medlemsavgift."
    rader = '''
    Medlem	2023	2022
    Lycksele	21 640	19 820
    Summa	21 640	19 820
    '''

A table whose key no feature knows, or that has no figures, is left out. Tables typed in one report are called
tabell1, tabell2 … in the order they stand.
"""

from collections.abc import Mapping
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from kostnader.rapporter import acts, kontroller
from kostnader.rapporter.egna import read_grid
from kostnader.rapporter.models import Avsnitt, Rapport
from kostnader.rapporter.tabeller import fetch, is_known
from samverkan.exempel.load import beslut_of, read_toml
from samverkan.konton.models import Anvandare
from samverkan.lib import klocka
from samverkan.lib.local_time import STOCKHOLM
from samverkan.medlemmar.models import Samverkan

Entry = Mapping[str, Any]


def load_rapporter(samverkan: Samverkan, folder: Path, actor: Anvandare) -> None:
    """Make the reports of the folder; nothing when it has none."""
    if not (folder / "rapporter.toml").exists():
        return
    for entry in read_toml(folder / "rapporter.toml").get("rapport", []):
        moment: datetime | None = entry.get("den")
        with klocka.at(moment.replace(tzinfo=STOCKHOLM)) if moment else nullcontext():
            _rapport(samverkan, entry, actor)


def _rapport(samverkan: Samverkan, entry: Entry, actor: Anvandare) -> None:
    rapport = acts.skapa_rapport(
        samverkan,
        kind=entry["slag"],
        year=entry["ar"],
        through=entry.get("till_och_med", 12),
        actor=actor,
    )
    changes = {"title": entry.get("titel", rapport.title), "unit": entry.get("enhet", rapport.unit)}
    acts.andra_rapport(rapport, changes, actor=actor)
    if entry.get("tomt"):
        for avsnitt in rapport.avsnitt.all():
            acts.ta_bort_avsnitt(avsnitt, actor=actor)
    for part in entry.get("avsnitt", []):
        _avsnitt(rapport, part, actor)
    _finish(rapport, entry, actor)


def _avsnitt(rapport: Rapport, part: Entry, actor: Anvandare) -> None:
    avsnitt = _found(rapport, part) or acts.lagg_till_avsnitt(
        rapport, {"heading": part["rubrik"], "level": part.get("niva", 1)}, actor=actor
    )
    acts.andra_avsnitt(avsnitt, _place(avsnitt, part), actor=actor)
    if "tabell" in part:
        for block in avsnitt.block.all():
            acts.ta_bort_block(block, actor=actor)
        for table in part["tabell"]:
            _tabell(avsnitt, table, actor)
    if part.get("text"):
        acts.spara_text(avsnitt, part["text"].strip("\n"), actor=actor)
    if part.get("klart"):
        acts.klarmarkera_avsnitt(avsnitt, actor=actor)


def _found(rapport: Rapport, part: Entry) -> Avsnitt | None:
    return rapport.avsnitt.filter(key=part["del"]).first() if part.get("del") else None


def _place(avsnitt: Avsnitt, part: Entry) -> dict[str, object]:
    return {
        "heading": part.get("rubrik", avsnitt.heading),
        "level": part.get("niva", avsnitt.level),
        "writer": _person(part.get("skriver")),
        "approver": _person(part.get("godkanner")),
        "deadline": part.get("klart_senast"),
    }


def _person(email: str | None) -> Anvandare | None:
    return Anvandare.objects.get_by_natural_key(email) if email else None


def _tabell(avsnitt: Avsnitt, table: Entry, actor: Anvandare) -> None:
    if "rader" in table:
        rows = "\n".join(line.lstrip(" ") for line in table["rader"].strip("\n").split("\n"))
        tabell = read_grid(
            rows, table["namn"], unit=table.get("enhet", "kr"), note=table.get("anmarkning", "")
        )
        block = acts.skriv_tabell(avsnitt, tabell, actor=actor)
    else:
        key = table["nyckel"]
        typed = key in acts.typed_keys(avsnitt.rapport)
        live = is_known(key) and fetch(avsnitt.rapport.samverkan, key, avsnitt.rapport.period)
        if not typed and not live:
            return
        block = acts.lagg_till_block(avsnitt, key, actor=actor)
    shown = {
        "caption": table.get("rubrik", ""),
        "columns": table.get("kolumner", []),
        "compare": table.get("jamfor", ""),
        "kind": table.get("visa", block.kind),
    }
    acts.andra_block(block, shown, actor=actor)


def _finish(rapport: Rapport, entry: Entry, actor: Anvandare) -> None:
    """Ready and fastställd, when the entry says so: what holds no figures and no text is left out first."""
    status = entry.get("status", Rapport.Status.UTKAST)
    if status == Rapport.Status.UTKAST:
        return
    for avsnitt in rapport.avsnitt.filter(status=Avsnitt.Status.UTKAST):
        typed = acts.typed_keys(rapport)
        for block in avsnitt.block.exclude(key__in=typed):
            if fetch(rapport.samverkan, block.key, rapport.period) is None:
                acts.ta_bort_block(block, actor=actor)
        if not avsnitt.text and not avsnitt.block.exists():
            acts.ta_bort_avsnitt(avsnitt, actor=actor)
            continue
        acts.klarmarkera_avsnitt(avsnitt, actor=actor)
    for avsnitt in rapport.avsnitt.filter(approver__isnull=False):
        acts.godkann_avsnitt(avsnitt, actor=avsnitt.approver)
    _sign(rapport, entry.get("signerat", []), actor)
    acts.klarmarkera_rapport(rapport, actor=actor)
    if status == Rapport.Status.FASTSTALLD:
        acts.faststalla_rapport(rapport, beslut=beslut_of(rapport.samverkan, entry["beslut"]), actor=actor)


def _sign(rapport: Rapport, entries: list[Entry], actor: Anvandare) -> None:
    """Comment the red remarks that the entries tell of."""
    for remark in kontroller.unsigned(rapport) if entries else ():
        text = next((one["text"] for one in entries if one["om"] in remark.text), "")
        if text:
            acts.signera_anmarkning(rapport, key=remark.key, text=text, actor=actor)
