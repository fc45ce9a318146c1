from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protokoll.anslag.maskning import MASK, find_personal_data, mask, merged


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(traff.slag, traff.text, traff.ar_saker) for traff in find_personal_data(text)]


@pytest.mark.parametrize(
    "number", ["811218-9876", "8112189876", "19811218-9876", "198112189876", "811218+9876", "811218 9876"]
)
def test_a_personnummer_is_found_however_it_is_written(number: str) -> None:
    assert found(f"Ansökan från {number}, inkommen i mars.") == [("personnummer", number, True)]


def test_a_samordningsnummer_is_told_from_a_personnummer() -> None:
    assert found("Nr 701063-2391.") == [("samordningsnummer", "701063-2391", True)]


def test_a_slip_in_the_check_digit_is_proposed_when_it_is_written_as_a_personnummer() -> None:
    assert found("811218-9875") == [("personnummer", "811218-9875", False)]
    assert found("8112189875") == []


@pytest.mark.parametrize(
    "text",
    [
        "Organisationsnummer 212000-2783",
        "Peppol 0007:2120002783",
        "Sammanträde 2022-06-22 kl. 13.00–14.40",
        "Dnr ITVT-2024-00009 och 2022/9-2.2.0.1, ITSAM 2023/95",
        "Budgeten är 1 234 567,89 kr, 930 000 kr per år",
        "Bankgiro 5050-1055",
        "811332-1234 är ingen dag",
        "§§ 65–73",
        "Beslut 2023-01-01 – 2023-12-31",
    ],
)
def test_what_points_at_nobody_is_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "number",
    [
        "070-123 45 67",
        "0920-45 30 00",
        "08-508 28 000",
        "+46 70 123 45 67",
        "+46 (0)70-123 45 67",
        "0701234567",
    ],
)
def test_a_telephone_number_is_found(number: str) -> None:
    assert found(f"Ring {number}.") == [("telefon", number, True)]


def test_an_address_and_a_protected_person_are_found() -> None:
    assert found("Skriv till eva.ek@kommun.example.se; hon har skyddad identitet (sekretessmarkering).") == [
        ("epost", "eva.ek@kommun.example.se", True),
        ("skyddad", "skyddad identitet", False),
        ("skyddad", "sekretessmarkering", False),
    ]


def test_the_mask_tells_nothing_of_the_length() -> None:
    text = "Eva Ek, 811218-9876, ringde 070-123 45 67."
    spans = [(traff.start, traff.end) for traff in find_personal_data(text)]
    assert mask(text, spans) == f"Eva Ek, {MASK}, ringde {MASK}."


def test_marks_that_overlap_become_one() -> None:
    assert merged([(5, 9), (0, 3), (3, 4), (8, 12), (7, 7)]) == [(0, 4), (5, 12)]
    assert mask("abcdef", [(0, 2), (1, 4)], sign="*") == "*ef"


def test_a_mark_made_in_another_version_is_refused() -> None:
    with pytest.raises(ValueError, match="outside the text"):
        mask("kort", [(2, 9)])


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=6)


@given(st.text("abc", min_size=40, max_size=60), SPANS)
def test_nothing_marked_is_left_and_nothing_else_is_gone(text: str, spans: list[tuple[int, int]]) -> None:
    hidden = {at for start, end in spans for at in range(start, end)}
    kept = "".join(sign for at, sign in enumerate(text) if at not in hidden)
    assert mask(text, spans, sign="*").replace("*", "") == kept


@given(st.text("0123456789-+ @a.", max_size=60))
def test_what_is_found_lies_in_order_and_never_overlaps(text: str) -> None:
    traffar = find_personal_data(text)
    assert all(text[one.start : one.end] == one.text for one in traffar)
    assert all(first.end <= second.start for first, second in pairwise(traffar))
