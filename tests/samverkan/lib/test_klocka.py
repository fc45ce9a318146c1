"""The clock of acts."""

from datetime import UTC, date, datetime

import pytest

from samverkan.lib import klocka


def test_what_happened_earlier_is_entered_with_its_own_moment() -> None:
    with klocka.at(datetime(2022, 6, 22, 22, 30, tzinfo=UTC)):
        assert klocka.now().isoformat() == "2022-06-23T00:30:00+02:00"
        assert klocka.today() == date(2022, 6, 23)
    assert klocka.now() > datetime(2026, 1, 1, tzinfo=UTC)


def test_a_moment_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"), klocka.at(datetime(2022, 6, 22)):
        pass
