"""The year wheel as a drawing: whole units around the middle of a square of 400, January at the top right."""

from collections.abc import Sequence
from dataclasses import dataclass

from protokoll.sammantraden.arshjul_queries import Manad
from protokoll.sammantraden.models import Arshjulspost, Sammantrade
from samverkan.lib.local_time import local_day
from samverkan.lib.swedish import MONTHS_SHORT

STEP = 30  # degrees in a month
NAME_AT, MEETING_AT = 172, 106  # distance from the middle
# Sine of the middle of each month (15°, 45°, 75° …), in thousandths.
_SINE = (259, 707, 966, 966, 707, 259, -259, -707, -966, -966, -707, -259)


@dataclass(frozen=True)
class Punkt:
    """A matter as a dot: its angle from the top, and whether it is for decision."""

    angle: int
    decides: bool


@dataclass(frozen=True)
class Tartbit:
    """A month of the drawing."""

    angle: int
    name: str
    name_at: tuple[int, int]
    punkter: list[Punkt]
    days: str
    meeting_at: tuple[int, int]
    current: bool


def slices(months: Sequence[Manad], current: int | None) -> list[Tartbit]:
    """The twelve parts of the wheel; `current` is the month it is now, None in another year."""
    return [
        Tartbit(
            angle=at * STEP,
            name=MONTHS_SHORT[at],
            name_at=_place(at, NAME_AT),
            punkter=_dots(at, month.posts),
            days=_days(month.sammantraden),
            meeting_at=_place(at, MEETING_AT),
            current=month.number == current,
        )
        for at, month in enumerate(months)
    ]


def _place(at: int, distance: int) -> tuple[int, int]:
    """Where the middle of a month is, so far out; down is positive."""
    cosine = _SINE[(at + 3) % 12]  # a quarter of a turn ahead
    return distance * _SINE[at] // 1000, -distance * cosine // 1000


def _dots(at: int, posts: Sequence[Arshjulspost]) -> list[Punkt]:
    gap = STEP // (len(posts) + 1)
    return [
        Punkt(at * STEP + gap * place + (STEP - gap * (len(posts) + 1)) // 2, post.kind == "beslut")
        for place, post in enumerate(posts, 1)
    ]


def _days(sammantraden: Sequence[Sammantrade]) -> str:
    days = [str(local_day(one.starts_at).day) for one in sammantraden]
    return ", ".join(days) if len(days) < 3 else f"{len(days)} st"


def told(months: Sequence[Manad]) -> str:
    """The wheel in one sentence per month with something, for who does not see it."""
    parts = []
    for month in months:
        days = _days(month.sammantraden)
        texts = ([f"sammanträde {days}"] if days else []) + [post.heading for post in month.posts]
        if texts:
            parts.append(f"{month.name.capitalize()}: {', '.join(texts)}.")
    return " ".join(parts) or "Inget är inlagt."
