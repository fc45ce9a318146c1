"""Proposals: what they add up to, and when they have nothing to say."""

from decimal import Decimal as D

from hypothesis import assume, given
from hypothesis import strategies as st

from kostnader.prognos.rules import forslag, monster, needs_comment, rak, rest

amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)
years = st.lists(amounts, min_size=12, max_size=12)
months = st.integers(0, 12)


@given(years, years, months)
def test_outcome_and_remaining_budget_of_rows_sum_to_that_of_their_sum(one, other, through) -> None:
    both = [a + b for a, b in zip(one, other, strict=True)]
    assert rest(D(3), one, through) + rest(D(4), other, through) == rest(D(7), both, through)


@given(years)
def test_before_the_first_month_the_forecast_is_the_budget(budget) -> None:
    assert rest(D(0), budget, 0) == sum(budget)


@given(amounts, years, years)
def test_when_the_year_is_out_every_proposal_is_the_outcome(utfall, budget, before) -> None:
    found = forslag(utfall, budget, before, 12)
    assert (found.rest, found.rak) == (utfall, utfall)
    assert found.monster in (None, utfall)


@given(amounts, st.integers(1, 12))
def test_a_straight_line_is_the_pace_of_the_months_gone(utfall, through) -> None:
    assert abs(rak(utfall, through) * through - utfall * 12) <= through * D("0.005")


@given(years, st.integers(1, 12))
def test_a_year_that_goes_as_the_last_ends_as_the_last(before, through) -> None:
    so_far = sum(before[:through])
    found = monster(so_far, before, through)
    assume(found is not None)
    assert found == sum(before)


@given(amounts, years, years, months)
def test_an_income_is_forecast_as_a_cost_is(utfall, budget, before, through) -> None:
    def minus(year):
        return [-month for month in year]

    one = forslag(utfall, budget, before, through)
    other = forslag(-utfall, minus(budget), minus(before), through)
    assert (one.rest, one.rak) == (-other.rest, None if other.rak is None else -other.rak)
    assert one.monster == (None if other.monster is None else -other.monster)


def test_where_there_is_nothing_to_go_by_there_is_no_proposal() -> None:
    assert rak(D(0), 0) is None
    assert monster(D(5), [D(0)] * 12, 3) is None
    assert monster(D(5), [D(10), *[D(-2)] * 11], 1) is None


def test_a_deviation_is_explained_when_it_passes_both_limits() -> None:
    limits = {"limit_amount": D(100), "limit_percent": D(5)}
    assert not needs_comment(D(1000), D(1100), **limits)
    assert needs_comment(D(1000), D("1100.01"), **limits)
    assert not needs_comment(D(10000), D(10500), **limits)
    assert needs_comment(D(-1000), D(-800), **limits)
    assert needs_comment(D(0), D(101), **limits)
