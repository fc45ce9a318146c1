"""What may be done with services and who takes part in them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from kostnader.tjanster.models import Anslutning, Rytm, Rytmbyte, Tjanst
from kostnader.tjanster.queries import invoiced_through
from kostnader.tjanster.rules import Period, first_month, period_text, refuse_overlaps
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.validity import refuse_backwards
from samverkan.medlemmar.models import Organisation, Samverkan

RYTM = ("rhythm", "timing", "billing_month")


def create_tjanst(samverkan: Samverkan, values: Mapping[str, Any], *, actor) -> Tjanst:
    """Enter a service, last in the order."""
    with transaction.atomic():
        Samverkan.objects.select_for_update(no_key=True).get(pk=samverkan.pk)
        last = Tjanst.objects.filter(samverkan=samverkan).order_by("-order").first()
        tjanst = Tjanst(samverkan=samverkan, order=last.order + 1 if last else 1, **values)
        _refuse(tjanst)
        tjanst.save()
        log("tjanst.created", tjanst, actor=actor, samverkan=samverkan)
    return tjanst


def change_tjanst(tjanst: Tjanst, values: Mapping[str, Any], *, actor) -> Tjanst:
    """Change a service; what is frozen and invoiced already stays as it was.

    With `from_year` among the values the rhythm (RYTM) counts from that budget year on; a year at or before
    the service's first, or none, changes what it began with.
    """
    other = dict(values)
    from_year = other.pop("from_year", None)
    with transaction.atomic():
        stored = Tjanst.objects.select_for_update(of=("self",)).select_related("nyckel", "samverkan")
        stored = stored.get(pk=tjanst.pk)
        nyckel = stored.nyckel
        told = []
        begins = from_year is None or from_year <= stored.valid_from.year
        if from_year is not None and not (begins and stored.rytm(from_year) is stored):
            told = change_rytm(stored, {name: other.pop(name) for name in RYTM if name in other}, from_year)
        told = [text for text in (apply_changes(stored, other), *told) if text]
        if told:
            _refuse(stored)
            _refuse_other_key(stored, nyckel)
            stored.save()
            log("tjanst.changed", stored, actor=actor, samverkan=stored.samverkan, falt="; ".join(told))
    return stored


def change_rytm(tjanst: Tjanst, values: Mapping[str, Any], from_year: int) -> list[str]:
    """Let the service be charged so from a budget year on; what differs, in words.

    A change that makes no difference to the year before it is taken away; later changes stand.
    """
    byte = Rytmbyte.objects.filter(tjanst=tjanst, from_year=from_year).first()
    if byte is None:
        now = tjanst.rytm(from_year)
        byte = Rytmbyte(tjanst=tjanst, from_year=from_year, **{name: getattr(now, name) for name in RYTM})
    changes = apply_changes(byte, values)
    if not changes:
        return []
    refuse_month(byte)
    if _same(byte, tjanst.rytm(from_year - 1)):
        Rytmbyte.objects.filter(pk=byte.pk).delete()
    else:
        clean_or_refuse(byte, field="rhythm")
        byte.save()
    return [f"från {from_year}: {changes}"]


def _same(one: Rytm, other: Rytm) -> bool:
    return all(getattr(one, name) == getattr(other, name) for name in RYTM)


def refuse_month(rytm: Rytm) -> None:
    """Raise Refused for a month of its own on what is not invoiced once a year."""
    if rytm.rhythm != Rytm.Rhythm.AR and rytm.billing_month is not None:
        raise Refused(
            "Faktureringsmånad gäller bara tjänster som faktureras per år. Lämna den tom.",
            field="billing_month",
        )


def _refuse(tjanst: Tjanst) -> None:
    refuse_backwards(tjanst.valid_from, tjanst.valid_to)
    refuse_month(tjanst)
    if tjanst.direct_from_supplier and not tjanst.supplier:
        raise Refused("Skriv vilken leverantör som fakturerar medlemmarna.", field="supplier")
    for name in ("nyckel", "utfallsnyckel"):
        key = getattr(tjanst, name)
        if key is not None and key.samverkan_id != tjanst.samverkan_id:
            raise Refused("Nyckeln hör till en annan samverkan.", field=name)
    clean_or_refuse(tjanst, field="name")


def _refuse_other_key(tjanst: Tjanst, before) -> None:
    """Raise Refused for another key than the one that days already invoiced are shared by (design 4.7)."""
    if before is None or tjanst.nyckel_id == before.pk:
        return
    invoiced = invoiced_through(tjanst)
    if invoiced is not None:
        day = invoiced + timedelta(days=1)
        raise Refused(
            f"Tjänsten är fakturerad till och med {invoiced} med nyckeln {before.name}. Gör en ny version "
            f"av den från {day}, lägg upp en ny tjänst från den dagen, eller kreditera fakturorna först.",
            field="nyckel",
        )


def move_tjanst(tjanst: Tjanst, *, up: bool, actor) -> None:
    """Let a service change places with the one before or after it; all tables keep the order."""
    with transaction.atomic():
        ordered = list(Tjanst.objects.select_for_update().filter(samverkan=tjanst.samverkan))
        place = next(n for n, one in enumerate(ordered) if one.pk == tjanst.pk)
        other = place - 1 if up else place + 1
        if not 0 <= other < len(ordered):
            return
        ordered[place], ordered[other] = ordered[other], ordered[place]
        for order, one in enumerate(ordered, 1):
            one.order = order
        Tjanst.objects.bulk_update(ordered, ["order"])
        log("tjanst.moved", tjanst, actor=actor, samverkan=tjanst.samverkan)


@dataclass(frozen=True)
class Wanted:
    """A period to be stored: of an existing connection (`pk`) or a new one; no period takes it away."""

    organisation_id: int
    pk: int | None
    period: Period | None


def set_anslutningar(tjanst: Tjanst, wanted: Sequence[Wanted], *, actor) -> int:
    """Change who takes part when, all or none, and tell how many changed. Periods not named are left alone.

    A period that already counts the same months keeps its days. One event tells of all.
    """
    with transaction.atomic():
        Tjanst.objects.select_for_update().get(pk=tjanst.pk)
        stored = {
            row.pk: row for row in Anslutning.objects.filter(tjanst=tjanst).select_related("organisation")
        }
        changed = [one for one in wanted if _differs(one, stored)]
        names = _names(changed, stored)
        _refuse_overlapping(changed, stored, names)
        told = [_told(one, stored, names) for one in changed]
        _write(tjanst, changed, stored)
        if changed:
            text = "; ".join(told)
            log("anslutning.changed", tjanst, actor=actor, samverkan=tjanst.samverkan, andringar=text)
    return len(changed)


def _differs(one: Wanted, stored: Mapping[int, Anslutning]) -> bool:
    row = stored.get(one.pk) if one.pk else None
    if row is None or one.period is None:
        return one.period is not None or row is not None
    same_start = first_month(row.valid_from) == first_month(one.period.first)
    return not (same_start and _month(row.valid_to) == _month(one.period.last))


def _month(day: date | None) -> tuple[int, int] | None:
    return (day.year, day.month) if day else None


def _names(changed: Sequence[Wanted], stored: Mapping[int, Anslutning]) -> dict[int, str]:
    found = Organisation.objects.in_bulk({one.organisation_id for one in changed})
    return {pk: organisation.short_name for pk, organisation in found.items()}


def _refuse_overlapping(
    changed: Sequence[Wanted], stored: Mapping[int, Anslutning], names: Mapping[int, str]
) -> None:
    touched = {one.pk for one in changed}
    after: dict[int, list[Period]] = defaultdict(list)
    for row in stored.values():
        if row.pk not in touched:
            after[row.organisation_id].append(Period(row.valid_from, row.valid_to))
    for one in changed:
        if one.period is not None:
            after[one.organisation_id].append(one.period)
    for organisation_id in names:
        refuse_overlaps(after[organisation_id], names[organisation_id])


def _told(one: Wanted, stored: Mapping[int, Anslutning], names: Mapping[int, str]) -> str:
    row = stored.get(one.pk) if one.pk else None
    before = period_text(row.valid_from, row.valid_to) if row else "inte ansluten"
    after = period_text(one.period.first, one.period.last) if one.period else "inte ansluten"
    return f"{names[one.organisation_id]}: {before} → {after}"


def _write(tjanst: Tjanst, changed: Sequence[Wanted], stored: Mapping[int, Anslutning]) -> None:
    rows, new = [], []
    for one in changed:
        if one.period is None:
            continue
        if one.pk is None:
            period = {"valid_from": one.period.first, "valid_to": one.period.last}
            new.append(Anslutning(tjanst=tjanst, organisation_id=one.organisation_id, **period))
            continue
        row = stored[one.pk]
        if first_month(row.valid_from) != first_month(one.period.first):
            row.valid_from = one.period.first
        row.valid_to = one.period.last
        rows.append(row)
    try:
        with transaction.atomic():
            Anslutning.objects.filter(pk__in=[one.pk for one in changed if one.period is None]).delete()
            Anslutning.objects.bulk_update(rows, ["valid_from", "valid_to"])
            Anslutning.objects.bulk_create(new)
    except IntegrityError as error:
        raise Refused(
            "Perioderna byter plats med varandra. Förkorta den ena först, spara, och flytta sedan den andra."
        ) from error


def connect_all(tjanst: Tjanst, organisations: Sequence[Organisation], *, first: date, actor) -> int:
    """Connect everyone who is not connected from that month on, until further notice."""
    busy = set(
        Anslutning.objects.active_during(first, date.max)
        .filter(tjanst=tjanst)
        .values_list("organisation", flat=True)
    )
    wanted = [Wanted(one.pk, None, Period(first, None)) for one in organisations if one.pk not in busy]
    return set_anslutningar(tjanst, wanted, actor=actor)
