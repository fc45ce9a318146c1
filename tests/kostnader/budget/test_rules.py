from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kostnader.budget.rules import (
    DIRECTIONS,
    UNITS,
    Indexation,
    change_share,
    even_months,
    parse_cell,
    respread,
)
from samverkan.lib.errors import Refused

AMOUNTS = st.decimals(min_value=-(10**10), max_value=10**10, places=2, allow_nan=False)
PERCENTS = st.decimals(min_value=-99, max_value=300, places=3, allow_nan=False)
INDEXATIONS = st.builds(
    Indexation, PERCENTS, st.sampled_from([Decimal(unit) for unit in UNITS]), st.sampled_from([*DIRECTIONS])
)


@pytest.mark.parametrize("text", ["", " ", "–", "-", "−"])
def test_nothing_and_a_dash_are_zero(text: str) -> None:
    assert parse_cell(text) == 0


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("tolv", "”tolv” är inget tal. Skriv det med siffror, till exempel 1 234,50."),
        ("1.5", "Skriv decimaler med komma: 1,50."),
        ("=1+1", "Det här är en formel: =1+1. Skriv eller klistra in värdet i stället."),
        ("999999999999", "Beloppet är för stort: en cell rymmer högst 99 999 999 999,99 kr."),
    ],
)
def test_what_is_no_amount_is_refused_with_what_to_write(text: str, advice: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_cell(text)
    assert refused.value.message.replace("\u00a0", " ") == advice


@given(AMOUNTS)
def test_even_months_sum_to_the_amount_and_differ_by_an_ore_at_most(amount: Decimal) -> None:
    months = even_months(amount)
    assert sum(months) == amount
    assert len(months) == 12
    assert max(months) - min(months) <= Decimal("0.01")


@given(st.lists(st.integers(0, 10**8), min_size=12, max_size=12).filter(any), AMOUNTS)
def test_a_new_amount_keeps_the_profile_of_its_months(ore: list[int], amount: Decimal) -> None:
    months = [Decimal(part) / 100 for part in ore]
    spread = respread(months, amount)
    assert sum(spread) == amount
    exact = [Fraction(month) * Fraction(amount) / Fraction(sum(months)) for month in months]
    assert max(abs(Fraction(part) - whole) for part, whole in zip(spread, exact, strict=True)) < Fraction(
        1, 100
    )


def test_months_of_both_signs_have_no_profile_to_keep() -> None:
    assert respread([Decimal(-5), Decimal(5)] + [Decimal(0)] * 10, Decimal(100)) is None


@given(AMOUNTS, INDEXATIONS)
def test_indexing_lands_on_the_unit_less_than_one_step_away(amount: Decimal, by: Indexation) -> None:
    result = by.apply(amount)
    exact = Fraction(amount) * (100 + Fraction(by.percent)) / 100
    if amount and by.percent:
        assert Fraction(result) / Fraction(by.unit) % 1 == 0
        assert abs(Fraction(result) - exact) < Fraction(by.unit)
    else:
        assert result == amount


@given(AMOUNTS, INDEXATIONS)
def test_indexing_is_symmetric_so_that_what_moves_between_rows_still_takes_out(
    amount: Decimal, by: Indexation
) -> None:
    assert by.apply(-amount) == -by.apply(amount)


@given(AMOUNTS, INDEXATIONS)
def test_up_never_gives_less_and_down_never_more_than_the_exact_amount(
    amount: Decimal, by: Indexation
) -> None:
    exact = abs(Fraction(amount) * (100 + Fraction(by.percent)) / 100)
    result = abs(Fraction(by.apply(amount)))
    if amount and by.percent:
        assert {"upp": result >= exact, "ned": result <= exact, "narmast": True}[by.direction]


@given(AMOUNTS, AMOUNTS, INDEXATIONS)
def test_a_larger_row_is_never_indexed_below_a_smaller(one: Decimal, other: Decimal, by: Indexation) -> None:
    small, large = sorted([one, other])
    assert by.apply(small) <= by.apply(large)


def test_half_a_step_is_rounded_away_from_zero() -> None:
    by = Indexation(Decimal("2.5"), Decimal(100), "narmast")
    assert [by.apply(Decimal(amount)) for amount in (2000, 6000, -2000)] == [2100, 6200, -2100]


def test_the_change_is_told_against_the_size_of_the_old_amount() -> None:
    assert change_share(Decimal(120), Decimal(100)) == Fraction(1, 5)
    assert change_share(Decimal(-50), Decimal(-100)) == Fraction(1, 2)
    assert change_share(Decimal(5), Decimal(0)) is None
