from decimal import Decimal

import pytest
from django.test import Client

from kostnader.budget.acts import set_cell, undo_last
from kostnader.budget.grid import build_grid
from kostnader.budget.paste import Preview, preview_block, read_block
from samverkan.lib.errors import Refused
from tests.kostnader.budget.scen import Scen, budget_scen
from tests.kostnader.budget.test_rutnat import SCRIPT, signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    return budget_scen()


def laid(scen: Scen, start: str, block: str, column: str = "ursprunglig") -> Preview:
    grid = build_grid(scen.budget, by_month=column.startswith("m"))
    return preview_block(grid, f"{scen.rad(start).pk}.{column}", block)


def changes(preview: Preview) -> list[tuple[str, str, str]]:
    return [
        (new.place, new.old.replace("\u00a0", " "), new.new.replace("\u00a0", " ")) for new in preview.changed
    ]


def test_a_block_is_read_as_excel_puts_it_on_the_clipboard() -> None:
    assert read_block('1\t2\r\n"a\nb"\t4\r\n') == [["1", "2"], ["a\nb", "4"]]


def test_a_block_is_laid_from_its_cell_on_and_steps_over_service_rows(scen: Scen) -> None:
    preview = laid(scen, "Resor", "25 000\t1 000\t-500\n330 000\t\t500\n")
    assert changes(preview) == [
        ("Ursprunglig, Resor", "20 000", "25 000"),
        ("Tillägg, Resor", "–", "1 000"),
        ("Ombudgetering, Resor", "–", "−500"),
        ("Ursprunglig, Licens", "322 000", "330 000"),
        ("Ombudgetering, Licens", "–", "+500"),
    ]
    assert preview.same == 1


def test_bad_cells_are_named_each_with_what_to_do(scen: Scen) -> None:
    preview = laid(scen, "Personal", "tolv\n1.5")
    assert [place for place, _ in preview.faults] == ["Ursprunglig, Personal", "Ursprunglig, Resor"]
    assert preview.faults[1][1].replace("\u00a0", " ") == "Skriv decimaler med komma: 1,50."


def test_a_block_too_large_for_the_grid_says_so(scen: Scen) -> None:
    assert laid(scen, "Licens", "1\t2\n3\t4", "ombudgetering").faults == [
        ("Klippet", "Det har 2 rader men från cellen finns bara 1. Lägg till rader först."),
        ("Klippet", "Det är 2 kolumner brett men från ombudgetering finns bara 1. Kopiera färre."),
    ]


def test_months_can_be_pasted(scen: Scen) -> None:
    assert changes(laid(scen, "Licens", "0\t0\t80 500", "m1"))[2] == ("Mars, Licens", "26 833,33", "80 500")


@pytest.mark.parametrize("block", ["", " \n\t"])
def test_nothing_pasted_is_refused(scen: Scen, block: str) -> None:
    with pytest.raises(Refused, match="Det fanns inget att klistra in"):
        laid(scen, "Resor", block)


def pasted(client: Client, scen: Scen, block: str) -> dict[str, str]:
    """The preview's hidden fields, as its form would send them."""
    start = f"{scen.rad('Personal').pk}.ursprunglig"
    response = client.post(scen.url("1/klistra/"), {"start": start, "block": block}, headers=SCRIPT)
    return {new.field.name: new.value for new in response.context["preview"].changed}


def test_the_preview_saves_as_one_change_that_can_be_taken_back(scen: Scen) -> None:
    maria = signed_in(scen.maria)
    fields = pasted(maria, scen, "900 000\n30 000,50")
    assert scen.post("Personal").amount == 812_000
    assert "2 celler sparade." in text(maria.post(scen.url("1/"), fields, follow=True))
    assert scen.post("Resor").amount == Decimal("30000.50")
    assert undo_last(scen.budget, actor=scen.maria) == "2 celler på en gång"


def test_a_cell_changed_between_preview_and_saving_is_shown_and_nothing_is_saved(scen: Scen) -> None:
    maria = signed_in(scen.maria)
    fields = pasted(maria, scen, "900 000\n30 000")
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(1), 1, actor=scen.lars)
    response = maria.post(scen.url("1/"), fields)
    assert "Lars Öberg sparade 1 kl." in text(response)
    assert 'value="900000,00"' in response.content.decode()
    assert scen.post("Personal").amount == 812_000


def test_without_script_there_is_a_page_to_paste_in(scen: Scen) -> None:
    maria = signed_in(scen.maria)
    start = f"{scen.rad('Personal').pk}.ursprunglig"
    response = maria.post(scen.url("1/klistra/"), {"start": start, "block": "1"})
    assert "1 cell ändras" in text(response)
