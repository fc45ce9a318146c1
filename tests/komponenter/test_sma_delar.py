"""Status, § chip, version bar, empty state, columns, history."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

import pytest

from tests.komponenter.rita import ord_i, rader, rita


@pytest.mark.parametrize(
    ("stored", "drawn"),
    [
        ("utkast", "st utkast"),
        ("foreslagen", "st"),
        ("faststalld", "st fast"),
        ("laga_kraft", "st fast"),
        ("ersatt", "st vantar"),
        ("stopp", "st stopp"),
    ],
)
def test_the_line_of_a_status_says_how_far_it_has_come(stored: str, drawn: str) -> None:
    assert rita("status", text="Så", slag=stored).xpath("./span/@class") == [drawn]


def test_a_decided_paragraph_is_a_link_and_an_undecided_one_says_so() -> None:
    decided = rita("paragraf", paragraf="12", datum=date(2022, 6, 22), url="/p/")
    waiting = rita("paragraf", paragraf="13", datum="2022-06-22", vantar=True)
    assert (decided[0].tag, decided[0].get("class"), ord_i(decided)) == ("a", "par", "§ 122022-06-22")
    assert (waiting[0].tag, waiting[0].get("class")) == ("span", "par vantar")
    assert ord_i(waiting) == "§ 132022-06-22 inte beslutad än"


def test_the_chip_leaves_no_space_before_a_full_stop() -> None:
    assert rita("paragraf", paragraf="12")[0].tail is None


def test_the_version_bar_marks_where_one_is() -> None:
    steps = [{"namn": "Utkast", "lage": "klar"}, {"namn": "Föreslagen", "lage": "nu"}, {"namn": "Fastställd"}]
    bar = rita("steg", steg=steps)
    assert rader(bar, ".//li") == ["Utkast, klart", "Föreslagen", "Fastställd"]
    assert rader(bar, ".//li[@aria-current='step']") == ["Föreslagen"]


def test_an_empty_state_tells_what_is_done_and_what_remains() -> None:
    lista = [{"klar": True, "rubrik": "Budget"}, {"rubrik": "Fördelning", "url": "/f/", "act": "Beräkna"}]
    empty = rita("tom", rubrik="Inga fakturor än", lista=lista)
    assert rader(empty, ".//li") == ["Budget (klart)", "Fördelning (återstår) Beräkna"]


def test_each_column_carries_its_month_and_value_as_text() -> None:
    staplar = [
        {"etikett": "jan", "varde": "126,5", "andel": 100},
        {"etikett": "feb", "varde": "–", "andel": 0},
    ]
    chart = rita("diagram_staplar", titel="Per månad, tkr", staplar=staplar)
    assert rader(chart, ".//li/span[@class='varde']") == ["126,5", "–"]
    assert chart.xpath(".//svg/@height | .//svg/@width") == ["100%", "100%"]


def test_history_tells_when_what_and_who() -> None:
    event = SimpleNamespace(
        at=datetime(2023, 4, 3, 8, 41, tzinfo=UTC), actor_name="Maria", text="Utfärdade 24 fakturor"
    )
    assert rader(rita("historik", handelser=[event]), ".//li") == [
        "2023-04-03 10.41Utfärdade 24 fakturor Maria"
    ]
    assert ord_i(rita("historik", handelser=[])) == "Inget har hänt än."
