"""A year with a budget by kind of cost and an outcome entered by hand."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from kostnader.budget.acts import ensure_kostnadsslag
from kostnader.models import Budget, Handpost, Kostnadsslag, Prognosomgang
from kostnader.prognos.acts import create_omgang
from samverkan.models import Anvandare
from tests import factories as f
from tests.scener import Scen, liten_scen

YEAR = 2023


@dataclass
class Ar:
    """A scene with one service; `spend` enters its outcome, `omgang` opens a round."""

    scen: Scen

    @property
    def controller(self) -> Anvandare:
        return self.scen.controller

    @property
    def tjanst(self) -> object:
        return self.scen.tjanst

    def slag(self, name: str) -> Kostnadsslag:
        ensure_kostnadsslag(self.scen.samverkan, [name])
        return self.scen.samverkan.kostnadsslag.get(name__iexact=name)

    def spend(self, month: int, amount: int | str, slag: str, *, year: int = YEAR, tjanst=None) -> Handpost:
        return Handpost.objects.create(
            samverkan=self.scen.samverkan,
            month=datetime.date(year, month, 1),
            tjanst=tjanst or self.tjanst,
            kostnadsslag=self.slag(slag),
            amount=Decimal(amount),
        )

    def omgang(self, through: int = 0, **given: object) -> Prognosomgang:
        given = {"name": "Prognos", "limit_amount": Decimal(25000), "limit_percent": Decimal(5)} | given
        return create_omgang(self.scen.samverkan, YEAR, through=through, actor=self.controller, **given)


def ett_ar(*rows: tuple[str, int], members: int = 2) -> Ar:
    """A year whose fastställd budget has the rows (kind of cost, amount)."""
    scen = liten_scen(members, amount=Decimal(0))
    budget = f.BudgetFactory(samverkan=scen.samverkan, year=YEAR, number=2)
    for order, (name, amount) in enumerate(rows):
        rad = f.BudgetradFactory(budget=budget, tjanst=scen.tjanst, kostnadsslag=name, order=order)
        f.BudgetpostFactory(rad=rad, amount=Decimal(amount))
    ensure_kostnadsslag(scen.samverkan, [name for name, _ in rows])
    Budget.objects.filter(pk=scen.budget.pk).update(status="ersatt")
    Budget.objects.filter(pk=budget.pk).update(status="faststalld", beslut=scen.beslut)
    budget.refresh_from_db()
    scen.budget = budget
    return Ar(scen)
