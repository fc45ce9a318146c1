"""The year wheel: days of meetings that avoid holidays, and the matters that come back every year."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from samverkan.lib.helgdag import DAY, is_working_day
from samverkan.lib.local_time import local_moment
from samverkan.lib.period import Month


@dataclass(frozen=True)
class Motesrytm:
    """When a body meets: months, the nth (1–4, −1 the last) weekday (Monday is 0), from hour to hour."""

    manader: tuple[int, ...]
    veckodag: int
    nte: int
    start: time
    slut: time


@dataclass(frozen=True)
class Aterkommande:
    """A matter of the wheel: its heading and the months it is due in."""

    rubrik: str
    manader: tuple[int, ...]


def nth_weekday(month: Month, weekday: int, nth: int) -> date:
    """The nth (1–4) or last (−1) Monday (0) … Sunday (6) of a month. ValueError for another nth."""
    if nth not in (1, 2, 3, 4, -1):
        raise ValueError("A weekday of a month is the first to the fourth, or the last")
    if nth == -1:
        return month.last_day - DAY * ((month.last_day.weekday() - weekday) % 7)
    return month.first_day + DAY * ((weekday - month.first_day.weekday()) % 7 + 7 * (nth - 1))


def is_free(day: date, blocked: Collection[date] = ()) -> bool:
    """Whether a body can meet: a working day, no day between two holidays, not blocked by the body."""
    squeezed = not is_working_day(day - DAY) and not is_working_day(day + DAY)
    return is_working_day(day) and not squeezed and day not in blocked


def proposed_day(month: Month, weekday: int, nth: int, blocked: Collection[date] = ()) -> date:
    """The day the rhythm gives, moved when it is not free.

    First to the same weekday one week later, earlier, two weeks later …, within the month; then to the free
    day of the month nearest the wished one, the earlier of two. ValueError when the month has none.
    """
    wished = nth_weekday(month, weekday, nth)
    weeks = sorted(range(-5, 6), key=lambda step: (abs(step), -step))
    same_weekday = [wished + timedelta(weeks=step) for step in weeks]
    length = (month.last_day - month.first_day).days + 1
    others = sorted(
        (month.first_day + DAY * step for step in range(length)), key=lambda day: (abs(day - wished), day)
    )
    for day in [*same_weekday, *others]:
        if Month.of(day) == month and is_free(day, blocked):
            return day
    raise ValueError(f"{month} has no free day")


def propose_year(
    year: int, rytm: Motesrytm, blocked: Collection[date] = ()
) -> tuple[tuple[datetime, datetime], ...]:
    """A year of meetings by the rhythm, in order: start and end as moments, summer time told apart."""
    days = [proposed_day(Month(year, month), rytm.veckodag, rytm.nte, blocked) for month in rytm.manader]
    return tuple((local_moment(day, rytm.start), local_moment(day, rytm.slut)) for day in sorted(days))


def place_matters(matters: Iterable[Aterkommande], days: Sequence[date]) -> dict[date, tuple[str, ...]]:
    """Which matters come to which meeting of the year, in the wheel's order.

    A matter goes to the first meeting of its month, else to the next meeting of the year, else to the last.
    Without meetings nothing is placed.
    """
    placed: dict[date, list[str]] = {day: [] for day in sorted(days)}
    for matter in matters:
        for month in matter.manader if placed else ():
            day = next((day for day in placed if day.month >= month), max(placed))
            if matter.rubrik not in placed[day]:
                placed[day].append(matter.rubrik)
    return {day: tuple(headings) for day, headings in placed.items()}


def moved(start: datetime, end: datetime, day: date) -> tuple[datetime, datetime]:
    """A meeting moved to another day at the same hours by the clock, whatever summer time does."""
    shift = (end.date() - start.date()).days
    return local_moment(day, start.time()), local_moment(day + DAY * shift, end.time())


def is_placed(item: str, headings: Iterable[str]) -> bool:
    """Whether an item of the wheel is on the agenda: by its name, or with more after it ("Budget 2027")."""
    name = item.casefold()
    told = [heading.casefold() for heading in headings]
    return any(one == name or one.startswith(f"{name} ") for one in told)
