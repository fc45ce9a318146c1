from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protokoll.sammantraden.rules import (
    STATES,
    Distansnarvaro,
    Distansregler,
    Frist,
    Kallelseregler,
    is_public,
    late_kallelse,
    latest_kallelse,
    latest_urgent,
    may_decide_unannounced,
    may_move,
    may_serve_again,
    must_meet,
    open_faults,
    refused_move,
    remote_faults,
)

MEETING = date(2026, 4, 7)  # the Tuesday after Easter
FULLMAKTIGE = Kallelseregler("fullmaktige")
NAMND = Kallelseregler("gemensam_namnd", dagar=5, bradska="Reglementet § 9")


@pytest.mark.parametrize(
    ("regler", "frist"),
    [
        (FULLMAKTIGE, Frist(date(2026, 3, 31), "KL 5:13–15")),
        (Kallelseregler("fullmaktige", dagar=10), Frist(date(2026, 3, 28), "reglementet")),
        (NAMND, Frist(date(2026, 4, 2), "reglementet")),
        (Kallelseregler("namnd"), Frist(MEETING, "KL 6:23")),
        (Kallelseregler("direktion", dagar=5, budget=True), Frist(date(2026, 3, 31), "KL 9:10")),
        (Kallelseregler("direktion", dagar=5), Frist(date(2026, 4, 2), "reglementet")),
    ],
)
def test_the_last_day_for_the_kallelse_is_the_stricter_of_law_and_reglemente(
    regler: Kallelseregler, frist: Frist
) -> None:
    assert latest_kallelse(MEETING, regler) == frist


def test_a_kallelse_in_time_needs_no_reason() -> None:
    assert late_kallelse(MEETING, date(2026, 4, 2), NAMND) is None
    assert late_kallelse(date(2027, 1, 5), date(2026, 12, 31), NAMND) is None  # across a new year


def test_an_urgent_matter_reaches_the_assembly_until_the_vardag_before() -> None:
    assert latest_urgent(MEETING) == date(2026, 4, 4)  # Saturday; Sunday and Monday are Easter
    assert late_kallelse(MEETING, date(2026, 4, 4), FULLMAKTIGE, skal="Avtalet löper ut") is None
    assert str(late_kallelse(MEETING, date(2026, 4, 4), FULLMAKTIGE)) == (
        "Kallelsen skulle ha skickats senast 2026-03-31. Ange varför ärendet är brådskande. (KL 5:14–15)"
    )
    assert str(late_kallelse(MEETING, date(2026, 4, 5), FULLMAKTIGE, skal="Avtalet löper ut")) == (
        "Kallelsen skulle ha skickats senast 2026-03-31. Flytta sammanträdet. (KL 5:13–15)"
    )


def test_a_late_kallelse_to_a_namnd_leans_on_its_reglemente() -> None:
    assert late_kallelse(MEETING, MEETING, NAMND, skal="Driftstopp") is None
    assert str(late_kallelse(MEETING, MEETING, NAMND)) == (
        "Kallelsen skulle ha skickats senast 2026-04-02. Ange varför ärendet är brådskande. (Reglementet § 9)"
    )
    assert late_kallelse(MEETING, MEETING, Kallelseregler("namnd", dagar=5), skal="Driftstopp") is not None


def test_nothing_shortens_the_week_before_a_direktion_fixes_the_budget() -> None:
    budget = Kallelseregler("direktion", budget=True, bradska="Förbundsordningen § 4")
    assert str(late_kallelse(MEETING, date(2026, 4, 1), budget, skal="Bråttom")) == (
        "Kallelsen skulle ha skickats senast 2026-03-31. Flytta sammanträdet. (KL 9:10)"
    )


def test_a_kallelse_after_the_meeting_is_no_kallelse() -> None:
    assert late_kallelse(MEETING, date(2026, 4, 8), NAMND, skal="Driftstopp") is not None


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)), st.integers(0, 30), st.integers(0, 40))
def test_without_a_reason_a_kallelse_is_refused_exactly_when_it_is_late(
    meeting: date, dagar: int, before: int
) -> None:
    regler = Kallelseregler("namnd", dagar=dagar, bradska="Reglementet § 9")
    refused = late_kallelse(meeting, meeting - timedelta(days=before), regler) is not None
    assert refused == (before < dagar)


