from decimal import Decimal

import pytest
from django.db import IntegrityError

from kostnader.budget.acts import (
    add_row,
    avsla_budget,
    change_row,
    create_budget,
    faststalla_budget,
    foresla_budget,
    remove_row,
    set_cell,
    withdraw_budget,
)
from kostnader.budget.models import Budget, Budgetpost
from kostnader.budget.queries import row_amounts
from samverkan.handelser.queries import history
from samverkan.lib.errors import Refused
from tests import factories as f
from tests.kostnader.budget.scen import Scen, budget_scen, second_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    return budget_scen()


def decision(scen: Scen, **kwargs: object):
    return f.BeslutFactory(samverkan=scen.samverkan, heading="Budget 2023", **kwargs)


def test_an_empty_version_has_a_row_for_each_service_of_the_year(scen: Scen) -> None:
    f.TjanstFactory(samverkan=scen.samverkan, name="Avslutad", valid_to="2023-06-30")
    f.TjanstFactory(samverkan=scen.samverkan, name="Datacenter", direct_from_supplier=True)
    budget = create_budget(scen.samverkan, 2024, actor=scen.maria)
    assert [(rad.tjanst.name, rad.kostnadsslag) for rad in budget.rader.all()] == [
        ("Grundfinansiering", "Kostnad"),
        ("E-arkiv", "Kostnad"),
    ]


def test_a_copy_within_the_year_keeps_every_cell_and_takes_the_next_number(scen: Scen) -> None:
    set_cell(scen.budget, scen.rad("Resor"), "tillagg", Decimal(5), 0, actor=scen.maria)
    copy = second_version(scen)
    assert copy.number == 2
    cells = Budgetpost.objects.filter(rad__budget=copy).order_by("rad_id", "kind")
    assert [(post.rad.kostnadsslag, post.kind, post.amount) for post in cells] == [
        ("Personal", "ursprunglig", 812_000),
        ("Resor", "tillagg", 5),
        ("Resor", "ursprunglig", 20_000),
        ("Licens", "ursprunglig", 322_000),
    ]


def test_from_last_year_the_whole_row_becomes_the_original_budget(scen: Scen) -> None:
    set_cell(scen.budget, scen.rad("Resor"), "tillagg", Decimal(5_000), 0, actor=scen.maria)
    copy = create_budget(scen.samverkan, 2024, source=scen.budget, actor=scen.maria)
    assert [(row.kostnadsslag, row.amount) for row in row_amounts(copy)] == [
        ("Personal", 812_000),
        ("Resor", 25_000),
        ("Licens", 322_000),
    ]
    assert set(Budgetpost.objects.filter(rad__budget=copy).values_list("kind", flat=True)) == {"ursprunglig"}


def test_another_samverkans_budget_is_no_source(scen: Scen) -> None:
    with pytest.raises(Refused, match="hör till en annan samverkan"):
        create_budget(scen.samverkan, 2024, source=budget_scen("Itsam").budget, actor=scen.maria)


def test_the_path_from_draft_to_decision_is_logged_step_by_step(scen: Scen) -> None:
    foresla_budget(scen.budget, actor=scen.maria)
    withdraw_budget(scen.budget, actor=scen.maria)
    foresla_budget(scen.budget, actor=scen.maria)
    faststalla_budget(scen.budget, beslut=decision(scen, paragraf="12"), actor=scen.lars)
    assert scen.budget.status == Budget.Status.FASTSTALLD
    assert [row.text for row in history(scen.budget)] == [
        "fastställde Budget 2023, version 1 med § 12 2022-06-22",
        "föreslog Budget 2023, version 1",
        "tog tillbaka Budget 2023, version 1 till utkast",
        "föreslog Budget 2023, version 1",
    ]


def test_a_new_fastställd_version_replaces_the_one_before(scen: Scen) -> None:
    foresla_budget(scen.budget, actor=scen.maria)
    faststalla_budget(scen.budget, beslut=decision(scen), actor=scen.maria)
    second = second_version(scen)
    foresla_budget(second, actor=scen.maria)
    faststalla_budget(second, beslut=decision(scen), actor=scen.maria)
    scen.budget.refresh_from_db()
    assert (scen.budget.status, second.status) == ("ersatt", "faststalld")


