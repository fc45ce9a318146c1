from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samverkan.organ.rules import (
    Fortroendevald,
    Inkallelseordning,
    call_in,
    composition_faults,
    is_quorate,
    keeps_protokoll,
    presiding,
    quorum,
    substitutes_for,
    wrong_turn,
)

DAY = date(2022, 6, 22)
OWN = Inkallelseordning()
BODEN = Fortroendevald("Lena Berg", "ledamot", "Boden", "S")
KALIX = Fortroendevald("Maud Ek", "ledamot", "Kalix", "S")
BODEN_1 = Fortroendevald("Johan Ask", "ersattare", "Boden", "MP", 1)
BODEN_2 = Fortroendevald("Siv Lind", "ersattare", "Boden", "S", 2)
KALIX_1 = Fortroendevald("Roland Holm", "ersattare", "Kalix", "M", 1)


@pytest.mark.parametrize(("seats", "needed"), [(1, 1), (2, 2), (8, 5), (14, 8), (15, 8)])
def test_more_than_half_of_the_seats_must_serve(seats: int, needed: int) -> None:
    assert quorum(seats) == needed
    assert is_quorate(seats, needed)
    assert not is_quorate(seats, needed - 1)


@given(st.integers(1, 200))
def test_two_quorums_never_fit_in_one_body(seats: int) -> None:
    assert 2 * quorum(seats) > seats
    assert 2 * (quorum(seats) - 1) <= seats


def test_a_body_without_seats_has_no_quorum() -> None:
    with pytest.raises(ValueError, match="at least one seat"):
        quorum(0)


def test_the_law_asks_for_a_protocol_of_its_own_bodies_only() -> None:
    assert [keeps_protokoll(slag) for slag in ("gemensam_namnd", "direktion", "utskott", "beredning")] == [
        True,
        True,
        True,
        False,
    ]


def test_each_member_has_as_many_ersattare_as_ledamoter() -> None:
    mandat = [BODEN, BODEN_1, KALIX, KALIX_1, BODEN_2]
    assert [str(fault) for fault in composition_faults(mandat, ["Boden", "Kalix"], DAY)] == [
        "Boden har 1 ledamöter och 2 ersättare; det ska vara lika många. (KL 9:3, 9:24)"
    ]
    assert composition_faults([BODEN, BODEN_1], ["Boden"], DAY) == []


def test_a_mandate_that_has_ended_fills_no_seat() -> None:
    gone = Fortroendevald("Per Dal", "ersattare", "Boden", valid_to=date(2022, 6, 21))
    assert [fault.text for fault in composition_faults([BODEN, gone], ["Boden", "Piteå"], DAY)] == [
        "Boden saknar ersättare.",
        "Piteå saknar ledamot.",
    ]


def test_the_own_municipality_serves_and_the_own_party_first() -> None:
    present = [BODEN_1, BODEN_2, KALIX_1]
    assert substitutes_for(BODEN, present, OWN) == (BODEN_2, BODEN_1)
    by_list = Inkallelseordning(partier={"S": ["MP", "S"]})
    assert substitutes_for(BODEN, present, by_list) == (BODEN_1, BODEN_2)
    anyone = Inkallelseordning(samma_medlem=False, partier={})
    assert substitutes_for(BODEN, present, anyone) == (BODEN_2, BODEN_1, KALIX_1)


def test_an_ersattare_serves_for_one_at_a_time() -> None:
    second = Fortroendevald("Ulla Vik", "ledamot", "Boden", "S")
    assert call_in([BODEN, second, KALIX], [BODEN_1], OWN) == {BODEN: BODEN_1}
    assert call_in([BODEN, second], [BODEN_1, BODEN_2], OWN) == {BODEN: BODEN_2, second: BODEN_1}


def test_one_who_has_begun_keeps_the_seat_before_one_earlier_in_turn() -> None:
    assert call_in([BODEN], [BODEN_1, BODEN_2], OWN, {BODEN: BODEN_1}) == {BODEN: BODEN_1}
    assert call_in([BODEN], [BODEN_2], OWN, {BODEN: BODEN_1}) == {BODEN: BODEN_2}
    assert call_in([], [BODEN_1], OWN, {BODEN: BODEN_1}) == {}


def test_out_of_turn_and_from_another_member_is_refused_with_the_reason() -> None:
    assert wrong_turn(BODEN, BODEN_2, [BODEN_1], OWN) is None
    assert str(wrong_turn(BODEN, BODEN_1, [BODEN_2], OWN)) == (
        "Siv Lind står före Johan Ask i turordningen. (KL 6:17)"
    )
    assert str(wrong_turn(BODEN, KALIX_1, [], OWN)) == (
        "Roland Holm kan inte tjänstgöra för Lena Berg: vald av en annan medlem. (KL 6:17)"
    )


def test_the_first_of_the_presidium_who_is_present_leads() -> None:
    mandat = [
        Fortroendevald("Carina Ström", "ledamot", "Luleå", presidium="ordforande"),
        Fortroendevald("Isak Fors", "ledamot", "Arjeplog", presidium="vice"),
    ]
    assert presiding(mandat, ["Isak Fors", "Maud Ek"]) == "Isak Fors"
    assert presiding(mandat, ["Isak Fors", "Carina Ström"]) == "Carina Ström"
    assert presiding(mandat, ["Maud Ek"]) is None


PEOPLE = st.builds(
    Fortroendevald,
    st.sampled_from("abcdefgh"),
    st.just("ersattare"),
    st.sampled_from(["Boden", "Kalix"]),
    st.sampled_from(["S", "M"]),
    st.integers(1, 3),
)
SEATS = st.builds(
    Fortroendevald,
    st.sampled_from("ABCDEFGH"),
    st.just("ledamot"),
    st.sampled_from(["Boden", "Kalix"]),
    st.just("S"),
)


@given(
    st.lists(SEATS, max_size=5, unique_by=lambda one: one.person),
    st.lists(PEOPLE, max_size=5, unique_by=lambda one: one.person),
)
def test_nobody_serves_twice_and_nobody_waits_while_a_seat_is_free(
    vacant: list[Fortroendevald], present: list[Fortroendevald]
) -> None:
    called = call_in(vacant, present, OWN)
    assert len(set(called.values())) == len(called)
    assert all(seat.medlem == one.medlem for seat, one in called.items())
    for seat in set(vacant) - set(called):
        assert [one for one in present if one.medlem == seat.medlem and one not in called.values()] == []
