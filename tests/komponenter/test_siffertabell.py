"""A table of figures on screen: unit and sign said once, levels told, figures that open."""

from decimal import Decimal as D

from django.template import Context, Template
from django.test import RequestFactory
from lxml import html

from samverkan.tabeller.tabell import ANTAL, PROCENT, RUBRIK, SUMMA, TEXT, VARAV, Kolumn, Rad, Tabell
from samverkan.tabeller.visning import KR, TKR, cell_text, unit_of, unit_tabs
from tests.komponenter.rita import ord_i, rader

TABELL = Tabell(
    "Per tjänst",
    "Tjänst",
    (Kolumn("b", "Budget", note="helår"), Kolumn("a", "Avvikelse"), Kolumn("t", "Kommentar", TEXT)),
    (
        Rad("g", "Kommungemensamt", (), RUBRIK),
        Rad("it", "IT", (D(25930400), D(-45000), "Fler licenser"), href="/it/", links=("", "/poster/", "")),
        Rad("v", "varav växel", (None, D("0.5"), ""), VARAV),
        Rad("s", "Summa", (D(25930400), D(-45000), ""), SUMMA),
    ),
    sign="Plus är bättre än budget",
    source="Ur huvudboken till och med mars.",
)


def drawn(tabell: Tabell = TABELL, unit: str = KR) -> html.HtmlElement:
    template = Template("{% load siffertabell %}{% siffertabell tabell unit %}")
    return html.fromstring(template.render(Context({"tabell": tabell, "unit": unit})))


def test_the_caption_says_name_unit_and_sign_once() -> None:
    assert rader(drawn(), ".//caption") == ["Per tjänst kr · Plus är bättre än budget"]


def test_kronor_are_grouped_with_a_true_minus_and_nothing_is_a_dash() -> None:
    cells = [cell.text_content() for cell in drawn().xpath(".//tbody/tr[position() > 1]/td")]
    assert cells[:6] == ["25\u00a0930\u00a0400", "\u221245\u00a0000", "Fler licenser", "–", "0,50", ""]


def test_thousands_are_rounded_each_for_itself_and_the_foot_says_so() -> None:
    table = drawn(unit=TKR)
    assert rader(table, ".//tr[@class='summa']/td") == ["25 930", "\u221245", ""]
    assert "avrundat för sig" in ord_i(table.xpath(".//p[@class='tabellfot']")[0])
    even = Tabell("T", "Post", (Kolumn("b", "Belopp"),), (Rad("r", "R", (D(1000),)),))
    assert drawn(even, TKR).xpath(".//p[@class='tabellfot']") == []


def test_heads_belong_to_columns_and_rows() -> None:
    table = drawn()
    assert rader(table, ".//th[@scope='col']") == ["Tjänst", "Budgethelår", "Avvikelse", "Kommentar"]
    assert rader(table, ".//th[@scope='row']") == ["Kommungemensamt", "IT", "varav växel", "Summa"]
    assert [row.get("class") for row in table.xpath(".//tbody/tr")] == ["grupp", None, "under", "summa"]


def test_rows_and_single_figures_lead_to_what_they_are_made_of() -> None:
    assert drawn().xpath(".//tbody//a/@href") == ["/it/", "/poster/"]


def test_a_table_without_amounts_says_no_unit_and_one_without_rows_says_so() -> None:
    tabell = Tabell("Nycklar", "Medlem", (Kolumn("n", "Andel", PROCENT), Kolumn("i", "Invånare", ANTAL)), ())
    assert rader(drawn(tabell), ".//caption | .//tbody//th") == ["Nycklar", "Inget att visa."]
    assert [cell_text(D("43.9"), PROCENT), cell_text(D("9510"), ANTAL)] == ["43,9\u00a0%", "9\u00a0510"]


def test_the_unit_is_asked_for_in_the_address_and_the_rest_of_it_stays() -> None:
    request = RequestFactory().get("/?enhet=tkr&manad=3")
    assert unit_of(request) == TKR
    assert unit_of(RequestFactory().get("/?enhet=mkr"), TKR) == TKR
    assert unit_tabs(request, TKR) == [
        {"text": "kr", "url": "?enhet=kr&manad=3", "current": False},
        {"text": "tkr", "url": "?enhet=tkr&manad=3", "current": True},
    ]
