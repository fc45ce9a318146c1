"""A kommunalförbund with a year's outcome and budget."""

import datetime
from decimal import Decimal

from kostnader.models import Budget, Handpost, Kostnadsslag
from samverkan.models import Samverkan
from tests import factories as f

SLAG = {
    "Försäljning": ("intakt", -900),
    "Personal": ("kostnad", 500),
    "Övrigt": ("kostnad", 200),
    "Avskrivningar": ("avskrivning", 150),
    "Ränta": ("fin_kostnad", 10),
    "Medlemsavgifter": ("bidrag", -20),
}


def forbund(samverkan: Samverkan | None = None, *, year: int = 2023) -> Samverkan:
    """With outcome in December of the year, and a budget a tenth larger in every row."""
    samverkan = samverkan or f.SamverkanFactory()
    Samverkan.objects.filter(pk=samverkan.pk).update(form="kommunalforbund")
    samverkan.refresh_from_db()
    tjanst = f.TjanstFactory(samverkan=samverkan, name="IT")
    budget = f.BudgetFactory(samverkan=samverkan, year=year)
    for order, (name, (kind, amount)) in enumerate(SLAG.items()):
        slag = Kostnadsslag.objects.create(samverkan=samverkan, name=name, kind=kind, order=order)
        Handpost.objects.create(
            samverkan=samverkan,
            tjanst=tjanst,
            kostnadsslag=slag,
            month=datetime.date(year, 12, 1),
            amount=Decimal(amount),
        )
        rad = f.BudgetradFactory(budget=budget, tjanst=tjanst, kostnadsslag=name)
        f.BudgetpostFactory(rad=rad, amount=Decimal(amount) * Decimal("1.1"))
    Budget.objects.filter(pk=budget.pk).update(status="foreslagen")
    return samverkan
