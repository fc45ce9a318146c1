import io
from decimal import Decimal

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from kostnader.fakturor.models import Faktura
from tests import factories as f
from tests.kostnader.oversikt.scen import freeze_year, reader, run
from tests.pages import count_queries
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    scen = liten_scen()
    scen.freeze()
    return scen


def url(scen: Scen, rest: str = "", year: int = 2023) -> str:
    return f"/{scen.samverkan.slug}/{year}/{rest}"


def test_the_start_page_of_a_reader_is_what_the_own_municipality_pays(scen: Scen) -> None:
    freeze_year(scen, 2022, {scen.tjanst: Decimal("90000.00")})
    own = scen.medlemmar[1]
    answer = reader(scen, own).get(url(scen))
    page = answer.content.decode()
    assert f"<h1>{own.name}</h1>" in page
    assert "40\u00a0000<small>kr</small>" in page
    assert "+10\u00a0000 kr (+33,3\u00a0%) mot 2022" in page
    assert f"/{scen.samverkan.slug}/2023/beslut/{scen.beslut.pk}/" in page


def test_a_reader_sees_nothing_of_another_municipality(scen: Scen) -> None:
    run(scen, 1)
    own, other = scen.medlemmar[1:]
    client = reader(scen, own)
    assert other.name not in client.get(url(scen)).content.decode()
    assert other.name not in client.get(url(scen, "var-kostnad/")).content.decode()
    pages = ["underlag.xlsx", f"{scen.tjanst.pk}/", "planerat/2023-4.xlsx"]
    for organisation, status in ((own, 200), (other, 404)):
        found = [client.get(url(scen, f"var-kostnad/{organisation.pk}/{page}")).status_code for page in pages]
        assert found == [status] * 3
        assert client.get(url(scen, f"var-kostnad/?org={organisation.pk}")).status_code == status
    assert client.get(url(scen, f"?org={other.pk}")).status_code == 404


def test_an_organisation_outside_the_samverkan_does_not_exist_for_the_controller_either(
    scen: Scen, client: Client
) -> None:
    client.force_login(scen.controller)
    assert client.get(url(scen, f"var-kostnad/?org={f.OrganisationFactory().pk}")).status_code == 404


@pytest.mark.parametrize("role", ["ledamot", "sekreterare", "administrator"])
def test_roles_without_invoices_have_no_such_page(scen: Scen, client: Client, role: str) -> None:
    client.force_login(f.RollFactory(samverkan=scen.samverkan, kind=role).anvandare)
    assert client.get(url(scen, "var-kostnad/")).status_code == 404


@pytest.mark.parametrize("role", ["controller", "revisor"])
def test_controller_and_revisor_choose_the_member(scen: Scen, client: Client, role: str) -> None:
    client.force_login(f.RollFactory(samverkan=scen.samverkan, kind=role).anvandare)
    page = client.get(url(scen, "var-kostnad/")).content.decode()
    assert [o.name in page for o in scen.medlemmar] == [True, True, True]
    assert client.get(url(scen, f"var-kostnad/?org={scen.medlemmar[2].pk}")).status_code == 200


def test_who_reads_for_two_chooses_between_them(scen: Scen) -> None:
    first, second = scen.medlemmar[1:]
    client = reader(scen, first, second)
    page = client.get(url(scen, f"?org={second.pk}")).content.decode()
    assert f"<h1>{second.name}</h1>" in page
    assert f'href="?org={first.pk}"' in page


def test_a_year_that_is_not_shared_leads_to_one_that_is(scen: Scen) -> None:
    page = reader(scen, scen.medlemmar[1]).get(url(scen, year=2024)).content.decode()
    assert "Kostnaden för 2024 är inte fördelad än" in page
    assert url(scen, f"var-kostnad/?org={scen.medlemmar[1].pk}") in page


def test_the_issuers_reader_is_told_that_its_part_is_booked(scen: Scen) -> None:
    page = reader(scen, scen.medlemmar[0]).get(url(scen)).content.decode()
    assert "Den egna delen bokförs internt" in page


def test_what_is_to_be_paid_comes_first_and_counts_in_the_menu(scen: Scen) -> None:
    run(scen, 1, day=timezone.localdate())
    number = Faktura.objects.get(payer=scen.medlemmar[1]).number
    answer = reader(scen, scen.medlemmar[1]).get(url(scen))
    assert [rad.faktura.number for rad in answer.context["att_betala"]] == [number]
    entry = next(
        e for s in answer.context["skal"]["menu"] for e in s["entries"] if e["label"] == "Våra fakturor"
    )
    assert entry["count"] == 1


def test_the_page_of_a_service_holds_its_receipt_and_its_parts(scen: Scen) -> None:
    run(scen, 1)
    page = reader(scen, scen.medlemmar[1]).get(
        url(scen, f"var-kostnad/{scen.medlemmar[1].pk}/{scen.tjanst.pk}/")
    )
    text = page.content.decode()
    assert 'class="kvitto"' in text
    assert [del_["text"] for del_ in page.context["delar"]] == [
        "faktura 2023-0001, betalt", "planerat", "planerat", "planerat"
    ]  # fmt: skip


def test_the_workbook_has_services_months_and_calculation_with_sums_as_formulas(scen: Scen) -> None:
    run(scen, 1)
    answer = reader(scen, scen.medlemmar[1]).get(
        url(scen, f"var-kostnad/{scen.medlemmar[1].pk}/underlag.xlsx")
    )
    book = load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Per tjänst", "Per månad", "Beräkning", "Om filen"]
    assert [cell.value for cell in book["Per tjänst"]["F"]] == ["2023", 40000, "=SUM(F2:F2)"]
    assert [cell.value for cell in book["Per månad"]["F"]][1:] == [10000, 10000, 10000, 10000, "=SUM(F2:F5)"]
    assert [cell.value for cell in book["Beräkning"]["P"]] == ["Vår andel", 40000, "=SUM(P2:P2)"]


def test_what_is_to_come_can_be_had_as_a_workbook(scen: Scen) -> None:
    client = reader(scen, scen.medlemmar[1])
    planned = url(scen, f"var-kostnad/{scen.medlemmar[1].pk}/planerat/")
    book = load_workbook(io.BytesIO(client.get(f"{planned}2023-07.xlsx").content))
    assert [cell.value for cell in book.worksheets[0][2]] == [
        scen.tjanst.name, "Kvartal 3 av 4", 10000, 2500, 12500
    ]  # fmt: skip
    assert client.get(f"{planned}2023-8.xlsx").status_code == 404


def test_one_invoice_can_be_had_as_excel_by_its_own(scen: Scen) -> None:
    run(scen, 1)
    own, other = (Faktura.objects.get(payer=o).pk for o in scen.medlemmar[1:])
    client = reader(scen, scen.medlemmar[1])
    statuses = [client.get(url(scen, f"fakturor/{pk}/excel/")).status_code for pk in (own, other)]
    assert statuses == [200, 404]


@pytest.mark.parametrize("page", ["", "var-kostnad/"])
def test_the_database_is_asked_as_often_with_three_members_as_with_forty(page: str) -> None:
    counts = []
    for antal in (3, 40):
        scen = liten_scen(antal)
        scen.freeze()
        run(scen, 1)
        counts.append(count_queries(reader(scen, scen.medlemmar[1]), url(scen, page)))
    assert counts[0] == counts[1]
