"""Building the agenda: standing lines, matters, headings, the wheel's items, order."""

from collections.abc import Collection, Sequence

from django.db import transaction

from protokoll.arenden.acts import MASKED, open_arende
from protokoll.arenden.models import Arende
from protokoll.sammantraden.models import Arshjulspost, Dagordningspunkt, Sammantrade
from samverkan.handelser.acts import log
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.local_time import local_day

Kind = Dagordningspunkt.Kind
OPEN = (Sammantrade.Status.PLANERAT, Sammantrade.Status.KALLAT)
CHANGES = ("kind", "heading", "foredragande", "time", "note", "numbered")


def start_dagordning(sammantrade: Sammantrade, *, actor) -> list[Dagordningspunkt]:
    """The standing lines of the body, as a new meeting's agenda begins. An agenda that has lines is left."""
    with transaction.atomic():
        found = _open(sammantrade)
        if found.punkter.exists():
            return []
        made = [
            Dagordningspunkt(
                sammantrade=found, order=order, kind=row.kind, heading=row.heading, numbered=row.numbered
            )
            for order, row in enumerate(found.organ.stamrader.all())
        ]
        Dagordningspunkt.objects.bulk_create(made)
        if made:
            _tell("dagordning.started", found, actor, antal=len(made))
    return made


def add_arenden(
    sammantrade: Sammantrade, arenden: Collection[Arende], *, kind: str = Kind.BESLUT, note: str = "", actor
) -> list[Dagordningspunkt]:
    """Place open matters on the agenda, for decision or information, before what closes the meeting.

    `note` is for the presidium. Refuses a matter that is closed, or there already.
    """
    with transaction.atomic():
        found = _open(sammantrade)
        there = set(found.punkter.filter(arende__isnull=False).values_list("arende_id", flat=True))
        made = []
        for arende in arenden:
            if arende.samverkan_id != found.organ.samverkan_id or arende.status != Arende.Status.OPPET:
                raise Refused(f"{arende.dnr} är inte öppet.", field="arenden")
            if arende.pk in there:
                raise Refused(f"{arende.dnr} står redan på dagordningen.", field="arenden")
            made.append(_insert(found, _of_arende(found, arende, kind, note)))
            _tell("dagordning.added", found, actor, rubrik=arende)
    return made


def _of_arende(sammantrade: Sammantrade, arende: Arende, kind: str, note: str) -> Dagordningspunkt:
    person = arende.responsible
    return Dagordningspunkt(
        sammantrade=sammantrade,
        kind=kind,
        arende=arende,
        heading=MASKED if arende.secret else arende.heading,
        foredragande=(person.title or person.name) if person else "",
        note=note,
    )


def add_rad(sammantrade: Sammantrade, *, kind: str, heading: str, numbered: bool, actor) -> Dagordningspunkt:
    """Add a line without matter: a heading (never numbered), a formality, information."""
    with transaction.atomic():
        found = _open(sammantrade)
        numbered = numbered and kind != Kind.RUBRIK
        punkt = Dagordningspunkt(sammantrade=found, kind=kind, heading=heading.strip(), numbered=numbered)
        clean_or_refuse(punkt, field="heading")
        _insert(found, punkt)
        _tell("dagordning.added", found, actor, rubrik=punkt.heading)
    return punkt


def add_arshjulspost(sammantrade: Sammantrade, post: Arshjulspost, *, actor) -> Dagordningspunkt:
    """Place an item of the year wheel: one to decide with a matter of its own, information as a line.

    The year's open matter of that name is used if there is one, else a new one is opened.
    """
    if post.kind != Kind.BESLUT:
        return add_rad(sammantrade, kind=post.kind, heading=post.heading, numbered=True, actor=actor)
    with transaction.atomic():
        organ, year = sammantrade.organ, local_day(sammantrade.starts_at).year
        same = Arende.objects.filter(organ=organ, heading=post.heading, status=Arende.Status.OPPET)
        arende = same.filter(opened_on__year__in=[year - 1, year]).exclude(punkter__sammantrade=sammantrade)
        found = arende.first() or open_arende(organ.samverkan, organ=organ, heading=post.heading, actor=actor)
        return add_arenden(sammantrade, [found], actor=actor)[0]


def previous_meeting(sammantrade: Sammantrade) -> Sammantrade | None:
    """The body's meeting before this one that was held."""
    held = [Sammantrade.Status.AVSLUTAT, Sammantrade.Status.JUSTERAT]
    earlier = Sammantrade.objects.filter(organ=sammantrade.organ_id, starts_at__lt=sammantrade.starts_at)
    return earlier.filter(status__in=held).order_by("-starts_at").first()


