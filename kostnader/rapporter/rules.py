"""What holds for reports: periods, titles, reminders. No database."""

from datetime import date, timedelta

from samverkan.lib.period import Month
from samverkan.lib.swedish import MONTHS, span

MANAD, DELAR, ARSREDOVISNING = "manad", "delar", "arsredovisning"
TITLES = {
    MANAD: "Månadsrapport",
    DELAR: "Delårsrapport",
    "verksamhetsberattelse": "Verksamhetsberättelse",
    ARSREDOVISNING: "Årsredovisning",
}
WHOLE_YEAR = 12
BEFORE = timedelta(days=3)  # the first reminder comes so long before the day
EVERY = timedelta(days=7)  # and then this often when the day has passed


def period_text(kind: str, year: int, through: int) -> str:
    """'februari 2024' of a month report, 'januari–augusti 2023' of an interim one, '2023' of a year."""
    if kind == MANAD:
        return f"{MONTHS[through - 1]} {year}"
    return str(year) if through == WHOLE_YEAR else f"{span(MONTHS, 1, through)} {year}"


def title(kind: str, year: int, through: int) -> str:
    """'Månadsrapport februari 2024'."""
    return f"{TITLES[kind]} {period_text(kind, year, through)}"


def period_before(kind: str, year: int, through: int) -> tuple[int, int]:
    """(year, month) that a report is compared with: the month before, or the same time last year."""
    if kind == MANAD and through > 1:
        return year, through - 1
    return (year - 1, WHOLE_YEAR) if kind == MANAD else (year - 1, through)


def is_reminder_due(deadline: date, reminded_on: date | None, today: date) -> bool:
    """Whether it is time to remind: three days before, on the day, then once a week."""
    days = [deadline - BEFORE, deadline]
    while days[-1] + EVERY <= today:
        days.append(days[-1] + EVERY)
    passed = [day for day in days if day <= today]
    return bool(passed) and (reminded_on is None or reminded_on < passed[-1])


def latest_day(kind: str, year: int, through: int) -> tuple[date, str] | None:
    """The day a report is to be handed over at the latest, and the clause; None where the law sets none.

    Delårsrapport: within two months from the end of its period (kommunallagen 11:16). Årsredovisning: by
    15 April of the year after (11:20).
    """
    if kind == DELAR:
        return (Month(year, through) + 2).last_day, "kommunallagen 11 kap. 16 §"
    if kind == ARSREDOVISNING:
        return date(year + 1, 4, 15), "kommunallagen 11 kap. 20 §"
    return None
