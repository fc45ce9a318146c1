"""Loads the projects of an example cooperation from its `projekt.toml`:

    [[projekt]]
    namn = "Förrätt"
    nummer = "1240"
    debiteras = true          # the hours are charged; otherwise own time
    timpris = 400
    budget = 735000
    manader = ["2022-01", "2022-12"]                     # the budget is spread evenly over them
    nyckel = "Hälften efter invånare, hälften 1/15"
    tjanst = "Skolskjuts fas 2"
    beslut = "3 2020-11-18"
    lage = "klart"
    deltagare = { Ludvika = 2020-10-01 }                 # since when
    poster = [["2023-12", 687, 269586, "Borlänge", "Hela året"]]  # month, hours, kronor, by whom, remark

All but the name may be left out. In an entry "" stands for no amount or nobody named, and the last ones may
be left out.
"""

from decimal import Decimal
from pathlib import Path

from kostnader.projekt import acts
from kostnader.projekt.models import Projekt
from kostnader.tjanster.rules import parse_month
from samverkan.exempel.load import beslut_of, organisationer, read_toml
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan


def load_projekt(samverkan: Samverkan, folder: Path, actor: Anvandare) -> None:
    """Enter projects with their participants and hours as the controller would."""
    for entry in read_toml(folder / "projekt.toml").get("projekt", []):
        projekt = acts.create_projekt(samverkan, _values(samverkan, entry), actor=actor)
        known = organisationer() if "deltagare" in entry or "poster" in entry else {}
        joined = {known[name].pk: day for name, day in entry.get("deltagare", {}).items()}
        acts.set_deltagare(projekt, joined, actor=actor)
        for post in entry.get("poster", []):
            _post(projekt, *post, known=known, actor=actor)


def _values(samverkan: Samverkan, entry: dict) -> dict[str, object]:
    first, last = entry.get("manader", (None, None))
    return {
        "name": entry["namn"],
        "number": entry.get("nummer", ""),
        "status": entry.get("lage", Projekt.Status.PAGAR),
        "charged": entry.get("debiteras", False),
        "rate": _kronor(entry.get("timpris", "")),
        "budget": _kronor(entry.get("budget", "")),
        "first_month": parse_month(first) if first else None,
        "last_month": parse_month(last) if last else None,
        "nyckel": samverkan.nycklar.get(name=entry["nyckel"]) if "nyckel" in entry else None,
        "tjanst": samverkan.tjanster.get(name=entry["tjanst"]) if "tjanst" in entry else None,
        "beslut": beslut_of(samverkan, entry["beslut"]) if "beslut" in entry else None,
    }


def _post(
    projekt: Projekt,
    month: str,
    hours: int | str,
    amount: int | str = "",
    by: str = "",
    note: str = "",
    *,
    known: dict,
    actor: Anvandare,
) -> None:
    acts.add_tidpost(
        projekt,
        month=parse_month(month),
        hours=Decimal(hours),
        amount=_kronor(amount),
        organisation=known[by] if by else None,
        note=note,
        actor=actor,
    )


def _kronor(amount: int | str) -> Decimal | None:
    return None if amount == "" else Decimal(amount)
