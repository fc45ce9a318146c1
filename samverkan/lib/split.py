"""Divide an amount so that the parts always sum to the whole (design 4.3).

Largest remainder in whole units. All arithmetic is on integers (öre over a common
denominator), so nothing is rounded before the one rounding at the end, and 290 members
cost microseconds.

Worked example: 100,50 kr in whole kronor over three equal parts, c bears the rest. The
exact share is 33,50 each. c takes the 0,50 that is smaller than a krona; what is left is
33,50 + 33,50 + 33,00 = 100 kronor. Whole kronor give 33 + 33 + 33, the last krona goes
to the largest remainder, a tie that a wins by its key: 34 + 33 + 33,50.
"""

from collections.abc import Mapping, Sequence
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from fractions import Fraction
from math import lcm
from typing import Any, TypeVar

K = TypeVar("K")
ORE = Decimal("0.01")
_EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)


def split(
    amount: Decimal,
    weights: Mapping[K, Fraction | int | Decimal],
    *,
    unit: Decimal = ORE,
    bearer: K | None = None,
) -> dict[K, Decimal]:
    """Share `amount` (kronor) in proportion to `weights`; the parts sum exactly to it.

    Each part is a multiple of `unit`, save the bearer's: it also carries what of the amount
    is smaller than the unit. Without a bearer the largest exact share carries it. Nobody is
    a whole unit away from the exact share; the order of the keys never matters, and
    split(-x) == -split(x). Ties: the larger exact share first, then the lower key.

    Raises ValueError for: no weights, zero total weight, a negative weight, a float
    anywhere, an amount or a unit that is not in whole öre, a unit that is not positive,
    a bearer that has no weight of its own in the mapping.
    """
    keys, numerators = _common(weights)
    total = sum(numerators)
    if total == 0:
        raise ValueError("the weights sum to zero: nobody to share the amount")
    if bearer is not None and bearer not in weights:
        raise ValueError(f"the bearer {bearer!r} is not among the weights")
    ore, step = to_ore(amount, "amount"), to_ore(unit, "unit")
    if step <= 0:
        raise ValueError(f"the unit must be positive, not {unit}")
    parts = largest_remainder(
        ore,
        [ore * n for n in numerators],
        total,
        unit=step,
        bearer=None if bearer is None else keys.index(bearer),
    )
    shares = dict(zip(keys, map(from_ore, parts), strict=True))
    return {key: shares[key] for key in weights}


def largest_remainder(
    total: int, shares: Sequence[int], denominator: int, *, unit: int, bearer: int | None = None
) -> list[int]:
    """Round exact shares to whole units so that they sum to `total` (öre).

    Share i is exactly shares[i] / denominator öre; they sum to `total`, or to less than one
    öre from it. The sequence stands in key order, which breaks ties last; `bearer` is an
    index in it. Shares may differ in sign.
    """
    sign = total or next((s for s in shares if s), 0)
    if sign < 0:
        flipped = [-s for s in shares]
        return [-p for p in largest_remainder(-total, flipped, denominator, unit=unit, bearer=bearer)]
    if bearer is None:
        bearer = max(range(len(shares)), key=lambda i: (shares[i], -i))
    rest = total % unit
    whole = list(shares)
    whole[bearer] -= rest * denominator
    if shares[bearer] >= 0 > whole[bearer]:
        whole[bearer] = 0  # the rest alone is more than its exact share; never below zero for that
    step = unit * denominator
    quotients = [s // step for s in whole]
    left = total // unit - sum(quotients)
    if left:
        order = sorted(range(len(whole)), key=lambda i: (-(whole[i] % step), -shares[i], i))
        for i in order[:left]:
            quotients[i] += 1
    parts = [q * unit for q in quotients]
    parts[bearer] += rest
    return parts


def to_ore(value: Decimal | int, name: str = "amount") -> int:
    """Kronor as whole öre. Raises ValueError for a float and for parts of an öre."""
    if not isinstance(value, Decimal | int):
        raise ValueError(f"{name} must be a Decimal, not {type(value).__name__} ({value!r})")
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{name} must be a number, not {value}")
    numerator, denominator = value.as_integer_ratio()
    ore, part = divmod(numerator * 100, denominator)
    if part:
        raise ValueError(f"{name} {value} is not a multiple of an öre")
    return ore


def from_ore(ore: int) -> Decimal:
    """Whole öre as kronor with two decimals, exact at any size."""
    return Decimal(ore).scaleb(-2, _EXACT)


def _common(weights: Mapping[Any, Fraction | int | Decimal]) -> tuple[list[Any], list[int]]:
    """The keys in order and their weights as whole numbers over one common denominator."""
    if not weights:
        raise ValueError("no weights: nobody to share the amount")
    keys = sorted(weights)
    ratios = [_ratio(key, weights[key]) for key in keys]
    common = lcm(*(d for _, d in ratios))
    return keys, [n * (common // d) for n, d in ratios]


def _ratio(key: object, weight: Fraction | int | Decimal) -> tuple[int, int]:
    if not isinstance(weight, Decimal | Fraction | int):
        kind = type(weight).__name__
        raise ValueError(f"the weight of {key!r} must be int, Fraction or Decimal, not {kind} ({weight!r})")
    if isinstance(weight, Decimal) and not weight.is_finite():
        raise ValueError(f"the weight of {key!r} must be a number, not {weight}")
    if weight < 0:
        raise ValueError(f"the weight of {key!r} is negative: {weight}")
    return weight.as_integer_ratio()
