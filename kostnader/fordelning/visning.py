"""Which sharing of the year a page shows: the frozen one in force, an earlier one, or what comes out now."""

from dataclasses import dataclass
from functools import cached_property

from kostnader.budget.models import Budget
from kostnader.budget.queries import decided_budget, newest_budget
from kostnader.fordelning.matris import Deltagande, Kolumn, Matris, explain_share, frozen_matris
from kostnader.fordelning.models import Fordelning
from kostnader.fordelning.queries import frozen_of_year, live_matris, matris_in_force

NOW = "utkast"


@dataclass
class Visning:
    """A sharing on show. `version` is how the address names it: '' in force, '3' a number, 'utkast' now."""

    samverkan: object
    year: int
    version: str
    may_see_drafts: bool
    frozen: list[Fordelning]
    fordelning: Fordelning | None
    budget: Budget | None

    @property
    def is_live(self) -> bool:
        return self.fordelning is None

    @property
    def in_force(self) -> Fordelning | None:
        return self.frozen[0] if self.frozen else None

    @cached_property
    def matris(self) -> Matris | None:
        if self.fordelning is not None:
            return frozen_matris(self.fordelning)
        return live_matris(self.samverkan, self.year, self.budget) if self.budget else None

    @cached_property
    def freezable(self) -> Budget | None:
        """The fastställd budget, when it is this one that is on show and can be frozen."""
        if not self.is_live or self.matris is None or self.matris.faults or not self.matris.rader:
            return None
        decided = decided_budget(self.samverkan, self.year)
        return decided if decided and self.budget and decided.pk == self.budget.pk else None

    @cached_property
    def drift(self) -> bool | None:
        """Whether what comes out now differs from what is frozen; None when there is nothing to compare."""
        if not self.is_live or self.in_force is None or self.matris is None:
            return None
        return amounts_of(self.matris) != amounts_of(frozen_matris(self.in_force))

    def share(self, tjanst_id: int, organisation_id: int) -> tuple[Kolumn, Deltagande] | None:
        """One member's column and row, if it takes part."""
        kolumn = self.matris.kolumn(tjanst_id) if self.matris else None
        if kolumn is None or organisation_id not in kolumn.amounts:
            return None
        return kolumn, next(rad for rad in self.matris.rader if rad.id == organisation_id)

    def explanation(self, tjanst_id: int, organisation_id: int) -> dict | None:
        """How one share came about; the frozen words when it is frozen."""
        found = self.share(tjanst_id, organisation_id)
        if found is None:
            return None
        if self.fordelning is None:
            return explain_share(*found, self.year)
        andelar = self.fordelning.andelar.filter(tjanst=tjanst_id, organisation=organisation_id)
        return andelar.values_list("explanation", flat=True).get()

    def explanations(self) -> dict[tuple[int, int], dict]:
        """All of them, by service and organisation. One query when frozen."""
        if self.fordelning is not None:
            rows = self.fordelning.andelar.values_list("tjanst_id", "organisation_id", "explanation")
            return {(tjanst, organisation): explanation for tjanst, organisation, explanation in rows}
        matris = self.matris
        assert matris is not None
        return {
            (kolumn.tjanst_id, rad.id): explain_share(kolumn, rad, self.year)
            for kolumn in matris.kolumner
            for rad in matris.rader
            if rad.id in kolumn.amounts
        }


def choose(samverkan, year: int, version: str, *, may_see_drafts: bool) -> Visning | None:
    """What `version` names, or None for what there is not, or what the person may not see.

    Without a version: the newest frozen one; for those who may see drafts and nothing is frozen, what comes
    out now of the fastställd budget, else of the newest.
    """
    frozen = frozen_of_year(samverkan, year)
    shown: Fordelning | None = None
    if version.isdecimal():
        shown = next((one for one in frozen if one.number == int(version)), None)
        if shown is None:
            return None
    elif version == NOW:
        if not may_see_drafts:
            return None
    elif version:
        return None
    else:
        shown = frozen[0] if frozen else None
    budget = shown.budget if shown else None
    if shown is None and may_see_drafts:
        decided = None if version == NOW else decided_budget(samverkan, year)
        budget = decided or newest_budget(samverkan, year)
    return Visning(samverkan, year, version, may_see_drafts, frozen, shown, budget)


def last_year(visning: Visning) -> Matris | None:
    """The year before, to compare with: frozen, or for those who may see drafts as it comes out now."""
    found = matris_in_force(visning.samverkan, visning.year - 1)
    if found is None and visning.may_see_drafts:
        budget = newest_budget(visning.samverkan, visning.year - 1)
        found = live_matris(visning.samverkan, visning.year - 1, budget) if budget else None
    return found


def amounts_of(matris: Matris) -> dict[tuple[int, int], object]:
    """Every amount by service and organisation."""
    return {(k.tjanst_id, pk): amount for k in matris.kolumner for pk, amount in k.amounts.items()}
