"""Samples for the notice board: a notice with its evidence, a board that is down, a web version."""

from collections.abc import Callable

from samverkan.models import Anvandare, Organ
from tests import factories as f
from tests.protokoll.anslag.scen import Anslaget, announced, noon


def build(organ: Organ, actor: Anvandare) -> Anslaget:
    """Make the samples for the body."""
    return announced(f.SammantradeFactory(organ=organ, starts_at=noon(f.START)), actor)


Words = Callable[[Anslaget], dict[str, object]]


def anslag(prov: Anslaget) -> dict[str, object]:
    return {"pk": prov.anslag.pk}


def organ(prov: Anslaget) -> dict[str, object]:
    return {"organ": prov.anslag.organ_id}


def tavla(prov: Anslaget) -> dict[str, object]:
    return {"pk": prov.avbrott.tavla_id}


def webbversion(prov: Anslaget) -> dict[str, object]:
    return {"pk": prov.webbversion.pk}


WORDS: dict[str, Words] = {
    "anslag:anslag": anslag,
    "anslag:satt_upp": anslag,
    "anslag:ta_ned": anslag,
    "anslag:bekrafta": anslag,
    "anslag:bevis": anslag,
    "anslag:skapa_tavlor": organ,
    "anslag:tavla_ny": organ,
    "anslag:tavla": tavla,
    "anslag:avbrott": tavla,
    "anslag:avbrott_slut": lambda prov: {"pk": prov.avbrott.pk},
    "anslag:borja": lambda prov: {"protokoll": prov.webbversion.protokoll_id},
    "anslag:webbversion": webbversion,
    "anslag:fynd": webbversion,
    "anslag:ord": webbversion,
    "anslag:ord_bort": lambda prov: webbversion(prov) | {"number": 0},
    "anslag:publicera": webbversion,
    "anslag:avpublicera": webbversion,
    "anslag:webb_lage": webbversion,
    "anslag:webb_pdf_igen": webbversion,
    "anslagstavla:anslag": anslag,
    "publicerat:protokoll": webbversion,
    "publicerat:pdf": webbversion,
}
