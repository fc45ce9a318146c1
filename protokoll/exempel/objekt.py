"""What the matters of an example decide on: figures that are loaded after the minutes."""

from pathlib import Path

from protokoll.arenden.acts import change_arende
from samverkan.beslut import beredning
from samverkan.exempel.load import read_toml
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan


def load_objekt(samverkan: Samverkan, folder: Path, actor: Anvandare) -> None:
    """Attach to each matter what its `objekt` names, such as ["Bokslut 2023"], of all that waits.

    A name that nothing waits under is left out: an example may be loaded without its outcome.
    """
    wanted = [
        (punkt["dnr"], name)
        for entry in read_toml(folder / "protokoll.toml").get("sammantrade", [])
        for punkt in entry.get("punkt", [])
        for name in punkt.get("objekt", [])
    ]
    if not wanted:
        return
    secretary = Anvandare.objects.get(roller__samverkan=samverkan, roller__kind="sekreterare")
    waiting = {item.label: (item.kind, item.object_id) for item in beredning.waiting(samverkan)}
    for dnr, name in wanted:
        arende = samverkan.arenden.get(dnr=dnr)
        carried = set(arende.objekt.values_list("kind", "object_id"))
        if name in waiting:
            change_arende(arende, {}, objekt=carried | {waiting[name]}, actor=secretary)
