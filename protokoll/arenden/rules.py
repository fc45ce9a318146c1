"""What becomes of a matter, and what may be decided without the body itself (KL 5–7 kap.)."""

from collections.abc import Collection, Iterable
from datetime import date

from samverkan.lib.brist import Brist

# KL 6:38: what a nämnd may not hand over to a committee, a member or an employee.
NOT_DELEGATED = {
    "mal": "mål, inriktning, omfattning eller kvalitet i verksamheten",
    "yttrande": "framställningar eller yttranden till fullmäktige eller i överklagade beslut",
    "myndighetsutovning": "myndighetsutövning mot enskilda av principiell eller annars större vikt",
    "medborgarforslag": "ärenden som väckts genom medborgarförslag",
    "lag": "ärenden som enligt lag inte får delegeras",
}

# A decided matter is closed; one put off stays open, for the next meeting or to be prepared again.
AFTER = {"bifall": "avslutat", "avslag": "avslutat", "bordlaggning": "oppet", "aterremiss": "oppet"}


def state_after(outcome: str) -> str:
    """A matter's state when its § had this outcome (KL 5:49–51, 6:33). KeyError for an unknown outcome."""
    return AFTER[outcome]


def next_meeting_of_tabled(decided: date, meetings: Iterable[date]) -> date | None:
    """The meeting a bordlagt matter comes back to: the next one (KL 5:51); None when none is planned."""
    return min((day for day in meetings if day > decided), default=None)


def obstacles_to_delegation(features: Collection[str]) -> list[Brist]:
    """Why the nämnd must itself decide a matter with these features, keys of NOT_DELEGATED (KL 6:38)."""
    return [
        Brist("KL 6:38", f"Nämnden måste själv besluta om {text}.")
        for feature, text in NOT_DELEGATED.items()
        if feature in features
    ]


def report_by(decided: date, meetings: Iterable[date]) -> date | None:
    """The meeting where an urgent decision by the chair is reported: the next one (KL 6:39–40)."""
    return min((day for day in meetings if day >= decided), default=None)


def needs_own_notice(*, is_reported: bool, is_appealable: bool) -> bool:
    """Whether a delegated decision is recorded apart and posted on the board (KL 6:40, 7:8, 8:10 p. 3)."""
    return is_appealable and not is_reported
