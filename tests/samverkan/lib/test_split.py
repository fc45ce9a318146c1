"""split: the promise of design 4.3, by example and by property."""

import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.lib.split import split

D = Decimal


def test_three_equal_parts_of_a_hundred_sum_to_a_hundred() -> None:
    assert split(D(100), {"a": 1, "b": 1, "c": 1}) == {"a": D("33.34"), "b": D("33.33"), "c": D("33.33")}


def test_the_largest_remainder_gets_the_last_unit() -> None:
    assert split(D(10), {"a": 25, "b": 48, "c": 27}, unit=D(1)) == {"a": D(2), "b": D(5), "c": D(3)}


def test_a_tie_goes_to_the_larger_exact_share_before_the_lower_key() -> None:
    assert split(D(6), {"a": 1, "b": 3}, unit=D(1)) == {"a": D(1), "b": D(5)}


def test_a_tie_between_equal_shares_goes_to_the_lower_key() -> None:
    assert split(D(1), {"b": 1, "a": 1}, unit=D(1)) == {"b": D(0), "a": D(1)}


def test_what_is_smaller_than_the_unit_goes_to_the_bearer() -> None:
    shares = split(D("100.50"), {"a": 1, "b": 1, "c": 1}, unit=D(1), bearer="c")
    assert shares == {"a": D(34), "b": D(33), "c": D("33.50")}


def test_without_a_bearer_the_largest_exact_share_bears_the_rest() -> None:
    assert split(D(1050), {"a": 1, "b": 9}, unit=D(100)) == {"a": D(100), "b": D(950)}


def test_the_bearer_is_not_a_whole_unit_off_when_it_also_has_the_largest_remainder() -> None:
    """Whole kronor first and the rest on top would give b 1,90 for an exact share of 0,646."""
    shares = split(D("1.90"), {"a": 33, "b": 34, "c": 33}, unit=D(1), bearer="b")
    assert shares == {"a": D(1), "b": D("0.90"), "c": D(0)}


def test_a_bearer_without_weight_gets_only_the_rest_and_never_less_than_nothing() -> None:
    assert split(D("2.50"), {"a": 1, "b": 0}, unit=D(1), bearer="b") == {"a": D(2), "b": D("0.50")}


def test_an_amount_below_the_unit_goes_whole_to_the_bearer() -> None:
    assert split(D("0.40"), {"a": 3, "b": 1}, unit=D(1), bearer="b") == {"a": D(0), "b": D("0.40")}


def test_nothing_is_shared_as_nothing() -> None:
    assert split(D(0), {"a": 1, "b": 2}) == {"a": D(0), "b": D(0)}


def test_a_weight_of_zero_pays_nothing() -> None:
    assert split(D("0.07"), {"a": 0, "b": 2, "c": 2}) == {"a": D(0), "b": D("0.04"), "c": D("0.03")}


def test_parts_keep_two_decimals_and_the_order_of_the_weights() -> None:
    assert [str(s) for s in split(D(3000), {"b": 2, "a": 1}, unit=D(1000)).values()] == ["2000.00", "1000.00"]


def test_fractions_decimals_and_integers_weigh_together() -> None:
    weights = {"a": Fraction(1, 3), "b": D("0.5"), "c": 1}
    assert split(D(11), weights) == {"a": D(2), "b": D(3), "c": D(6)}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"amount": D(1), "weights": {}}, "no weights"),
        ({"amount": D(1), "weights": {"a": 0}}, "sum to zero"),
        ({"amount": D(1), "weights": {"a": 2, "b": -1}}, "'b' is negative"),
        ({"amount": D(1), "weights": {"a": 0.5}}, "'a' must be int, Fraction or Decimal, not float"),
        ({"amount": D(1), "weights": {"a": D("NaN")}}, "'a' must be a number"),
        ({"amount": 1.5, "weights": {"a": 1}}, "amount must be a Decimal, not float"),
        ({"amount": D("Infinity"), "weights": {"a": 1}}, "amount must be a number"),
        ({"amount": D("0.005"), "weights": {"a": 1}}, "amount 0.005 is not a multiple of an öre"),
        ({"amount": D(1), "weights": {"a": 1}, "unit": 1.0}, "unit must be a Decimal, not float"),
        ({"amount": D(1), "weights": {"a": 1}, "unit": D(0)}, "unit must be positive"),
        ({"amount": D(1), "weights": {"a": 1}, "unit": D("0.001")}, "unit 0.001 is not a multiple"),
        ({"amount": D(1), "weights": {"a": 1}, "bearer": "b"}, "bearer 'b' is not among the weights"),
    ],
)
def test_what_cannot_be_shared_is_refused_and_says_which(arguments: dict, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        split(arguments.pop("amount"), arguments.pop("weights"), **arguments)


amounts = st.integers(-(10**13), 10**13).map(lambda ore: D(ore).scaleb(-2))
small_amounts = st.integers(-(10**5), 10**5).map(lambda ore: D(ore).scaleb(-2))
units = st.sampled_from([D("0.01"), D("0.05"), D(1), D(100), D(1000)])
weight = st.one_of(
    st.integers(0, 10**9),
    st.fractions(0, 10**9, max_denominator=1000),
    st.decimals(0, 10**9, places=4, allow_nan=False),
)


@st.composite
def weighed(draw: st.DrawFn) -> dict[int, object]:
    """1–400 members; a seed rather than a long list keeps large examples quick to draw."""
    few = draw(st.lists(weight, min_size=1, max_size=12))
    size = draw(st.integers(0, 388))
    rnd = random.Random(draw(st.integers(0, 10**6)))
    top = 10 ** draw(st.integers(0, 9))
    values = [*few, *(rnd.randint(0, top) for _ in range(size))]
    if not any(values):
        values[0] = 1
    return dict(enumerate(values))


@settings(deadline=None)
@given(st.one_of(amounts, small_amounts), weighed(), units, st.data())
def test_split_keeps_its_promises(amount: Decimal, weights: dict, unit: Decimal, data: st.DataObject) -> None:
    bearer = data.draw(st.one_of(st.none(), st.sampled_from(sorted(weights))))
    shares = split(amount, weights, unit=unit, bearer=bearer)
    assert sum(shares.values()) == amount
    total = sum(map(Fraction, weights.values()))
    exact = {k: Fraction(amount) * Fraction(w) / total for k, w in weights.items()}
    assert [k for k in weights if abs(Fraction(shares[k]) - exact[k]) >= unit] == []
    assert [k for k in weights if shares[k] * (1 if amount >= 0 else -1) < 0] == []
    carries = bearer if bearer is not None else max(weights, key=lambda k: (abs(exact[k]), -k))
    assert [k for k in weights if k != carries and shares[k] % unit] == []
    assert split(-amount, weights, unit=unit, bearer=bearer) == {k: -s for k, s in shares.items()}


@settings(deadline=None)
@given(amounts, weighed(), units, st.randoms())
def test_the_order_of_the_members_never_matters(
    amount: Decimal, weights: dict, unit: Decimal, rnd: random.Random
) -> None:
    shuffled = list(weights.items())
    rnd.shuffle(shuffled)
    assert split(amount, dict(shuffled), unit=unit) == split(amount, weights, unit=unit)


@settings(deadline=None)
@given(amounts, weighed(), units, st.integers(2, 10**6))
def test_the_scale_of_the_weights_never_matters(
    amount: Decimal, weights: dict, unit: Decimal, by: int
) -> None:
    scaled = {k: Fraction(w) * by for k, w in weights.items()}
    assert split(amount, scaled, unit=unit) == split(amount, weights, unit=unit)
