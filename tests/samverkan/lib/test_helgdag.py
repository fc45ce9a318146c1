from datetime import date

import pytest

from samverkan.lib.helgdag import (
    all_saints,
    easter,
    is_vardag,
    is_working_day,
    midsummer_eve,
    next_working_day,
    vardag_before,
    why_no_working_day,
)


@pytest.mark.parametrize(
    "sunday",
    [date(1961, 4, 2), date(2000, 4, 23), date(2008, 3, 23), date(2024, 3, 31), date(2038, 4, 25)],
)
def test_easter_falls_where_the_almanac_has_it(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@pytest.mark.parametrize("eve", [date(2022, 6, 24), date(2023, 6, 23), date(2026, 6, 19), date(2027, 6, 25)])
def test_midsummer_eve_is_the_friday_between_the_19th_and_the_25th(eve: date) -> None:
    assert midsummer_eve(eve.year) == eve


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 6),
        date(2026, 4, 3),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2025, 6, 6),
        date(2026, 6, 19),
        date(2026, 12, 24),
        date(2026, 12, 31),
        date(2026, 11, 21),
    ],
)
def test_red_days_and_eves_are_no_working_days(day: date) -> None:
    assert not is_working_day(day)


def test_a_limit_moves_to_the_next_working_day_and_stays_on_one() -> None:
    assert next_working_day(date(2026, 4, 3)) == date(2026, 4, 7)
    assert next_working_day(date(2026, 4, 7)) == date(2026, 4, 7)


@pytest.mark.parametrize("day", [date(2020, 10, 31), date(2023, 11, 4), date(2027, 11, 6)])
def test_all_saints_is_the_saturday_between_the_last_of_october_and_the_sixth(day: date) -> None:
    assert all_saints(day.year) == day


def test_each_day_off_says_what_it_is_called() -> None:
    days = [date(2026, 4, 3), date(2026, 6, 6), date(2026, 6, 19), date(2026, 2, 1), date(2026, 2, 7)]
    assert [why_no_working_day(day) for day in days] == [
        "långfredagen",
        "nationaldagen",
        "midsommarafton",
        "söndag",
        "lördag",
    ]
    assert why_no_working_day(date(2026, 2, 2)) == ""


def test_saturdays_and_eves_are_vardagar_but_red_days_are_not() -> None:
    assert [is_vardag(date(2026, 6, day)) for day in (6, 18, 19, 20, 21, 22)] == [
        False,
        True,
        True,
        False,
        False,
        True,
    ]
    assert vardag_before(date(2026, 4, 7)) == date(2026, 4, 4)
    assert vardag_before(date(2027, 1, 1)) == date(2026, 12, 31)
