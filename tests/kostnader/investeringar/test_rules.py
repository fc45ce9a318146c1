from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kostnader.investeringar.rules import Avskrivningsplan, expected_total, left_to_carry
from samverkan.lib.period import Month

D = Decimal
amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def test_an_asset_of_three_years_is_written_off_in_36_equal_months_from_the_one_it_is_in_use() -> None:
    plan = Avskrivningsplan.of(D("360000.00"), 3, date(2023, 7, 17))
    assert [plan.of_year(year) for year in (2022, 2023, 2024, 2025, 2026, 2027)] == [
        D(0),
        D(60000),
        D(120000),
        D(120000),
        D(60000),
        D(0),
    ]
    assert plan.last == Month(2026, 6)
    assert plan.left(Month(2024, 12)) == D(180000)


def test_the_ore_that_do_not_come_out_even_are_spread_and_none_is_lost() -> None:
    plan = Avskrivningsplan.of(D("100.00"), 3, date(2023, 1, 1))
    assert plan.of_months(2023)[:4] == [D("2.78"), D("2.78"), D("2.77"), D("2.78")]
    assert [plan.of_year(year) for year in (2023, 2024, 2025)] == [D("33.33"), D("33.34"), D("33.33")]


@given(
    amounts,
    st.integers(min_value=1, max_value=50),
    st.dates(min_value=date(1960, 1, 1), max_value=date(2090, 12, 31)),
)
def test_the_years_sum_to_what_was_paid(amount: Decimal, years: int, day: date) -> None:
    plan = Avskrivningsplan.of(amount, years, day)
    span = range(plan.first.year, plan.last.year + 1)
    assert sum(plan.of_year(year) for year in span) == amount
    assert plan.left(plan.last) == 0
    assert plan.through(plan.first - 1) == 0
    middle = span[len(span) // 2]
    assert sum(plan.of_months(middle)) == plan.of_year(middle)


def test_what_is_done_costs_what_it_cost_and_what_goes_on_what_is_thought() -> None:
    known = {"spent": D(150), "decided": D(600)}
    assert expected_total(is_done=True, told=D(555), **known) == D(150)
    assert expected_total(is_done=False, told=D(555), **known) == D(555)
    assert expected_total(is_done=False, told=None, **known) == D(600)
    assert expected_total(is_done=False, told=None, spent=D(900), decided=D(600)) == D(900)


def test_more_than_is_left_is_never_carried() -> None:
    assert left_to_carry(budget=D(500), spent=D(120), carried=D(80)) == D(300)
    assert left_to_carry(budget=D(500), spent=D(620), carried=D(0)) == D(0)
