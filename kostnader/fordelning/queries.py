"""Questions about a year's sharing."""

from decimal import Decimal

from kostnader.budget.models import Budget
from kostnader.budget.queries import decided_budget, newest_budget
from kostnader.fordelning.matris import Matris, compute_matris, frozen_matris
from kostnader.fordelning.models import Andel, Fordelning
from kostnader.fordelning.underlag import read_underlag


def newest_fordelning(samverkan, year: int) -> Fordelning | None:
    """The frozen Fordelning in force: the newest of the year."""
    found = Fordelning.objects.filter(samverkan=samverkan, year=year)
    return found.select_related("budget__beslut__organ", "samverkan").order_by("-number").first()


def frozen_of_year(samverkan, year: int) -> list[Fordelning]:
    """Every frozen Fordelning of the year, the one in force first."""
    found = Fordelning.objects.filter(samverkan=samverkan, year=year).defer("summary")
    return list(found.select_related("budget__beslut__organ", "frozen_by").order_by("-number"))


def live_matris(samverkan, year: int, budget: Budget | None = None) -> Matris:
    """The sharing as it comes out now, of the given budget version or else the newest one."""
    budget = budget or newest_budget(samverkan, year)
    return compute_matris(read_underlag(samverkan, year, budget))


def matris_in_force(samverkan, year: int) -> Matris | None:
    """The frozen sharing of the year; what all members may see. None when nothing is frozen."""
    fordelning = newest_fordelning(samverkan, year)
    return frozen_matris(fordelning) if fordelning else None


def members_income(budget: Budget) -> Decimal | None:
    """What the keys bring in from the members for a budget; None when some service cannot be shared.

    As frozen when the year's sharing in force is of this budget; else as it comes out now.
    """
    frozen = newest_fordelning(budget.samverkan, budget.year)
    if frozen is not None and frozen.budget_id == budget.pk:
        return Decimal(frozen.summary["summa"])
    matris = live_matris(budget.samverkan, budget.year, budget)
    return None if matris.faults else matris.summa


def frozen_share(samverkan, year: int, tjanst_id: int, organisation_id: int) -> Andel | None:
    """One member's frozen share in one service, the year's newest."""
    fordelning = newest_fordelning(samverkan, year)
    if fordelning is None:
        return None
    found = fordelning.andelar.filter(tjanst=tjanst_id, organisation=organisation_id)
    return found.select_related("tjanst", "organisation").first()


def freezable_budget(samverkan, year: int) -> Budget | None:
    """The fastställd budget that can be frozen as a Fordelning."""
    return decided_budget(samverkan, year)
