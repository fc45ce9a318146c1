"""Loads the rounds of forecasts of an example cooperation from its `prognos.toml`, through the real acts.

[[omgang]]
ar = 2024
namn = "Februari"
till_och_med = 2
last = true
rader = [["IT Gemensamt", "Intäkter", "-17750000", "Comment on the deviation"]]   # kronor, as the budget
"""

from decimal import Decimal
from pathlib import Path

from kostnader.budget.acts import ensure_kostnadsslag
from kostnader.prognos import acts
from kostnader.prognos.models import Prognosomgang, Prognosrad
from samverkan.exempel.load import read_toml
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan

LIMITS = {"limit_amount": Decimal(100_000), "limit_percent": Decimal(5)}


def load_prognoser(samverkan: Samverkan, folder: Path, actor: Anvandare) -> None:
    """Each round with its judgements; the forecasts of investments may have opened it already."""
    for entry in read_toml(folder / "prognos.toml").get("omgang", []):
        omgang = _round(samverkan, entry, actor)
        _rows(samverkan, omgang, entry["rader"], actor)
        if entry.get("last"):
            acts.lock_omgang(omgang, actor=actor)


def _round(samverkan: Samverkan, entry: dict, actor: Anvandare) -> Prognosomgang:
    year, through = entry["ar"], entry["till_och_med"]
    found = samverkan.prognosomgangar.filter(year=year, through=through).first()
    return found or acts.create_omgang(
        samverkan, year, name=entry["namn"], through=through, **LIMITS, actor=actor
    )


def _rows(samverkan: Samverkan, omgang: Prognosomgang, rows: list, actor: Anvandare) -> None:
    ensure_kostnadsslag(samverkan, [slag for _, slag, *_ in rows])
    tjanster = {tjanst.name: tjanst for tjanst in samverkan.tjanster.all()}
    slagen = {slag.name: slag for slag in samverkan.kostnadsslag.all()}
    Prognosrad.objects.bulk_create(
        Prognosrad(
            omgang=omgang,
            tjanst=tjanster[tjanst],
            kostnadsslag=slagen[slag],
            method=Prognosrad.Method.EGEN,
            amount=Decimal(amount),
            comment=comment[0] if comment else "",
            changed_by=actor,
        )
        for tjanst, slag, amount, *comment in rows
    )
