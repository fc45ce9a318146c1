"""What may be done with the internkontrollplan: write a risk, follow up its control, copy to next year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from protokoll.uppfoljning.models import Kontrollmoment
from protokoll.uppfoljning.rules import Risk, risk_faults
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib import klocka
from samverkan.lib.brist import refuse_if_any
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused

PLAN = ("process", "risk", "sannolikhet", "konsekvens", "hantering", "motivering")
CONTROL = ("moment", "method", "responsible")


def create_moment(samverkan, year: int, values: Mapping[str, Any], *, actor) -> Kontrollmoment:
    """Write a risk of a year's plan. Refuses a high one that is accepted without a reason."""
    moment = Kontrollmoment(samverkan=samverkan, year=year, **values)
    with transaction.atomic():
        _check(moment)
        moment.save(force_insert=True)
        log("kontrollmoment.created", moment, actor=actor, samverkan=samverkan, ar=year)
    return moment


def change_moment(moment: Kontrollmoment, values: Mapping[str, Any], *, actor) -> Kontrollmoment:
    """Change a risk or how it is controlled."""
    with transaction.atomic():
        stored = _locked(moment)
        changes = apply_changes(stored, values)
        if changes:
            _check(stored)
            stored.save()
            log("kontrollmoment.changed", stored, actor=actor, samverkan=stored.samverkan, falt=changes)
    return stored


def remove_moment(moment: Kontrollmoment, *, actor) -> None:
    """Take away a risk written by mistake. Refuses one whose control has been followed up."""
    with transaction.atomic():
        stored = _locked(moment)
        if stored.result:
            raise Refused("Kontrollen är uppföljd och står kvar i planen.")
        log("kontrollmoment.removed", stored, actor=actor, samverkan=stored.samverkan)
        stored.delete()


def follow_up(
    moment: Kontrollmoment, *, checked_on: date | None, result: str, comment: str, actor
) -> Kontrollmoment:
    """Write how a control went. An empty result takes the follow-up back; an avvikelse says what it was."""
    with transaction.atomic():
        stored = _locked(moment)
        _check_result(stored, checked_on, result, comment)
        day = checked_on if result else None
        changes = apply_changes(stored, {"checked_on": day, "result": result, "comment": comment.strip()})
        if changes:
            stored.save()
            log("kontrollmoment.followed_up", stored, actor=actor, samverkan=stored.samverkan, falt=changes)
    return stored


def copy_plan(samverkan, year: int, *, actor) -> int:
    """Copy a year's risks to the next, with nothing followed up; those already there are left alone.

    Returns how many were copied; refuses when there are none.
    """
    with transaction.atomic():
        # Two who copy at once wait for each other here.
        type(samverkan).objects.select_for_update().get(pk=samverkan.pk)
        rows = samverkan.kontrollmoment.filter(year=year)
        there = set(samverkan.kontrollmoment.filter(year=year + 1).values_list("risk", flat=True))
        new = [_copy(row) for row in rows if row.risk not in there]
        if not new:
            raise Refused(f"Det finns inget att kopiera: allt i planen för {year} finns redan {year + 1}.")
        Kontrollmoment.objects.bulk_create(new)
        log("kontrollmoment.copied", new[0], actor=actor, samverkan=samverkan, antal=len(new), ar=year + 1)
    return len(new)


def _copy(row: Kontrollmoment) -> Kontrollmoment:
    values = {name: getattr(row, name) for name in (*PLAN, *CONTROL)}
    due = _year_later(row.due_on) if row.due_on else None
    return Kontrollmoment(samverkan=row.samverkan, year=row.year + 1, due_on=due, **values)


def _year_later(day: date) -> date:
    """The same day next year; the 28th after a leap day."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def _locked(moment: Kontrollmoment) -> Kontrollmoment:
    return (
        Kontrollmoment.objects.select_for_update(of=("self",)).select_related("samverkan").get(pk=moment.pk)
    )


def _check(moment: Kontrollmoment) -> None:
    if moment.hantering == Kontrollmoment.Hantering.HANTERAS:
        for field, text in (
            ("moment", "Skriv vad som kontrolleras."),
            ("responsible", "Skriv vem som gör det."),
        ):
            if not getattr(moment, field).strip():
                raise Refused(text, field=field)
    clean_or_refuse(moment, field="risk")
    risk = Risk(moment.sannolikhet, moment.konsekvens)
    refuse_if_any(risk_faults(risk, moment.hantering, moment.motivering))


def _check_result(moment: Kontrollmoment, checked_on: date | None, result: str, comment: str) -> None:
    if moment.hantering == Kontrollmoment.Hantering.ACCEPTERAS:
        raise Refused("Risken är accepterad och kontrolleras inte.")
    if result and checked_on is None:
        raise Refused("Ange vilken dag kontrollen gjordes.", field="checked_on")
    if result and checked_on > klocka.today():
        raise Refused("Den dagen har inte kommit än.", field="checked_on")
    if result == Kontrollmoment.Result.AVVIKELSE and not comment.strip():
        raise Refused("Skriv vad avvikelsen är och vad som görs åt den.", field="comment")
