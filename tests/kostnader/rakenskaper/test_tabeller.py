"""The statements of a small kommunalförbund, from outcome, budget, balances and what is typed."""

import datetime
from decimal import Decimal

import pytest
from django.test import Client

from kostnader.models import Kontosaldo, Utfallsfil, Utfallskalla, Utfallsmanad
from kostnader.rakenskaper import tabeller
from kostnader.rakenskaper.acts import set_poster
from samverkan.handelser.models import Handelse
from samverkan.konton.models import Roll
from samverkan.lib.errors import Refused
from samverkan.models import Samverkan
from samverkan.tabeller.kallor import Period
from tests.factories import TjanstFactory
from tests.kostnader.rakenskaper.scen import forbund
from tests.pages import count_queries, page_url, signed_in

pytestmark = pytest.mark.django_db
YEAR = Period(2023)


def column(tabell, key: str) -> dict[str, Decimal | None]:
    place = tabell.column(key)
    return {rad.key: rad.values[place] for rad in tabell if rad.values and "_" not in rad.key[-4:]}


def with_balances(samverkan: Samverkan) -> None:
    kalla = Utfallskalla.objects.create(samverkan=samverkan, name="Ekonomisystemet")
    fil = Utfallsfil.objects.create(
        samverkan=samverkan, kalla=kalla, filename="2023.se", sha256="0" * 64, status="intagen", year=2023
    )
    Utfallsmanad.objects.create(kalla=kalla, month=datetime.date(2023, 12, 1), fil=fil)
    for konto, opening, closing in (("1220", 500, 450), ("1930", 100, 240), ("2010", -600, -630)):
        Kontosaldo.objects.create(fil=fil, year=2023, konto=konto, opening=opening, closing=closing)
    Kontosaldo.objects.create(fil=fil, year=2023, konto="2440", opening=0, closing=0)


def test_the_result_follows_the_rows_of_the_law_and_the_kinds_of_cost() -> None:
    tabell = tabeller.resultatrakning(forbund(), YEAR)
    values = {rad.key: rad.values for rad in tabell}
    assert values["intakter"] == (900, None, 990, -90)
    assert values["kostnader"] == (-700, None, -770, 70)
    assert values["nettokostnader"] == (50, None, 55, -5)
    assert values["medlemsavgifter"] == (20, None, 22, -2)
    assert values["arets_resultat"] == (60, None, 66, -6)
    assert [rad.label for rad in tabell if rad.level == "varav"] == ["varav Personal", "varav Övrigt"]
    assert "skatteintakter" not in values


def test_part_of_a_year_is_set_beside_its_part_of_the_budget_and_the_whole() -> None:
    tabell = tabeller.resultatrakning(forbund(), Period(2023, 8))
    assert [kolumn.label for kolumn in tabell.columns] == [
        "Utfall jan–aug 2023",
        "Utfall jan–aug 2022",
        "Budget jan–aug 2023",
        "Avvikelse",
        "Prognos 2023",
        "Budget 2023",
    ]
    assert tabell.value("intakter", "budget") == Decimal("660.00")
    assert tabell.value("intakter", "arsbudget") == 990


def test_a_typed_row_goes_before_the_ledger_until_it_is_taken_away() -> None:
    samverkan = forbund()
    typed = {"intakter": Decimal(1000), "kostnader": None}
    assert set_poster(samverkan, YEAR, "utfall", typed, actor=None) == 1
    assert tabeller.resultatrakning(samverkan, YEAR).value("arets_resultat", "utfall") == 160
    assert set_poster(samverkan, YEAR, "utfall", {"intakter": None}, actor=None) == 1
    assert tabeller.resultatrakning(samverkan, YEAR).value("arets_resultat", "utfall") == 60
    events = Handelse.objects.filter(samverkan=samverkan).values_list("action", flat=True)
    assert list(events.order_by("number")) == ["rakenskaper.typed", "rakenskaper.cleared"]


def test_a_sum_is_not_typed() -> None:
    with pytest.raises(Refused, match="räknas fram"):
        set_poster(forbund(), YEAR, "utfall", {"arets_resultat": Decimal(1)}, actor=None)


def test_balance_sheet_and_cash_flow_come_from_the_ledgers_balances() -> None:
    samverkan = forbund()
    with_balances(samverkan)
    balans = tabeller.balansrakning(samverkan, YEAR)
    assert balans.value("tillgangar", "utfall") == balans.value("ek_och_skulder", "utfall") == 690
    assert balans.value("ek_resultat", "utfall") == 60
    assert balans.note == ""
    # Last year's sheet is typed: the file of this year is not last year's own.
    before = {"maskiner": Decimal(500), "kassa": Decimal(100), "ek_ovrigt": Decimal(600)}
    set_poster(samverkan, Period(2022), "utfall", before, actor=None)
    flode = tabeller.kassaflodesanalys(samverkan, YEAR)
    assert flode.value("kf_inv_materiella", "utfall") == -100
    assert flode.value("kf_utgaende", "utfall") == 240 - 30  # equity grew by 30 beside the result


def test_a_sheet_whose_sides_differ_says_by_how_much() -> None:
    samverkan = forbund()
    set_poster(samverkan, YEAR, "utfall", {"kassa": Decimal(100), "ek_ovrigt": Decimal(10)}, actor=None)
    note = tabeller.balansrakning(samverkan, YEAR).note
    assert note == "Tillgångarna är 30 kr större än eget kapital och skulder."


def test_services_add_up_to_the_result() -> None:
    drift = tabeller.driftredovisning(forbund(), YEAR)
    assert drift.value("summa", "utfall") == 60
    assert drift.value("summa", "avvikelse") == -6


def test_nothing_known_is_no_table() -> None:
    samverkan = forbund()
    empty = Period(2030)
    assert [
        tabeller.resultatrakning(samverkan, empty),
        tabeller.balansrakning(samverkan, empty),
        tabeller.kassaflodesanalys(samverkan, empty),
        tabeller.driftredovisning(samverkan, empty),
        tabeller.balanskravsutredning(samverkan, empty),
    ] == [None] * 5


def test_a_controller_types_a_row_and_sees_it_in_the_table(client: Client) -> None:
    samverkan = forbund(signed_in(client, Roll.Kind.CONTROLLER))
    url = page_url(samverkan, "rakenskaper:fyll_i", vy="balans")
    answer = client.post(url, {"kassa": "1 234,50", "maskiner": "tusen"})
    assert answer.context["form"].errors.keys() == {"maskiner"}
    answer = client.post(url, {"kassa": "1 234,50"})
    page = client.get(answer.url + "&enhet=kr")
    assert page.context["tabell"].value("kassa", "utfall") == Decimal("1234.50")


def test_a_gemensam_namnd_has_no_statements_of_its_own(client: Client) -> None:
    samverkan = signed_in(client, Roll.Kind.CONTROLLER)
    assert client.get(page_url(samverkan, "rakenskaper:visa")).status_code == 404


def test_the_page_asks_as_many_questions_with_many_services_as_with_few(client: Client) -> None:
    samverkan = forbund(signed_in(client, Roll.Kind.CONTROLLER))
    url = page_url(samverkan, "rakenskaper:visa") + "?vy=drift"
    client.get(url)
    few = count_queries(client, url)
    for _ in range(5):
        forbund_rows(samverkan)
    assert count_queries(client, url) == few


def forbund_rows(samverkan: Samverkan) -> None:
    tjanst = TjanstFactory(samverkan=samverkan)
    for post in samverkan.handposter.filter(tjanst__name="IT"):
        post.pk, post.tjanst = None, tjanst
        post.save(force_insert=True)
