"""Samples for following up: a task, a goal with a value, a risk."""

from collections.abc import Callable
from dataclasses import dataclass

from protokoll.models import Kontrollmoment, Malvarde, Uppdrag
from samverkan.models import Samverkan
from tests.protokoll.uppfoljning import factories as f


@dataclass
class Prov:
    """One of each."""

    uppdrag: Uppdrag
    varde: Malvarde
    moment: Kontrollmoment


def build(samverkan: Samverkan) -> Prov:
    """Make the samples in the samverkan."""
    return Prov(
        uppdrag=f.UppdragFactory(samverkan=samverkan),
        varde=f.MalvardeFactory(mal__samverkan=samverkan),
        moment=f.KontrollmomentFactory(samverkan=samverkan),
    )


Words = Callable[[Prov], dict[str, object]]


def uppdrag(prov: Prov) -> dict[str, object]:
    return {"pk": prov.uppdrag.pk}


def mal(prov: Prov) -> dict[str, object]:
    return {"pk": prov.varde.mal_id}


def varde(prov: Prov) -> dict[str, object]:
    return mal(prov) | {"varde": prov.varde.pk}


def moment(prov: Prov) -> dict[str, object]:
    return {"pk": prov.moment.pk}


WORDS: dict[str, Words] = {
    "uppfoljning:kallelse": lambda prov: {"vad": "uppdrag"},
    "uppfoljning:uppdrag": uppdrag,
    "uppfoljning:uppdrag_andra": uppdrag,
    "uppfoljning:uppdrag_klart": uppdrag,
    "uppfoljning:uppdrag_stryk": uppdrag,
    "uppfoljning:uppdrag_oppna": uppdrag,
    "uppfoljning:mal": mal,
    "uppfoljning:mal_andra": mal,
    "uppfoljning:mal_mat": mal,
    "uppfoljning:mal_bedom": mal,
    "uppfoljning:mal_ta_bort": mal,
    "uppfoljning:mal_ta_bort_varde": varde,
    "uppfoljning:moment": moment,
    "uppfoljning:moment_andra": moment,
    "uppfoljning:moment_folj_upp": moment,
    "uppfoljning:moment_ta_bort": moment,
}
