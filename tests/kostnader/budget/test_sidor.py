"""Index, compare, versions and rows over HTTP."""

from decimal import Decimal

import pytest
from django.test import Client

from kostnader.budget.acts import foresla_budget, index_budget, set_cell, undo_last
from kostnader.budget.acts.indexera import stamp
from kostnader.budget.comparison import compare
from kostnader.budget.models import Budget
from kostnader.budget.rules import Indexation
from samverkan.lib.errors import Refused
from tests import factories as f
from tests.kostnader.budget.scen import Scen, budget_scen, second_version
from tests.kostnader.budget.test_rutnat import signed_in, text

pytestmark = pytest.mark.django_db
UPP = Indexation(Decimal("2.5"), Decimal(1000), "upp")


@pytest.fixture
def scen() -> Scen:
    return budget_scen()


@pytest.fixture
def maria(scen: Scen) -> Client:
    return signed_in(scen.maria)


def test_indexing_raises_every_row_alike_and_leaves_zero(scen: Scen) -> None:
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(0), 1, actor=scen.maria)
    assert index_budget(scen.budget, UPP, seen=stamp(scen.budget), actor=scen.maria) == 2
    amounts = [scen.post(name).amount for name in ("Personal", "Resor", "Licens")]
    assert amounts == [833_000, 0, 331_000]


def test_an_indexation_is_taken_back_in_one(scen: Scen) -> None:
    index_budget(scen.budget, UPP, seen=stamp(scen.budget), actor=scen.maria)
    undo_last(scen.budget, actor=scen.maria)
    assert scen.post("Personal").amount == 812_000


def test_an_indexation_of_what_has_changed_since_the_preview_is_refused(scen: Scen) -> None:
    seen = stamp(scen.budget)
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(1), 1, actor=scen.lars)
    with pytest.raises(Refused, match="har ändrats sedan förhandsvisningen"):
        index_budget(scen.budget, UPP, seen=seen, actor=scen.maria)
    assert scen.post("Personal").amount == 812_000


def test_the_preview_of_an_indexation_saves_what_it_showed(scen: Scen, maria: Client) -> None:
    wanted = {"percent": "2,5", "unit": "1000", "direction": "upp"}
    response = maria.get(scen.url("1/indexera/"), wanted)
    assert "Summa kostnader 1 154 000 1 185 000 +31 000" in text(response)
    maria.post(scen.url("1/indexera/"), wanted | {"sett": response.context["sett"]})
    assert scen.post("Personal").amount == 833_000


@pytest.mark.parametrize("percent", ["0", "tolv", "-100", "1.5"])
def test_a_percentage_that_makes_no_sense_is_told_at_its_field(
    scen: Scen, maria: Client, percent: str
) -> None:
    response = maria.get(scen.url("1/indexera/"), {"percent": percent, "unit": "1", "direction": "upp"})
    assert list(response.context["form"].errors) == ["percent"]


def test_two_versions_are_compared_row_by_row(scen: Scen, maria: Client) -> None:
    second = second_version(scen)
    resor = second.rader.get(kostnadsslag="Resor")
    set_cell(second, resor, "tillagg", Decimal(5_000), 0, actor=scen.maria)
    second.rader.filter(kostnadsslag="Licens").update(kostnadsslag="Drift")
    services, whole = compare(scen.budget, second)
    assert [(line.name, line.old, line.new) for service in services for line in service.lines] == [
        ("Personal", 812_000, 812_000),
        ("Resor", 20_000, 25_000),
        ("Drift", None, 322_000),
        ("Licens", 322_000, None),
    ]
    assert (whole.change, whole.percent) == (5_000, "+0,4")
    assert "Summa kostnader 1 154 000 1 159 000 +5 000 +0,4" in text(maria.get(scen.url("2/jamfor/")))


def test_the_first_version_of_a_year_is_begun_from_the_empty_page(scen: Scen, maria: Client) -> None:
    front = f"/{scen.samverkan.slug}/2024/budget/"
    assert "Börja från Budget 2023, version 1" in text(maria.get(front))
    response = maria.post(f"{front}ny/", {"source": scen.budget.pk}, follow=True)
    assert "Version 1 är skapad." in text(response)


def test_the_whole_path_by_buttons(scen: Scen, maria: Client) -> None:
    beslut = f.BeslutFactory(samverkan=scen.samverkan, paragraf="12", heading="Budget 2023")
    maria.post(scen.url("1/foresla/"))
    maria.post(scen.url("1/ta-tillbaka/"))
    maria.post(scen.url("1/foresla/"))
    assert "§ 12, 2022-06-22 – Budget 2023" in text(maria.get(scen.url("1/faststall/")))
    response = maria.post(scen.url("1/faststall/"), {"beslut": beslut.pk}, follow=True)
    assert "Budgeten är fastställd." in text(response)
    assert "§ 12" in text(response)
    assert Budget.objects.get(pk=scen.budget.pk).beslut == beslut


def test_a_proposal_can_be_turned_down_from_its_page(scen: Scen, maria: Client) -> None:
    foresla_budget(scen.budget, actor=scen.maria)
    maria.post(scen.url("1/avsla/"), {})
    assert Budget.objects.get(pk=scen.budget.pk).status == "avslagen"


def test_fastställa_without_a_decision_is_told_at_the_field(scen: Scen, maria: Client) -> None:
    foresla_budget(scen.budget, actor=scen.maria)
    f.BeslutFactory(samverkan=scen.samverkan)
    assert list(maria.post(scen.url("1/faststall/"), {}).context["form"].errors) == ["beslut"]


def test_a_row_is_added_changed_and_removed_by_its_pages(scen: Scen, maria: Client) -> None:
    sent = {"tjanst": scen.grund.pk, "kostnadsslag": "Möten", "shared": "on"}
    maria.post(scen.url("1/rad/ny/"), sent)
    page = scen.url(f"1/rad/{scen.rad('Möten').pk}/")
    maria.post(page, {"kostnadsslag": "Möten och arvoden", "comment": "Fyra möten", "shared": "on"})
    assert scen.rad("Möten och arvoden").comment == "Fyra möten"
    maria.post(f"{page}ta-bort/")
    assert not scen.budget.rader.filter(kostnadsslag__startswith="Möten").exists()


def test_a_row_with_a_taken_name_is_refused_at_the_field(scen: Scen, maria: Client) -> None:
    sent = {"tjanst": scen.grund.pk, "kostnadsslag": "Resor", "shared": "on"}
    response = maria.post(scen.url("1/rad/ny/"), sent)
    assert list(response.context["form"].errors) == ["kostnadsslag"]


def test_a_rows_page_tells_who_changed_what(scen: Scen, maria: Client) -> None:
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(1), 1, actor=scen.lars)
    assert "Ursprunglig 20 000 → 1 Lars Öberg" in text(maria.get(scen.url(f"1/rad/{scen.rad('Resor').pk}/")))


def test_a_decision_tells_which_budget_rests_on_it(scen: Scen, maria: Client) -> None:
    beslut = scen.samverkan.beslut.get(paragraf="9")
    page = maria.get(f"/{scen.samverkan.slug}/2023/beslut/{beslut.pk}/")
    assert f'href="/{scen.samverkan.slug}/2022/budget/1/"' in page.content.decode()
