from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.swedish import (
    decimal_text,
    format_amount,
    format_change,
    format_number,
    format_percent,
    format_tkr,
    genitive,
    period_name,
    sentences,
    sort_key,
)


@pytest.mark.parametrize(
    ("amount", "text"),
    [
        (Decimal("1234567.89"), "1 234 567,89"),
        (Decimal("1234567.00"), "1 234 567"),
        (Decimal("-41300"), "−41 300"),
        (Decimal("0.50"), "0,50"),
        (Decimal("-0.001"), "0"),
        (0, "0"),
        (None, "–"),
    ],
)
def test_kronor_show_ore_only_when_there_are_ore(amount, text):
    assert format_amount(amount).replace("\u00a0", " ") == text


def test_decimals_can_be_chosen_and_halves_go_away_from_zero():
    assert format_amount(Decimal("1234"), 2) == "1\u00a0234,00"
    assert format_amount(Decimal("0.5"), 0) == "1"
    assert format_amount(Decimal("-0.5"), 0) == "−1"
    assert format_amount(Fraction(2, 3), 2) == "0,67"


def test_a_change_says_its_sign():
    assert [format_change(n) for n in (1234, -1234, 0, None)] == ["+1\u00a0234", "−1\u00a0234", "0", "–"]
    assert format_change(Decimal("0.001")) == "0"
    assert format_change(Decimal("120000.50")) == "+120\u00a0000,50"


def test_a_share_becomes_percent():
    assert format_percent(Fraction(439, 1000)) == "43,9\u00a0%"
    assert format_percent(Decimal("0.5"), 0) == "50\u00a0%"
    assert format_percent(Fraction(1, 3), 2) == "33,33\u00a0%"
    assert format_percent(None) == "–"


def test_thousands_of_kronor_and_plain_numbers():
    assert format_tkr(Decimal("1234567")) == "1\u00a0235"
    assert format_tkr(Decimal("26430000"), 1) == "26\u00a0430,0"
    assert [format_number(Decimal(n)) for n in ("22664", "2.50", "0.33335", "100")] == [
        "22\u00a0664",
        "2,5",
        "0,3334",
        "100",
    ]
    assert decimal_text(Fraction(2, 3), 6) == "0.666667"


@pytest.mark.parametrize("show", [format_amount, format_change, format_percent, format_tkr, format_number])
def test_a_float_is_never_shown(show):
    with pytest.raises(TypeError):
        show(0.5)


@given(st.fractions(min_value=-(10**12), max_value=10**12), st.integers(0, 6))
def test_rounding_never_moves_more_than_half_a_unit(value, decimals):
    assert abs(Fraction(decimal_text(value, decimals)) - value) * 2 <= Fraction(1, 10**decimals)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**13), max_value=10**13))
def test_a_figure_of_any_size_is_shown_exactly(amount):
    shown = format_amount(amount, 2).replace("\u00a0", "").replace("−", "-").replace(",", ".")
    assert Decimal(shown) == amount


def test_swedish_order_puts_a_with_ring_a_and_o_with_dots_last():
    names = ["Övertorneå", "Älvdalen", "Åsele", "Zinkgruvan", "arjeplog", "Éva", "Ewa", "Boden", "A\u030are"]
    assert sorted(names, key=sort_key) == [
        "arjeplog",
        "Boden",
        "Éva",
        "Ewa",
        "Zinkgruvan",
        "A\u030are",
        "Åsele",
        "Älvdalen",
        "Övertorneå",
    ]


def test_genitive_adds_no_s_to_a_name_that_ends_in_one():
    names = ["Kiruna", "Åsele", "Mora", "Borås", "Bollnäs kommun", "Rox"]
    assert [genitive(name) for name in names] == [
        "Kirunas",
        "Åseles",
        "Moras",
        "Borås",
        "Bollnäs kommuns",
        "Rox",
    ]


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        (date(2023, 1, 1), date(2023, 12, 31), "2023"),
        (date(2024, 2, 1), date(2024, 2, 29), "februari 2024"),
        (date(2023, 1, 1), date(2023, 3, 31), "januari–mars 2023"),
        (date(2022, 11, 1), date(2023, 2, 28), "november 2022–februari 2023"),
        (date(2023, 1, 15), date(2023, 3, 31), "2023-01-15 – 2023-03-31"),
    ],
)
def test_a_period_has_the_shortest_name_that_says_it(first, last, name):
    assert period_name(first, last) == name


def test_what_stands_under_a_title_is_whole_sentences() -> None:
    assert sentences("tkr", "", "Plus är bättre än budget.", "Fakturerat") == (
        "tkr. Plus är bättre än budget. Fakturerat."
    )
    assert sentences("", "") == ""
