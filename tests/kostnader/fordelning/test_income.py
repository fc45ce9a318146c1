"""What the keys bring in, as the budget's balance tells it."""

from decimal import Decimal

import pytest

from kostnader.fordelning.queries import members_income
from kostnader.tjanster.models import Tjanst
from tests import factories as f
from tests.scener import liten_scen

pytestmark = pytest.mark.django_db


def draft(scen) -> object:
    budget = f.BudgetFactory(samverkan=scen.samverkan, year=2023, number=2)
    f.BudgetpostFactory(rad=f.BudgetradFactory(budget=budget, tjanst=scen.tjanst), amount=Decimal("90000"))
    return budget


def test_a_draft_brings_in_what_comes_out_now() -> None:
    scen = liten_scen()
    scen.freeze()
    assert members_income(draft(scen)) == Decimal("90000.00")


def test_a_budget_whose_sharing_is_frozen_brings_in_what_is_frozen() -> None:
    scen = liten_scen()
    scen.freeze()
    Tjanst.objects.update(nyckel=None)
    assert members_income(scen.budget) == Decimal("120000.00")


def test_what_cannot_be_shared_is_not_told() -> None:
    scen = liten_scen()
    Tjanst.objects.update(nyckel=None)
    assert members_income(scen.budget) is None
