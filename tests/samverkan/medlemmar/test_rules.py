from datetime import date

import pytest

from samverkan.lib.errors import Refused
from samverkan.medlemmar.rules import (
    NewOrganisation,
    covers,
    missing_for_invoice,
    missing_for_issuer,
    read_new_list,
    short_name_of,
    validate_kommunkod,
    validate_postal_code,
)
from tests.factories import MedlemFactory, OrganisationFactory


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Kiruna kommun", "Kiruna"),
        ("Leksands kommun", "Leksand"),
        ("Borås Stad", "Borås"),
        ("Bollnäs kommun", "Bollnäs"),
        ("Hagfors kommun", "Hagfors"),
        ("Grums kommun", "Grums"),
        ("Itsam", "Itsam"),
        ("Ludvika Energi AB", "Ludvika Energi AB"),
    ],
)
def test_a_short_name_leaves_out_kommun_and_its_genitive(name: str, short: str) -> None:
    assert short_name_of(name) == short


def test_a_list_is_read_with_semicolons_tabs_and_commas() -> None:
    text = (
        "Namn; Organisationsnummer\nKiruna kommun; 212000-2783; 2584\n"
        "Vårgårda kommun\t2120001454\t1442\n\nLystkom, 222000-3111"
    )
    assert read_new_list(text) == (
        [
            NewOrganisation("Kiruna kommun", "212000-2783", "2584"),
            NewOrganisation("Vårgårda kommun", "212000-1454", "1442"),
            NewOrganisation("Lystkom", "222000-3111"),
        ],
        [],
    )


def test_each_faulty_line_of_a_list_is_named() -> None:
    text = "Kiruna kommun\nBoden; 212000-2784\nPiteå; 212000-2783; 25840\nX; 212000-2783\nY; 2120002783"
    found, faults = read_new_list(text)
    assert [one.name for one in found] == ["X", "Y"]
    assert faults == [
        "Rad 1: Skriv namn, semikolon och organisationsnummer: Kiruna kommun; 212000-2783; 2584.",
        "Rad 2: Kontrollsiffran i 212000-2784 stämmer inte. Kontrollera organisationsnumret.",
        "Rad 3: Kommunkoden har fyra siffror, till exempel 2584 för Kiruna.",
        "Rad 5: 212000-2783 står redan på en rad ovanför. Ta bort den ena.",
    ]


def test_a_kommunkod_has_four_digits() -> None:
    assert validate_kommunkod(" 0512 ") == "0512"
    with pytest.raises(Refused):
        validate_kommunkod("512")


def test_a_postal_code_is_spelled_with_a_space() -> None:
    assert [validate_postal_code(text) for text in ("98185", "981 85", "SE-981 85")] == ["981 85"] * 3
    with pytest.raises(Refused):
        validate_postal_code("9818")


def test_an_invoice_needs_an_address_a_reference_and_a_mailbox() -> None:
    whole = OrganisationFactory.build()
    assert missing_for_invoice(whole) == []
    bare = OrganisationFactory.build(address="", buyer_reference="", invoice_email="")
    assert missing_for_invoice(bare) == ["adress", "referens", "e-post"]


def test_an_issuer_needs_a_whole_address_and_a_bankgiro_and_has_a_vat_number_by_its_own() -> None:
    issuer = OrganisationFactory.build(orgnr="212000-2742")
    assert (missing_for_issuer(issuer), issuer.invoice_vat_number) == ([], "SE212000274201")
    assert OrganisationFactory.build(vat_number="SE212000145401").invoice_vat_number == "SE212000145401"
    bare = OrganisationFactory.build(postal_code="", bankgiro="")
    assert missing_for_issuer(bare) == ["adress", "bankgiro"]


def test_a_period_holds_on_its_first_and_last_day() -> None:
    medlem = MedlemFactory.build(valid_from=date(2023, 1, 1), valid_to=date(2023, 6, 30))
    days = [date(2022, 12, 31), date(2023, 1, 1), date(2023, 6, 30), date(2023, 7, 1)]
    assert [covers(medlem, day) for day in days] == [False, True, True, False]
