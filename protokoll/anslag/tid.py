"""The days of a stored notice: its rows given to the rules, and the answer put back on it."""

from dataclasses import dataclass
from datetime import date

from protokoll.anslag.models import Anslag, Tavelplats
from protokoll.anslag.rules import Anslagstid, Forklaring, Tavelavbrott, Tavelrad, anslagstid
from samverkan.lib.helgdag import DAY
from samverkan.lib.local_time import local_day

WITH_APPEAL = {Anslag.Kind.PROTOKOLL, Anslag.Kind.DELEGATION}
DAYS = ["status", "posted_on", "last_appeal_on", "take_down_on"]


@dataclass(frozen=True)
class Plats:
    """A board of a notice with the rule's view of it."""

    rad: Tavelplats
    tavla: Tavelrad


def places(anslag: Anslag) -> list[Plats]:
    """The boards of the notice, in a fixed number of queries."""
    rows = anslag.platser.select_related("tavla__organisation", "confirmed_by")
    return [Plats(row, _as_rule(row)) for row in rows.prefetch_related("tavla__avbrott")]


def _as_rule(row: Tavelplats) -> Tavelrad:
    outages = [
        Tavelavbrott(one.began_at, one.ended_at)
        for one in row.tavla.avbrott.all()
        if row.taken_down_at is None or one.began_at < row.taken_down_at
    ]
    return Tavelrad(row.tavla.name, row.posted_at, tuple(outages))


def appeal_time(anslag: Anslag) -> Anslagstid | None:
    """The days of a notice that can be appealed; None while its time does not run."""
    return anslagstid([plats.tavla for plats in places(anslag)])


def explanation(anslag: Anslag) -> Forklaring | None:
    """Why the last day to appeal is the day it is; None for a notice without one."""
    if anslag.kind not in WITH_APPEAL or anslag.last_appeal_on is None:
        return None
    tid = appeal_time(anslag)
    return tid.forklaring if tid else None


def put_days(anslag: Anslag) -> list[str]:
    """Compute the days anew and put them on the notice (not saved). Gives what changed, in words."""
    before = {field: getattr(anslag, field) for field in DAYS}
    posted = _posted(anslag)
    if anslag.kind in WITH_APPEAL:
        tid = appeal_time(anslag)
        anslag.last_appeal_on = tid.sista_dag if tid else None
        anslag.take_down_on = tid.tas_ned if tid else None
        posted = tid.uppsatt if tid else posted
    elif anslag.kind == Anslag.Kind.SAMMANTRADE:
        anslag.take_down_on = anslag.meeting_date + DAY
    anslag.posted_on = posted
    if posted is not None and anslag.status == Anslag.Status.VANTAR:
        anslag.status = Anslag.Status.UPPE
    return [
        f"{Anslag._meta.get_field(field).verbose_name}: {old or '–'} → {getattr(anslag, field) or '–'}"
        for field, old in before.items()
        if field != "status" and old != getattr(anslag, field)
    ]


def _posted(anslag: Anslag) -> date | None:
    moments = list(anslag.platser.values_list("posted_at", flat=True))
    if not moments or None in moments:
        return None
    return max(local_day(moment) for moment in moments)
