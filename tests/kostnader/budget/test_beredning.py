"""A budget version that a matter carries to its decision."""

from decimal import Decimal

import pytest

from kostnader.budget.acts import create_budget, foresla_budget
from samverkan.beslut import beredning
from samverkan.models import Beslut
from tests import factories as f
from tests.kostnader.budget.scen import Scen, budget_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    scen = budget_scen()
    foresla_budget(scen.budget, actor=scen.maria)
    return scen


def decide(scen: Scen, outcome: str) -> Beslut:
    beslut = f.BeslutFactory(samverkan=scen.samverkan, organ__samverkan=scen.samverkan, outcome=outcome)
    beredning.decide([("budget", scen.budget.pk)], beslut=beslut, actor=scen.maria)
    scen.budget.refresh_from_db()
    return beslut


def test_only_a_proposed_budget_waits_for_a_decision(scen: Scen) -> None:
    assert [(found.kind, found.object_id) for found in beredning.waiting(scen.samverkan)] == [
        ("budget", scen.budget.pk)
    ]
    create_budget(scen.samverkan, scen.budget.year + 1, source=scen.budget, actor=scen.maria)
    assert len(beredning.waiting(scen.samverkan)) == 1


def test_it_tells_its_sum_its_change_and_its_table(scen: Scen) -> None:
    told = beredning.describe([("budget", scen.budget.pk)])["budget", scen.budget.pk]
    assert (told.label, told.status, told.open) == (str(scen.budget), "Föreslagen", True)
    assert told.amount == Decimal(1_154_000)
    assert [len(row) for row in told.table] == [4] * len(told.table)
    assert told.table[-1][0] == "Summa"


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("bifall", "faststalld"),
        ("avslag", "avslagen"),
        ("aterremiss", "utkast"),
        ("bordlaggning", "foreslagen"),
    ],
)
def test_its_paragraph_decides_it(scen: Scen, outcome: str, status: str) -> None:
    decide(scen, outcome)
    assert scen.budget.status == status


def test_a_budget_sent_back_stays_when_a_newer_version_is_being_worked_on(scen: Scen) -> None:
    create_budget(scen.samverkan, scen.budget.year, source=scen.budget, actor=scen.maria)
    decide(scen, "aterremiss")
    assert scen.budget.status == "foreslagen"
