"""Meetings in a series: every so many weeks, moved when the day is not free."""

from collections.abc import Collection
from datetime import date, timedelta

from protokoll.sammantraden.arshjul import is_free
from samverkan.lib.errors import Refused
from samverkan.lib.helgdag import DAY

MOST = 60  # more than a year of weekly meetings is a slip of the hand
REACH = 6  # days a meeting may be moved either way


def every_n_weeks(first: date, last: date, weeks: int, blocked: Collection[date] = ()) -> dict[date, date]:
    """The days of a series from `first` through `last`, `weeks` apart, each with the day the rhythm gives.

    A day that is not free moves to the nearest free one, the earlier of two; the rhythm itself stays, and a
    day with nothing free near it is left out. Raises Refused for a series that ends before it starts, or
    that has more than 60 meetings.
    """
    if last < first:
        raise Refused("Serien kan inte sluta innan den börjar.", field="till")
    wished = [first + timedelta(weeks=weeks * step) for step in range((last - first).days // (7 * weeks) + 1)]
    if len(wished) > MOST:
        raise Refused(f"Serien har {len(wished)} sammanträden. Välj en kortare tid.", field="till")
    days: dict[date, date] = {}
    for day in wished:
        free = nearest_free(day, {*blocked, *days})
        if free:
            days[free] = day
    return days


def nearest_free(day: date, blocked: Collection[date] = ()) -> date | None:
    """The free day nearest a wished one, at most six days away; None when there is none."""
    steps = sorted(range(-REACH, REACH + 1), key=lambda step: (abs(step), step))
    return next((day + DAY * step for step in steps if is_free(day + DAY * step, blocked)), None)
