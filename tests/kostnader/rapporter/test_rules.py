from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kostnader.rapporter.rules import is_reminder_due, period_before, period_text, title

DAY = date(2024, 2, 15)


@pytest.mark.parametrize(
    ("kind", "year", "through", "text"),
    [
        ("manad", 2024, 2, "Månadsrapport februari 2024"),
        ("delar", 2023, 8, "Delårsrapport januari–augusti 2023"),
        ("verksamhetsberattelse", 2023, 12, "Verksamhetsberättelse 2023"),
        ("arsredovisning", 2023, 12, "Årsredovisning 2023"),
    ],
)
def test_a_report_is_called_what_it_is(kind: str, year: int, through: int, text: str) -> None:
    assert title(kind, year, through) == text
    assert text.endswith(period_text(kind, year, through))


def test_a_month_is_compared_with_the_month_before_and_the_rest_with_last_year() -> None:
    assert period_before("manad", 2024, 2) == (2024, 1)
    assert period_before("manad", 2024, 1) == (2023, 12)
    assert period_before("delar", 2023, 8) == (2022, 8)
    assert period_before("arsredovisning", 2023, 12) == (2022, 12)


@pytest.mark.parametrize(
    ("today", "reminded", "due"),
    [
        (date(2024, 2, 11), None, False),
        (date(2024, 2, 12), None, True),
        (date(2024, 2, 14), date(2024, 2, 12), False),
        (date(2024, 2, 15), date(2024, 2, 12), True),
        (date(2024, 2, 21), date(2024, 2, 15), False),
        (date(2024, 2, 22), date(2024, 2, 15), True),
        (date(2024, 3, 20), None, True),
    ],
)
def test_reminders_come_three_days_before_on_the_day_and_then_weekly(
    today: date, reminded: date | None, due: bool
) -> None:
    assert is_reminder_due(DAY, reminded, today) is due


@given(st.integers(-30, 120))
def test_who_was_reminded_today_is_not_reminded_again(days: int) -> None:
    today = DAY + timedelta(days)
    assert is_reminder_due(DAY, today, today) is False
