"""The plain markup of minutes."""

import re

import pytest

from samverkan.lib.text import to_html, to_plain


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("En rad\nsamma stycke\n\nNästa", "<p>En rad\nsamma stycke</p>\n<p>Nästa</p>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("1. att godkänna", "<ol>\n<li>att godkänna</li>\n</ol>\n"),
        ("# Rubrik", "<h3>Rubrik</h3>\n"),
        ("**viktigt**", "<p><strong>viktigt</strong></p>\n"),
        ("<b>x</b> & y", "<p>&lt;b&gt;x&lt;/b&gt; &amp; y</p>\n"),
        ("[klicka](javascript:alert)", "<p>[klicka](javascript:alert)</p>\n"),
        (
            "kl. 13 i § 12: 1 234 567 kr, 5 % och 12 34",
            "<p>kl.\u00a013 i §\u00a012: 1\u00a0234\u00a0567\u00a0kr, 5\u00a0% och 12 34</p>\n",
        ),
        (
            "It-chefen om HR-nätet, 2-3 e-tjänster",
            '<p><span class="nb">It-chefen</span> om <span class="nb">HR-nätet</span>, 2-3 '
            '<span class="nb">e-tjänster</span></p>\n',
        ),
    ],
)
def test_what_is_typed_becomes_html_and_html_stays_text(typed: str, html: str) -> None:
    assert to_html(typed) == html


def test_rows_from_a_spreadsheet_become_a_table_with_columns_of_figures_to_the_right() -> None:
    html = to_html("Tjänst\t2022\tAndel\tKälla\nArkiv\t322\u00a0000\t−5,5 %\t7\nSumma\t–\t\tSCB")
    assert re.findall(r"<t[hrd]\b[^>]*>[^<]*", html) == [
        "<tr>\n",
        '<th scope="col">Tjänst',
        '<th scope="col" class="tal">2022',
        '<th scope="col" class="tal">Andel',
        '<th scope="col">Källa',
        "<tr>\n",
        "<td>Arkiv",
        '<td class="tal">322\u00a0000',
        '<td class="tal">−5,5\u00a0%',
        "<td>7",
        '<tr class="summa">\n',
        "<td>Summa",
        '<td class="tal">–',
        '<td class="tal">',
        "<td>SCB",
    ]


@pytest.mark.parametrize(
    "first", ["Summa kostnader", "Årets resultat", "Verksamhetens nettokostnader", "Totalt"]
)
def test_rows_of_sums_and_results_stand_out(first: str) -> None:
    assert '<tr class="summa">' in to_html(f"Rad, tkr\t2023\n{first}\t1")
    assert "summa" not in to_html("Rad, tkr\t2023\nResultaträkning\t1")


def test_a_row_that_is_short_is_filled() -> None:
    assert to_html("A\tB\nC").count("<td") == 0
    assert to_html("A\tB\nC\t1\nD\t").count("<td") == 4


def test_the_words_alone() -> None:
    assert to_plain("**Kiruna** & <Luleå>\n\n- a") == "Kiruna & <Luleå>\n\na"
