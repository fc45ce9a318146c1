import datetime
import io
import zipfile

import pytest
from django.test import Client
from openpyxl import load_workbook

from kostnader.fakturor.leverans import store_pdf
from kostnader.fakturor.models import Faktura, Fakturakorning
from samverkan.jobb.acts import perform
from tests.factories import AnvandareFactory, RollFactory
from tests.pages import count_queries
from tests.scener import Scen, liten_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    scen = liten_scen()
    scen.freeze()
    return scen


@pytest.fixture
def controller(scen: Scen, client: Client) -> Client:
    client.force_login(scen.controller)
    return client


def reader(scen: Scen, organisation) -> Client:
    person = AnvandareFactory()
    RollFactory(anvandare=person, samverkan=scen.samverkan, kind="kommunlasare", organisation=organisation)
    client = Client()
    client.force_login(person)
    return client


def url(scen: Scen, rest: str = "") -> str:
    return f"/{scen.samverkan.slug}/2023/fakturor/{rest}"


def opened(scen: Scen, client: Client) -> Fakturakorning:
    client.post(url(scen, "oppna/"), {"month": 1, "issue_date": "2023-01-02"})
    return scen.samverkan.fakturakorningar.get()


def issue_all(scen: Scen, client: Client) -> None:
    korning = opened(scen, client)
    page = client.get(url(scen, f"korning/{korning.pk}/"))
    plan = page.context["plan"]
    data = {"fingerprint": plan.fingerprint, "payer": [b.organisation.pk for b in plan.ready]}
    client.post(url(scen, f"korning/{korning.pk}/utfarda/"), data)
    korning.refresh_from_db()
    perform(korning.jobb_id)


def test_the_controller_previews_and_issues(scen: Scen, controller: Client) -> None:
    issue_all(scen, controller)
    korning = Fakturakorning.objects.get()
    assert (korning.status, korning.due_date) == ("klar", datetime.date(2023, 2, 1))
    page = controller.get(url(scen, f"korning/{korning.pk}/"))
    assert (page.context["lage"].issued, page.context["lage"].total) == (2, 2)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("2203-01-02", "2203-01-02 ligger för långt bort. Välj en dag mellan 2022-01-01 och "),
        ("9999-12-31", "9999-12-31 ligger för långt bort."),
        ("i morgon", "Skriv datumet som 2023-01-31."),
        ("", "Här saknas ett datum."),
    ],
)
def test_an_invoice_date_that_cannot_be_is_told_at_its_field(
    scen: Scen, controller: Client, typed: str, told: str
) -> None:
    answer = controller.post(url(scen, "oppna/"), {"month": 1, "issue_date": typed})
    assert answer.context["form"].errors["issue_date"][0].startswith(told)
    assert (answer.status_code, scen.samverkan.fakturakorningar.count()) == (422, 0)
    korning = opened(scen, controller)
    answer = controller.post(url(scen, f"korning/{korning.pk}/datum/"), {"issue_date": typed})
    assert answer.context["dates"].errors["issue_date"][0].startswith(told)
    korning.refresh_from_db()
    assert (answer.status_code, korning.issue_date) == (422, datetime.date(2023, 1, 2))


def test_a_stopped_payer_is_mended_where_it_stopped(scen: Scen, controller: Client) -> None:
    payer = scen.medlemmar[1]
    payer.buyer_reference = ""
    payer.save()
    korning = opened(scen, controller)
    address = url(scen, f"korning/{korning.pk}/betalare/{payer.pk}/")
    refused = controller.post(address, {f"org{payer.pk}-buyer_reference": ""})
    assert refused.status_code == 422
    assert controller.post(address, {f"org{payer.pk}-buyer_reference": "PAJ-4410"}).status_code == 302
    payer.refresh_from_db()
    assert payer.buyer_reference == "PAJ-4410"


def test_issuing_without_a_chosen_payer_says_what_to_do(scen: Scen, controller: Client) -> None:
    korning = opened(scen, controller)
    page = controller.post(url(scen, f"korning/{korning.pk}/utfarda/"), {"fingerprint": "x"}, follow=True)
    assert [str(m) for m in page.context["messages"]] == ["Välj minst en betalare."]


