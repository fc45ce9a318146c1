"""Samples for reports: a draft with a section that has a typed table."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from kostnader.rapporter.acts import lagg_till_avsnitt, skapa_rapport, skriv_tabell
from kostnader.rapporter.acts.filer import store_filer
from kostnader.rapporter.egna import read_grid
from kostnader.rapporter.models import Rapport, Rapportblock
from samverkan.konton.models import Anvandare
from samverkan.konton.rules import may_edit_rapporter, may_see_kostnader
from samverkan.models import Samverkan


@dataclass
class Prov:
    """One of each; nobody is named in the section."""

    samverkan: Samverkan
    rapport: Rapport
    block: Rapportblock


def build(samverkan: Samverkan, actor: Anvandare) -> Prov:
    """Make the samples in the samverkan."""
    rapport = skapa_rapport(samverkan, kind="manad", year=2023, through=2, actor=actor)
    avsnitt = lagg_till_avsnitt(rapport, {"heading": "Läget"}, actor=actor)
    store_filer(rapport, {"pdf": b"%PDF-1.7"}, timezone.now(), actor=actor)
    grid = read_grid("Post\tUtfall\nIT\t120", "Utfall", unit="kr")
    return Prov(samverkan, rapport, skriv_tabell(avsnitt, grid, actor=actor))


def see(user: Anvandare, varld) -> bool:
    """A draft is for those who see the money."""
    return may_see_kostnader(user, varld.rapporter.samverkan)


def do(user: Anvandare, varld) -> bool:
    """Nobody is named, so the controller alone writes and approves."""
    return may_edit_rapporter(user, varld.rapporter.samverkan)


Words = Callable[..., dict[str, object]]


def rapport(varld) -> dict[str, object]:
    return {"pk": varld.rapporter.rapport.pk}


def avsnitt(varld) -> dict[str, object]:
    return rapport(varld) | {"avsnitt": varld.rapporter.block.avsnitt_id}


def block(varld) -> dict[str, object]:
    return avsnitt(varld) | {"block": varld.rapporter.block.pk}


WORDS: dict[str, Words] = {
    **{f"rapporter:{name}": rapport for name in ("rapport", "las", "andra", "ta_bort", "klar", "oppna")},
    **{
        f"rapporter:{name}": rapport
        for name in ("faststall", "avsnitt_nytt", "filer", "filer_lage", "signera")
    },
    "rapporter:fil": lambda varld: rapport(varld) | {"fmt": "pdf"},
    **{
        f"rapporter:{name}": avsnitt
        for name in (
            "avsnitt",
            "avsnitt_spara",
            "avsnitt_andringar",
            "avsnitt_bekrafta",
            "avsnitt_klart",
            "avsnitt_godkann",
            "avsnitt_oppna",
            "avsnitt_andra",
            "avsnitt_flytta",
            "avsnitt_ta_bort",
            "block_ny",
            "block_skriv",
            "block_ordlista",
        )
    },
    **{f"rapporter:{name}": block for name in ("block", "block_flytta", "block_ta_bort")},
}