def test_a_draft_cannot_be_fastställd_before_it_is_proposed(scen: Scen) -> None:
    with pytest.raises(Refused, match="Föreslå budgeten först"):
        faststalla_budget(scen.budget, beslut=decision(scen), actor=scen.maria)


@pytest.mark.parametrize("wrong", [{"outcome": "avslag"}, {"status": "upphavt"}])
def test_only_a_decision_that_carries_can_adopt_a_budget(scen: Scen, wrong: dict[str, str]) -> None:
    foresla_budget(scen.budget, actor=scen.maria)
    with pytest.raises(Refused, match="Välj ett beslut med bifall"):
        faststalla_budget(scen.budget, beslut=decision(scen, **wrong), actor=scen.maria)
    scen.budget.refresh_from_db()
    assert scen.budget.status == "foreslagen"


def test_another_samverkans_decision_cannot_adopt_a_budget(scen: Scen) -> None:
    foresla_budget(scen.budget, actor=scen.maria)
    with pytest.raises(Refused, match="Välj ett beslut med bifall"):
        faststalla_budget(scen.budget, beslut=f.BeslutFactory(), actor=scen.maria)


def test_a_proposed_version_can_be_turned_down_without_a_decision(scen: Scen) -> None:
    foresla_budget(scen.budget, actor=scen.maria)
    avsla_budget(scen.budget, actor=scen.maria)
    assert scen.budget.status == "avslagen"


def test_a_budget_without_rows_cannot_be_proposed(scen: Scen) -> None:
    empty = f.BudgetFactory(samverkan=scen.samverkan, year=2025)
    with pytest.raises(Refused, match="Budgeten saknar rader"):
        foresla_budget(empty, actor=scen.maria)


def test_a_proposal_with_a_newer_version_is_not_taken_back(scen: Scen) -> None:
    foresla_budget(scen.budget, actor=scen.maria)
    second_version(scen)
    with pytest.raises(Refused, match="Det finns en nyare version"):
        withdraw_budget(scen.budget, actor=scen.maria)


def test_a_new_row_stands_last_in_its_service(scen: Scen) -> None:
    rad = add_row(scen.budget, tjanst=scen.grund, kostnadsslag="Möten", actor=scen.maria)
    names = scen.budget.rader.filter(tjanst=scen.grund).values_list("kostnadsslag", flat=True)
    assert list(names) == ["Personal", "Resor", "Möten"]
    assert rad.shared


def test_a_row_that_stands_there_is_refused_at_its_name(scen: Scen) -> None:
    with pytest.raises(Refused) as refused:
        add_row(scen.budget, tjanst=scen.grund, kostnadsslag="resor", actor=scen.maria)
    assert refused.value.field == "kostnadsslag"


def test_a_row_can_be_renamed_remarked_on_and_kept_out_of_the_sharing(scen: Scen) -> None:
    rad = scen.rad("Resor")
    change_row(rad, kostnadsslag="Avrundning", shared=False, comment="Upp till hela 100", actor=scen.maria)
    stored = scen.rad("Avrundning")
    assert (stored.shared, stored.comment) == (False, "Upp till hela 100")


def test_a_removed_row_is_told_in_the_log_with_what_stood_there(scen: Scen) -> None:
    set_cell(scen.budget, scen.rad("Resor"), "tillagg", Decimal(5), 0, actor=scen.maria)
    remove_row(scen.rad("Resor"), actor=scen.maria)
    assert history(scen.budget)[0].text == (
        "tog bort raden Grundfinansiering: Resor med 20\u00a0005 kr ur Budget 2023, version 1"
    )
    assert [rad.kostnadsslag for rad in scen.budget.rader.all()] == ["Personal", "Licens"]


def test_the_database_itself_refuses_to_touch_a_proposed_version(scen: Scen) -> None:
    foresla_budget(scen.budget, actor=scen.maria)
    with pytest.raises(IntegrityError, match="no longer a draft"):
        scen.post("Resor").save()
