"""Samples of the outcome's addresses: a table file that waits, a rule, a cost centre and a kind of cost."""

from collections.abc import Callable
from dataclasses import dataclass

from kostnader.budget.models import Kostnadsslag
from kostnader.models import Konteringsregel, Kostnadsstalle, Utfallsfil
from kostnader.utfall.acts.filer import add_fil
from samverkan.models import Samverkan

TABLE = "Månad;Konto;Belopp\n2023-01;5010;100\n".encode()


@dataclass
class Prov:
    """One of each."""

    fil: Utfallsfil
    regel: Konteringsregel
    stalle: Kostnadsstalle
    slag: Kostnadsslag


def build(samverkan: Samverkan, actor) -> Prov:
    """Make the samples."""
    fil, _ = add_fil(samverkan, TABLE, filename="utfall.csv", name="Tabell", actor=actor)
    slag = Kostnadsslag.objects.create(samverkan=samverkan, name="Provslag")
    return Prov(
        fil=fil,
        regel=Konteringsregel.objects.create(samverkan=samverkan, konto="5", kostnadsslag=slag),
        stalle=Kostnadsstalle.objects.create(samverkan=samverkan, code="81141"),
        slag=slag,
    )


Words = Callable[[Prov], dict[str, object]]


def _fil(prov: Prov) -> dict[str, object]:
    return {"pk": prov.fil.pk}


def _regel(prov: Prov) -> dict[str, object]:
    return {"pk": prov.regel.pk}


def _stalle(prov: Prov) -> dict[str, object]:
    return {"pk": prov.stalle.pk}


def _slag(prov: Prov) -> dict[str, object]:
    return {"pk": prov.slag.pk}


OF_FIL = ("fil", "lage", "kolumner", "placera", "fil_foresla", "kasta", "original")
WORDS: dict[str, Words] = {
    **{f"utfall:{name}": _fil for name in OF_FIL},
    **{f"utfall:{name}": _regel for name in ("regel", "regel_bort")},
    **{f"utfall:{name}": _stalle for name in ("stalle", "stalle_bort")},
    **{f"utfall:{name}": _slag for name in ("slag_andra", "slag_flytta", "slag_bort")},
}
