"""Loads the outcome of an example cooperation: `utfall.toml`, and every `*.se` beside it, by the real acts.

All of `utfall.toml` may be left out, and every part of it. Amounts are kronor as text, costs positive.

    [[kostnadsslag]]                 # lays up a kind of cost, or changes one that the budget has named
    namn = "Personalkostnader"
    slag = "kostnad"                 # intakt, kostnad, avskrivning, bidrag, fin_intakt or fin_kostnad

    [[kostnadsstalle]]
    kod = "81141"
    namn = "IT-drift"
    tjanster = ["IT Gemensamt"]      # names of services

    [[regel]]                        # what is left out asks nothing, or says nothing
    konto = "5"
    objekt = "81141"
    projektkod = "12"
    tjanst = "IT Gemensamt"
    kostnadsslag = "Personalkostnader"
    raknas_inte = true
    anmarkning = "…"

    [[fil]]                          # only for a file that needs more than its name; others are read anyway
    namn = "2024-01.se"              # order of names is the order of taking in
    kalla = "Raindance"              # default: Ekonomisystemet
    urval = true                     # vouchers do not balance, and that is as it should be
    stannar = true                   # read, but left to be looked at and taken in

    [[hand]]                         # entered by hand
    ar = 2023
    rader = [
        ["IT Gemensamt", "Personalkostnader", ["100", "200,50"]],        # January, February, …
        ["IT Gemensamt", "Intäkter", { hela = "-9115000" }],             # the year in twelve even parts
        ["IT Gemensamt", "Intäkter", { hela = "-5000000", till = 8 }],   # January–August in eight
        ["IT Gemensamt", "Intäkter", { manader = { 3 = "-10" } }],       # some months
    ]
"""

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

from kostnader.budget.models import Kostnadsslag
from kostnader.tjanster.models import Kostnadsstalle, Tjanst
from kostnader.utfall.acts.filer import add_fil, take_in
from kostnader.utfall.acts.hand import set_handposter
from kostnader.utfall.acts.lasning import read_fil
from kostnader.utfall.acts.ordning import save_slag, save_stalle
from kostnader.utfall.acts.regler import save_regel
from kostnader.utfall.hand import Handandring, Handfalt
from kostnader.utfall.models import Konteringsregel, Utfallsfil
from samverkan.exempel.load import read_toml
from samverkan.konton.models import Anvandare
from samverkan.lib.money import parse_amount
from samverkan.lib.split import split
from samverkan.medlemmar.models import Samverkan

SOURCE = "Ekonomisystemet"
ZERO = Decimal("0.00")


def load_utfall(samverkan: Samverkan, folder: Path, actor: Anvandare) -> None:
    """Load kinds of cost, cost centres, rules, files and what is entered by hand."""
    path = folder / "utfall.toml"
    data = read_toml(path) if path.exists() else {}
    tjanster = {tjanst.name: tjanst for tjanst in samverkan.tjanster.all()}
    for entry in data.get("kostnadsslag", []):
        _slag(samverkan, entry, actor)
    slag = {one.name: one for one in samverkan.kostnadsslag.all()}
    for entry in data.get("kostnadsstalle", []):
        stalle = Kostnadsstalle(samverkan=samverkan)
        chosen = [tjanster[name] for name in entry.get("tjanster", [])]
        save_stalle(stalle, code=entry["kod"], name=entry.get("namn", ""), tjanster=chosen, actor=actor)
    for entry in data.get("regel", []):
        save_regel(Konteringsregel(samverkan=samverkan), _regel(entry, tjanster, slag), actor=actor)
    told = {entry["namn"]: entry for entry in data.get("fil", [])}
    for file in sorted(folder.glob("*.se")):
        _fil(samverkan, file, told.get(file.name, {}), actor)
    for entry in data.get("hand", []):
        _hand(samverkan, entry, tjanster, slag, actor)


def _slag(samverkan: Samverkan, entry: dict[str, Any], actor: Anvandare) -> None:
    found = samverkan.kostnadsslag.filter(name__iexact=entry["namn"]).first()
    values = {"name": found.name if found else entry["namn"], "kind": entry["slag"]}
    save_slag(found or Kostnadsslag(samverkan=samverkan), values, actor=actor)


def _regel(
    entry: dict[str, Any], tjanster: dict[str, Tjanst], slag: dict[str, Kostnadsslag]
) -> dict[str, Any]:
    values = {name: entry[name] for name in ("konto", "objekt", "projektkod") if name in entry}
    if "tjanst" in entry:
        values["tjanst"] = tjanster[entry["tjanst"]]
    if "kostnadsslag" in entry:
        values["kostnadsslag"] = slag[entry["kostnadsslag"]]
    return values | {"left_out": entry.get("raknas_inte", False), "note": entry.get("anmarkning", "")}


def _fil(samverkan: Samverkan, file: Path, entry: dict[str, Any], actor: Anvandare) -> None:
    name = entry.get("kalla", SOURCE)
    kalla = samverkan.utfallskallor.filter(name=name).first()
    fil, _ = add_fil(samverkan, file.read_bytes(), filename=file.name, kalla=kalla, name=name, actor=actor)
    fil = read_fil(fil.pk, actor=actor)
    if fil.status == Utfallsfil.Status.FEL:
        raise ValueError(f"{file}: {fil.summary['fel']}")
    if not entry.get("stannar"):
        take_in(fil, accept=entry.get("urval", False), actor=actor)


def _hand(
    samverkan: Samverkan,
    entry: dict[str, Any],
    tjanster: dict[str, Tjanst],
    slag: dict[str, Kostnadsslag],
    actor: Anvandare,
) -> None:
    changes = [
        Handandring(Handfalt(tjanster[tjanst].pk, slag[kind].pk, month, 0, ZERO), amount)
        for tjanst, kind, amounts in entry["rader"]
        for month, amount in _months(amounts).items()
    ]
    set_handposter(samverkan, entry["ar"], changes, actor=actor)


def _months(amounts: list[str] | dict[str, Any]) -> dict[int, Decimal]:
    """Amount by month (1–12)."""
    if isinstance(amounts, list):
        return {month: parse_amount(text) for month, text in enumerate(amounts, 1)}
    if "manader" in amounts:
        return {int(month): parse_amount(text) for month, text in amounts["manader"].items()}
    even = {month: Fraction(1) for month in range(1, amounts.get("till", 12) + 1)}
    return split(parse_amount(amounts["hela"]), even)
