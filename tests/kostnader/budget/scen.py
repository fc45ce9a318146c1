"""A draft to act in: two services, three rows, and last year's fastställd budget."""

from dataclasses import dataclass
from decimal import Decimal

from kostnader.budget.acts import create_budget, faststalla_budget, foresla_budget
from kostnader.budget.models import Budget, Budgetpost, Budgetrad
from kostnader.tjanster.models import Tjanst
from samverkan.models import Anvandare, Samverkan
from tests import factories as f


@dataclass
class Scen:
    samverkan: Samverkan
    budget: Budget
    grund: Tjanst
    arkiv: Tjanst
    maria: Anvandare
    lars: Anvandare

    def rad(self, name: str) -> Budgetrad:
        return self.budget.rader.get(kostnadsslag=name)

    def post(self, name: str, kind: str = "ursprunglig") -> Budgetpost:
        return Budgetpost.objects.get(rad__budget=self.budget, rad__kostnadsslag=name, kind=kind)

    def person(self, kind: str, **kwargs: object) -> Anvandare:
        person = f.AnvandareFactory()
        f.RollFactory(anvandare=person, samverkan=self.samverkan, kind=kind, **kwargs)
        return person

    def url(self, rest: str = "") -> str:
        return f"/{self.samverkan.slug}/{self.budget.year}/budget/{rest}"


def controller(samverkan: Samverkan, name: str) -> Anvandare:
    person = f.AnvandareFactory(name=name)
    f.RollFactory(anvandare=person, samverkan=samverkan, kind="controller")
    return person


def budget_scen(name: str = "Norrbottens e-nämnd") -> Scen:
    """2023: Personal 812 000, Resor 20 000, Licens 322 000; in 2022 Personal 768 400, Licens 300 000."""
    samverkan = f.SamverkanFactory(name=name)
    maria, lars = controller(samverkan, "Maria Engström"), controller(samverkan, "Lars Öberg")
    grund = f.TjanstFactory(samverkan=samverkan, name="Grundfinansiering", order=1)
    arkiv = f.TjanstFactory(samverkan=samverkan, name="E-arkiv", order=2)
    last = f.BudgetFactory(samverkan=samverkan, year=2022)
    fill(last, (grund, "Personal", "768400"), (arkiv, "Licens", "300000"))
    foresla_budget(last, actor=maria)
    beslut = f.BeslutFactory(samverkan=samverkan, heading="Budget 2022", paragraf="9")
    faststalla_budget(last, beslut=beslut, actor=maria)
    budget = f.BudgetFactory(samverkan=samverkan, year=2023, created_by=maria)
    fill(budget, (grund, "Personal", "812000"), (grund, "Resor", "20000"), (arkiv, "Licens", "322000"))
    return Scen(samverkan, budget, grund, arkiv, maria, lars)


def fill(budget: Budget, *rows: tuple[Tjanst, str, str]) -> None:
    for order, (tjanst, name, amount) in enumerate(rows):
        rad = f.BudgetradFactory(budget=budget, tjanst=tjanst, kostnadsslag=name, order=order)
        f.BudgetpostFactory(rad=rad, amount=Decimal(amount))


def second_version(scen: Scen) -> Budget:
    return create_budget(scen.samverkan, 2023, source=scen.budget, actor=scen.maria)
