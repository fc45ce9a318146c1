"""Loads the minutes of an example cooperation, through the acts of real use, each at its own moment."""

from pathlib import Path

from protokoll.exempel.moten import hold, plan
from protokoll.exempel.organ import load_organ
from protokoll.exempel.uppfoljning import load_uppfoljning
from samverkan.exempel.load import read_toml
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan


def load_protokoll(samverkan: Samverkan, folder: Path, actor: Anvandare) -> None:
    """Bodies, people, year wheel, matters and meetings of `protokoll.toml`, if there is one."""
    data = read_toml(folder / "protokoll.toml")
    if not data:
        return
    secretary = Anvandare.objects.get(roller__samverkan=samverkan, roller__kind="sekreterare")
    load_organ(samverkan, data, secretary)
    for entry in sorted(data.get("sammantrade", []), key=lambda one: one["borjar"]):
        sammantrade = plan(samverkan, entry, secretary)
        hold(sammantrade, entry, secretary)
    load_uppfoljning(samverkan, data, secretary)
