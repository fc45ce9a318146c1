"""One component of a key over one stretch of months: each member's part as whole numbers.

A member's exact part is linear in what is shared, so it is worked out once per key and members and
then costs one multiplication per amount.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kostnader.fordelning.nyckel import Deltagare, Fel, Komponent, Nyckelfel, Skede

HUNDRED = 100


@dataclass(frozen=True)
class Kolumn:
    """`slope[key]` × (the stretch's amount − what is taken off its top) + `fixed[key]`, in kronor.

    `basis` is what each member counts for (inhabitants, agreed share, units), `total` its sum over those who
    take part, `quota` the one over the other, or the rounded percentage where the key says so.
    """

    skede: int
    index: int
    komponent: Komponent
    basis: Mapping[str, Fraction]
    total: Fraction
    quota: Mapping[str, Fraction]
    slope: Mapping[str, Fraction]
    fixed: Mapping[str, Fraction]

    @property
    def top(self) -> Fraction:
        """What the component takes off the top of the stretch's amount, kronor."""
        return sum(self.fixed.values(), Fraction(0))


def kolumner(number: int, skede: Skede) -> list[Kolumn]:
    """The columns of one stretch. The key and its members must already be validated."""
    return [_kolumn(number, i, k, skede) for i, k in enumerate(skede.nyckel.komponenter)]


def _kolumn(number: int, index: int, komponent: Komponent, skede: Skede) -> Kolumn:
    basis = {d.key: _BASIS[komponent.kind](komponent, d) for d in skede.deltagare}
    total = sum(basis.values(), Fraction(0))
    quota = {key: value / total if total else Fraction(0) for key, value in basis.items()}
    slope: dict[str, Fraction] = {}
    fixed: dict[str, Fraction] = {}
    if komponent.is_weighted:
        if skede.nyckel.percent_decimals is not None and komponent.kind != "lika":
            quota = _rounded_percentages(quota, index, skede)
        slope = {key: Fraction(komponent.weight or 0) * q for key, q in quota.items()}
    else:
        price = Fraction(_PRICE[komponent.kind](komponent)) * skede.months / 12
        fixed = {key: value * price for key, value in basis.items()}
    return Kolumn(number, index, komponent, basis, total, quota, slope, fixed)


def _rounded_percentages(quota: Mapping[str, Fraction], index: int, skede: Skede) -> dict[str, Fraction]:
    """Shares as percentages with the key's decimals, halves up. Where the sum rules (mode summan) they are
    taken as shares of their own sum, which need not be 100 %."""
    scale = HUNDRED * 10 ** (skede.nyckel.percent_decimals or 0)
    whole = {
        key: (2 * q.numerator * scale + q.denominator) // (2 * q.denominator) for key, q in quota.items()
    }
    total = sum(whole.values())
    if not total:
        raise Nyckelfel([Fel("Alla andelar avrundas till 0 %. Ange fler decimaler för procenttalen.", index)])
    return {key: Fraction(n, total if skede.nyckel.mode == "summan" else scale) for key, n in whole.items()}


def _measured(komponent: Komponent, deltagare: Deltagare) -> Fraction:
    assert komponent.measure is not None  # validated
    return Fraction(deltagare.quantities[komponent.measure])


def _agreed(komponent: Komponent, deltagare: Deltagare) -> Fraction:
    return Fraction(komponent.per_member[deltagare.key])


def _units(_komponent: Komponent, deltagare: Deltagare) -> Fraction:
    return Fraction(deltagare.units)


_BASIS: dict[str, Callable[[Komponent, Deltagare], Fraction]] = {
    "lika": _units,
    "belopp_lika": _units,
    "matt": _measured,
    "pris": _measured,
    "andel": _agreed,
    "belopp": _agreed,
}
_PRICE: dict[str, Callable[[Komponent], Any]] = {
    "belopp_lika": lambda k: k.amount or Decimal(0),
    "pris": lambda k: k.rate or Decimal(0),
    "belopp": lambda _: 1,
}
