"""The arithmetic of a settlement."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kostnader.bokslut.rules import Belopp, carried, opening_by_service, suits, to_settle

AMOUNT = st.integers(-(10**12), 10**12).map(lambda ore: Decimal(ore).scaleb(-2))
BELOPP = st.builds(Belopp, AMOUNT, AMOUNT, AMOUNT, AMOUNT, AMOUNT)


@given(BELOPP)
def test_the_two_parts_are_the_result(belopp: Belopp) -> None:
    assert belopp.from_split + belopp.from_result == belopp.result == belopp.preliminary - belopp.actual


@given(st.lists(BELOPP, max_size=8))
def test_the_total_is_the_sum_of_the_members_in_any_order(rows: list[Belopp]) -> None:
    total = Belopp.total(rows)
    assert total == Belopp.total(reversed(rows))
    assert total.result == sum((row.result for row in rows), Decimal(0))


@given(AMOUNT, st.dictionaries(st.integers(1, 9), AMOUNT, min_size=1, max_size=6))
def test_an_opening_balance_is_spread_whole(opening: Decimal, actual: dict[int, Decimal]) -> None:
    spread = opening_by_service(opening, actual, first=min(actual))
    assert sum(spread.values(), Decimal(0)) == opening
    assert set(spread) <= set(actual)


@given(st.dictionaries(st.integers(1, 9), AMOUNT), st.dictionaries(st.integers(1, 9), AMOUNT))
def test_settling_brings_the_balance_to_nothing(results: dict, opening: dict) -> None:
    nets = to_settle(results, opening)
    closing = sum(results.values(), Decimal(0)) + sum(opening.values(), Decimal(0))
    assert closing + sum(nets.values(), Decimal(0)) == 0
    assert all(nets.values())


def test_only_a_surplus_is_paid_back_and_only_a_deficit_charged() -> None:
    plus, minus = Decimal("878.00"), Decimal("-1097.00")
    assert [suits("aterbetala", one) for one in (plus, minus, Decimal(0))] == [True, False, False]
    assert [suits("debitera", one) for one in (plus, minus, Decimal(0))] == [False, True, False]
    assert all(suits(action, one) for action in ("overfora", "avskriva") for one in (plus, minus))


def test_a_balance_goes_on_until_something_else_is_decided() -> None:
    balance = Decimal("878.00")
    assert carried("overfora", balance, decided=True) == balance
    assert carried("avskriva", balance, decided=True) == 0
    assert carried("avskriva", balance, decided=False) == balance
