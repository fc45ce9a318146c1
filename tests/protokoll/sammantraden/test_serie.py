from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protokoll.sammantraden.arshjul import is_free
from protokoll.sammantraden.serie import every_n_weeks, nearest_free
from samverkan.lib.errors import Refused


def test_a_day_that_is_a_holiday_moves_to_the_nearest_free_one_and_the_rhythm_stays() -> None:
    days = every_n_weeks(date(2023, 5, 4), date(2023, 6, 1), 2)  # 18 May is Ascension
    assert days == {
        date(2023, 5, 4): date(2023, 5, 4),
        date(2023, 5, 17): date(2023, 5, 18),
        date(2023, 6, 1): date(2023, 6, 1),
    }


def test_a_series_that_goes_backwards_or_never_ends_is_refused() -> None:
    with pytest.raises(Refused, match="sluta innan den börjar"):
        every_n_weeks(date(2023, 5, 4), date(2023, 5, 3), 2)
    with pytest.raises(Refused, match="105 sammanträden"):
        every_n_weeks(date(2023, 1, 1), date(2025, 1, 1), 1)


def test_a_day_with_nothing_free_near_it_gives_none() -> None:
    blocked = [date(2023, 5, 4) + timedelta(days=step) for step in range(-6, 7)]
    assert nearest_free(date(2023, 5, 4), blocked) is None


@given(st.dates(date(2020, 1, 1), date(2035, 1, 1)), st.integers(1, 8))
def test_every_day_of_a_series_is_free_and_near_its_place(first: date, weeks: int) -> None:
    days = every_n_weeks(first, first + timedelta(days=300), weeks)
    assert all(is_free(day) and abs((day - wished).days) <= 6 for day, wished in days.items())
