"""Loads the money half of an example cooperation from its `kostnader.toml`."""

from pathlib import Path

from kostnader.exempel.budgetar import load_budgetar
from kostnader.exempel.investeringar import load_investeringar
from kostnader.exempel.nycklar import load_nycklar
from kostnader.exempel.prognoser import load_prognoser
from kostnader.exempel.projekt import load_projekt
from kostnader.exempel.rakenskaper import load_rakenskaper
from kostnader.exempel.tjanster import load_tjanster
from kostnader.exempel.utfall import load_utfall
from kostnader.fakturor.acts import open_korning, utfarda_korning
from kostnader.fakturor.plan import make_plan
from samverkan.exempel.load import read_toml
from samverkan.jobb.acts import perform
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan


def load_kostnader(samverkan: Samverkan, folder: Path, actor: Anvandare) -> None:
    """Load keys, services, budgets, frozen sharings, the outcome and invoice runs."""
    data = read_toml(folder / "kostnader.toml")
    load_nycklar(samverkan, data.get("nyckel", []))
    load_tjanster(samverkan, data.get("tjanst", []))
    load_budgetar(samverkan, data.get("budget", []), actor)
    load_utfall(samverkan, folder, actor)
    load_rakenskaper(samverkan, folder, actor)
    load_investeringar(samverkan, folder, actor)
    load_prognoser(samverkan, folder, actor)
    load_projekt(samverkan, folder, actor)
    for entry in data.get("korning", []):
        _korning(samverkan, entry, actor)


def _korning(samverkan: Samverkan, entry: dict, actor: Anvandare) -> None:
    """Issue one month's invoices to every payer, as the controller would."""
    korning = open_korning(
        samverkan,
        year=entry["ar"],
        month=entry["manad"],
        issue_date=entry["datum"],
        actor=actor,
    )
    plan = make_plan(korning)
    ids = {b.organisation.pk for b in plan.betalare}
    jobb = utfarda_korning(korning, payer_ids=ids, fingerprint=plan.fingerprint, actor=actor)
    perform(jobb.pk)
