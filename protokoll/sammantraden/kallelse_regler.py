"""When a meeting's kallelse is due, and what lets it be late: the rules asked with its own facts."""

from datetime import date

from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.rules import (
    Frist,
    Kallelseregler,
    clause_for_late,
    late_kallelse,
    latest_kallelse,
)
from samverkan.lib.brist import Brist
from samverkan.lib.local_time import local_day


def rules_for(sammantrade: Sammantrade, clause: str = "") -> Kallelseregler:
    """What decides; `clause` is where the reglemente lets it be late, when the body's page does not say."""
    organ = sammantrade.organ
    clause = clause.strip() or organ.late_clause
    return Kallelseregler(organ.kind, organ.kallelse_days, sammantrade.decides_budget, clause)


def due(sammantrade: Sammantrade) -> Frist:
    """The last day it may be sent, and by which clause."""
    return latest_kallelse(local_day(sammantrade.starts_at), rules_for(sammantrade))


def is_late(sammantrade: Sammantrade, day: date) -> bool:
    """Whether a kallelse sent that day is late."""
    return day > due(sammantrade).dag


def fault(sammantrade: Sammantrade, day: date, *, clause: str = "", reason: str = "") -> Brist | None:
    """Why a kallelse may not be sent that day; None when it may (KL 5:13–15, 6:23, 9:10; law.md 1.2)."""
    return late_kallelse(local_day(sammantrade.starts_at), day, rules_for(sammantrade, clause), skal=reason)


def way_out(sammantrade: Sammantrade, day: date) -> str:
    """What may let it be late for urgency: 'kant' (law, or the body's page, has the clause: `clause_of`),
    'reglemente' (if it says so; the secretary names the clause), '' when nothing can."""
    meeting = local_day(sammantrade.starts_at)
    if day > meeting:
        return ""
    if clause_of(sammantrade, day):
        return "kant"
    return "reglemente" if clause_for_late(meeting, day, rules_for(sammantrade, "?")) else ""


def clause_of(sammantrade: Sammantrade, day: date) -> str:
    """The clause of law or reglemente that lets the kallelse be late that day; '' when none is known."""
    return clause_for_late(local_day(sammantrade.starts_at), day, rules_for(sammantrade)) or ""
