"""The standing lines every new agenda of a body starts with: what may be done with them."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from protokoll.sammantraden.models import Stamrad
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.organ.models import Organ


def add_stamrad(organ: Organ, values: Mapping[str, Any], *, actor) -> Stamrad:
    """Add a standing line, last of its part of the agenda. Raises Refused when the body has it already."""
    with transaction.atomic():
        _locked(organ)
        row = Stamrad(organ=organ, **values)
        row.order = _next_order(row)
        _refuse(row)
        row.save(force_insert=True)
        _log("stamrad.added", row, actor)
    return row


def change_stamrad(row: Stamrad, values: Mapping[str, Any], *, actor) -> Stamrad:
    """Change a standing line. Agendas already begun stay as they are."""
    with transaction.atomic():
        _locked(row.organ)
        stored = Stamrad.objects.select_related("organ__samverkan").get(pk=row.pk)
        last = stored.last
        changes = apply_changes(stored, values)
        if changes:
            if stored.last != last:
                stored.order = _next_order(stored)
            _refuse(stored)
            stored.save()
            _log("stamrad.changed", stored, actor, falt=changes)
    return stored


def move_stamrad(row: Stamrad, *, steps: int, actor) -> None:
    """Move a line so many places down (up when negative) among those first, or last, on the agenda."""
    with transaction.atomic():
        _locked(row.organ)
        rows = list(Stamrad.objects.filter(organ=row.organ, last=row.last))
        at = rows.index(row)
        to = min(max(at + steps, 0), len(rows) - 1)
        if to == at:
            return
        rows.insert(to, rows.pop(at))
        for order, one in enumerate(rows):
            one.order = order
        Stamrad.objects.bulk_update(rows, ["order"])
        _log("stamrad.moved", row, actor)


def remove_stamrad(row: Stamrad, *, actor) -> None:
    """Take a line out. Agendas already begun keep it."""
    with transaction.atomic():
        _log("stamrad.removed", row, actor)
        row.delete()


def _locked(organ: Organ) -> None:
    Organ.objects.select_for_update().get(pk=organ.pk)


def _next_order(row: Stamrad) -> int:
    others = Stamrad.objects.filter(organ=row.organ, last=row.last).exclude(pk=row.pk)
    return max(others.values_list("order", flat=True), default=-1) + 1


def _refuse(row: Stamrad) -> None:
    if row.kind == "rubrik":
        row.numbered = False
    same = Stamrad.objects.filter(organ=row.organ, heading__iexact=row.heading).exclude(pk=row.pk)
    if same.exists():
        raise Refused(f"{row.heading} står redan bland de stående punkterna.", field="heading")
    clean_or_refuse(row, field="heading")


def _log(action: str, row: Stamrad, actor, **data: object) -> None:
    log(action, row, actor=actor, samverkan=row.organ.samverkan, organ=row.organ, **data)
