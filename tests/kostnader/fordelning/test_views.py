"""The matrix page: who sees what, the receipt, files, the lock, and how many questions it asks."""

import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from kostnader.fordelning.models import Fordelning
from tests import factories as f
from tests.pages import count_queries, page_url, signed_in
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    return liten_scen(3)


def receipt_url(scen: Scen, name: str = "fordelning:kvitto", member: int = 1) -> str:
    organisation = scen.medlemmar[member].pk
    return page_url(scen.samverkan, name, tjanst=scen.tjanst.pk, organisation=organisation)


def test_whoever_cooperates_sees_the_frozen_sharing(client: Client, scen: Scen) -> None:
    scen.freeze()
    signed_in(client, "ledamot", samverkan=scen.samverkan)
    page = client.get(page_url(scen.samverkan, "fordelning:matris")).content.decode()
    assert page.count("40\u00a0000</a>") == 3
    assert "Fastställd" in page
    assert "Räknat på nytt nu" not in page


def test_before_it_is_frozen_only_controller_and_revisor_see_it(client: Client, scen: Scen) -> None:
    url = page_url(scen.samverkan, "fordelning:matris")
    seen = {}
    for kind in ("ledamot", "revisor", "controller"):
        signed_in(client, kind, samverkan=scen.samverkan)
        seen[kind] = (
            client.get(url).content.decode().count("40\u00a0000</a>"),
            client.get(f"{url}?version=utkast").status_code,
        )
    assert seen == {"ledamot": (0, 404), "revisor": (3, 200), "controller": (3, 200)}


def test_another_samverkans_people_get_404(client: Client, scen: Scen) -> None:
    scen.freeze()
    signed_in(client, "controller")
    assert client.get(page_url(scen.samverkan, "fordelning:matris")).status_code == 404
    assert client.get(receipt_url(scen)).status_code == 404


def test_a_kommunlasares_own_row_is_ruled(client: Client, scen: Scen) -> None:
    scen.freeze()
    signed_in(client, "kommunlasare", samverkan=scen.samverkan, organisation=scen.medlemmar[1])
    page = client.get(page_url(scen.samverkan, "fordelning:matris")).content.decode()
    name = scen.medlemmar[1].short_name
    assert f'<tr class="vald"><th scope="row">{name}</th>' in page
    assert page.count('class="vald"') == 1


def test_the_receipt_is_a_page_of_its_own_and_a_panel(client: Client, scen: Scen) -> None:
    scen.freeze()
    client.force_login(scen.controller)
    page = client.get(receipt_url(scen)).content.decode()
    panel = client.get(receipt_url(scen), headers={"HX-Request": "true"}).content.decode()
    assert [text in page for text in ("<h1>", "120\u00a0000 ÷ 3 medlemmar", 'aria-current="true"')] == [
        True
    ] * 3
    assert [text in panel for text in ("<h1>", "120\u00a0000 ÷ 3 medlemmar")] == [False, True]


def test_a_member_that_does_not_take_part_has_no_receipt(client: Client, scen: Scen) -> None:
    client.force_login(scen.controller)
    url = page_url(scen.samverkan, "fordelning:kvitto", tjanst=scen.tjanst.pk, organisation=987654)
    assert client.get(url).status_code == 404


def test_the_controller_locks_and_a_second_press_makes_no_copy(client: Client, scen: Scen) -> None:
    client.force_login(scen.controller)
    for _ in range(2):
        answer = client.post(page_url(scen.samverkan, "fordelning:freeze"), follow=True)
        assert "är låst" in answer.content.decode()
    assert Fordelning.objects.get().number == 1


def test_locking_without_a_faststalld_budget_says_what_to_do(client: Client, scen: Scen) -> None:
    client.force_login(scen.controller)
    answer = client.post(page_url(scen.samverkan, "fordelning:freeze", year=2030), follow=True)
    assert "Fastställ budgeten först." in answer.content.decode()
    assert not Fordelning.objects.exists()


def test_a_revisor_may_see_but_not_lock(client: Client, scen: Scen) -> None:
    signed_in(client, "revisor", samverkan=scen.samverkan)
    assert client.post(page_url(scen.samverkan, "fordelning:freeze")).status_code == 403


def test_an_earlier_frozen_sharing_stays_as_it_was(client: Client, scen: Scen) -> None:
    scen.freeze()
    scen.tjanst.anslutningar.filter(organisation=scen.medlemmar[2]).delete()
    scen.freeze()
    client.force_login(scen.controller)
    url = page_url(scen.samverkan, "fordelning:matris")
    assert client.get(url).content.decode().count("60\u00a0000</a>") == 2
    earlier = client.get(f"{url}?version=1").content.decode()
    assert earlier.count("40\u00a0000</a>") == 3
    assert "tidigare fördelning" in earlier


def test_a_service_that_cannot_be_shared_says_why_at_its_column(client: Client, scen: Scen) -> None:
    other = f.TjanstFactory(samverkan=scen.samverkan, name="Arkiv", nyckel=None)
    draft = f.BudgetFactory(samverkan=scen.samverkan, year=2023, number=2)
    f.BudgetpostFactory(rad=f.BudgetradFactory(budget=draft, tjanst=other))
    client.force_login(scen.controller)
    url = page_url(scen.samverkan, "fordelning:matris")
    assert "går inte" not in client.get(url).content.decode()  # the fastställd budget, ready to be locked
    page = client.get(f"{url}?version=utkast").content.decode()
    assert f'href="#fel-{other.pk}"' in page
    assert "Arkiv har ingen fördelningsnyckel. Välj en under Tjänster." in page


def test_the_other_views_show_percent_and_change(client: Client, scen: Scen) -> None:
    scen.freeze()
    client.force_login(scen.controller)
    url = page_url(scen.samverkan, "fordelning:matris")
    assert client.get(f"{url}?visa=andel").content.decode().count("33,3\u00a0%</a>") == 3
    change = client.get(f"{url}?visa=forandring&enhet=tkr").content.decode()
    assert change.count("+40</a>") == 3
    assert "ingen fördelning för året före" in change


def test_the_workbook_holds_the_matrix_with_formulas_and_every_component(client: Client, scen: Scen) -> None:
    scen.freeze()
    client.force_login(scen.controller)
    answer = client.get(page_url(scen.samverkan, "fordelning:excel"))
    book = load_workbook(io.BytesIO(answer.content))
    matrix, shares, parts = book.worksheets[:3]
    assert [cell.value for cell in matrix[2]][2:4] == [40000, "=SUM(C2:C2)"]
    assert matrix["C5"].value == "=SUM(C2:C4)"
    assert (shares.max_row, parts.max_row) == (4, 4)


def test_the_receipt_comes_as_pdf_and_excel(client: Client, scen: Scen) -> None:
    scen.freeze()
    client.force_login(scen.controller)
    assert client.get(receipt_url(scen, "fordelning:kvitto_pdf")).content[:5] == b"%PDF-"
    answer = client.get(receipt_url(scen, "fordelning:kvitto_excel"))
    assert load_workbook(io.BytesIO(answer.content)).sheetnames == ["Andelar", "Uträkning"]


def test_the_page_asks_as_many_questions_for_3_members_as_for_290(client: Client) -> None:
    counts = set()
    for antal in (3, 290):
        scen = liten_scen(antal)
        client.force_login(scen.controller)
        live = count_queries(client, page_url(scen.samverkan, "fordelning:matris"))
        scen.freeze()
        frozen = count_queries(client, page_url(scen.samverkan, "fordelning:matris"))
        counts.add((live, frozen, count_queries(client, receipt_url(scen))))
    assert len(counts) == 1
