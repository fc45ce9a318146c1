"""How cost is shared (design 4): the one door for everything that computes a share.

    plan = prepare([Skede(1, 12, nyckel, deltagare)])   # once per key and members
    resultat = plan.fordela(Decimal("930000.00"))       # once per amount
    resultat.belopp["212000-2270"]                      # Decimal("74629.00")

Worked example (skolskjuts fas 1): 930 000 kr, ½ by inhabitants on 2018-12-31 and ½ in fifteen equal parts,
each part rounded to whole kronor for itself. Ludvika 26 946 of 287 191 → 43 629 + 31 000 = 74 629.
"""

from collections.abc import Sequence
from decimal import Decimal

from kostnader.fordelning.nyckel import Deltagare, Fel, Komponent, Nyckel, Nyckelfel, Skede
from kostnader.fordelning.plan import Delningsplan, prepare
from kostnader.fordelning.resultat import Andel, Del, Resultat
from kostnader.fordelning.validering import faults_of, faults_of_members, validate
from samverkan.lib.split import ORE, from_ore, to_ore

__all__ = [
    "Andel",
    "Del",
    "Delningsplan",
    "Deltagare",
    "Fel",
    "Komponent",
    "Nyckel",
    "Nyckelfel",
    "Resultat",
    "Skede",
    "billed_part",
    "faults_of",
    "faults_of_members",
    "fordela",
    "prepare",
    "validate",
]


def fordela(
    amount: Decimal, skeden: Sequence[Skede], *, monthly_amounts: Sequence[Decimal] | None = None
) -> Resultat:
    """Share one year's amount (kronor) by its stretches. Raises as `prepare` and `Delningsplan.fordela`."""
    return prepare(skeden).fordela(amount, monthly_amounts=monthly_amounts)


def billed_part(year_share: Decimal, k: int, n: int, already: Decimal, unit: Decimal = ORE) -> Decimal:
    """Part k of n of a year's share: the share through k, rounded to `unit`, less what is already billed.

    The last part is all that is left, so the parts always sum to the year's share, also when the share
    has changed on the way (design 4.5). Kronor; negative when too much is billed. Raises ValueError for a
    float, parts of an öre, a k outside 1–n, and a unit that is not positive.
    """
    if not 1 <= k <= n:
        raise ValueError(f"part {k} of {n} does not exist")
    share, billed, step = to_ore(year_share, "year_share"), to_ore(already, "already"), to_ore(unit, "unit")
    if step <= 0:
        raise ValueError(f"the unit must be positive, not {unit}")
    if k == n:
        return from_ore(share - billed)
    through = (2 * abs(share) * k + n * step) // (2 * n * step) * step
    return from_ore((-through if share < 0 else through) - billed)
