"""One component of a key over one stretch of months, as whole numbers.

A member's part is its share of a quota times what is shared, or times a price. Only one fraction is needed
per column, not per member: that is what makes 290 members cheap.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import lcm

from kostnader.fordelning.nyckel import Deltagare, Fel, Komponent, Nyckelfel, Skede

YEAR = 12
Number = Decimal | Fraction | int


@dataclass(frozen=True)
class Kolumn:
    """`basis[key]` / `scale` is what a member counts for (inhabitants, agreed share or amount, units).

    `share[key]` / `whole` is its quota: the basis over its sum among those who take part, or a percentage
    where the key rounds it. `price` (kronor per unit of the basis, for the months of the stretch) is set when
    the component has amounts of its own instead of sharing what is left.
    """

    skede: int
    index: int
    komponent: Komponent
    basis: Mapping[str, int]
    scale: int
    share: Mapping[str, int]
    whole: int
    price: Fraction | None

    @cached_property
    def top(self) -> Fraction:
        """What the component takes off the top of the stretch's amount, kronor."""
        return Fraction(0) if self.price is None else self.price * self.total

    @cached_property
    def total(self) -> Fraction:
        return Fraction(sum(self.basis.values()), self.scale)

    def quantity(self, key: str) -> Fraction:
        return Fraction(self.basis[key], self.scale)

    def quota(self, key: str) -> Fraction:
        return Fraction(self.share[key], self.whole) if self.whole else Fraction(0)


def kolumner(number: int, skede: Skede) -> list[Kolumn]:
    """The columns of one stretch. The key and its members must already be validated."""
    return [_kolumn(number, i, k, skede) for i, k in enumerate(skede.nyckel.komponenter)]


def _kolumn(number: int, index: int, komponent: Komponent, skede: Skede) -> Kolumn:
    basis, scale = _whole_numbers(komponent, skede)
    price = _PRICE.get(komponent.kind, lambda _: None)(komponent)
    share, whole = basis, sum(basis.values())
    if skede.nyckel.percent_decimals is not None and komponent.kind in ("matt", "andel"):
        share, whole = _percentages(basis, index, skede)
    return Kolumn(
        skede=number,
        index=index,
        komponent=komponent,
        basis=basis,
        scale=scale,
        share=share,
        whole=whole,
        price=None if price is None else Fraction(price) * skede.months / YEAR,
    )


def _whole_numbers(komponent: Komponent, skede: Skede) -> tuple[dict[str, int], int]:
    read = _BASIS[komponent.kind]
    ratios = {d.key: read(komponent, d).as_integer_ratio() for d in skede.deltagare}
    scale = lcm(*(denominator for _, denominator in ratios.values()))
    return {key: n * (scale // denominator) for key, (n, denominator) in ratios.items()}, scale


def _percentages(basis: Mapping[str, int], index: int, skede: Skede) -> tuple[dict[str, int], int]:
    """Shares as percentages with the key's decimals, halves up. Where the sum rules (mode summan) they are
    taken as shares of their own sum, which need not be 100 %."""
    hundred = 100 * 10 ** (skede.nyckel.percent_decimals or 0)
    total = sum(basis.values())
    share = {key: (2 * n * hundred + total) // (2 * total) for key, n in basis.items()}
    if not any(share.values()):
        raise Nyckelfel([Fel("Alla andelar avrundas till 0 %. Ange fler decimaler för procenttalen.", index)])
    return share, sum(share.values()) if skede.nyckel.mode == "summan" else hundred


def _measured(komponent: Komponent, deltagare: Deltagare) -> Number:
    assert komponent.measure is not None  # validated
    return deltagare.quantities[komponent.measure]


def _agreed(komponent: Komponent, deltagare: Deltagare) -> Number:
    return komponent.per_member[deltagare.key]


def _units(_komponent: Komponent, deltagare: Deltagare) -> Number:
    return deltagare.units


_BASIS: dict[str, Callable[[Komponent, Deltagare], Number]] = {
    "lika": _units,
    "belopp_lika": _units,
    "matt": _measured,
    "pris": _measured,
    "andel": _agreed,
    "belopp": _agreed,
}
_PRICE: dict[str, Callable[[Komponent], Number | None]] = {
    "belopp_lika": lambda k: k.amount,
    "pris": lambda k: k.rate,
    "belopp": lambda _: 1,
}
