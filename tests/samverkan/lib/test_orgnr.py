import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.lib.errors import Refused
from samverkan.lib.orgnr import (
    gln_digit,
    luhn_digit,
    luhn_holds,
    peppol_id,
    validate_bankgiro,
    validate_gln,
    validate_orgnr,
    validate_peppol_id,
    validate_plusgiro,
    validate_vat_number,
    vat_number,
)

digits = st.text("0123456789", min_size=1, max_size=24)


@given(digits)
def test_the_check_digit_is_the_only_one_that_holds(base):
    assert [digit for digit in "0123456789" if luhn_holds(base + digit)] == [luhn_digit(base)]


@given(digits.filter(lambda base: len(base) > 1), st.data())
def test_one_wrong_digit_is_always_found(base, data):
    number = base + luhn_digit(base)
    place = data.draw(st.integers(0, len(number) - 1))
    wrong = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    assert luhn_holds(number[:place] + wrong + number[place + 1 :]) is False


@pytest.mark.parametrize("text", ["212000-2783", "2120002783", "16212000-2783", " 212000 2783 "])
def test_an_organisation_number_gets_its_hyphen(text):
    assert validate_orgnr(text) == "212000-2783"


@pytest.mark.parametrize("orgnr", ["212000-1454", "212000-2577", "212000-0787"])
def test_numbers_of_municipalities_hold(orgnr):
    assert validate_orgnr(orgnr) == orgnr


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("212000-2784", "Kontrollsiffran i 212000-2784 stämmer inte. Kontrollera organisationsnumret."),
        ("21200", "Organisationsnumret ska ha tio siffror, till exempel 212000-2783."),
        ("٢١٢٠٠٠٢٧٨٣", "Organisationsnumret ska ha tio siffror, till exempel 212000-2783."),
        (
            "811228-9874",
            "Det här ser ut som ett personnummer. Skriv organisationens nummer, till exempel 212000-2783.",
        ),
    ],
)
def test_a_wrong_organisation_number_says_why(text, message):
    with pytest.raises(Refused) as caught:
        validate_orgnr(text)
    assert str(caught.value) == message


def test_other_numbers_are_made_from_it():
    assert vat_number("212000-1454") == "SE212000145401"
    assert peppol_id("212000-1454") == "0007:2120001454"


def test_giro_numbers_get_their_usual_spelling():
    assert validate_bankgiro("3665114") == "366-5114"
    assert validate_bankgiro("5050 1055") == "5050-1055"
    assert validate_plusgiro("1234566") == "12 34 56-6"
    assert validate_plusgiro("1-8") == "1-8"
    with pytest.raises(Refused):
        validate_bankgiro("366-5115")
    with pytest.raises(Refused):
        validate_bankgiro("123")


def test_addresses_for_e_invoices():
    assert gln_digit("736212000145") == "3"
    assert validate_gln("7362120001453") == "7362120001453"
    assert validate_peppol_id("0088:7362120001453") == "0088:7362120001453"
    assert validate_peppol_id("0007:212000-1454") == "0007:2120001454"
    assert validate_vat_number("se 212000-1454 01") == "SE212000145401"


@pytest.mark.parametrize(
    ("validate", "text"),
    [
        (validate_gln, "7362120001454"),
        (validate_peppol_id, "0007:2120001454abc"),
        (validate_peppol_id, "9999:1"),
        (validate_vat_number, "SE212000145501"),
        (validate_plusgiro, "7"),
    ],
)
def test_an_address_that_cannot_be_is_refused(validate, text):
    with pytest.raises(Refused):
        validate(text)
