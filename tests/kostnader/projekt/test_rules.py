from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kostnader.projekt.rules import (
    accrued_budget,
    arsarbetare,
    inkop,
    is_shared,
    paid_in_all,
    share_project,
    value,
)
from samverkan.lib.period import Month
from samverkan.lib.split import split

D = Decimal
amounts = st.decimals(min_value=-(10**8), max_value=10**8, places=2)
JAN = Month(2023, 1)


def test_the_sources_hours_are_its_arsarbetare() -> None:
    assert arsarbetare(D(3546), 12) == D("1.7")
    assert arsarbetare(D(147), 2) == D("0.4")


def test_hours_come_to_the_amount_told_or_to_the_rate() -> None:
    assert value(D(1850), D(400), None) == D(740000)
    assert value(D(500), D(400), None) == D(200000)
    assert value(D("7.75"), D("333.33"), None) == D("2583.31")
    # The outside project leader: the rate differs from year to year, so the amount is told.
    assert value(D(320), D(400), D(389760)) == D(389760)
    assert value(D(8), None, None) == D(0)


def test_own_time_is_not_shared_but_a_cost_without_hours_is() -> None:
    assert is_shared(D(8), charged=True)
    assert not is_shared(D(8), charged=False)
    assert is_shared(D(0), charged=False)


@pytest.mark.parametrize(
    ("budget", "last", "expected"),
    [
        (735000, 12, "306250.00"),
        (368800, 12, "153666.67"),
        (220000, 7, "157142.86"),
        (160000, 12, "66666.67"),
    ],
)
def test_norrbottens_projects_have_accrued_through_may(budget: int, last: int, expected: str) -> None:
    assert accrued_budget(D(budget), Month(2022, 1), Month(2022, last), 2022, 5) == D(expected)


@given(amounts, st.integers(0, 40), st.integers(0, 59))
def test_the_years_of_a_budget_sum_to_it(budget: Decimal, start: int, length: int) -> None:
    first = Month(2020, 1) + start
    last = first + length
    years = range(first.year, last.year + 1)
    assert sum(accrued_budget(budget, first, last, year, 12) for year in years) == budget


weights = st.lists(st.integers(1, 10**6), min_size=2, max_size=8)


@given(amounts, weights, st.data())
def test_a_buy_in_moves_money_and_makes_none(cost: Decimal, known: list[int], data: st.DataObject) -> None:
    earlier = data.draw(st.integers(1, len(known) - 1))
    shares = dict(enumerate(known))
    before = split(cost, {key: shares[key] for key in range(earlier)})
    after = split(cost, shares)
    moved = inkop(before, after)
    assert sum(moved.values()) == 0
    assert moved.keys() == shares.keys()
    # Who joins pays exactly what it would have paid from the start, and nobody else pays anything more.
    assert {key: moved[key] for key in shares if key >= earlier} == {
        key: after[key] for key in shares if key >= earlier
    }
    assert all(moved[key] * (1 if cost >= 0 else -1) <= 0 for key in range(earlier))
    # Afterwards everyone stands within an öre of where they would have stood.
    assert all(abs(before[key] + moved[key] - after[key]) <= D("0.01") for key in range(earlier))


def test_a_buy_in_with_nobody_there_before_or_nothing_spent_moves_nothing() -> None:
    assert inkop({}, {"a": D(10)}) == {"a": D(10)}
    assert inkop({"a": D(0)}, {"a": D(0), "b": D(0)}) == {"a": D(0), "b": D(0)}


def test_two_share_and_a_third_that_joins_in_april_pays_its_third_of_the_first_quarter() -> None:
    costs = {JAN + n: D(9000) for n in range(6)}
    joined = {"a": JAN, "b": JAN, "c": Month(2023, 4)}

    def equally(amount: Decimal, members: frozenset[str]) -> dict[str, Decimal]:
        return split(amount, dict.fromkeys(sorted(members), 1))

    first, second = share_project(costs, joined, equally)
    assert first.shares == {"a": D(13500), "b": D(13500)}
    assert (second.first, second.joined, second.bought) == (Month(2023, 4), ("c",), D(27000))
    assert second.inkop == {"a": D(-4500), "b": D(-4500), "c": D(9000)}
    assert second.shares == {"a": D(9000), "b": D(9000), "c": D(9000)}
    assert paid_in_all([first, second]) == {"a": D(18000), "b": D(18000), "c": D(18000)}


@given(
    st.dictionaries(st.integers(0, 30), amounts, max_size=10),
    st.lists(st.tuples(st.integers(1, 1000), st.integers(0, 30)), min_size=1, max_size=6),
)
def test_all_pay_the_whole_cost_as_if_they_had_been_in_from_the_start(
    costs: dict[int, Decimal], parts: list[tuple[int, int]]
) -> None:
    weight = {key: Fraction(size) for key, (size, _) in enumerate(parts)}
    joined = {key: JAN + start for key, (_, start) in enumerate(parts)}

    def by_size(amount: Decimal, members: frozenset[int]) -> dict[int, Decimal]:
        return split(amount, {key: weight[key] for key in sorted(members)})

    steps = share_project({JAN + n: cost for n, cost in costs.items()}, joined, by_size)
    paid = paid_in_all(steps)
    total = sum(costs.values(), D(0))
    assert sum(paid.values()) == total
    assert all(sum(step.inkop.values()) == 0 for step in steps)
    fair = split(total, weight)
    assert all(abs(paid[key] - fair[key]) <= D("0.05") * len(steps) for key in weight)