def test_an_unannounced_matter_needs_everybody_in_the_assembly() -> None:
    assert may_decide_unannounced("fullmaktige", urgent=True, all_agree=True)
    assert not may_decide_unannounced("fullmaktige", urgent=True, all_agree=False)
    assert not may_decide_unannounced("fullmaktige", urgent=False, all_agree=True)
    assert may_decide_unannounced("namnd", urgent=False, all_agree=False)


def test_a_third_of_the_members_can_have_a_meeting() -> None:
    assert [must_meet(asking, 14) for asking in (4, 5)] == [False, True]
    assert must_meet(3, 9)
    assert not must_meet(0, 0)


def test_a_meeting_is_planned_called_held_closed_and_justerat_in_that_order() -> None:
    path = ["planerat", "kallat", "pagar", "avslutat", "justerat"]
    assert all(may_move(state, to) for state, to in pairwise(path))
    assert not any(may_move("justerat", to) for to in STATES)
    assert str(refused_move("pagar", "installt")) == "Sammanträdet är öppnat och kan inte bli inställt."
    assert refused_move("kallat", "installt") is None


def test_who_may_listen() -> None:
    assert is_public("fullmaktige")
    assert is_public("direktion", budget=True)
    assert not is_public("direktion")
    assert is_public("gemensam_namnd", oppen=True)
    assert not is_public("gemensam_namnd", oppen=True, hemligt=True)
    assert not is_public("beredning", oppen=True)


def test_one_who_left_for_jav_comes_back_and_one_who_went_home_does_not() -> None:
    assert may_serve_again("jav", replaced=True, slag="fullmaktige")
    assert may_serve_again("annat", replaced=False, slag="fullmaktige")
    assert not may_serve_again("annat", replaced=True, slag="fullmaktige", reglemente_forbids=False)
    assert not may_serve_again("annat", replaced=True, slag="namnd")
    assert may_serve_again("annat", replaced=True, slag="namnd", reglemente_forbids=False)


ALL_WELL = Distansnarvaro(True, True, True)


def test_remote_participation_needs_to_be_allowed_on_the_day() -> None:
    regler = Distansregler(date(2023, 1, 1), date(2026, 12, 31))
    assert remote_faults(date(2026, 12, 31), "namnd", regler, ALL_WELL) == []
    assert [str(fault) for fault in remote_faults(date(2027, 1, 1), "namnd", regler, ALL_WELL)] == [
        "Deltagande på distans är inte tillåtet den dagen. (KL 6:24)"
    ]
    assert len(remote_faults(date(2026, 1, 1), "fullmaktige", Distansregler(None), ALL_WELL)) == 1


def test_the_law_of_the_day_decides_what_is_asked_of_remote_participation() -> None:
    regler = Distansregler(date(2023, 1, 1), ny_lag_from=date(2027, 1, 1))
    unequal = Distansnarvaro(True, False, False, i_presidiet=True)
    before = remote_faults(date(2026, 12, 31), "fullmaktige", regler, unequal)
    after = remote_faults(date(2027, 1, 1), "fullmaktige", regler, unequal)
    assert [fault.text for fault in before] == ["Alla ska kunna se och höra varandra på lika villkor."]
    assert [fault.text for fault in after] == [
        "Ordföranden ska försäkra sig om vem som deltar.",
        "Fullmäktiges presidium ska vara på plats.",
    ]


def test_a_meeting_without_quorum_is_not_opened() -> None:
    assert open_faults(["Maud Ek"], 8, 8) == []
    assert [str(fault) for fault in open_faults([], 7, 8)] == [
        "Ingen är kallad till sammanträdet. (KL 6:17)",
        "7 tjänstgör och 8 behövs för beslut. (KL 5:45, 6:27)",
    ]
