"""What may be done with meetings: plan, move, cancel, take up again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from protokoll.sammantraden.dagordning import start_dagordning
from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.rules import Distansregler, is_public, refused_move
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib import klocka
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.local_time import STOCKHOLM, local_day
from samverkan.organ.models import Organ

WHEN_AND_WHERE = ("starts_at", "ends_at", "place", "remote")


@dataclass(frozen=True)
class Tid:
    """When and where a meeting is planned: aware moments."""

    starts_at: datetime
    ends_at: datetime | None = None
    place: str = ""


def create_sammantrade(organ: Organ, values: Mapping[str, Any], *, actor) -> Sammantrade:
    """Plan one meeting of a body, its agenda begun with the standing lines.

    `values` are fields of Sammantrade; the place is the body's when left out.

    Raises Refused for an outside body, a backward time, remote participation that is not allowed that day,
    or a meeting that already stands at the time.
    """
    with transaction.atomic():
        locked = _locked_organ(organ)
        sammantrade = Sammantrade(organ=locked, changed_at=klocka.now(), **{"place": locked.place, **values})
        _refuse(sammantrade)
        sammantrade.save(force_insert=True)
        _log("sammantrade.created", sammantrade, actor, dag=when(sammantrade))
        start_dagordning(sammantrade, actor=actor)
    return sammantrade


def create_sammantraden(organ: Organ, tider: Sequence[Tid], *, actor) -> list[Sammantrade]:
    """Plan several meetings in one go, all or none. Raises Refused, naming the day."""
    made = []
    with transaction.atomic():
        for tid in sorted(tider, key=lambda tid: tid.starts_at):
            values = {"starts_at": tid.starts_at, "ends_at": tid.ends_at, "place": tid.place or organ.place}
            try:
                made.append(create_sammantrade(organ, values, actor=actor))
            except Refused as refusal:
                raise Refused(f"{local_day(tid.starts_at)}: {refusal.message}") from refusal
    return made


def change_sammantrade(sammantrade: Sammantrade, values: Mapping[str, Any], *, actor) -> Sammantrade:
    """Move a meeting or change its place and form, until it is opened.

    Calendars are told by `revision`; whoever was called is told by a new kallelse.
    """
    with transaction.atomic():
        stored = _locked(sammantrade)
        _refuse_opened(stored, "ändras")
        before, told = stored.starts_at, tuple(getattr(stored, name) for name in WHEN_AND_WHERE)
        changes = apply_changes(stored, {key: val for key, val in values.items() if key not in _MOMENTS})
        for name in _MOMENTS & values.keys():
            setattr(stored, name, values[name])
        if tuple(getattr(stored, name) for name in WHEN_AND_WHERE) != told:
            stored.revision, stored.changed_at = stored.revision + 1, klocka.now()
        elif not changes:
            return stored
        _refuse(stored)
        stored.save()
        _log_change(stored, before, changes, actor)
    return stored


_MOMENTS = {"starts_at", "ends_at"}


def _log_change(stored: Sammantrade, before: datetime, changes: str, actor) -> None:
    if stored.starts_at != before:
        _log("sammantrade.moved", stored, actor, fran=when_at(before), till=when(stored))
    else:
        _log("sammantrade.changed", stored, actor, falt=changes or f"slutar {_clock(stored.ends_at)}")


def stall_in(sammantrade: Sammantrade, *, reason: str, actor) -> Sammantrade:
    """Cancel a meeting that has not been opened. It stays in lists and calendars, with the reason."""
    if not reason.strip():
        raise Refused("Skriv varför sammanträdet ställs in.", field="reason")
    with transaction.atomic():
        stored = _locked(sammantrade)
        _move(stored, Sammantrade.Status.INSTALLT)
        stored.cancelled_reason = reason.strip()
        _save_state(stored)
        _log("sammantrade.cancelled", stored, actor, dag=when(stored), skal=stored.cancelled_reason)
    return stored


def ateruppta(sammantrade: Sammantrade, *, actor) -> Sammantrade:
    """Take up a cancelled meeting again, as planned; it must be called anew."""
    with transaction.atomic():
        stored = _locked(sammantrade)
        _move(stored, Sammantrade.Status.PLANERAT)
        stored.cancelled_reason = ""
        _refuse(stored)
        _save_state(stored)
        _log("sammantrade.resumed", stored, actor, dag=when(stored))
    return stored


def _save_state(stored: Sammantrade) -> None:
    stored.revision, stored.changed_at = stored.revision + 1, klocka.now()
    stored.save()


def _move(sammantrade: Sammantrade, to: str) -> None:
    fault = refused_move(sammantrade.status, to)
    if fault:
        raise Refused(str(fault))
    sammantrade.status = to


def _locked_organ(organ: Organ) -> Organ:
    return Organ.objects.select_for_update(of=("self",)).select_related("samverkan").get(pk=organ.pk)


def _locked(sammantrade: Sammantrade) -> Sammantrade:
    _locked_organ(sammantrade.organ)
    stored = Sammantrade.objects.select_for_update(of=("self",)).select_related("organ__samverkan")
    return stored.get(pk=sammantrade.pk)


def _refuse_opened(sammantrade: Sammantrade, verb: str) -> None:
    if sammantrade.status not in (Sammantrade.Status.PLANERAT, Sammantrade.Status.KALLAT):
        state = sammantrade.get_status_display().lower()
        raise Refused(f"Sammanträdet är {state} och kan inte {verb}.")


def _refuse(sammantrade: Sammantrade) -> None:
    organ = sammantrade.organ
    if organ.outside:
        raise Refused(f"{organ} är utanför samverkan. Dess sammanträden planeras inte här.", field="organ")
    if sammantrade.ends_at is not None and sammantrade.ends_at <= sammantrade.starts_at:
        raise Refused("Sammanträdet kan inte sluta innan det börjar.", field="slut")
    day = local_day(sammantrade.starts_at)
    if sammantrade.remote and not Distansregler(organ.remote_from, organ.remote_to).allows(day):
        raise Refused(
            f"Deltagande på distans är inte tillåtet i {organ} den {day} (KL 6:24). "
            "Ändra organets uppgifter om fullmäktige har beslutat annat.",
            field="remote",
        )
    if is_public(organ.kind, budget=sammantrade.decides_budget):
        sammantrade.public = True  # KL 5:42, 9:10: not for the body to choose
    _refuse_same_time(sammantrade)
    clean_or_refuse(sammantrade, field="start")


def _refuse_same_time(sammantrade: Sammantrade) -> None:
    same = Sammantrade.objects.filter(organ=sammantrade.organ, starts_at=sammantrade.starts_at)
    if same.exclude(pk=sammantrade.pk).exclude(status=Sammantrade.Status.INSTALLT).exists():
        raise Refused(f"{sammantrade.organ} har redan ett sammanträde då.", field="start")


def when(sammantrade: Sammantrade) -> str:
    """The start as the log writes it: '2022-06-22 kl. 13.00'."""
    return when_at(sammantrade.starts_at)


def when_at(moment: datetime) -> str:
    """A moment as the log writes it, by Swedish clocks."""
    return f"{moment.astimezone(STOCKHOLM):%Y-%m-%d kl. %H.%M}"


def _clock(moment: datetime | None) -> str:
    return f"{moment.astimezone(STOCKHOLM):%H.%M}" if moment else "–"


def _log(action: str, sammantrade: Sammantrade, actor, **data: object) -> None:
    organ = sammantrade.organ
    log(action, sammantrade, actor=actor, samverkan=organ.samverkan, organ=organ, **data)
