from datetime import date

import pytest

from samverkan.beslut.rules import laga_kraft, last_appeal, latest_laga_kraft

# Counted by hand: Easter, midsummer's eve, 1 May, 6 June on a Saturday, Christmas.
CASES = [
    (date(2026, 2, 2), date(2026, 2, 23)),
    (date(2026, 3, 13), date(2026, 4, 7)),
    (date(2026, 5, 29), date(2026, 6, 22)),
    (date(2026, 4, 10), date(2026, 5, 4)),
    (date(2026, 5, 16), date(2026, 6, 8)),
    (date(2025, 12, 3), date(2025, 12, 29)),
]


@pytest.mark.parametrize(("posted", "last"), CASES)
def test_three_weeks_end_on_a_working_day_and_force_comes_the_day_after(posted: date, last: date) -> None:
    assert last_appeal(posted) == last
    assert (laga_kraft(posted) - last).days == 1


def test_without_a_known_notice_the_latest_lawful_day_is_suggested() -> None:
    assert latest_laga_kraft(date(2022, 6, 22)) == laga_kraft(date(2022, 7, 8)) == date(2022, 7, 30)
