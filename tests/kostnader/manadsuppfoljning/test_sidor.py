"""The month's page: tabs, units, months, what it leads to, its Excel file, how much it asks the database."""

import io
import re
from decimal import Decimal as D

import openpyxl
import pytest
from django.test import Client

from kostnader.manadsuppfoljning.siffror import read_month
from kostnader.models import Konteringsregel, Konto, Utfallsfil, Utfallskalla, Utfallsmanad, Utfallssumma
from samverkan.tabeller.kallor import Period
from tests import factories as f
from tests.kostnader.prognos.scen import YEAR, Ar, ett_ar
from tests.pages import count_queries, page_url

pytestmark = pytest.mark.django_db


@pytest.fixture
def ar() -> Ar:
    ar = ett_ar(("Personal", 120000), ("Intäkter", -24000))
    ar.spend(1, 11000, "Personal")
    ar.spend(2, 12000, "Personal")
    ar.spend(2, -1500, "Intäkter")
    ar.spend(2, 90000, "Personal", year=YEAR - 1)
    return ar


@pytest.fixture
def maria(ar: Ar, client: Client) -> Client:
    client.force_login(ar.controller)
    return client


def words(response) -> str:
    plain = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
    return plain.replace("\u00a0", " ")


def url(ar: Ar, name: str = "manad") -> str:
    return page_url(ar.scen.samverkan, f"manadsuppfoljning:{name}", year=YEAR)


def test_the_page_opens_on_the_last_month_with_outcome(ar: Ar, maria: Client) -> None:
    page = words(maria.get(url(ar), {"enhet": "kr"}))
    assert "Månadsuppföljning februari 2023" in page
    assert "Personal 90 000 120 000 0 120 000 23 000" in page
    assert "Summa nettokostnader 90 000 96 000 0 96 000 21 500" in page


def test_the_month_and_the_year_so_far_stand_beside_each_other(ar: Ar, maria: Client) -> None:
    page = words(maria.get(url(ar), {"enhet": "kr", "visa": "manad", "manad": "2"}))
    assert "Personal 10 000 12 000 −2 000 20 000 23 000 −3 000 90 000" in page


def test_a_forecast_brings_its_column_and_its_comments(ar: Ar, maria: Client) -> None:
    ar.omgang(through=2, name="Prognos februari")
    page = words(maria.get(url(ar), {"enhet": "kr"}))
    assert "Personal 90 000 120 000 0 120 000 23 000 123 000 −3 000" in page


@pytest.mark.parametrize(
    ("tab", "expected"),
    [
        ("kostnadsstallen", "Utan kostnadsställe 90 000 96 000 0 96 000 21 500"),
        ("tjanster", "Summa 90 000 96 000 0 96 000 21 500"),
        ("medlemmar", "45 000 48 000 0 48 000 10 750 50,0 %"),
    ],
)
def test_each_tab_tells_the_same_whole_in_its_own_way(ar: Ar, maria: Client, tab, expected) -> None:
    assert expected in words(maria.get(url(ar), {"enhet": "kr", "flik": tab}))


def test_the_members_tab_says_how_the_outcome_was_shared(ar: Ar, maria: Client) -> None:
    page = words(maria.get(url(ar), {"flik": "medlemmar", "enhet": "kr"}))
    assert "Så delas utfallet" in page
    assert "21 500 ÷ 2 medlemmar" in page


def test_what_a_service_without_key_cost_is_not_lost(ar: Ar, maria: Client) -> None:
    tjanst = f.TjanstFactory(samverkan=ar.scen.samverkan, name="Ny", nyckel=None)
    ar.spend(1, 700, "Personal", tjanst=tjanst)
    page = words(maria.get(url(ar), {"flik": "medlemmar", "enhet": "kr"}))
    assert "Inte fördelat – 0 0 0 700" in page or "Inte fördelat – – – – 700" in page
    assert "Ny har ingen fördelningsnyckel" in page


def test_figures_lead_to_the_budget_and_the_round(ar: Ar, maria: Client) -> None:
    omgang = ar.omgang(through=2)
    page = maria.get(url(ar)).content.decode()
    for name, words_of in (("prognos:omgang", {"pk": omgang.pk}), ("budget:version", {"number": 2})):
        assert f'href="{page_url(ar.scen.samverkan, name, year=YEAR, **words_of)}"' in page


