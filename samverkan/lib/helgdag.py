"""Swedish public holidays and working days, for time limits of law."""

from datetime import date, timedelta
from functools import cache

DAY = timedelta(days=1)
SATURDAY, SUNDAY = 5, 6
WEEKDAYS = ("måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag")


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
def public_holidays(year: int) -> dict[date, str]:
    """The public holidays of a year and their names; other Sundays are left out (lag 1989:253 1 §)."""
    sunday = easter(year)
    return {
        date(year, 1, 1): "nyårsdagen",
        date(year, 1, 6): "trettondedag jul",
        sunday - 2 * DAY: "långfredagen",
        sunday: "påskdagen",
        sunday + DAY: "annandag påsk",
        date(year, 5, 1): "första maj",
        sunday + 39 * DAY: "Kristi himmelsfärdsdag",
        sunday + 49 * DAY: "pingstdagen",
        date(year, 6, 6): "nationaldagen",
        midsummer_eve(year) + DAY: "midsommardagen",
        all_saints(year): "alla helgons dag",
        date(year, 12, 25): "juldagen",
        date(year, 12, 26): "annandag jul",
    }


def all_saints(year: int) -> date:
    """The Saturday 31 October–6 November."""
    first = date(year, 10, 31)
    return first + DAY * ((SATURDAY - first.weekday()) % 7)


@cache
def eves(year: int) -> dict[date, str]:
    """The eves that count as public holidays when a time limit ends on them (lag 1930:173 2 §)."""
    return {
        midsummer_eve(year): "midsommarafton",
        date(year, 12, 24): "julafton",
        date(year, 12, 31): "nyårsafton",
    }


def why_no_working_day(day: date) -> str:
    """'långfredagen', 'midsommarafton', 'lördag', 'söndag'; empty on a working day.

    Source: lag 1930:173 2 §. A public holiday is named before the day of the week it falls on.
    """
    named = public_holidays(day.year).get(day) or eves(day.year).get(day)
    return named or (WEEKDAYS[day.weekday()] if day.weekday() >= SATURDAY else "")


def is_working_day(day: date) -> bool:
    """Whether the day is no Saturday, Sunday, public holiday, midsummer, Christmas or New Year's Eve."""
    return not why_no_working_day(day)


def next_working_day(day: date) -> date:
    """The day itself, or the first working day after it."""
    while not is_working_day(day):
        day += DAY
    return day


def is_vardag(day: date) -> bool:
    """Whether the law calls the day a vardag: no Sunday or public holiday; Saturdays and eves are."""
    return day.weekday() != SUNDAY and day not in public_holidays(day.year)


def vardag_before(day: date) -> date:
    """The vardag nearest before `day`."""
    day -= DAY
    while not is_vardag(day):
        day -= DAY
    return day
