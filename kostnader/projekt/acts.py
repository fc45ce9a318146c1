"""What may be done with projects: enter and change them, their hours and costs, and who takes part."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from kostnader.projekt.models import Projekt, Projektdeltagare, Tidpost
from samverkan.beslut.acts import lock_usable
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_amount, format_number
from samverkan.medlemmar.models import Organisation, Samverkan

MOST_HOURS = Decimal(100_000)


def create_projekt(samverkan: Samverkan, values: Mapping[str, Any], *, actor) -> Projekt:
    """Enter a project."""
    with transaction.atomic():
        Samverkan.objects.select_for_update(no_key=True).get(pk=samverkan.pk)
        projekt = Projekt(samverkan=samverkan, **values)
        _refuse(projekt)
        projekt.save()
        log("projekt.created", projekt, actor=actor, samverkan=samverkan)
    return projekt


def change_projekt(projekt: Projekt, values: Mapping[str, Any], *, actor) -> Projekt:
    """Change a project. Another rate counts for all hours without an amount of their own."""
    with transaction.atomic():
        stored = _lock(projekt)
        told = apply_changes(stored, values)
        if told:
            _refuse(stored)
            stored.save()
            log("projekt.changed", stored, actor=actor, samverkan=stored.samverkan, falt=told)
    return stored


def add_tidpost(
    projekt: Projekt,
    *,
    month: date,
    hours: Decimal = Decimal(0),
    amount: Decimal | None = None,
    organisation: Organisation | None = None,
    note: str = "",
    actor,
) -> Tidpost:
    """Enter hours with an amount or a remark of their own, or a cost without hours."""
    with transaction.atomic():
        stored = _lock(projekt)
        if not hours and not amount:
            raise Refused("Skriv timmar, ett belopp eller båda.", field="hours")
        _refuse_hours(hours, "hours")
        post = Tidpost(
            projekt=stored,
            month=month.replace(day=1),
            hours=hours,
            amount=amount,
            organisation=organisation,
            note=note,
        )
        clean_or_refuse(post, field="hours")
        post.save()
        _log_post("projekt.tid_added", stored, post, actor)
    return post


def remove_tidpost(post: Tidpost, *, actor) -> None:
    """Take an entry away; the event log keeps what it said. What is gone already is gone."""
    with transaction.atomic():
        stored = _lock(post.projekt)
        found = stored.tidposter.filter(pk=post.pk).first()
        if found is not None:
            _log_post("projekt.tid_removed", stored, found, actor)
            found.delete()


@dataclass(frozen=True)
class Timcell:
    """Hours of a month and an organisation (None: nobody named). `seen` is what the page showed."""

    organisation_id: int | None
    month: date
    hours: Decimal
    seen: Decimal

    @property
    def field(self) -> str:
        return f"h{self.organisation_id or 0}-{self.month.month}"


def set_timmar(projekt: Projekt, cells: Sequence[Timcell], *, actor) -> int:
    """Write hours in the grid, all or none; returns how many cells changed.

    Refused, at the cell, when another has written something else there since the page was shown.
    """
    with transaction.atomic():
        stored = _lock(projekt)
        count = sum(_set_cell(stored, cell) for cell in cells)
        if count:
            log("projekt.timmar", stored, actor=actor, samverkan=stored.samverkan, antal=count)
    return count


@dataclass(frozen=True)
class Tidrad:
    """An entry on its way in from a file. `organisation_id` None: nobody named."""

    month: date
    hours: Decimal
    amount: Decimal | None
    organisation_id: int | None
    note: str


def new_rows(projekt: Projekt, rows: Sequence[Tidrad]) -> list[Tidrad]:
    """Those of the rows that the project does not hold already; one that stands twice is entered twice."""
    posts = projekt.tidposter.values_list("month", "hours", "amount", "organisation", "note")
    known = Counter(Tidrad(*post) for post in posts)
    found = []
    for row in rows:
        if known[row]:
            known[row] -= 1
        else:
            found.append(row)
    return found


def import_tid(projekt: Projekt, rows: Sequence[Tidrad], *, actor) -> int:
    """Enter the rows of a file, all or none; what the project holds already is left out. Returns how many
    were new, so a file read in twice is entered once."""
    with transaction.atomic():
        stored = _lock(projekt)
        new = new_rows(stored, rows)
        for row in new:
            _refuse_hours(row.hours, "fil")
        Tidpost.objects.bulk_create(
            Tidpost(
                projekt=stored,
                month=row.month,
                hours=row.hours,
                amount=row.amount,
                organisation_id=row.organisation_id,
                note=row.note,
            )
            for row in new
        )
        if new:
            log("projekt.tid_imported", stored, actor=actor, samverkan=stored.samverkan, antal=len(new))
    return len(new)


def set_deltagare(projekt: Projekt, wanted: Mapping[int, date | None], *, actor) -> int:
    """Say who takes part and since when (organisation id → day, None: not); returns how many changed.

    Members that are not named stay. Whoever joins later than the first buys in by the project's key.
    """
    with transaction.atomic():
        stored = _lock(projekt)
        known = {one.organisation_id: one for one in stored.deltagare.select_related("organisation")}
        names = Organisation.objects.in_bulk(wanted.keys())
        told = [text for pk, day in wanted.items() if (text := _set_deltagare(stored, names[pk], known, day))]
        if told:
            andringar = "; ".join(told)
            log("projekt.deltagare", stored, actor=actor, samverkan=stored.samverkan, andringar=andringar)
    return len(told)


def _set_cell(projekt: Projekt, cell: Timcell) -> bool:
    _refuse_hours(cell.hours, cell.field)
    own = {"month": cell.month, "organisation": cell.organisation_id, "amount": None, "note": ""}
    posts = list(projekt.tidposter.filter(**own))
    now = sum((post.hours for post in posts), Decimal(0))
    if now == cell.hours:
        return False
    if now != cell.seen:
        raise Refused(
            f"Någon annan har skrivit {format_number(now)} timmar här. Ladda om sidan och skriv igen.",
            field=cell.field,
        )
    projekt.tidposter.filter(pk__in=[post.pk for post in posts]).delete()
    if cell.hours:
        Tidpost.objects.create(
            projekt=projekt, month=cell.month, hours=cell.hours, organisation_id=cell.organisation_id
        )
    return True


def _set_deltagare(
    projekt: Projekt, organisation: Organisation, known: Mapping[int, Projektdeltagare], day: date | None
) -> str:
    """Do it, and what it was in words; '' when nothing changed."""
    part = known.get(organisation.pk)
    before = part.joined if part else None
    if before == day:
        return ""
    if day is None:
        part.delete()
    elif part is None:
        Projektdeltagare.objects.create(projekt=projekt, organisation=organisation, joined=day)
    else:
        part.joined = day
        part.save()
    return f"{organisation.short_name}: {before or 'inte med'} → {day or 'inte med'}"


def _refuse(projekt: Projekt) -> None:
    for name in ("nyckel", "tjanst"):
        other = getattr(projekt, name)
        if other is not None and other.samverkan_id != projekt.samverkan_id:
            raise Refused("Välj en i den här samverkan.", field=name)
    if projekt.beslut and not lock_usable(projekt.samverkan, projekt.beslut):
        raise Refused("Välj ett beslut med bifall i den här samverkan.", field="beslut")
    if projekt.charged and projekt.rate is None:
        raise Refused("Skriv timpriset som timmarna debiteras med.", field="rate")
    for name in ("rate", "budget"):
        amount = getattr(projekt, name)
        if amount is not None and amount < 0:
            raise Refused("Beloppet kan inte vara mindre än noll.", field=name)
    if bool(projekt.first_month) != bool(projekt.last_month):
        missing = "last_month" if projekt.first_month else "first_month"
        raise Refused("Skriv både första och sista månaden, eller ingen av dem.", field=missing)
    if projekt.first_month and projekt.last_month < projekt.first_month:
        raise Refused("Sista månaden kan inte ligga före den första.", field="last_month")
    twins = Projekt.objects.filter(
        samverkan=projekt.samverkan, number=projekt.number, name=projekt.name
    ).exclude(pk=projekt.pk)
    if twins.exists():
        raise Refused("Det finns redan ett projekt med det namnet.", field="name")
    clean_or_refuse(projekt, field="name")


def _refuse_hours(hours: Decimal, field: str) -> None:
    if hours < 0:
        raise Refused("Timmar kan inte vara mindre än noll.", field=field)
    if hours > MOST_HOURS:
        raise Refused("Högst 100 000 timmar på en gång.", field=field)
    if hours != hours.quantize(Decimal("0.01")):
        raise Refused("Timmar har högst två decimaler, till exempel 7,75.", field=field)


def _lock(projekt: Projekt) -> Projekt:
    """The project, held through the transaction: who changes it or its hours take turns."""
    rows = Projekt.objects.select_for_update(of=("self",)).select_related("samverkan", "nyckel", "tjanst")
    return rows.get(pk=projekt.pk)


def _log_post(action: str, projekt: Projekt, post: Tidpost, actor) -> None:
    vad = f"{format_number(post.hours)} timmar" if post.hours else "en kostnad"
    told = {"manad": f"{post.month:%Y-%m}", "vad": vad}
    if post.amount is not None:
        told["vad"] += f" på {format_amount(post.amount)} kr"
    log(action, projekt, actor=actor, samverkan=projekt.samverkan, **told)
