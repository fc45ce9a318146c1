"""What may be done with bodies, the people in them and what they are elected to."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction

from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.validity import refuse_backwards
from samverkan.organ.diarium import validate_pattern
from samverkan.organ.dnr import refuse_pattern_in_use
from samverkan.organ.inkallelse import validate_partier
from samverkan.organ.models import Mandat, Organ, Person, calendar_key
from samverkan.organ.rules import ELECTED_BY_MEMBERS


def create_organ(samverkan, values: Mapping[str, Any], *, actor) -> Organ:
    """Lay up a body. Refused when the name is taken or its diary number cannot be told from another."""
    with transaction.atomic():
        organ = Organ(samverkan=samverkan, **values)
        _refuse_organ(organ)
        organ.save(force_insert=True)
        log("organ.created", organ, actor=actor, samverkan=samverkan)
    return organ


def change_organ(organ: Organ, values: Mapping[str, Any], *, actor) -> Organ:
    """Change what the reglemente says. What is frozen – kallelser, protocols – stays as it was."""
    with transaction.atomic():
        stored = _locked(organ)
        before = stored.dnr_pattern
        changes = apply_changes(stored, values)
        if changes:
            if stored.dnr_pattern != before:
                refuse_pattern_in_use(stored)
            _refuse_organ(stored)
            stored.save()
            log("organ.changed", stored, actor=actor, samverkan=stored.samverkan, falt=changes)
    return stored


def _locked(organ: Organ) -> Organ:
    return Organ.objects.select_for_update(of=("self",)).select_related("samverkan").get(pk=organ.pk)


def _refuse_organ(organ: Organ) -> None:
    twin = Organ.objects.filter(samverkan=organ.samverkan, name__iexact=organ.name).exclude(pk=organ.pk)
    if twin.exists():
        raise Refused(f"{organ.name} finns redan.", field="name")
    try:
        organ.dnr_pattern = validate_pattern(organ.dnr_pattern)
    except Refused as refusal:
        raise Refused(refusal.message, field="dnr_pattern") from refusal
    if organ.remote_to and (organ.remote_from is None or organ.remote_to < organ.remote_from):
        raise Refused("Skriv från vilken dag distans är tillåten, före den sista dagen.", field="remote_from")
    organ.inkallelse_partier = _checked_partier(organ.inkallelse_partier)
    if organ.majoritet and not (organ.majoritet_for.strip() and organ.majoritet_clause.strip()):
        field = "majoritet_clause" if organ.majoritet_for.strip() else "majoritet_for"
        raise Refused("Ange för vilka frågor majoriteten krävs, och var det står (KL 9:6 p. 7).", field=field)
    if organ.parent_id and organ.pk in _line_of(organ.parent):
        raise Refused("Ett organ kan inte höra under sig självt.", field="parent")
    clean_or_refuse(organ, field="name")


def _checked_partier(text: str) -> str:
    try:
        return validate_partier(text)
    except Refused as refusal:
        raise Refused(refusal.message, field="inkallelse_partier") from refusal


def _line_of(organ: Organ | None) -> set[int]:
    """The body and every body it belongs under."""
    line: set[int] = set()
    while organ is not None and organ.pk not in line:
        line.add(organ.pk)
        organ = organ.parent
    return line


def create_person(samverkan, values: Mapping[str, Any], *, actor) -> Person:
    """Enter a person. Refused when the account belongs to somebody else here already."""
    with transaction.atomic():
        person = Person(samverkan=samverkan, **values)
        _save_person(person, actor)
    return person


def _save_person(person: Person, actor) -> None:
    clean_or_refuse(person, field="anvandare")
    person.save(force_insert=True)
    log("person.created", person, actor=actor, samverkan=person.samverkan)


def change_person(person: Person, values: Mapping[str, Any], *, actor) -> Person:
    """Change name, address, title or account. Protocols keep the name they were written with."""
    with transaction.atomic():
        stored = Person.objects.select_for_update(of=("self",)).select_related("samverkan").get(pk=person.pk)
        changes = apply_changes(stored, values)
        if changes:
            clean_or_refuse(stored, field="anvandare")
            stored.save()
            log("person.changed", stored, actor=actor, samverkan=stored.samverkan, falt=changes)
    return stored


def renew_calendar_key(person: Person, *, actor) -> Person:
    """Give a person a new calendar address; the old one stops answering at once."""
    with transaction.atomic():
        person.calendar_key = calendar_key()
        person.save(update_fields=["calendar_key"])
        log("person.calendar", person, actor=actor, samverkan=person.samverkan)
    return person


def add_mandat(mandat: Mandat, *, actor) -> Mandat:
    """Elect or appoint a person to a body. In: an unsaved Mandat; an unsaved person is entered with it.

    An ersättare without order stands last among those of the same member. Raises Refused.
    """
    with transaction.atomic():
        organ = _locked(mandat.organ)
        if organ.outside:
            raise Refused(f"{organ} är utanför samverkan. Dess ledamöter läggs inte upp här.")
        if mandat.person.pk is None:
            _save_person(mandat.person, actor)
            mandat.person = mandat.person  # again, now that it has an id
        _set_order(mandat)
        _refuse_mandat(mandat)
        mandat.save(force_insert=True)
        log("mandat.given", mandat, actor=actor, samverkan=organ.samverkan, **_told(mandat))
    return mandat


def _told(mandat: Mandat) -> dict[str, object]:
    role = mandat.get_presidium_display() if mandat.presidium else mandat.get_role_display()
    return {"person": mandat.person, "roll": role.lower(), "organ": mandat.organ, "fran": mandat.valid_from}


def _set_order(mandat: Mandat) -> None:
    """Only substitutes have an order; without one given they come last among their member's."""
    if mandat.role != Mandat.Role.ERSATTARE:
        mandat.order = 0
    elif not mandat.order:
        mandat.order = _next_order(mandat)


