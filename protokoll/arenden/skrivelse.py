"""The paper of a matter (tjänsteskrivelse) as plain data: the one source for screen and kallelse."""

from collections.abc import Iterable, Mapping
from typing import Any

from protokoll.arenden.models import Arende
from samverkan.beslut.beredning import Beredningsobjekt

Told = Mapping[tuple[str, int], Beredningsobjekt]


def skrivelse(arende: Arende, organ_name: str, told: Told) -> dict[str, Any]:
    """What the paper says: facts, the four texts in plain markup, live objects, recipients.

    In: the matter, the body it goes to, what its objects say now (`beredning.describe`).
    """
    person = arende.responsible
    return {
        "dnr": arende.dnr,
        "rubrik": arende.heading,
        "till": organ_name,
        "datum": str(arende.written_on or arende.opened_on),
        "handlaggare": person.name if person else "",
        "befattning": person.title if person else "",
        "forslag": arende.forslag.strip(),
        "sammanfattning": arende.sammanfattning.strip(),
        "bakgrund": arende.bakgrund.strip(),
        "ekonomi": arende.ekonomi.strip(),
        "objekt": told_objects(told, _pairs(arende)),
        "skickas_till": [mottagare.name for mottagare in arende.mottagare.all()],
    }


def _pairs(arende: Arende) -> list[tuple[str, int]]:
    return sorted((row.kind, row.object_id) for row in arende.objekt.all())


def told_objects(told: Told, pairs: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """What the objects say, in the order given; one that is no more is left out."""
    return [_objekt(told[pair]) for pair in pairs if pair in told]


def _objekt(item: Beredningsobjekt) -> dict[str, Any]:
    return {
        "rubrik": item.label,
        "status": item.status,
        "text": item.text,
        "verkan": item.effect,
        "belopp": None if item.amount is None else f"{item.amount:.2f}",
        "andring": None if item.change is None else f"{item.change:.1f}",
        "tabell": [list(row) for row in item.table],
    }


def is_empty(paper: Mapping[str, Any]) -> bool:
    """Whether there is nothing to read in it yet."""
    return not any(paper[part] for part in ("forslag", "sammanfattning", "bakgrund", "ekonomi", "objekt"))
