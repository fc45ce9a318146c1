from decimal import Decimal

import pytest

from kostnader.budget.acts import Conflict, foresla_budget, set_cell, set_cells, undo_last
from kostnader.budget.changes import CellChange
from kostnader.budget.models import Budgetandring, Budgetpost
from samverkan.handelser.queries import history
from samverkan.lib.errors import Refused
from tests.kostnader.budget.scen import Scen, budget_scen, second_version

pytestmark = pytest.mark.django_db
URSPRUNGLIG, TILLAGG = "ursprunglig", "tillagg"


@pytest.fixture
def scen() -> Scen:
    return budget_scen()


def write(scen: Scen, name: str, amount: int, revision: int, *, kind: str = URSPRUNGLIG, actor=None) -> None:
    set_cell(scen.budget, scen.rad(name), kind, Decimal(amount), revision, actor=actor or scen.maria)


def test_a_cell_gets_its_amount_a_new_revision_and_a_line_in_the_log(scen: Scen) -> None:
    write(scen, "Resor", 25_000, 1)
    post = scen.post("Resor")
    assert (post.amount, post.revision, post.changed_by) == (25_000, 2, scen.maria)
    assert history(scen.budget)[0].text.replace("\u00a0", " ") == (
        "ändrade Resor, ursprunglig, 20 000 → 25 000 i Budget 2023, version 1"
    )


def test_a_cell_never_filled_is_written_from_revision_zero(scen: Scen) -> None:
    write(scen, "Resor", 5_000, 0, kind=TILLAGG)
    assert (scen.post("Resor", TILLAGG).amount, scen.post("Resor", TILLAGG).revision) == (5_000, 1)


def test_a_stale_revision_is_a_conflict_with_the_others_value_who_and_when(scen: Scen) -> None:
    write(scen, "Resor", 30_000, 1, actor=scen.lars)
    with pytest.raises(Conflict) as conflict:
        write(scen, "Resor", 25_000, 1)
    (met,) = conflict.value.cells
    assert (met.theirs, met.who, met.revision, met.change.amount) == (30_000, "Lars Öberg", 2, 25_000)
    assert met.at == scen.post("Resor").changed_at
    assert scen.post("Resor").amount == 30_000


def test_two_who_write_the_same_value_do_not_meet(scen: Scen) -> None:
    write(scen, "Resor", 30_000, 1, actor=scen.lars)
    write(scen, "Resor", 30_000, 1)
    assert scen.post("Resor").revision == 2


def test_a_paste_is_all_or_nothing(scen: Scen) -> None:
    write(scen, "Resor", 30_000, 1, actor=scen.lars)
    changes = [
        CellChange(scen.rad("Personal").pk, URSPRUNGLIG, Decimal(1), 1),
        CellChange(scen.rad("Resor").pk, URSPRUNGLIG, Decimal(2), 1),
    ]
    with pytest.raises(Conflict):
        set_cells(scen.budget, changes, actor=scen.maria)
    assert scen.post("Personal").amount == 812_000


def test_a_paste_tells_how_many_cells_it_changed(scen: Scen) -> None:
    changes = [
        CellChange(scen.rad("Personal").pk, URSPRUNGLIG, Decimal(1), 1),
        CellChange(scen.rad("Resor").pk, URSPRUNGLIG, Decimal(20_000), 1),
        CellChange(scen.rad("Licens").pk, TILLAGG, Decimal(3), 0),
    ]
    assert set_cells(scen.budget, changes, actor=scen.maria) == 2


def test_a_month_makes_the_row_follow(scen: Scen) -> None:
    rad = scen.rad("Resor")
    change = CellChange(rad.pk, URSPRUNGLIG, Decimal("2000.00"), 1, base=Decimal("1666.67"), month=3)
    set_cells(scen.budget, [change], actor=scen.maria)
    post = scen.post("Resor")
    assert post.months[2] == Decimal("2000.00")
    assert post.amount == sum(post.months) == Decimal("20333.33")


def test_a_new_total_keeps_the_months_profile(scen: Scen) -> None:
    Budgetpost.objects.filter(pk=scen.post("Resor").pk).update(months=[Decimal(20_000), *[Decimal(0)] * 11])
    write(scen, "Resor", 30_000, 1)
    assert scen.post("Resor").months == [Decimal(30_000), *[Decimal(0)] * 11]