def _next_order(mandat: Mandat) -> int:
    others = Mandat.objects.active_during(mandat.valid_from, mandat.valid_to or date.max)
    others = others.filter(organ=mandat.organ, role=mandat.role, organisation=mandat.organisation).exclude(
        pk=mandat.pk
    )
    return max((one.order for one in others), default=0) + 1


def _refuse_mandat(mandat: Mandat) -> None:
    refuse_backwards(mandat.valid_from, mandat.valid_to)
    elected = mandat.role in (Mandat.Role.LEDAMOT, Mandat.Role.ERSATTARE)
    if elected and mandat.organ.kind in ELECTED_BY_MEMBERS and mandat.organisation is None:
        raise Refused("Välj vilken medlem som har valt personen.", field="organisation")
    if mandat.presidium and mandat.role != Mandat.Role.LEDAMOT:
        raise Refused("Presidiet väljs bland ledamöterna.", field="presidium")
    others = Mandat.objects.active_during(mandat.valid_from, mandat.valid_to or date.max)
    others = others.filter(organ=mandat.organ).exclude(pk=mandat.pk).select_related("person")
    same = others.filter(person=mandat.person).first()
    if same:
        until = f"till {same.valid_to}" if same.valid_to else "tills vidare"
        role = same.get_role_display().lower()
        raise Refused(
            f"{same.person} är redan {role} från {same.valid_from} {until}. Avsluta det uppdraget först.",
            field="valid_from",
        )
    holder = others.filter(presidium=mandat.presidium).first() if mandat.presidium else None
    if holder:
        role = mandat.get_presidium_display().lower()
        raise Refused(f"{holder.person} är redan {role} under en del av perioden.", field="presidium")
    clean_or_refuse(mandat, field="valid_from")


def change_mandat(mandat: Mandat, values: Mapping[str, Any], *, actor) -> Mandat:
    """Mend a mandate. Meetings already opened keep who took part as it was."""
    with transaction.atomic():
        _locked(mandat.organ)
        stored = Mandat.objects.select_for_update(of=("self",)).select_related("organ__samverkan", "person")
        stored = stored.get(pk=mandat.pk)
        changes = apply_changes(stored, values)
        if changes:
            _set_order(stored)
            _refuse_mandat(stored)
            stored.save()
            samverkan = stored.organ.samverkan
            log("mandat.changed", stored, actor=actor, samverkan=samverkan, **_told(stored), falt=changes)
    return stored


def end_mandat(mandat: Mandat, *, last_day: date, actor) -> Mandat:
    """End a mandate; `last_day` is its last day. What was is kept."""
    with transaction.atomic():
        _locked(mandat.organ)
        stored = Mandat.objects.select_for_update(of=("self",)).select_related("organ__samverkan", "person")
        stored = stored.get(pk=mandat.pk)
        refuse_backwards(stored.valid_from, last_day)
        if stored.valid_to is not None and stored.valid_to < last_day:
            raise Refused(f"Uppdraget slutar redan {stored.valid_to}.", field="valid_to")
        stored.valid_to = last_day
        stored.save(update_fields=["valid_to"])
        samverkan = stored.organ.samverkan
        log("mandat.ended", stored, actor=actor, samverkan=samverkan, **_told(stored), till=last_day)
    return stored
