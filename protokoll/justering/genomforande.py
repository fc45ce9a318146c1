"""Letting decisions count for the live objects their matters carried, and what stands in the way.

The minutes are justerade and posted in time whatever state a budget or a key is in (KL 5:69, 8:12): an object
that can no longer be decided so never stops the seal. It is kept with the reason, the secretary sees it where
she works, and it is tried again or left so for a reason.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from protokoll.arenden.models import Arendeobjekt
from protokoll.justering.models import Protokoll
from protokoll.paragrafer.models import Paragraf
from samverkan.beslut.beredning import Beredningsobjekt, decide, describe
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused

MOST = Arendeobjekt._meta.get_field("obstacle").max_length


def let_count(paragraf: Paragraf, *, actor) -> None:
    """Tell the owners of what the matter carried how it went; what is refused is kept with its reason."""
    if paragraf.arende_id is None or paragraf.beslut is None:
        return
    rows = {(row.kind, row.object_id): row for row in Arendeobjekt.objects.filter(arende=paragraf.arende_id)}
    refused = decide(rows, beslut=paragraf.beslut, actor=actor)
    for key, row in rows.items():
        if key not in refused and not row.obstacle:
            continue
        # A later decision of the same matter settles what an earlier one could not.
        row.beslut, row.obstacle, row.left_because = paragraf.beslut, refused.get(key, "")[:MOST], ""
        row.save(update_fields=["beslut", "obstacle", "left_because"])
        if row.obstacle:
            _log("beslut.obstacle", row, actor, hinder=row.obstacle)


def genomfor_igen(row: Arendeobjekt, *, actor) -> None:
    """Try again to let the decision count, when what stood in the way is mended.

    Raises Refused with what stands in the way now; the newest reason is kept.
    """
    with transaction.atomic():
        row = _open(row)
        obstacle = decide([(row.kind, row.object_id)], beslut=row.beslut, actor=actor).get(
            (row.kind, row.object_id), ""
        )[:MOST]
        row.obstacle = obstacle
        row.save(update_fields=["obstacle"])
        if not obstacle:
            _log("beslut.effected", row, actor)
    if obstacle:
        raise Refused(obstacle)


def lamna(row: Arendeobjekt, *, reason: str, actor) -> None:
    """Leave the object as it is, for a reason: the decision stands in the minutes, but is not carried out."""
    if not reason.strip():
        raise Refused("Skriv varför beslutet inte genomförs så.", field="reason")
    with transaction.atomic():
        row = _open(row)
        row.left_because = reason.strip()[:300]
        row.save(update_fields=["left_because"])
        _log("beslut.left", row, actor, skal=row.left_because)


def _open(row: Arendeobjekt) -> Arendeobjekt:
    found = Arendeobjekt.objects.select_for_update(of=("self",)).select_related("beslut__samverkan")
    locked = found.get(pk=row.pk)
    if not locked.obstacle or locked.left_because:
        raise Refused("Det är redan klart. Ladda om sidan.")
    return locked


def _log(action: str, row: Arendeobjekt, actor, **data: object) -> None:
    told = describe({(row.kind, row.object_id)}).get((row.kind, row.object_id))
    what = told.label if told else str(row)
    log(action, row.beslut, actor=actor, samverkan=row.beslut.samverkan, vad=what, **data)


@dataclass(frozen=True)
class Hinder:
    """What a decision could not let count: the object as its owner tells it (None: it is gone), and why."""

    row: Arendeobjekt
    objekt: Beredningsobjekt | None

    @property
    def label(self) -> str:
        return self.objekt.label if self.objekt else "Det som skulle beslutas finns inte längre"


def open_obstacles(samverkan) -> QuerySet[Arendeobjekt]:
    """Everything in the samverkan that waits to be tried again or left."""
    found = Arendeobjekt.objects.filter(arende__samverkan=samverkan, left_because="").exclude(obstacle="")
    return found.select_related("beslut", "arende").order_by("beslut__date", "pk")


def obstacles_of(protokoll: Protokoll) -> list[Hinder]:
    """What the decisions of a protocol could not let count, settled ones too."""
    decided = protokoll.paragrafer.values("beslut")
    rows = Arendeobjekt.objects.filter(beslut__in=decided).exclude(obstacle="").select_related("beslut")
    return _described(list(rows.order_by("pk")))


def _described(rows: Collection[Arendeobjekt]) -> list[Hinder]:
    told = describe({(row.kind, row.object_id) for row in rows})
    return [Hinder(row, told.get((row.kind, row.object_id))) for row in rows]
