"""Two people at once, with connections of their own."""

import threading
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection

from kostnader.budget.acts import Conflict, create_budget, faststalla_budget, foresla_budget, set_cell
from kostnader.budget.models import Budget, Budgetandring
from samverkan.lib.errors import Refused
from tests import factories as f
from tests.kostnader.budget.scen import Scen, budget_scen

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scen() -> Scen:
    return budget_scen()


def both_at_once(*acts: Callable[[], object]) -> list[object]:
    """What each act returned or raised, when all start at the same moment."""
    gate, results = threading.Barrier(len(acts)), [None] * len(acts)

    def run(index: int, act: Callable[[], object]) -> None:
        try:
            gate.wait(10)
            results[index] = act()
        except (Conflict, Refused) as met:
            results[index] = met
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    return results


def test_of_two_writers_in_one_cell_one_gets_through_and_the_other_sees_the_value(scen: Scen) -> None:
    rad = scen.rad("Resor")

    def write(amount: int, actor) -> Callable[[], None]:
        return lambda: set_cell(scen.budget, rad, "ursprunglig", Decimal(amount), 1, actor=actor)

    results = both_at_once(write(1, scen.maria), write(2, scen.lars))
    (conflict,) = [result for result in results if result is not None]
    assert conflict.cells[0].theirs == scen.post("Resor").amount
    assert Budgetandring.objects.count() == 1


def test_two_who_fill_an_empty_cell_meet_as_well(scen: Scen) -> None:
    rad = scen.rad("Resor")

    def write(amount: int, actor) -> Callable[[], None]:
        return lambda: set_cell(scen.budget, rad, "tillagg", Decimal(amount), 0, actor=actor)

    results = both_at_once(write(1, scen.maria), write(2, scen.lars))
    assert sorted(type(result).__name__ for result in results) == ["Conflict", "NoneType"]


def test_fastställa_pressed_twice_happens_once(scen: Scen) -> None:
    foresla_budget(scen.budget, actor=scen.maria)
    beslut = f.BeslutFactory(samverkan=scen.samverkan)

    def press() -> None:
        faststalla_budget(Budget.objects.get(pk=scen.budget.pk), beslut=beslut, actor=scen.maria)

    results = both_at_once(press, press)
    assert sorted(type(result).__name__ for result in results) == ["NoneType", "Refused"]
    assert Budget.objects.get(pk=scen.budget.pk).status == "faststalld"


def test_two_new_versions_at_once_get_a_number_each(scen: Scen) -> None:
    def create() -> int:
        return create_budget(scen.samverkan, 2023, source=scen.budget, actor=scen.maria).number

    assert sorted(both_at_once(create, create)) == [2, 3]


def test_a_figure_is_either_in_the_proposal_or_refused(scen: Scen) -> None:
    rad = scen.rad("Resor")
    results = both_at_once(
        lambda: set_cell(scen.budget, rad, "ursprunglig", Decimal(1), 1, actor=scen.lars),
        lambda: foresla_budget(Budget.objects.get(pk=scen.budget.pk), actor=scen.maria),
    )
    written = results[0] is None
    assert results[1] is None
    assert scen.post("Resor").amount == (1 if written else 20_000)