def test_two_people_in_different_months_of_a_row_both_get_through(scen: Scen) -> None:
    rad = scen.rad("Licens")
    base = Decimal("26833.33")
    mars = CellChange(rad.pk, URSPRUNGLIG, Decimal(10), 1, base=base, month=3)
    januari = CellChange(rad.pk, URSPRUNGLIG, Decimal(20), 1, base=base, month=1)
    set_cells(scen.budget, [mars], actor=scen.lars)
    set_cells(scen.budget, [januari], actor=scen.maria)
    assert [scen.post("Licens").months[index] for index in (0, 2)] == [20, 10]


def test_a_closed_version_takes_no_figures(scen: Scen) -> None:
    foresla_budget(scen.budget, actor=scen.maria)
    with pytest.raises(Refused, match="är föreslagen och kan inte ändras"):
        write(scen, "Resor", 1, 1)


def test_an_older_draft_takes_no_figures(scen: Scen) -> None:
    second_version(scen)
    with pytest.raises(Refused, match="Version 2 är nyare"):
        write(scen, "Resor", 1, 1)


def test_a_row_of_another_budget_is_refused(scen: Scen) -> None:
    other = budget_scen("Itsam").rad("Resor")
    with pytest.raises(Refused, match="En rad finns inte längre"):
        set_cell(scen.budget, other, URSPRUNGLIG, Decimal(1), 1, actor=scen.maria)


def test_an_amount_beyond_what_fits_is_refused_by_the_act_too(scen: Scen) -> None:
    with pytest.raises(Refused, match="Resor, ursprunglig: beloppet är för stort"):
        write(scen, "Resor", 10**12, 1)


def test_undo_takes_back_ones_own_last_change_and_then_the_one_before(scen: Scen) -> None:
    write(scen, "Resor", 25_000, 1)
    write(scen, "Resor", 26_000, 2)
    undo_last(scen.budget, actor=scen.maria)
    assert scen.post("Resor").amount == 25_000
    undo_last(scen.budget, actor=scen.maria)
    assert scen.post("Resor").amount == 20_000
    with pytest.raises(Refused, match="Du har inget att ångra"):
        undo_last(scen.budget, actor=scen.maria)


def test_undo_takes_back_a_whole_paste(scen: Scen) -> None:
    changes = [CellChange(rad.pk, TILLAGG, Decimal(7), 0) for rad in scen.budget.rader.all()]
    set_cells(scen.budget, changes, actor=scen.maria)
    assert undo_last(scen.budget, actor=scen.maria) == "3 celler på en gång"
    assert {post.amount for post in Budgetpost.objects.filter(kind=TILLAGG)} == {0}


def test_undo_leaves_what_another_has_changed_since(scen: Scen) -> None:
    write(scen, "Resor", 25_000, 1)
    write(scen, "Resor", 30_000, 2, actor=scen.lars)
    with pytest.raises(Refused, match="Lars Öberg har ändrat Resor, ursprunglig sedan dess"):
        undo_last(scen.budget, actor=scen.maria)
    assert scen.post("Resor").amount == 30_000


def test_when_the_other_takes_theirs_back_mine_can_be_undone(scen: Scen) -> None:
    write(scen, "Resor", 25_000, 1)
    write(scen, "Resor", 30_000, 2, actor=scen.lars)
    undo_last(scen.budget, actor=scen.lars)
    undo_last(scen.budget, actor=scen.maria)
    assert scen.post("Resor").amount == 20_000


def test_undo_brings_the_months_back(scen: Scen) -> None:
    rad = scen.rad("Resor")
    set_cells(scen.budget, [CellChange(rad.pk, URSPRUNGLIG, Decimal(1), 1, month=1)], actor=scen.maria)
    undo_last(scen.budget, actor=scen.maria)
    assert (scen.post("Resor").amount, scen.post("Resor").months) == (20_000, None)


def test_every_revision_has_its_change(scen: Scen) -> None:
    write(scen, "Resor", 25_000, 1)
    undo_last(scen.budget, actor=scen.maria)
    changes = Budgetandring.objects.order_by("id").values_list("revision", "old_amount", "undone")
    assert list(changes) == [(2, 20_000, True), (3, 25_000, True)]
