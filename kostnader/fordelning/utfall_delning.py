"""What was spent, or is forecast, shared over the members by the key for the outcome.

The outcome is shared to the öre and always whole: how the key rounds what is invoiced is not asked, but
percentages that it rounds before use (43,9 %) are. A key of fixed amounts or prices cannot share whatever
the year came to; then the outcome is shared as the key shares the budget.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil
from typing import Any

from kostnader.budget.queries import Tjanstebelopp, decided_budget, newest_budget
from kostnader.fordelning.explain import explain
from kostnader.fordelning.nyckel import Fel, Skede
from kostnader.fordelning.rules import Nyckelfel, Resultat, prepare
from kostnader.fordelning.underlag import MONTHS, Underlag, read_underlag
from kostnader.fordelning.wording import nyckel_kort
from kostnader.tjanster.models import Tjanst
from samverkan.lib.split import ORE, from_ore, split
from samverkan.medlemmar.models import Organisation, Samverkan

ZERO = Decimal("0.00")


@dataclass
class Delning:
    """One service's amount shared, in kronor. `shares` by organisation id; they sum to `amount`.

    `faults` says in plain Swedish why nothing is shared, and what to do. `as_budget`: shared in the
    proportions in which the key shares the budget.
    """

    tjanst_id: int
    tjanst: str
    amount: Decimal
    year: int
    shares: dict[int, Decimal] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    nyckel: str = ""
    as_budget: bool = False
    resultat: Resultat | None = field(default=None, repr=False)
    orgnr: dict[int, str] = field(default_factory=dict, repr=False)

    @property
    def unshared(self) -> Decimal:
        """What nobody bears: the amount where the sharing failed, else 0."""
        return self.amount - sum(self.shares.values(), ZERO)

    def share_of(self, organisation_id: int) -> Fraction | None:
        """The member's part of the service, where 1 is the whole; None when nothing is shared."""
        if self.resultat is None or organisation_id not in self.orgnr:
            return None
        total = sum(andel.exact for andel in self.resultat.andelar.values())
        return self.resultat.andel(self.orgnr[organisation_id]).exact / total if total else None

    def explanation(self, organisation_id: int) -> dict[str, Any] | None:
        """How the member's share came about, as receipts show it (`explain`). None when nothing is shared.

        With `as_budget` it explains the share of the budget whose proportions are used.
        """
        if self.resultat is None or organisation_id not in self.orgnr:
            return None
        return explain(self.resultat, self.orgnr[organisation_id], tjanst=self.tjanst, ar=self.year)


def shared(
    samverkan: Samverkan,
    year: int,
    amounts: Mapping[int, Decimal],
    months: Mapping[int, Sequence[Decimal]] | None = None,
) -> dict[int, Delning]:
    """Share each service's amount (kronor, by service id) of the year; see Utfallsdelning."""
    return Utfallsdelning(samverkan, year).shared(amounts, months)


class Utfallsdelning:
    """The keys, members and measures of a year, read once; then any amounts are shared."""

    def __init__(self, samverkan: Samverkan, year: int) -> None:
        budget = decided_budget(samverkan, year) or newest_budget(samverkan, year)
        self.underlag: Underlag = read_underlag(samverkan, year, budget)
        self.underlag.of_outcome = True
        self.year = year
        self._skeden: dict[int, list[Skede]] = {}

    @cached_property
    def organisationer(self) -> dict[int, Organisation]:
        """Everyone who takes part in something during the year, by id."""
        return self.underlag.organisationer

    def shared(
        self, amounts: Mapping[int, Decimal], months: Mapping[int, Sequence[Decimal]] | None = None
    ) -> dict[int, Delning]:
        """Share each service's amount. `months` gives the twelve months of a service's amount, so that who
        joins or leaves bears its own months and a key that changes is right for each part of the year."""
        known = {tjanst.pk: tjanst for tjanst in self.underlag.tjanster}
        return {
            pk: self._share(known.get(pk), pk, amount, (months or {}).get(pk))
            for pk, amount in amounts.items()
        }

    def _share(
        self, tjanst: Tjanst | None, pk: int, amount: Decimal, months: Sequence[Decimal] | None
    ) -> Delning:
        if tjanst is None:
            text = f"Tjänsten finns inte {self.year}. Ändra dess datum under Tjänster."
            return Delning(pk, "", amount, self.year, faults=[text])
        delning = Delning(pk, tjanst.name, amount, self.year)
        if pk not in self._skeden:
            self._skeden[pk] = [_whole(skede) for skede in self.underlag.skeden(tjanst)]
        skeden = self._skeden[pk]
        if not skeden:
            delning.faults = [self._missing(tjanst)] if amount else []
            return delning
        delning.nyckel = nyckel_kort(skeden[-1].nyckel)
        try:
            self._fill(delning, skeden, months)
        except Nyckelfel as refused:
            delning.faults = list(dict.fromkeys(fault.text for fault in refused.faults))
        return delning

    def _fill(self, delning: Delning, skeden: list[Skede], months: Sequence[Decimal] | None) -> None:
        plan = prepare(skeden)
        delning.as_budget = any(not kolumn.komponent.is_weighted for kolumn in plan.kolumner)
        if delning.as_budget:
            of = self.underlag.amounts.get(delning.tjanst_id, Tjanstebelopp())
            base = of.shared or from_ore(ceil(100 * sum(plan.top)))
            spread = of.months if of.shared else None
            delning.resultat = plan.fordela(base, monthly_amounts=spread or _covered(base, skeden))
            belopp = _in_proportion(delning.amount, delning.resultat)
        else:
            spread = months or _covered(delning.amount, skeden)
            delning.resultat = plan.fordela(delning.amount, monthly_amounts=spread)
            belopp = delning.resultat.belopp
        ids = {o.orgnr: pk for pk, o in self.organisationer.items()}
        delning.orgnr = {ids[key]: key for key in belopp}
        delning.shares = {ids[key]: part for key, part in belopp.items()}

    def _missing(self, tjanst: Tjanst) -> str:
        key = self.underlag.key_of(tjanst)
        if key is None:
            return f"{tjanst.name} har ingen fördelningsnyckel. Välj en under Tjänster."
        if not self.underlag.versions.get(key):
            return f"Nyckeln för utfallet av {tjanst.name} har ingen version som gäller {self.year}."
        return f"Ingen medlem är ansluten till {tjanst.name} {self.year}. Anslut dem under Tjänster."


def _in_proportion(amount: Decimal, resultat: Resultat) -> dict[str, Decimal]:
    """The amount as `resultat` shares another. Raises Nyckelfel when that shares nothing."""
    weights = {key: andel.exact for key, andel in resultat.andelar.items()}
    if not any(weights.values()) or min(weights.values()) < 0:
        raise Nyckelfel(
            [Fel("Nyckeln ger inga belopp att dela utfallet efter. Välj en nyckel för utfallet.")]
        )
    return split(amount, weights, unit=ORE)


def _covered(amount: Decimal, skeden: Sequence[Skede]) -> list[Decimal] | None:
    """The amount spread over the months that anyone takes part in; None when that is the whole year."""
    covered = {month for skede in skeden for month in range(skede.first_month, skede.last_month + 1)}
    if len(covered) == len(MONTHS):
        return None
    return list(split(amount, {month: int(month in covered) for month in MONTHS}).values())


def _whole(skede: Skede) -> Skede:
    """The same key with the sum to the öre, whatever it says of rounding."""
    exact = replace(skede.nyckel, mode="summan", unit=ORE, direction="narmast", place="medlem")
    return replace(skede, nyckel=exact)
