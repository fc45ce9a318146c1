from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kostnader.tjanster.rules import (
    Period,
    end_of_month,
    first_month,
    months_of,
    months_text,
    parse_month,
    period_text,
    refuse_overlaps,
)
from samverkan.lib.errors import Refused
from tests.factories import AnslutningFactory

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def connected(first: date, last: date | None = None):
    return AnslutningFactory.build(valid_from=first, valid_to=last, tjanst=None, organisation=None)


def test_a_month_is_read_with_or_without_a_day() -> None:
    assert [parse_month(text) for text in ("2023-04", "2023-4", " 2023-04-17 ")] == [date(2023, 4, 1)] * 3


@pytest.mark.parametrize("text", ["", "april", "2023", "2023-13", "0001-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Refused) as refusal:
        parse_month(text)
    assert refusal.value.message == "Skriv månaden som 2023-04."


def test_a_month_ends_on_its_last_day() -> None:
    assert end_of_month(date(2024, 2, 1)) == date(2024, 2, 29)


def test_a_member_takes_part_the_months_whose_first_day_it_is_connected() -> None:
    rows = [connected(date(2023, 1, 2), date(2023, 6, 1)), connected(date(2023, 12, 1))]
    assert months_of(rows, 2023) == {2, 3, 4, 5, 6, 12}
    assert months_of(rows, 2022) == frozenset()
    assert months_of(rows, 2024) == set(range(1, 13))


@given(DAYS)
def test_the_first_month_is_the_first_that_counts(day: date) -> None:
    first = first_month(day)
    assert first.day == 1
    assert first >= day
    assert (first - day).days <= 30
    assert first.month in months_of([connected(day)], first.year)


@given(DAYS, DAYS, DAYS, DAYS)
def test_two_periods_overlap_alike_seen_from_either(a: date, b: date, c: date, d: date) -> None:
    one, other = Period(min(a, b), max(a, b)), Period(min(c, d), max(c, d))
    assert one.overlaps(other) == other.overlaps(one)


@pytest.mark.parametrize(
    ("months", "text"),
    [
        (range(1, 13), "hela året"),
        (range(4, 13), "apr–dec"),
        ([1, 2, 3, 6], "jan–mars, juni"),
        ([], "–"),
    ],
)
def test_months_are_told_in_stretches(months, text: str) -> None:
    assert months_text(months) == text


def test_a_period_is_told_by_the_months_that_count() -> None:
    assert period_text(date(2023, 1, 2), None) == "2023-02 – tills vidare"
    assert period_text(date(2023, 1, 1), date(2023, 6, 30)) == "2023-01 – 2023-06"


def test_periods_of_a_member_may_follow_but_not_overlap() -> None:
    first = Period(date(2023, 1, 1), date(2023, 6, 30))
    refuse_overlaps([first, Period(date(2023, 7, 1), None)], "Kiruna")
    with pytest.raises(Refused) as refusal:
        refuse_overlaps([first, Period(date(2023, 6, 1), None)], "Kiruna")
    assert refusal.value.message == "Kiruna har två perioder som går in i varandra. Rätta den ena."
    with pytest.raises(Refused):
        refuse_overlaps([Period(date(2023, 6, 1), date(2023, 5, 31))], "Kiruna")
