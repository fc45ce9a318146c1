from datetime import UTC, date, datetime, time

import pytest

from samverkan.lib.errors import Refused
from samverkan.lib.local_time import local_day, local_moment


def test_the_day_of_a_moment_is_the_swedish_one() -> None:
    assert local_day(datetime(2025, 12, 31, 23, 30, tzinfo=UTC)) == date(2026, 1, 1)
    assert local_day(datetime(2026, 6, 30, 22, 30, tzinfo=UTC)) == date(2026, 7, 1)


def test_a_naive_moment_has_no_day() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 1, 1))


def test_the_hour_that_summer_time_skips_is_refused() -> None:
    with pytest.raises(Refused, match=r"Klockan 02\.30 finns inte den 2026-03-29"):
        local_moment(date(2026, 3, 29), time(2, 30))


def test_the_hour_that_comes_twice_is_the_first_one() -> None:
    twice = local_moment(date(2026, 10, 25), time(2, 30))
    assert twice.astimezone(UTC) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert local_moment(date(2026, 1, 15), time(13)).astimezone(UTC) == datetime(2026, 1, 15, 12, tzinfo=UTC)
