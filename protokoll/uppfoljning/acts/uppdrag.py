"""What may be done with a task: give it, change it, report it done, strike it, open it again."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from protokoll.uppfoljning.models import Uppdrag
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib import klocka
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused

OPPET, KLART, STRUKET = Uppdrag.Status.OPPET, Uppdrag.Status.KLART, Uppdrag.Status.STRUKET


def create_uppdrag(samverkan, values: Mapping[str, Any], *, actor) -> Uppdrag:
    """Give a task. `values`: text, responsible, person, due_on, beslut. A person chosen answers for it."""
    uppdrag = Uppdrag(samverkan=samverkan, **_with_name(values))
    with transaction.atomic():
        _check(uppdrag)
        uppdrag.save(force_insert=True)
        log("uppdrag.created", uppdrag, actor=actor, samverkan=samverkan, ansvarig=uppdrag.responsible)
    return uppdrag


def change_uppdrag(uppdrag: Uppdrag, values: Mapping[str, Any], *, actor) -> Uppdrag:
    """Change what is to be done, by whom or by when. Refuses one that is closed."""
    with transaction.atomic():
        stored = _open(uppdrag)
        changes = apply_changes(stored, _with_name(values))
        if changes:
            _check(stored)
            stored.save()
            log("uppdrag.changed", stored, actor=actor, samverkan=stored.samverkan, falt=changes)
    return stored


def report_done(uppdrag: Uppdrag, *, done_on: date, report: str, actor) -> Uppdrag:
    """Report a task done: what came of it, and the day. Refuses a day to come and an empty report."""
    if done_on > klocka.today():
        raise Refused("Den dagen har inte kommit än.", field="done_on")
    if not report.strip():
        raise Refused("Skriv vad som gjordes, så att mötet kan läsa det.", field="report")
    with transaction.atomic():
        stored = _open(uppdrag)
        stored.status, stored.done_on, stored.report = KLART, done_on, report.strip()
        stored.save()
        log("uppdrag.done", stored, actor=actor, samverkan=stored.samverkan, dag=done_on)
    return stored


def strike_uppdrag(uppdrag: Uppdrag, *, reason: str, actor) -> Uppdrag:
    """Strike a task that shall not be done, and say why."""
    if not reason.strip():
        raise Refused("Skriv varför uppdraget stryks.", field="reason")
    with transaction.atomic():
        stored = _open(uppdrag)
        stored.status, stored.reason = STRUKET, reason.strip()
        stored.save()
        log("uppdrag.struck", stored, actor=actor, samverkan=stored.samverkan, skal=stored.reason)
    return stored


def reopen_uppdrag(uppdrag: Uppdrag, *, actor) -> Uppdrag:
    """Open a closed task again; what was reported stays in it, to be written on."""
    with transaction.atomic():
        stored = _locked(uppdrag)
        if stored.status == OPPET:
            raise Refused("Uppdraget är redan öppet.")
        stored.status, stored.done_on, stored.reason = OPPET, None, ""
        stored.save()
        log("uppdrag.reopened", stored, actor=actor, samverkan=stored.samverkan)
    return stored


def _locked(uppdrag: Uppdrag) -> Uppdrag:
    return Uppdrag.objects.select_for_update(of=("self",)).select_related("samverkan").get(pk=uppdrag.pk)


def _open(uppdrag: Uppdrag) -> Uppdrag:
    stored = _locked(uppdrag)
    if stored.status != OPPET:
        raise Refused(f"Uppdraget är {stored.get_status_display().lower()}. Öppna det igen först.")
    return stored


def _with_name(values: Mapping[str, Any]) -> dict[str, Any]:
    person = values.get("person")
    return {**values, "responsible": person.name} if person else dict(values)


def _check(uppdrag: Uppdrag) -> None:
    if not uppdrag.responsible.strip():
        raise Refused("Välj en person eller skriv vem som ansvarar.", field="responsible")
    if uppdrag.beslut and uppdrag.beslut.samverkan_id != uppdrag.samverkan_id:
        raise Refused("Välj ett beslut i samverkan.", field="beslut")
    if uppdrag.beslut and uppdrag.due_on and uppdrag.due_on < uppdrag.beslut.date:
        raise Refused(f"Dagen ligger före beslutet, som är från {uppdrag.beslut.date}.", field="due_on")
    clean_or_refuse(uppdrag)
