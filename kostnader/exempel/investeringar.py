"""Loads the investments of an example cooperation from its `investeringar.toml`:

    [[avskrivningstyp]]
    namn = "IT-utrustning klass 3"
    ar = 3

    [[investering]]
    namn = "Reinvesteringar IT"
    nummer = "1"
    grupp = "IT Herrljunga"
    bara_for = "Herrljunga"
    tjanst = "IT Gemensamt"
    typ = "IT-utrustning klass 3"
    i_bruk = 2023-05-01
    totalt = 2350000
    beslut = "31 2022-10-12"
    lage = "klar"
    budget = [[2023, "ursprunglig", 2350000, "31 2022-10-12"]]  # year, kind, kronor, decision
    utfall = [["2023-12", 501000, "Helår"]]                     # month, kronor, note
    prognos = [[2024, 2, 2500000, "Allt köps i år"]]            # year, through month, kronor, comment

All but the name, and the last of each list, may be left out. A round of forecasts that is not there is
opened on the year's newest budget.
"""

from decimal import Decimal
from pathlib import Path

from kostnader.budget.queries import newest_budget
from kostnader.investeringar import acts
from kostnader.investeringar.models import Investering, Investeringsprognos
from kostnader.prognos.models import Prognosomgang
from kostnader.tjanster.rules import parse_month
from samverkan.exempel.load import beslut_of, organisationer, read_toml
from samverkan.konton.models import Anvandare
from samverkan.lib.swedish import MONTHS
from samverkan.medlemmar.models import Samverkan


def load_investeringar(samverkan: Samverkan, folder: Path, actor: Anvandare) -> None:
    """Enter kinds of asset and investments as the controller would."""
    data = read_toml(folder / "investeringar.toml")
    for entry in data.get("avskrivningstyp", []):
        acts.add_avskrivningstyp(samverkan, name=entry["namn"], years=entry["ar"], actor=actor)
    for entry in data.get("investering", []):
        investering = acts.create_investering(samverkan, _values(samverkan, entry), actor=actor)
        _amounts(samverkan, investering, entry, actor)


def _values(samverkan: Samverkan, entry: dict) -> dict[str, object]:
    total, typ, tjanst = entry.get("totalt"), entry.get("typ"), entry.get("tjanst")
    return {
        "name": entry["namn"],
        "number": entry.get("nummer", ""),
        "group": entry.get("grupp", ""),
        "status": entry.get("lage", Investering.Status.PAGAR),
        "organisation": organisationer()[entry["bara_for"]] if "bara_for" in entry else None,
        "tjanst": samverkan.tjanster.get(name=tjanst) if tjanst else None,
        "avskrivningstyp": samverkan.avskrivningstyper.get(name=typ) if typ else None,
        "decided_total": None if total is None else Decimal(total),
        "beslut": beslut_of(samverkan, entry["beslut"]) if "beslut" in entry else None,
        "in_use_from": entry.get("i_bruk"),
    }


def _amounts(samverkan: Samverkan, investering: Investering, entry: dict, actor: Anvandare) -> None:
    for year, kind, amount, *beslut in entry.get("budget", []):
        decision = beslut_of(samverkan, beslut[0]) if beslut else None
        acts.add_budget(
            investering, year=year, kind=kind, amount=Decimal(amount), beslut=decision, actor=actor
        )
    for month, amount, *note in entry.get("utfall", []):
        acts.add_utfall(
            investering,
            month=parse_month(month),
            amount=Decimal(amount),
            note=note[0] if note else "",
            actor=actor,
        )
    for year, through, amount, *comment in entry.get("prognos", []):
        Investeringsprognos.objects.create(
            omgang=_round(samverkan, year, through, actor),
            investering=investering,
            amount=Decimal(amount),
            comment=comment[0] if comment else "",
        )


def _round(samverkan: Samverkan, year: int, through: int, actor: Anvandare) -> Prognosomgang:
    """The year's round of the month, which the forecasts of running costs may have opened already."""
    found = samverkan.prognosomgangar.filter(year=year, through=through).first()
    return found or Prognosomgang.objects.create(
        samverkan=samverkan,
        year=year,
        name=MONTHS[through - 1].capitalize(),
        through=through,
        budget=newest_budget(samverkan, year),
        created_by=actor,
    )
