from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kostnader.rapporter.falt import faults, find_fields, html, keys_in, plain, spelled, with_figures
from samverkan.tabeller.tabell import ANTAL, PROCENT, RUBRIK, TEXT, Kolumn, Rad, Tabell

TABELL = Tabell(
    "Resultat",
    "Post",
    (
        Kolumn("prognos", "Prognos"),
        Kolumn("andel", "Andel", PROCENT),
        Kolumn("antal", "Antal", ANTAL),
        Kolumn("ord", "Ord", TEXT),
    ),
    (
        Rad("grupp", "Grupp", level=RUBRIK),
        Rad("resultat", "Årets resultat", (Decimal(1376000), Decimal("43.9"), Decimal(14), "bättre")),
        Rad("1.2", "Rad med punkt", (Decimal("-564000"), None, None, None)),
    ),
)
TABLES = {"resultat": TABELL, "tom": None}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("{resultat.resultat.prognos}", "1\u00a0376\u00a0tkr"),
        ("{resultat.resultat.prognos|utan-enhet}", "1\u00a0376"),
        ("{resultat.1.2.prognos}", "−564\u00a0tkr"),
        ("{resultat.1.2.prognos|utan-tecken}", "564\u00a0tkr"),
        ("{resultat.1.2.prognos|utan-tecken|utan-enhet}", "564"),
        ("{resultat.resultat.andel}", "43,9\u00a0%"),
        ("{resultat.resultat.antal}", "14"),
        ("{resultat.resultat.ord}", "bättre"),
        ("{resultat.1.2.andel}", "–"),
    ],
)
def test_a_field_shows_the_figure_of_its_table(written: str, shown: str) -> None:
    assert plain(f"Det är {written}.", TABLES, "tkr") == f"Det är {shown}."


def test_the_unit_of_the_report_is_that_of_its_texts() -> None:
    assert plain("{resultat.resultat.prognos}", TABLES, "kr") == "1\u00a0376\u00a0000\u00a0kr"


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{resultat}", "Skriv fältet som {tabell.rad.kolumn}, eller välj siffran i listan."),
        ("{}", "Skriv fältet som {tabell.rad.kolumn}, eller välj siffran i listan."),
        ("{annat.resultat.prognos}", "Rapporten har ingen tabell som heter annat. Välj siffran i listan."),
        ("{tom.resultat.prognos}", "Rapporten har ingen tabell som heter tom. Välj siffran i listan."),
        ("{resultat.netto.prognos}", "Tabellen Resultat har ingen rad netto. Välj siffran i listan."),
        ("{resultat.grupp.prognos}", "Tabellen Resultat har ingen rad grupp. Välj siffran i listan."),
        ("{resultat.resultat.utfall}", "Tabellen Resultat har ingen kolumn utfall. Välj siffran i listan."),
        (
            "{resultat.resultat.prognos|fet}",
            "Efter strecket kan stå utan-tecken eller utan-enhet, inte fet.",
        ),
    ],
)
def test_a_field_that_leads_nowhere_is_an_error_at_its_place(written: str, told: str) -> None:
    text = f"Före {written} efter"
    assert [(one.falt.start, one.falt.end, one.message) for one in faults(text, TABLES)] == [
        (5, 5 + len(written), told)
    ]
    assert '<mark class="faltfel"' in html(text, TABLES, "tkr")
    assert with_figures(text, TABLES, "tkr") == text


def test_a_figure_stands_in_the_markup_as_a_figure() -> None:
    assert html("**{resultat.resultat.prognos}** & <b>", TABLES, "tkr") == (
        '<p><strong><span class="figur" title="resultat.resultat.prognos">1\u00a0376\u00a0tkr</span></strong>'
        " &amp; &lt;b&gt;</p>\n"
    )


def test_what_a_field_is_called_or_shows_is_never_markup() -> None:
    evil = Tabell("T", "R", (Kolumn("k", "K", TEXT),), (Rad("<i>", "R", ("<script>",)),))
    assert "<script>" not in html("{t.<i>.k}", {"t": evil}, "kr")
    assert "<img" not in html("{t.<img>.k}", {"t": evil}, "kr")


def test_the_tables_of_a_text_are_those_its_fields_name() -> None:
    assert keys_in("{resultat.a.b} och {mal.c.d} men {inget}") == {"resultat", "mal"}


@given(st.text(alphabet="{}.|abcå1 \n-", max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    html(text, TABLES, "tkr")
    assert len(faults(text, TABLES)) <= len(find_fields(text))


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=2))
def test_a_figure_that_is_inserted_is_the_cell_of_the_table(value: Decimal) -> None:
    tabell = Tabell("T", "R", (Kolumn("k", "K"),), (Rad("r", "R", (value,)),))
    assert faults(spelled("t", "r", "k"), {"t": tabell}) == []
