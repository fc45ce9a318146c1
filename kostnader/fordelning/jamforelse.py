"""Two keys side by side: what it means per unit, group and member (the yearly table of a key on users).

Percentages are shown rounded; changes in percentage points are taken on the unrounded shares, so they need
not equal the difference between two shown percentages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kostnader.fordelning.nyckel import KRONA
from kostnader.fordelning.resultat import Resultat
from samverkan.lib.split import split
from samverkan.lib.swedish import decimal_text

NONE = Decimal(0)


@dataclass(frozen=True)
class Rad:
    """One unit, group or member before and after. Quantities are of the measure, amounts kronor (None where
    no amount is given), percentages and points rounded to two decimals."""

    namn: str
    grupp: str
    before: Decimal
    after: Decimal
    percent_before: Decimal
    percent_after: Decimal
    points: Decimal
    amount_before: Decimal | None = None
    amount_after: Decimal | None = None

    @property
    def change(self) -> Decimal:
        return self.after - self.before

    @property
    def effect(self) -> Decimal | None:
        """What the change costs, kronor; negative is less to pay."""
        if self.amount_before is None or self.amount_after is None:
            return None
        return self.amount_after - self.amount_before


@dataclass(frozen=True)
class Jamforelse:
    rader: tuple[Rad, ...]
    grupper: tuple[Rad, ...]
    totalt: Rad


def unit_table(
    before: Mapping[str, Decimal],
    after: Mapping[str, Decimal],
    *,
    groups: Mapping[str, Sequence[str]] | None = None,
    amount_before: Decimal | None = None,
    amount_after: Decimal | None = None,
    unit: Decimal = KRONA,
) -> Jamforelse:
    """Two measures of the same units, by group in the order given: quantity, percent, points and kronor.

    A unit only in one of them counts 0 in the other. Amounts are shared so that they sum (mode summan, to
    `unit`). Raises ValueError as `split` does, and for a measure that sums to zero.
    """
    names = list(dict.fromkeys([*before, *after]))
    groups = groups if groups is not None else {"": names}
    old = _side(before, names, amount_before, unit)
    new = _side(after, names, amount_after, unit)
    rows = [_row(name, group, [name], old, new) for group, members in groups.items() for name in members]
    sums = [_row(f"Totalt {group}", group, members, old, new) for group, members in groups.items() if group]
    return Jamforelse(tuple(rows), tuple(sums), _row("Totalt", "", names, old, new))


def jamfor_nycklar(before: Resultat, after: Resultat) -> Jamforelse:
    """What each member pays by one key and by another: `before`/`after` are kronor, percent of the amount to
    share on the unrounded shares. Members that take part in only one of them pay 0 in the other."""
    names = {**before.plan.deltagare, **after.plan.deltagare}
    keys = sorted(names)
    old, new = _result_side(before, keys), _result_side(after, keys)
    rows = [_row(names[key].namn, "", [key], old, new) for key in keys]
    return Jamforelse(tuple(rows), (), _row("Totalt", "", keys, old, new))


@dataclass(frozen=True)
class _Side:
    quantity: Mapping[str, Decimal]
    share: Mapping[str, Fraction]
    amount: Mapping[str, Decimal] | None


def _side(
    measure: Mapping[str, Decimal], names: Iterable[str], amount: Decimal | None, unit: Decimal
) -> _Side:
    quantity = {name: measure.get(name, NONE) for name in names}
    total = sum(map(Fraction, quantity.values()))
    if not total:
        raise ValueError("the measure sums to zero: no shares to compare")
    share = {name: Fraction(q) / total for name, q in quantity.items()}
    return _Side(quantity, share, None if amount is None else split(amount, quantity, unit=unit))


def _result_side(resultat: Resultat, keys: Iterable[str]) -> _Side:
    total = Fraction(resultat.att_fordela)
    andelar = resultat.andelar
    amount = {key: resultat.belopp.get(key, NONE) for key in keys}
    exact = {key: andelar[key].exact if key in andelar else Fraction(0) for key in keys}
    return _Side(amount, {key: e / total if total else Fraction(0) for key, e in exact.items()}, amount)


def _row(namn: str, grupp: str, members: Sequence[str], old: _Side, new: _Side) -> Rad:
    shares = [sum((side.share[m] for m in members), Fraction(0)) for side in (old, new)]
    return Rad(
        namn=namn,
        grupp=grupp,
        before=sum((old.quantity[m] for m in members), NONE),
        after=sum((new.quantity[m] for m in members), NONE),
        percent_before=_percent(shares[0]),
        percent_after=_percent(shares[1]),
        points=_percent(shares[1] - shares[0]),
        amount_before=None if old.amount is None else sum((old.amount[m] for m in members), NONE),
        amount_after=None if new.amount is None else sum((new.amount[m] for m in members), NONE),
    )


def _percent(share: Fraction) -> Decimal:
    return Decimal(decimal_text(share * 100, 2))
