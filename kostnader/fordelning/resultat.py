"""What a sharing came to: each member's share, how it was rounded, and the two sums side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from samverkan.lib.split import from_ore
from samverkan.lib.swedish import decimal_text

if TYPE_CHECKING:
    from kostnader.fordelning.kolumn import Kolumn
    from kostnader.fordelning.nyckel import Komponent, Skede
    from kostnader.fordelning.plan import Delningsplan


@dataclass(frozen=True)
class Del:
    """One component's part of a member's share over one stretch of months. Kronor.

    `base` is what the component shares (for amounts and prices: their sum); `quantity` of `total`
    gives `quota`.
    `rounded` is set where the key rounds per component, on the last of its stretches.
    """

    komponent: Komponent = field(repr=False)
    skede: Skede = field(repr=False)
    base: Fraction
    quantity: Fraction
    total: Fraction
    quota: Fraction
    exact: Fraction
    rounded: Decimal | None


@dataclass(frozen=True)
class Andel:
    """A member's share of the year: exactly, rounded by the key, and what the rounding did (whole öre)."""

    key: str
    delar: tuple[Del, ...]
    exact: Fraction
    rounding: Decimal
    amount: Decimal


@dataclass(frozen=True, eq=False)
class Resultat:
    """A shared amount. `belopp` and the sums cost little; `andelar`, with all they were made of, cost more.

    `to_share`, `parts` (in key order) and `columns` are öre; `stretches` twelfths of an öre.
    """

    plan: Delningsplan
    amount: Decimal
    to_share: int
    stretches: tuple[int, ...]
    parts: list[int]
    columns: list[list[int]] | None

    @property
    def att_fordela(self) -> Decimal:
        """The amount to share; for a wholly priced key what the prices come to, in whole öre."""
        return from_ore(self.to_share)

    @property
    def summa(self) -> Decimal:
        """The sum of the members' shares."""
        return from_ore(sum(self.parts))

    @property
    def difference(self) -> Decimal:
        """summa − att_fordela; always 0 when the sum rules (mode summan)."""
        return from_ore(sum(self.parts) - self.to_share)

    @cached_property
    def belopp(self) -> dict[str, Decimal]:
        """Each member's share, kronor, in key order."""
        return dict(zip(self.plan.keys, map(from_ore, self.parts), strict=True))

    @cached_property
    def andelar(self) -> dict[str, Andel]:
        return {key: self.andel(key) for key in self.plan.keys}

    def andel(self, key: str) -> Andel:
        """One member's share with everything it was made of. Raises KeyError for who does not take part."""
        if key not in self.plan.deltagare:
            raise KeyError(key)
        member = self.plan.keys.index(key)
        delar = tuple(self._delar(key, member))
        exact = sum((d.exact for d in delar), Fraction(0))
        amount = from_ore(self.parts[member])
        return Andel(key, delar, exact, amount - Decimal(decimal_text(exact, 2)), amount)

    def _delar(self, key: str, member: int) -> Iterator[Del]:
        plan = self.plan
        lines = [line for line, kolumn in enumerate(plan.kolumner) if key in kolumn.basis]
        last = {plan.groups[line]: line for line in lines}
        for line in lines:
            kolumn = plan.kolumner[line]
            rounds = self.columns is not None and last[plan.groups[line]] == line
            yield Del(
                komponent=kolumn.komponent,
                skede=plan.skeden[kolumn.skede],
                base=self._base(kolumn),
                quantity=kolumn.quantity(key),
                total=kolumn.total,
                quota=kolumn.quota(key),
                exact=plan.exact(line, self.stretches, member),
                rounded=self._rounded(line, member) if rounds else None,
            )

    def _base(self, kolumn: Kolumn) -> Fraction:
        if not kolumn.komponent.is_weighted:
            return kolumn.top
        left = Fraction(self.stretches[kolumn.skede], 1200) - self.plan.top[kolumn.skede]
        return left * Fraction(kolumn.komponent.weight or 0)

    def _rounded(self, line: int, member: int) -> Decimal:
        """The component's rounded part; it stands in the last column of those that run on over stretches."""
        group = self.plan.groups[line]
        columns = zip(self.plan.groups, self.columns or (), strict=True)
        return from_ore(sum(column[member] for g, column in columns if g == group))