def test_a_reader_sees_its_own_invoices_and_nobody_elses(scen: Scen, controller: Client) -> None:
    issue_all(scen, controller)
    mine, other = Faktura.objects.get(payer=scen.medlemmar[1]), Faktura.objects.get(payer=scen.medlemmar[2])
    store_pdf(mine.pk)
    client = reader(scen, scen.medlemmar[1])
    assert [f.pk for f in client.get(url(scen)).context["table"].data] == [mine.pk]
    answers = [
        client.get(url(scen, f"{f.pk}/{part}")).status_code for f in (mine, other) for part in ("", "pdf/")
    ]
    assert answers == [200, 200, 404, 404]


def test_a_reader_may_not_credit(scen: Scen, controller: Client) -> None:
    issue_all(scen, controller)
    mine = Faktura.objects.get(payer=scen.medlemmar[1])
    answer = reader(scen, scen.medlemmar[1]).post(url(scen, f"{mine.pk}/kreditera/"), {"reason": "Fel"})
    assert answer.status_code == 403


def test_the_zip_of_a_year_holds_only_what_the_person_may_see(scen: Scen, controller: Client) -> None:
    issue_all(scen, controller)
    for faktura in Faktura.objects.all():
        store_pdf(faktura.pk)
    names = []
    for client in (controller, reader(scen, scen.medlemmar[1])):
        archive = zipfile.ZipFile(io.BytesIO(client.get(url(scen, "zip/")).content))
        names.append(len(archive.namelist()))
    assert names == [2, 1]


def test_the_controller_narrows_list_and_zip_to_one_payer(scen: Scen, controller: Client) -> None:
    issue_all(scen, controller)
    for faktura in Faktura.objects.all():
        store_pdf(faktura.pk)
    one = {"betalare": scen.medlemmar[2].pk}
    archive = zipfile.ZipFile(io.BytesIO(controller.get(url(scen, "zip/"), one).content))
    listed = controller.get(url(scen), one).context["table"].data
    assert (len(archive.namelist()), [f.payer for f in listed]) == (1, [scen.medlemmar[2]])


def test_the_excel_of_lines_sums_by_formula(scen: Scen, controller: Client) -> None:
    issue_all(scen, controller)
    sheet = load_workbook(io.BytesIO(controller.get(url(scen, "excel/")).content)).active
    assert [cell.value for cell in sheet[1]][:2] == ["Faktura", "Slag"]
    assert str(sheet.cell(sheet.max_row, 12).value).startswith("=SUM(")


def test_a_credit_is_made_from_the_invoice_page(scen: Scen, controller: Client) -> None:
    issue_all(scen, controller)
    faktura = Faktura.objects.get(payer=scen.medlemmar[1])
    assert controller.post(url(scen, f"{faktura.pk}/kreditera/"), {"reason": ""}).status_code == 422
    controller.post(url(scen, f"{faktura.pk}/kreditera/"), {"reason": "Fel mottagare"})
    assert Faktura.objects.get(kind="kredit").credits == faktura


@pytest.mark.parametrize("antal", [3, 30])
def test_the_preview_asks_as_many_questions_however_many_pay(
    antal: int, client: Client, django_assert_num_queries
) -> None:
    scen = liten_scen(antal)
    scen.freeze()
    client.force_login(scen.controller)
    korning = opened(scen, client)
    with django_assert_num_queries(20):
        client.get(url(scen, f"korning/{korning.pk}/"))


def test_list_run_and_progress_ask_as_many_questions_however_many_pay(client: Client) -> None:
    counts = []
    for antal in (3, 30):
        scen = liten_scen(antal)
        scen.freeze()
        client.force_login(scen.controller)
        issue_all(scen, client)
        korning = scen.samverkan.fakturakorningar.get()
        pages = ("", f"korning/{korning.pk}/", f"korning/{korning.pk}/lage/")
        counts.append([count_queries(client, url(scen, page)) for page in pages])
        assert scen.samverkan.fakturor.count() == antal - 1
    assert counts[0] == counts[1]
