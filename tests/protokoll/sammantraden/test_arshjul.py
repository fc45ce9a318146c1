from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protokoll.sammantraden.arshjul import (
    Aterkommande,
    Motesrytm,
    is_free,
    moved,
    nth_weekday,
    place_matters,
    propose_year,
    proposed_day,
)
from samverkan.lib.period import Month

MONTHS = st.builds(Month, st.integers(2020, 2035), st.integers(1, 12))
WEEKDAYS, NTHS = st.integers(0, 4), st.sampled_from([1, 2, 3, 4, -1])


def test_the_third_wednesday_and_the_last_monday() -> None:
    assert nth_weekday(Month(2022, 3), 2, 3) == date(2022, 3, 16)
    assert nth_weekday(Month(2024, 2), 0, -1) == date(2024, 2, 26)
    with pytest.raises(ValueError, match="first to the fourth"):
        nth_weekday(Month(2024, 2), 0, 5)


def test_a_day_between_two_holidays_is_not_proposed() -> None:
    assert not is_free(date(2026, 5, 15))  # the Friday after Ascension
    assert not is_free(date(2026, 4, 3))
    assert is_free(date(2026, 5, 13))
    assert not is_free(date(2026, 5, 13), [date(2026, 5, 13)])


def test_a_meeting_on_a_holiday_moves_a_week_later_or_earlier_on_the_same_weekday() -> None:
    assert proposed_day(Month(2026, 4), 0, 1) == date(2026, 4, 13)  # the 6th is Easter Monday
    assert proposed_day(Month(2026, 12), 3, -1) == date(2026, 12, 17)  # 24th and 31st are eves
    blocked = [date(2026, 2, day) for day in range(1, 29) if day != 20]
    assert proposed_day(Month(2026, 2), 0, 1, blocked) == date(2026, 2, 20)
    with pytest.raises(ValueError, match="no free day"):
        proposed_day(Month(2026, 2), 0, 1, [date(2026, 2, day) for day in range(1, 29)])


@given(MONTHS, WEEKDAYS, NTHS)
def test_any_month_has_a_free_day_and_keeps_its_weekday_when_it_can(
    month: Month, weekday: int, nth: int
) -> None:
    day = proposed_day(month, weekday, nth)
    assert Month.of(day) == month
    assert is_free(day)
    assert day.weekday() == weekday


def test_a_year_keeps_the_hour_of_the_clock_over_summer_time() -> None:
    rytm = Motesrytm((3, 6, 10, 12), veckodag=2, nte=3, start=time(13), slut=time(16))
    meetings = propose_year(2022, rytm)
    assert [start.date() for start, _ in meetings] == [
        date(2022, 3, 16),
        date(2022, 6, 15),
        date(2022, 10, 19),
        date(2022, 12, 21),
    ]
    assert [start.astimezone(UTC).hour for start, _ in meetings] == [12, 11, 11, 12]
    assert {end - start for start, end in meetings} == {timedelta(hours=3)}


def test_a_moved_meeting_keeps_the_hour_of_the_clock() -> None:
    start, end = propose_year(2026, Motesrytm((3,), 2, 3, time(13), time(16)))[0]
    later_start, later_end = moved(start, end, date(2026, 4, 8))
    assert later_start.astimezone(UTC) == datetime(2026, 4, 8, 11, tzinfo=UTC)
    assert later_end - later_start == timedelta(hours=3)


WHEEL = [
    Aterkommande("Verksamhetsberättelse", (3,)),
    Aterkommande("Budget", (6,)),
    Aterkommande("Delårsrapport", (6, 9)),
    Aterkommande("Ekonomi och verksamhet", (3, 6, 9, 12)),
    Aterkommande("Internkontrollplan", (12,)),
]


def test_each_matter_comes_to_the_meeting_of_its_month_or_the_next() -> None:
    days = [date(2022, 3, 16), date(2022, 6, 22), date(2022, 10, 12), date(2022, 12, 14)]
    assert place_matters(WHEEL, days) == {
        days[0]: ("Verksamhetsberättelse", "Ekonomi och verksamhet"),
        days[1]: ("Budget", "Delårsrapport", "Ekonomi och verksamhet"),
        days[2]: ("Delårsrapport", "Ekonomi och verksamhet"),
        days[3]: ("Ekonomi och verksamhet", "Internkontrollplan"),
    }


def test_what_is_due_after_the_last_meeting_comes_to_the_last() -> None:
    assert place_matters([Aterkommande("Bokslut", (12,))], [date(2026, 9, 1)]) == {
        date(2026, 9, 1): ("Bokslut",)
    }
    assert place_matters(WHEEL, []) == {}
