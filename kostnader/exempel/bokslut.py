"""Loads the settlements of an example cooperation from its `bokslut.toml`, through the real acts."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from kostnader.bokslut import acts
from kostnader.bokslut.models import Bokslut
from samverkan.exempel.load import beslut_of, read_toml
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan


def load_bokslut(samverkan: Samverkan, folder: Path, actor: Anvandare) -> None:
    """Each settlement as far as the source has come: `foreslaget`, and with `beslut` decided.

    `medlem` says per member what is done with its balance, what it came with and its own decision. Needs the
    year's outcome, so a year without it stays a draft.
    """
    for entry in read_toml(folder / "bokslut.toml").get("bokslut", []):
        _bokslut(samverkan, entry, actor)


def _bokslut(samverkan: Samverkan, entry: dict, actor: Anvandare) -> None:
    bokslut = acts.begin_bokslut(samverkan, entry["ar"], actor=actor)
    own = entry.get("medlemmar_beslutar", False)
    basis = entry.get("jamfors_med", bokslut.basis)
    acts.change_bokslut(bokslut, basis=basis, members_decide=own, actor=actor)
    members = {rad.organisation.short_name: rad.organisation_id for rad in _rows(bokslut)}
    for part in entry.get("medlem", []):
        opening = Decimal(part["ib"]) if "ib" in part else None
        acts.change_rad(
            bokslut, members[part["namn"]], action=part["atgard"], typed_opening=opening, actor=actor
        )
    has_outcome = samverkan.handposter.filter(month__year=entry["ar"]).exists() or _has_files(
        samverkan, entry["ar"]
    )
    if not entry.get("foreslaget") or not has_outcome:
        return
    acts.foresla_bokslut(bokslut, actor=actor)
    if "beslut" in entry:
        acts.besluta_bokslut(bokslut, beslut=beslut_of(samverkan, entry["beslut"]), actor=actor)
    for part in entry.get("medlem", []):
        if "beslut" in part:
            beslut = beslut_of(samverkan, part["beslut"])
            acts.note_own_beslut(bokslut, members[part["namn"]], beslut=beslut, actor=actor)


def _rows(bokslut: Bokslut):
    return bokslut.rader.select_related("organisation")


def _has_files(samverkan: Samverkan, year: int) -> bool:
    return samverkan.utfallsfiler.filter(
        status="intagen", last_month__gte=date(year, 1, 1), first_month__lte=date(year, 12, 31)
    ).exists()
