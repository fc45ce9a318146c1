from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protokoll.paragrafer.rules import (
    Narvarande,
    Uppskov,
    accountable_faults,
    is_put_off,
    is_put_off_by_minority,
    jav_faults,
    late_motivation,
    must_take_part,
    note_faults,
    quorum_at,
    reservation_faults,
    who_decides,
)

BODIES = ("namnd", "gemensam_namnd", "direktion", "utskott")


def serving(count: int) -> list[Narvarande]:
    return [Narvarande(f"ledamot {number}", "tjanstgor") for number in range(count)]


def test_quorum_is_asked_paragraf_by_paragraf() -> None:
    at_8, at_15 = serving(9), serving(10)  # Norrbottens e-nämnd, 14 seats: 9 at §§ 8–14, 10 at §§ 15–16
    assert quorum_at("gemensam_namnd", 14, at_8).holds
    assert quorum_at("gemensam_namnd", 14, at_15).text == "10 tjänstgör, 8 behövs"
    short = quorum_at("gemensam_namnd", 14, serving(7))
    assert str(short.brist) == "Organet är inte beslutfört: 7 tjänstgör och 8 av 14 behövs. (KL 6:27)"


def test_one_with_jav_does_not_count_in_a_namnd_but_does_in_the_assembly() -> None:
    narvaro = [*serving(7), Narvarande("Eva Ek", "jav")]
    assert not quorum_at("namnd", 14, narvaro).holds
    assert quorum_at("fullmaktige", 14, narvaro).holds
    assert "Eva Ek" not in who_decides(narvaro)


def test_a_substitute_who_does_not_serve_does_not_count() -> None:
    narvaro = [*serving(7), Narvarande("Anne Falk", "narvarande")]
    assert quorum_at("namnd", 14, narvaro).narvarande == 7


def test_one_with_jav_leaves_the_room_in_a_namnd() -> None:
    stays, gone = Narvarande("Eva Ek", "jav", i_rummet=True), Narvarande("Bo Al", "jav")
    assert [str(fault) for fault in jav_faults("namnd", [stays, gone])] == [
        "Eva Ek är jävig och ska lämna rummet innan paragrafen behandlas. (KL 6:30)"
    ]
    assert jav_faults("fullmaktige", [stays]) == []


def test_the_accountable_do_not_decide_on_their_own_ansvarsfrihet() -> None:
    assert [str(fault) for fault in accountable_faults("ansvarsfrihet", ["Bo Al"], ["Eva Ek", "Bo Al"])] == [
        "Bo Al är redovisningsskyldig och får inte delta. (KL 5:48)"
    ]
    assert accountable_faults("budget", ["Bo Al"], ["Bo Al"]) == []


def test_who_took_part_decides_on_myndighetsutovning_in_a_namnd() -> None:
    assert must_take_part("namnd", tog_del=True, myndighetsutovning=True)
    assert not must_take_part("namnd", tog_del=False, myndighetsutovning=True)
    assert not must_take_part("namnd", tog_del=True, myndighetsutovning=False)
    assert not must_take_part("fullmaktige", tog_del=True, myndighetsutovning=True)


def test_a_third_puts_a_matter_off_in_the_assembly_the_first_time() -> None:
    third = Uppskov(ja=10, nej=20, narvarande=30)
    assert is_put_off("fullmaktige", third)
    assert is_put_off_by_minority("fullmaktige", third)
    assert not is_put_off("fullmaktige", Uppskov(9, 21, 30))
    assert not is_put_off("fullmaktige", Uppskov(10, 20, 30, tidigare_av_minoritet=True))
    assert is_put_off("fullmaktige", Uppskov(16, 14, 30, tidigare_av_minoritet=True))


@pytest.mark.parametrize("slag", BODIES)
def test_elsewhere_it_takes_a_majority(slag: str) -> None:
    assert not is_put_off(slag, Uppskov(6, 8, 14))
    assert is_put_off(slag, Uppskov(8, 6, 14))
    assert not is_put_off_by_minority(slag, Uppskov(8, 6, 14))


@given(st.integers(0, 60), st.integers(0, 60))
def test_what_a_majority_wants_put_off_is_always_put_off(ja: int, nej: int) -> None:
    vote = Uppskov(ja, nej, ja + nej)
    if ja > nej:
        assert all(is_put_off(slag, vote) for slag in ("fullmaktige", *BODIES))


CLOSED = datetime(2026, 6, 11, 14, 40, tzinfo=UTC)


def test_a_reservation_is_announced_before_the_meeting_closes_by_one_who_decided() -> None:
    before = datetime(2026, 6, 11, 14, 39, tzinfo=UTC)
    assert reservation_faults("Eva Ek", ["Eva Ek"], before, CLOSED) == []
    assert reservation_faults("Eva Ek", ["Eva Ek"], before, None) == []
    assert [str(fault) for fault in reservation_faults("Eva Ek", [], CLOSED, CLOSED)] == [
        "Eva Ek deltog inte i beslutet och kan inte reservera sig. (KL 4:27)",
        "Reservationen ska anmälas innan sammanträdet avslutas. (KL 4:27)",
    ]


def test_the_motivation_may_follow_until_justering() -> None:
    assert late_motivation(date(2026, 6, 20), None) is None
    assert late_motivation(date(2026, 6, 20), date(2026, 6, 20)) is None
    assert str(late_motivation(date(2026, 6, 21), date(2026, 6, 20))) == (
        "Motiveringen skulle ha lämnats senast vid justeringen 2026-06-20. (KL 4:27)"
    )


def test_a_note_to_the_protocol_needs_leave() -> None:
    assert note_faults(ar_tillaten=True, ar_narvarande=True) == []
    assert [fault.text for fault in note_faults(ar_tillaten=False, ar_narvarande=True)] == [
        "Organet har inte medgett protokollsanteckningen."
    ]
