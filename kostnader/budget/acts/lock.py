"""Whoever changes a budget holds its row: writers of one version take turns."""

from kostnader.budget.models import Budget
from samverkan.lib.errors import Refused


def lock_open(budget: Budget) -> Budget:
    """The budget, locked and still open for changes; inside a transaction. Raises Refused otherwise."""
    locked = Budget.objects.select_for_update(of=["self"]).select_related("samverkan").get(pk=budget.pk)
    if not locked.is_open:
        raise Refused(
            f"{locked} är {locked.get_status_display().lower()} och kan inte ändras. Gör en ny version."
        )
    newest = locked.samverkan.budgetar.filter(year=locked.year).order_by("-number").first()
    if newest is not None and newest.number > locked.number:
        raise Refused(f"Version {newest.number} är nyare. Ändra den, eller gör en ny version av den här.")
    return locked


def lock_year(budget: Budget) -> Budget:
    """The budget, with every version of its year locked in the same order by all."""
    versions = Budget.objects.select_for_update(of=["self"]).select_related("samverkan")
    same_year = versions.filter(samverkan_id=budget.samverkan_id, year=budget.year).order_by("pk")
    return next(version for version in same_year if version.pk == budget.pk)
