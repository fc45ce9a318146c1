"""The plain markup of minutes."""

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
    ],
)
def test_what_is_typed_becomes_html_and_html_stays_text(typed: str, html: str) -> None:
    assert to_html(typed) == html


def test_rows_from_a_spreadsheet_become_a_table_with_figures_to_the_right() -> None:
    assert to_html("Tjänst\t2023\nE-arkiv\t322\u00a0000\nGrund").count("<td") == 2
    assert '<th scope="col" class="tal">2023</th>' in to_html("Tjänst\t2023\nE-arkiv\t322\u00a0000")
    assert '<td class="tal">−5,5 %</td>' in to_html("Tjänst\tAndel\nE-arkiv\t−5,5 %")


def test_the_words_alone() -> None:
    assert to_plain("**Kiruna** & <Luleå>\n\n- a") == "Kiruna & <Luleå>\n\na"
