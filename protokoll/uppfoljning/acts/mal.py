"""What may be done with a goal: write it, measure it, judge it.

What breaks a condition takes back a judgement or prognosis that no longer holds, and says so.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from protokoll.uppfoljning.models import Mal, Malvarde
from protokoll.uppfoljning.rules import judgement_faults, prognos_faults
from protokoll.uppfoljning.villkor import measured, villkor_of
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib import klocka
from samverkan.lib.brist import Brist, refuse_if_any
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_number


def create_mal(samverkan, year: int, values: Mapping[str, Any], *, actor) -> Mal:
    """Write a goal of a year. Refuses one that stands there already."""
    mal = Mal(samverkan=samverkan, year=year, **values)
    with transaction.atomic():
        _check(mal)
        mal.save(force_insert=True)
        log("mal.created", mal, actor=actor, samverkan=samverkan, ar=year)
    return mal


def change_mal(mal: Mal, values: Mapping[str, Any], *, actor) -> Mal:
    """Change what a goal says or how it is measured."""
    with transaction.atomic():
        stored = _locked(mal)
        changes = apply_changes(stored, values)
        if changes:
            _check(stored)
            stored.save()
            log("mal.changed", stored, actor=actor, samverkan=stored.samverkan, falt=changes)
            _take_back(stored, actor)
    return stored


def remove_mal(mal: Mal, *, actor) -> None:
    """Take away a goal written by mistake. Refuses one that is measured or judged."""
    with transaction.atomic():
        stored = _locked(mal)
        if stored.judgement or stored.varden.exists():
            raise Refused("Målet har värden eller en bedömning och står kvar.")
        log("mal.removed", stored, actor=actor, samverkan=stored.samverkan)
        stored.delete()


def record_malvarde(mal: Mal, *, day: date, value: Decimal, note: str = "", actor) -> Malvarde:
    """Write what a goal measures on a day; a value of the same day is replaced.

    Refuses a day to come or outside the goal's year, and a negative part of a sum.
    """
    with transaction.atomic():
        stored = _locked(mal)
        _check_value(stored, day, value)
        row = stored.varden.filter(day=day).first() or Malvarde(mal=stored, day=day)
        row.value, row.note = value, note.strip()
        clean_or_refuse(row, field="day")
        row.save()
        shown = f"{format_number(value, 2)} {stored.unit}".strip()
        log("mal.measured", stored, actor=actor, samverkan=stored.samverkan, dag=day, varde=shown)
        _take_back(stored, actor)
    return row


def remove_malvarde(varde: Malvarde, *, actor) -> None:
    """Take away a value written by mistake."""
    with transaction.atomic():
        stored = _locked(varde.mal)
        varde.delete()
        log("mal.unmeasured", stored, actor=actor, samverkan=stored.samverkan, dag=varde.day)
        _take_back(stored, actor)


def judge_mal(mal: Mal, values: Mapping[str, Any], *, actor) -> Mal:
    """Judge a goal. `values`: prognos, judgement, comment; of a goal in words broken_on and broken_why too.

    Refuses 'uppfyllt' and 'nås' when the condition is broken, and 'uppfyllt' before the year has shown it.
    """
    with transaction.atomic():
        stored = _locked(mal)
        changes = apply_changes(stored, values)
        if stored.broken_on and not stored.broken_why.strip():
            raise Refused("Skriv hur villkoret bröts.", field="broken_why")
        if stored.broken_why.strip() and not stored.broken_on:
            raise Refused("Ange vilken dag villkoret bröts.", field="broken_on")
        refuse_if_any(_faults(stored)[:1])
        if changes:
            clean_or_refuse(stored)
            stored.save()
            log("mal.judged", stored, actor=actor, samverkan=stored.samverkan, falt=changes)
    return stored


def _locked(mal: Mal) -> Mal:
    return Mal.objects.select_for_update(of=("self",)).select_related("samverkan").get(pk=mal.pk)


def _check(mal: Mal) -> None:
    if mal.beslut and mal.beslut.samverkan_id != mal.samverkan_id:
        raise Refused("Välj ett beslut i samverkan.", field="beslut")
    clean_or_refuse(mal, field="text")


def _check_value(mal: Mal, day: date, value: Decimal) -> None:
    if mal.target is None:
        raise Refused("Målet har inget målvärde. Ange det först, under Ändra målet.")
    if day.year != mal.year:
        raise Refused(f"Målet gäller {mal.year}. Ange en dag det året.", field="day")
    if day > klocka.today():
        raise Refused("Den dagen har inte kommit än.", field="day")
    if mal.galler == Mal.Galler.SUMMA and value < 0:
        raise Refused("Det som summeras kan inte vara mindre än noll.", field="value")


def _faults(mal: Mal) -> list[Brist]:
    villkor, values = villkor_of(mal), measured(mal.varden.all())
    broken = mal.broken_on is not None and villkor is None
    judged = judgement_faults(mal.judgement, villkor, values, klocka.today(), villkor_brutet=broken)
    return judged + prognos_faults(mal.prognos, villkor, values, villkor_brutet=broken)


def _take_back(mal: Mal, actor) -> None:
    """What no longer holds after a change of values or of the goal itself stands open again."""
    fields = {fault.field: "" for fault in _faults(mal)}
    if fields:
        changes = apply_changes(mal, fields)
        mal.save(update_fields=list(fields))
        log("mal.taken_back", mal, actor=actor, samverkan=mal.samverkan, falt=changes)
