"""What stands on an agenda, numbered and grouped, and what could be placed on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from protokoll.arenden.models import Arende
from protokoll.arenden.queries import arenden_for, put_off, with_state
from protokoll.sammantraden.arshjul import is_placed
from protokoll.sammantraden.models import Arshjulspost, Dagordningspunkt, Sammantrade
from samverkan.konton.models import Anvandare
from samverkan.lib.local_time import local_day

Kind = Dagordningspunkt.Kind


def meetings(samverkan) -> QuerySet[Sammantrade]:
    """The meetings of the samverkan's bodies."""
    return Sammantrade.objects.filter(organ__samverkan=samverkan).select_related("organ__samverkan")


@dataclass(frozen=True)
class Rad:
    """A line of the agenda with its number (None for what gets no §)."""

    punkt: Dagordningspunkt
    number: int | None


def numbered(punkter: Iterable[Dagordningspunkt]) -> list[Rad]:
    """The lines in order; those that get a § of their own are numbered from 1."""
    rows, number = [], 0
    for punkt in punkter:
        own = punkt.numbered and punkt.kind != Kind.RUBRIK
        number += own
        rows.append(Rad(punkt, number if own else None))
    return rows


def grouped(rows: Sequence[Rad]) -> list[tuple[str, list[Rad]]]:
    """The lines under the agenda's own headings, or, without any, under what they are for."""
    has_headings = any(row.punkt.kind == Kind.RUBRIK for row in rows)
    groups: list[tuple[str, list[Rad]]] = []
    before = None
    for row in rows:
        if has_headings and row.punkt.kind == Kind.RUBRIK:
            groups.append((row.punkt.heading, []))
            continue
        if not groups or (not has_headings and row.punkt.kind != before):
            groups.append(("" if has_headings else _heading(row.punkt.kind, first=not groups), []))
        groups[-1][1].append(row)
        before = row.punkt.kind
    return [(heading, lines) for heading, lines in groups if lines]


def _heading(kind: str, *, first: bool) -> str:
    if kind == Kind.FORMALIA:
        return "Öppnande" if first else "Avslutning"
    return {Kind.INFORMATION: "Information", Kind.BESLUT: "Beslut"}[kind]


@dataclass(frozen=True)
class Valbart:
    """A matter that could be placed, and why it comes first if it does: 'bordlagt', 'återremitterat'."""

    arende: Arende
    note: str


def placeable(user: Anvandare, sammantrade: Sammantrade) -> list[Valbart]:
    """Open matters not on this agenda: those put off first, then the body's own, then the others'."""
    organ = sammantrade.organ
    found = arenden_for(user, organ.samverkan).filter(status=Arende.Status.OPPET)
    elsewhere = Q(punkter__sammantrade__status__in=["planerat", "kallat", "pagar"]) & ~Q(
        punkter__sammantrade__starts_at__gt=sammantrade.starts_at
    )
    found = with_state(found.exclude(punkter__sammantrade=sammantrade).exclude(elsewhere).distinct())
    words = {"bordlaggning": "bordlagt", "aterremiss": "återremitterat"}
    rows = [Valbart(arende, words.get(put_off(arende), "")) for arende in found]
    return sorted(rows, key=lambda row: (not row.note, row.arende.organ_id != organ.pk, row.arende.opened_on))


def wheel_items(sammantrade: Sammantrade) -> list[Arshjulspost]:
    """Items of the year wheel for the meeting's month that are not on the agenda yet."""
    month = local_day(sammantrade.starts_at).month
    there = list(sammantrade.punkter.values_list("heading", flat=True))
    return [one for one in sammantrade.organ.arshjul.filter(month=month) if not is_placed(one.heading, there)]
