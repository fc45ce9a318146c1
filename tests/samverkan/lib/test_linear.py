from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.linear import accrued, parts

D = Decimal
amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2)
months = st.integers(min_value=1, max_value=600)


@given(amounts, months)
def test_the_parts_sum_to_the_whole_and_differ_by_an_ore_at_most(amount: Decimal, count: int) -> None:
    found = parts(amount, count)
    assert sum(found) == amount
    assert len(found) == count
    assert max(found) - min(found) <= D("0.01")


@given(amounts, months, st.integers(min_value=-5, max_value=650))
def test_what_is_accrued_is_nothing_before_and_all_after(amount: Decimal, count: int, passed: int) -> None:
    expected = sum(parts(amount, count)[: max(passed, 0)])
    assert accrued(amount, passed, count) == expected
    assert accrued(-amount, passed, count) == -expected


def test_nothing_can_be_spread_over_no_months() -> None:
    with pytest.raises(ValueError, match="0 months"):
        accrued(D(1), 1, 0)
