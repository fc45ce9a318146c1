from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.errors import Refused
from samverkan.lib.money import LIMIT, parse_amount, parse_fraction, parse_percent, parse_quantity
from samverkan.lib.swedish import format_amount, format_change, format_number

amounts = st.decimals(min_value=-LIMIT, max_value=LIMIT, places=2, allow_nan=False)
quantities = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False)


def refusal(parse, text) -> str:
    with pytest.raises(Refused) as caught:
        parse(text)
    return str(caught.value).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1 234,50", "1234.50"),
        ("1\u00a0234,5 kr", "1234.50"),
        ("1\u202f234", "1234.00"),
        ("  12  ", "12.00"),
        ("\u221212", "-12.00"),
        ("-12,00", "-12.00"),
        ("–12", "-12.00"),
        ("+12", "12.00"),
        ("1234567", "1234567.00"),
        ("500:-", "500.00"),
        ("9 999 999 999 999,99", "9999999999999.99"),
    ],
)
def test_an_amount_is_read_as_swedes_write_it(text, amount):
    assert str(parse_amount(text)) == amount


@pytest.mark.parametrize("text", ["0", "-0", "\u22120,00"])
def test_zero_has_no_sign(text):
    assert str(parse_amount(text)) == "0.00"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1.5", "Skriv decimaler med komma: 1,50."),
        ("-1.5", "Skriv decimaler med komma: −1,50."),
        ("1.234,50", "Skriv tusental med mellanslag och decimaler med komma: 1 234,50."),
        ("1,234.50", "Skriv tusental med mellanslag och decimaler med komma: 1 234,50."),
        ("1.234.567", "Skriv tusental med mellanslag: 1 234 567."),
        ("1,234,567", "Skriv tusental med mellanslag: 1 234 567."),
        (
            "1.234",
            "Punkten kan läsas på två sätt. Skriv 1 234 för tusental eller använd komma för decimaler.",
        ),
        ("1,234", "Talet får ha högst två decimaler. Skriv 1 234 om det är tusental, annars 1,23."),
        ("1,23456", "Talet får ha högst två decimaler. Avrunda det först, till exempel till 1,23."),
        ("12 34", "Mellanslagen står inte mellan tusental. Menar du 1 234?"),
        ("1234-", "Skriv minustecknet före talet: −1234."),
        ("=SUM(A1)", "Det här är en formel: =SUM(A1). Skriv eller klistra in värdet i stället."),
        ("+A1*2", "Det här är en formel: +A1*2. Skriv eller klistra in värdet i stället."),
        ("#REF!", "Det här är ett fel från Excel: #REF!. Rätta cellen och försök igen."),
        ("tolv", "”tolv” är inget tal. Skriv det med siffror, till exempel 1 234,50."),
        ("٣", "”٣” är inget tal. Skriv det med siffror, till exempel 1 234,50."),
        ("1e5", "”1e5” är inget tal. Skriv det med siffror, till exempel 1 234,50."),
        ("", "Här saknas ett tal. Skriv till exempel 1 234,50."),
        ("–", "Här saknas ett tal. Skriv till exempel 1 234,50."),
        ("12 tkr", "Skriv beloppet i hela kronor i stället för i tkr, till exempel 1 234,50."),
        ("9" * 100, "Talet är för långt. Skriv till exempel 1 234,50."),
        ("10 000 000 000 000", "Beloppet är för stort. Det största som går är 9 999 999 999 999,99 kr."),
    ],
)
def test_what_is_no_amount_is_refused_with_what_to_write_instead(text, message):
    assert refusal(parse_amount, text) == message


@pytest.mark.parametrize("parse", [parse_amount, parse_quantity, parse_percent, parse_fraction])
@pytest.mark.parametrize("value", [1.5, float("nan"), True])
def test_a_float_never_comes_in(parse, value):
    with pytest.raises(TypeError):
        parse(value)


def test_a_decimal_goes_through_the_same_door():
    assert parse_amount(Decimal("1.500")) == Decimal("1.50")
    assert refusal(parse_amount, Decimal("NaN")) == "Här saknas ett tal. Skriv till exempel 1 234,50."
    assert refusal(parse_amount, Decimal("1.234")).startswith("Talet får ha högst två decimaler.")


def test_a_quantity_has_up_to_four_decimals_and_is_never_negative():
    assert parse_quantity("22 664") == 22664
    assert parse_quantity("2,1234") == Decimal("2.1234")
    assert (
        refusal(parse_quantity, "-5") == "Antalet kan inte vara negativt. Skriv 0 eller mer i stället för −5."
    )
    assert refusal(parse_quantity, "1,23456").startswith("Talet får ha högst fyra decimaler.")


def test_a_percent_is_read_with_and_without_its_sign():
    assert parse_percent("43,9 %") == Decimal("43.9")
    assert parse_percent("−2\u00a0%") == -2
    assert parse_percent("2,5") == Decimal("2.5")
    assert refusal(parse_percent, "2.5 %") == "Skriv decimaler med komma: 2,50."


@pytest.mark.parametrize(
    ("text", "share"),
    [("1/2", "1/2"), ("2/4", "1/2"), ("50 %", "1/2"), ("0,5", "1/2"), ("1", "1"), ("1 / 3", "1/3")],
)
def test_a_share_is_read_as_fraction_percent_or_decimal(text, share):
    assert parse_fraction(text) == Fraction(share)


def test_a_share_that_cannot_be_is_refused():
    assert refusal(parse_fraction, "1/0") == "Nämnaren kan inte vara 0. Skriv till exempel 1/2."
    assert refusal(parse_fraction, "-0,5").startswith("En andel kan inte vara negativ.")
    assert refusal(parse_fraction, "hälften").startswith("”hälften” är inget tal.")


@given(amounts)
def test_what_we_write_we_can_read(amount):
    assert parse_amount(format_amount(amount)) == amount
    assert parse_amount(format_change(amount)) == amount


@given(quantities)
def test_quantities_we_write_we_can_read(quantity):
    assert parse_quantity(format_number(quantity)) == quantity


@given(st.text() | st.text("0123456789 ,.+-/%=kr\u00a0"))
def test_any_text_is_a_number_or_a_refusal_that_is_a_whole_sentence(text):
    for parse in (parse_amount, parse_quantity, parse_percent, parse_fraction):
        assert outcome(parse, text).endswith((".", "?", "ett tal"))


def outcome(parse, text) -> str:
    try:
        parse(text)
    except Refused as refused:
        return str(refused)
    return "ett tal"
