"""Loads the budget versions of an example cooperation, decided ones with their frozen sharing."""

from decimal import Decimal

from kostnader.budget.acts import ensure_kostnadsslag, faststalla_budget, foresla_budget
from kostnader.budget.models import Budget, Budgetpost, Budgetrad
from kostnader.fordelning.acts import freeze_fordelning
from samverkan.exempel.load import beslut_of
from samverkan.handelser.acts import log
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan

KINDS = (Budgetpost.Kind.URSPRUNGLIG, Budgetpost.Kind.TILLAGG, Budgetpost.Kind.OMBUDGETERING)
ROUNDING = "Avrundning"  # rows that begin so are part of the budget but not of what the key shares


def load_budgetar(samverkan: Samverkan, entries: list[dict], actor: Anvandare) -> None:
    """Create the versions in order; one with a decision is fastställd and replaces the one before.
    What is fastställd in the end is frozen as a Fordelning."""
    tjanster = {tjanst.name: tjanst for tjanst in samverkan.tjanster.all()}
    for entry in entries:
        budget = _budget(samverkan, entry, actor)
        _rader(budget, entry["rader"], tjanster, actor)
        if "beslut" in entry:
            foresla_budget(budget, actor=actor)
            faststalla_budget(budget, beslut=beslut_of(samverkan, entry["beslut"]), actor=actor)
    for budget in samverkan.budgetar.filter(status=Budget.Status.FASTSTALLD).order_by("year"):
        freeze_fordelning(budget, actor=actor)


def _budget(samverkan: Samverkan, entry: dict, actor: Anvandare) -> Budget:
    year = entry["ar"]
    number = samverkan.budgetar.filter(year=year).count() + 1
    note = entry.get("anmarkning", "")
    budget = Budget(samverkan=samverkan, year=year, number=number, created_by=actor, note=note)
    budget.clean_fields(exclude=["samverkan", "created_by"])
    budget.save()
    log("budget.created", budget, actor=actor, samverkan=samverkan, kalla="underlaget")
    return budget


def _rader(budget: Budget, entries: list[list], tjanster: dict, actor: Anvandare) -> None:
    """Rows [tjänst, kostnadsslag, ursprunglig, tillägg, ombudgetering, {…}]: trailing amounts may be left
    out; the table may give `manader` (twelve amounts of the ursprunglig) and `anmarkning`."""
    rader, posts = [], []
    for order, (tjanst, kostnadsslag, *amounts) in enumerate(entries):
        extra = amounts.pop() if isinstance(amounts[-1], dict) else {}
        rad = Budgetrad(
            budget=budget,
            tjanst=tjanster[tjanst],
            kostnadsslag=kostnadsslag,
            order=order,
            shared=not kostnadsslag.startswith(ROUNDING),
            comment=extra.get("anmarkning", ""),
        )
        rader.append(rad)
        posts += [
            Budgetpost(rad=rad, kind=kind, amount=Decimal(amount), changed_by=actor)
            for kind, amount in zip(KINDS, amounts, strict=False)
        ]
        if "manader" in extra:
            posts[-len(amounts)].months = [Decimal(part) for part in extra["manader"]]
    Budgetrad.objects.bulk_create(rader)
    ensure_kostnadsslag(budget.samverkan, [rad.kostnadsslag for rad in rader])
    Budgetpost.objects.bulk_create(posts)
