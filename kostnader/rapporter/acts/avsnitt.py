"""Sections: laid up, moved, given to someone, marked ready, approved, opened again."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from kostnader.rapporter.acts.frysning import freeze, let_go
from kostnader.rapporter.acts.las import lock_avsnitt, lock_draft, lock_open
from kostnader.rapporter.falt import faults
from kostnader.rapporter.models import Avsnitt, Rapport
from kostnader.rapporter.tabeller import Tabeller
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.klocka import now

Status = Avsnitt.Status


@transaction.atomic
def lagg_till_avsnitt(rapport: Rapport, values: Mapping[str, Any], *, after: Avsnitt | None = None, actor):
    """A section of one's own, last or after another. Returns it."""
    locked = lock_open(rapport.pk)
    last = locked.avsnitt.aggregate(last=Max("order"))["last"]
    avsnitt = Avsnitt(rapport=locked, order=0 if last is None else last + 1, **values)
    clean_or_refuse(avsnitt)
    avsnitt.save(force_insert=True)
    if after is not None:
        order = list(locked.avsnitt.exclude(pk=avsnitt.pk))
        places = [one.pk for one in order]
        place = places.index(after.pk) + 1 if after.pk in places else len(places)
        _number([*order[:place], avsnitt, *order[place:]])
    _tell("avsnitt.created", avsnitt, actor)
    return avsnitt


def andra_avsnitt(avsnitt: Avsnitt, values: Mapping[str, Any], *, actor) -> None:
    """Change heading, level, who writes and approves, or the day. When it is ready only who and when."""
    with transaction.atomic():
        locked = lock_avsnitt(avsnitt.pk, of=lock_open(avsnitt.rapport_id))
        if not locked.is_open:
            values = {name: value for name, value in values.items() if name not in ("heading", "level")}
        changes = apply_changes(locked, values)
        if changes:
            clean_or_refuse(locked)
            if "deadline" in values or "writer" in values:
                locked.reminded_on = None
            locked.save()
            _tell("avsnitt.changed", locked, actor, falt=changes)


def flytta_avsnitt(avsnitt: Avsnitt, *, up: bool, actor) -> None:
    """One step up or down. Pressed at the end it stays where it is."""
    with transaction.atomic():
        rapport = lock_open(avsnitt.rapport_id)
        order = list(rapport.avsnitt.all())
        place = [one.pk for one in order].index(avsnitt.pk)
        other = place - 1 if up else place + 1
        if 0 <= other < len(order):
            order[place], order[other] = order[other], order[place]
            _number(order)
            _tell("avsnitt.moved", order[other], actor)


def ta_bort_avsnitt(avsnitt: Avsnitt, *, actor) -> None:
    """Take away a draft section with its text and blocks."""
    with transaction.atomic():
        locked = lock_draft(avsnitt)
        _tell("avsnitt.removed", locked, actor, rapport=locked.rapport)
        locked.delete()


def klarmarkera_avsnitt(avsnitt: Avsnitt, *, actor) -> Avsnitt:
    """Mark a section ready: its tables, and those its text takes figures from, stand still from now on.

    Raises Refused for a field that leads nowhere, a table without figures, or a text carried over from last
    period that nobody has touched.
    """
    with transaction.atomic():
        locked = lock_draft(avsnitt)
        tabeller = Tabeller(locked.rapport)
        _refuse_unfinished(locked, tabeller)
        freeze(locked, tabeller)
        locked.status, locked.done_at = Status.KLART, now()
        locked.save(update_fields=["status", "done_at"])
        _tell("avsnitt.done", locked, actor)
    return locked


def _refuse_unfinished(avsnitt: Avsnitt, tabeller: Tabeller) -> None:
    wrong = faults(avsnitt.text, tabeller)
    if wrong:
        told = " ".join(f"{one.falt.text}: {one.message}" for one in wrong)
        raise Refused(f"Texten har fält som inte leder någonstans. {told}", field="text")
    if avsnitt.carried:
        raise Refused(
            "Texten är från förra perioden. Ändra den, eller bekräfta att den gäller även nu.", field="text"
        )
    empty = [block for block in avsnitt.block.all() if tabeller[block.key] is None]
    if empty:
        names = ", ".join(str(block) for block in empty)
        raise Refused(f"Det finns inga siffror till {names}. För in dem, eller ta bort tabellen.")


def bekrafta_text(avsnitt: Avsnitt, *, actor) -> None:
    """Say that a text carried over from last period holds for this one too."""
    with transaction.atomic():
        locked = lock_draft(avsnitt)
        if locked.carried:
            locked.carried = False
            locked.save(update_fields=["carried"])
            _tell("avsnitt.confirmed", locked, actor)


def godkann_avsnitt(avsnitt: Avsnitt, *, actor) -> None:
    """Approve a section that is ready. Pressed twice it is refused."""
    with transaction.atomic():
        locked = lock_avsnitt(avsnitt.pk, of=lock_open(avsnitt.rapport_id))
        if locked.status == Status.GODKANT:
            raise Refused(f"{locked} är redan godkänt.")
        if locked.status != Status.KLART:
            raise Refused("Avsnittet är inte klart än, så det kan inte godkännas.")
        locked.status, locked.approved_at, locked.approved_by = Status.GODKANT, now(), actor
        locked.save(update_fields=["status", "approved_at", "approved_by"])
        _tell("avsnitt.approved", locked, actor)


def oppna_avsnitt(avsnitt: Avsnitt, *, reason: str, actor) -> None:
    """Open a section that is ready or approved again. Tables that only it held fast are live again."""
    with transaction.atomic():
        locked = lock_avsnitt(avsnitt.pk, of=lock_open(avsnitt.rapport_id))
        if locked.is_open:
            raise Refused(f"{locked} är redan öppet.")
        if not reason.strip():
            raise Refused("Skriv varför avsnittet öppnas igen.", field="reason")
        locked.status, locked.done_at = Status.UTKAST, None
        locked.approved_at = locked.approved_by = locked.reminded_on = None
        locked.save()
        let_go(locked.rapport)
        _tell("avsnitt.opened", locked, actor, skal=reason.strip())


def _number(order: list[Avsnitt]) -> None:
    for place, one in enumerate(order):
        one.order = place
    Avsnitt.objects.bulk_update(order, ["order"])


def _tell(action: str, avsnitt: Avsnitt, actor, **data: object) -> None:
    data.setdefault("rapport", avsnitt.rapport)
    log(action, avsnitt, actor=actor, samverkan=avsnitt.rapport.samverkan, **data)
