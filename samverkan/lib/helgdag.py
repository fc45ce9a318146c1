"""Swedish public holidays and working days, for time limits of law."""

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
FIXED = ((1, 1), (1, 6), (5, 1), (6, 6), (12, 24), (12, 25), (12, 26), (12, 31))


def easter(year: int) -> date:
    """Easter Sunday in the Gregorian calendar (Meeus/Jones/Butcher)."""
    golden, (century, rest) = year % 19, divmod(year, 100)
    leap, century_rest = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * century_rest + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (golden + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def midsummer_eve(year: int) -> date:
    """The Friday 19–25 June."""
    first = date(year, 6, 19)
    return first + DAY * ((4 - first.weekday()) % 7)


@cache
def holidays(year: int) -> frozenset[date]:
    """Days other than Saturdays and Sundays that are no working days (lag 1989:253; 1930:173 2 §)."""
    sunday = easter(year)
    moving = {sunday - 2 * DAY, sunday + DAY, sunday + 39 * DAY, midsummer_eve(year)}
    return frozenset(moving | {date(year, month, day) for month, day in FIXED})


def is_working_day(day: date) -> bool:
    """Whether the day is no Saturday, Sunday, public holiday, midsummer, Christmas or New Year's Eve."""
    return day.weekday() < 5 and day not in holidays(day.year)


def next_working_day(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += DAY
    return day