def test_an_outcome_leads_to_its_postings(ar: Ar, maria: Client) -> None:
    page = maria.get(url(ar), {"flik": "tjanster", "manad": "2"}).content.decode()
    poster = page_url(ar.scen.samverkan, "utfall:poster", year=YEAR)
    address = f"{poster}?fran=1&till=2&tjanst={ar.tjanst.pk}"
    assert f'href="{address.replace("&", "&amp;")}"' in page
    assert "23 000" in words(maria.get(address)) or "21 500" in words(maria.get(address))


def test_an_address_that_asks_for_nonsense_gets_the_usual_page(ar: Ar, maria: Client) -> None:
    asked = {"manad": "²", "flik": "x", "visa": "y", "enhet": "mkr"}
    assert maria.get(url(ar), asked).status_code == 200


def test_a_year_without_budget_and_outcome_says_what_to_do(ar: Ar, maria: Client) -> None:
    page = maria.get(page_url(ar.scen.samverkan, "manadsuppfoljning:manad", year=2040))
    assert "Inget att följa upp än" in words(page)


def test_the_workbook_has_every_table_and_sums_that_sum(ar: Ar, maria: Client) -> None:
    ar.omgang(through=2)
    response = maria.get(url(ar, "excel"), {"manad": "2"})
    book = openpyxl.load_workbook(io.BytesIO(response.content))
    assert book.sheetnames[:4] == [
        "Resultaträkning",
        "Nettokostnad per kostnadsställe",
        "Nettokostnad per tjänst",
        "Nettokostnad per medlem",
    ]
    result = {row[0].value: row for row in book["Resultaträkning"].iter_rows(min_row=2)}
    assert result["Summa nettokostnader"][1].value == "=N(B3)+N(B5)"
    assert result["Resultat"][4].value == "=N(E7)-N(E6)"


def test_all_tables_stand_on_one_page_to_hand_out(ar: Ar, maria: Client) -> None:
    page = words(maria.get(url(ar, "hela"), {"manad": "2"}))
    for name in ("Resultaträkning", "per kostnadsställe", "per tjänst", "per medlem"):
        assert name in page


def test_outcome_without_a_rule_is_told_before_the_table(ar: Ar, maria: Client) -> None:
    _ledger(ar, rows=1, placed=False)
    assert "Utfall för 100 kr ingår inte" in words(maria.get(url(ar)))


def test_the_number_of_questions_follows_neither_postings_nor_rows(ar: Ar, maria: Client) -> None:
    addresses = [f"{url(ar)}?flik={tab}&manad=2" for tab in ("resultat", "medlemmar")]
    few = [count_queries(maria, address) for address in addresses]
    _ledger(ar, rows=40)
    for number in range(6):
        tjanst = f.TjanstFactory(samverkan=ar.scen.samverkan, nyckel=ar.tjanst.nyckel, name=f"T{number}")
        f.AnslutningFactory(tjanst=tjanst, organisation=ar.scen.medlemmar[0])
        ar.spend(1, 100, "Personal", tjanst=tjanst)
    assert [count_queries(maria, address) for address in addresses] == few


def test_what_the_ledger_says_and_what_is_entered_by_hand_are_added(ar: Ar) -> None:
    _ledger(ar, rows=3)
    manad = read_month(ar.scen.samverkan, Period(YEAR, 2))
    assert {row.slag.name: row.values["utfall"] for row in manad.rows}["Personal"] == D(23300)


def _ledger(ar: Ar, *, rows: int, placed: bool = True) -> None:
    """A file that counts for January, with sums of 100 kr on as many accounts."""
    samverkan = ar.scen.samverkan
    kalla = Utfallskalla.objects.create(samverkan=samverkan, name="Huvudbok")
    fil = Utfallsfil.objects.create(
        samverkan=samverkan, kalla=kalla, filename="a.se", sha256="0" * 64, status="intagen", year=YEAR
    )
    month = f.START.replace(YEAR)
    Utfallsmanad.objects.create(kalla=kalla, month=month, fil=fil)
    for number in range(rows):
        Konto.objects.create(samverkan=samverkan, number=f"5{number:03}")
        Utfallssumma.objects.create(fil=fil, month=month, konto=f"5{number:03}", amount=D(100), count=9)
    if placed:
        Konteringsregel.objects.create(
            samverkan=samverkan, konto="5", tjanst=ar.tjanst, kostnadsslag=ar.slag("Personal")
        )