def add_foregaende_protokoll(sammantrade: Sammantrade, *, actor) -> Dagordningspunkt:
    """Add 'Föregående protokoll' with the day of the meeting before. Refused when there is none."""
    previous = previous_meeting(sammantrade)
    if previous is None:
        raise Refused("Organet har inget tidigare sammanträde som är avslutat.")
    heading = f"Föregående protokoll, {local_day(previous.starts_at)}"
    if sammantrade.punkter.filter(heading=heading).exists():
        raise Refused("Föregående protokoll står redan på dagordningen.")
    return add_rad(sammantrade, kind=Kind.INFORMATION, heading=heading, numbered=True, actor=actor)


def change_punkt(punkt: Dagordningspunkt, changes: dict[str, object], *, actor) -> Dagordningspunkt:
    """Change a line: any of CHANGES. A secret matter keeps its masked heading."""
    with transaction.atomic():
        sammantrade = _open(punkt.sammantrade)
        found = Dagordningspunkt.objects.select_related("arende").get(pk=punkt.pk)
        for name in CHANGES:
            if name in changes:
                setattr(found, name, changes[name])
        if found.arende and found.arende.secret:
            found.heading = MASKED
        if found.kind == Kind.RUBRIK:
            found.numbered = False
        clean_or_refuse(found, field="heading")
        found.save(update_fields=[*CHANGES])
        _tell("dagordning.changed", sammantrade, actor, rubrik=found.heading)
    return found


def move_punkt(punkt: Dagordningspunkt, *, steps: int, actor) -> None:
    """Move a line so many places down (up when negative); at an end it stays."""
    with transaction.atomic():
        found = _open(punkt.sammantrade)
        ids = list(found.punkter.values_list("pk", flat=True))
        at = ids.index(punkt.pk)
        to = min(max(at + steps, 0), len(ids) - 1)
        if to != at:
            ids.insert(to, ids.pop(at))
            _write_order(ids)
            _tell("dagordning.ordered", found, actor)


def order_punkter(sammantrade: Sammantrade, ids: Sequence[int], *, actor) -> None:
    """Put the lines in this order. Refused unless it is all of them, once."""
    with transaction.atomic():
        found = _open(sammantrade)
        stored = list(found.punkter.values_list("pk", flat=True))
        if sorted(ids) != sorted(stored):
            raise Refused("Dagordningen har ändrats i ett annat fönster. Ladda om sidan.")
        if list(ids) != stored:
            _write_order(ids)
            _tell("dagordning.ordered", found, actor)


def remove_punkt(punkt: Dagordningspunkt, *, actor) -> None:
    """Take a line off the agenda; the matter stays open."""
    with transaction.atomic():
        found = _open(punkt.sammantrade)
        _tell("dagordning.removed", found, actor, rubrik=punkt.heading)
        Dagordningspunkt.objects.filter(pk=punkt.pk).delete()


def _open(sammantrade: Sammantrade) -> Sammantrade:
    found = Sammantrade.objects.select_for_update(of=("self",)).select_related("organ__samverkan")
    row = found.get(pk=sammantrade.pk)
    if row.status not in OPEN:
        raise Refused(f"Dagordningen kan inte ändras: sammanträdet är {row.get_status_display().lower()}.")
    return row


def _insert(sammantrade: Sammantrade, punkt: Dagordningspunkt) -> Dagordningspunkt:
    """Save a new line where it belongs: information before decisions, all before the closing lines."""
    rows = list(sammantrade.punkter.all())
    at = _place(rows, punkt.kind, set(_last_headings(sammantrade)))
    punkt.order = at
    punkt.save(force_insert=True)
    _write_order([row.pk for row in [*rows[:at], punkt, *rows[at:]]])
    return punkt


def _place(rows: Sequence[Dagordningspunkt], kind: str, last: Collection[str]) -> int:
    end = len(rows)
    while end and rows[end - 1].heading in last:
        end -= 1
    if kind != Kind.INFORMATION:
        return end
    return next((at for at, row in enumerate(rows[:end]) if row.kind == Kind.BESLUT), end)


def _last_headings(sammantrade: Sammantrade) -> list[str]:
    return list(sammantrade.organ.stamrader.filter(last=True).values_list("heading", flat=True))


def _write_order(ids: Sequence[int]) -> None:
    rows = [Dagordningspunkt(pk=pk, order=order) for order, pk in enumerate(ids)]
    Dagordningspunkt.objects.bulk_update(rows, ["order"])


def _tell(action: str, sammantrade: Sammantrade, actor, **data: object) -> None:
    log(action, sammantrade, actor=actor, samverkan=sammantrade.organ.samverkan, **data)
