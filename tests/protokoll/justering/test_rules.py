from datetime import UTC, date, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protokoll.justering.rules import (
    DONE,
    REFUSED,
    STATES,
    Ledd,
    Underskrift,
    Undertecknande,
    decline_faults,
    justerare_faults,
    justerat_by_paragraf,
    justerat_on,
    justering_deadline,
    late_justering,
    may_move,
    omedelbar_faults,
    reminder_days,
    reopen_faults,
    required_signatures,
    sign_faults,
    unattested,
    waiting_for,
)
from samverkan.lib.helgdag import is_working_day

# Norrbottens e-nämnd 2022-06-22: the vice chair led §§ 8–14, the chair came to § 15.
VICE, CHAIR, BO, RUT = "Isak Fors", "Carina Ström", "Jonas Lind", "Rut Karlberg"
EARLY, LATE = frozenset({VICE, BO}), frozenset({VICE, BO, CHAIR})
PARAGRAFER = [
    *(Ledd(number, VICE, EARLY) for number in range(8, 15)),
    *(Ledd(number, CHAIR, LATE) for number in (15, 16)),
]
ATTEST = {number: [BO] for number in range(8, 17)}
NEEDED = required_signatures(PARAGRAFER, RUT, ATTEST)


def signed(person: str, roll: str, day: int, text: str = "a") -> Undertecknande:
    return Undertecknande(person, roll, DONE, datetime(2022, 7, day, 12, tzinfo=UTC), text)


ALL = [
    signed(RUT, "sekreterare", 1),
    signed(BO, "justerare", 2),
    signed(VICE, "ordforande", 3),
    signed(CHAIR, "ordforande", 4),
]


@pytest.mark.parametrize(
    ("meeting", "deadline"),
    [
        (date(2022, 6, 22), date(2022, 7, 6)),  # as the protocol says
        (date(2026, 12, 18), date(2027, 1, 1)),  # a holiday next year: not moved
    ],
)
def test_justering_is_due_fourteen_days_after_the_meeting(meeting: date, deadline: date) -> None:
    assert justering_deadline(meeting) == deadline
    assert late_justering(meeting, deadline) is None
    late = late_justering(date(2022, 6, 22), date(2022, 7, 7))
    assert str(late) == "Protokollet skulle ha justerats senast 2022-07-06. (KL 5:69)"


def test_each_chair_signs_the_paragrafer_they_led() -> None:
    assert [(one.person, one.roll, one.text) for one in NEEDED] == [
        (RUT, "sekreterare", "§§ 8–16"),
        (BO, "justerare", "§§ 8–16"),
        (VICE, "ordforande", "§§ 8–14"),
        (CHAIR, "ordforande", "§§ 15–16"),
    ]


def test_a_justerare_served_at_each_paragraf_and_neither_led_nor_wrote() -> None:
    assert justerare_faults(BO, PARAGRAFER, RUT) == []
    assert [fault.text for fault in justerare_faults(CHAIR, PARAGRAFER, RUT)] == [
        "Carina Ström ledde §§ 15–16 och undertecknar som ordförande.",
        "Carina Ström tjänstgjorde inte vid §§ 8–14. Välj en annan justerare för dem.",
    ]
    assert [fault.text for fault in justerare_faults(RUT, PARAGRAFER[-1:], RUT)] == [
        "Rut Karlberg är sekreterare och kan inte justera.",
        "Rut Karlberg tjänstgjorde inte vid § 16. Välj en annan justerare för dem.",
    ]


def test_every_paragraf_has_as_many_justerare_as_the_reglemente_asks_for() -> None:
    assert unattested(PARAGRAFER, ATTEST, 1) == []
    assert [str(fault) for fault in unattested(PARAGRAFER, {8: [BO]}, 1)] == [
        "§§ 9–16 ska ha 1 justerare. (KL 5:69)"
    ]


def test_a_free_order_lets_anyone_sign_and_a_fixed_one_those_in_turn() -> None:
    assert sign_faults(CHAIR, "ordforande", NEEDED, [], "a", fast_ordning=False) == []
    too_early = sign_faults(CHAIR, "ordforande", NEEDED, ALL[:1], "a", fast_ordning=True)
    assert [str(fault) for fault in too_early] == ["Jonas Lind undertecknar före. (reglementet)"]
    assert sign_faults(CHAIR, "ordforande", NEEDED, ALL[:2], "a", fast_ordning=True) == []
    assert sign_faults(CHAIR, "ordforande", NEEDED, ALL, "b", fast_ordning=False) == []  # a new version


def test_nobody_signs_for_another_nor_twice_nor_over_an_open_proposal() -> None:
    assert [
        fault.text for fault in sign_faults("Siv Ek", "justerare", NEEDED, [], "a", fast_ordning=False)
    ] == ["Siv Ek ska inte underteckna det här protokollet som justerare."]
    assert [fault.text for fault in sign_faults(BO, "justerare", NEEDED, ALL, "a", fast_ordning=False)] == [
        "Jonas Lind har redan undertecknat."
    ]
    proposals = sign_faults(BO, "justerare", NEEDED, [], "a", fast_ordning=False, oppna_forslag=2)
    assert [fault.text for fault in proposals] == ["2 ändringsförslag är inte besvarade."]


def test_the_protocol_is_justerat_the_day_the_last_one_signs() -> None:
    assert justerat_on(NEEDED, ALL[:3], "a") is None
    assert justerat_on(NEEDED, ALL, "a") == date(2022, 7, 4)
    assert justerat_on((), [], "a") is None


def test_a_signature_late_at_new_year_counts_on_the_swedish_day() -> None:
    needed = (Underskrift(BO, "justerare", frozenset({1})),)
    given_at = Undertecknande(BO, "justerare", DONE, datetime(2025, 12, 31, 23, 15, tzinfo=UTC), "a")
    assert justerat_on(needed, [given_at], "a") == date(2026, 1, 1)


def test_a_signature_on_another_version_or_a_refusal_is_none() -> None:
    other = [*ALL[:3], signed(CHAIR, "ordforande", 4, "b")]
    assert [one.person for one in waiting_for(NEEDED, other, "a")] == [CHAIR]
    refusal = Undertecknande(CHAIR, "ordforande", REFUSED, datetime(2022, 7, 4, tzinfo=UTC), "a", "Fel summa")
    assert justerat_on(NEEDED, [*ALL[:3], refusal], "a") is None
    assert [fault.text for fault in decline_faults(" ")] == ["Skriv varför du inte undertecknar."]
    assert decline_faults("Fel summa i § 12") == []


def test_what_is_justerat_at_once_has_its_own_day() -> None:
    at_once = [Ledd(8, VICE, EARLY, omedelbar=True), Ledd(9, VICE, EARLY)]
    assert justerat_by_paragraf(at_once, date(2022, 6, 22), date(2022, 7, 4)) == {
        8: date(2022, 6, 22),
        9: date(2022, 7, 4),
    }
    assert omedelbar_faults(text="Nämnden beslutar.", ar_beslutad=True, stod_i_reglemente=True) == []
    assert len(omedelbar_faults(text="", ar_beslutad=False, stod_i_reglemente=False)) == 3


def test_reminders_come_on_working_days_before_the_deadline() -> None:
    assert reminder_days(date(2022, 6, 23), date(2022, 7, 6)) == (
        date(2022, 6, 29),
        date(2022, 7, 1),
        date(2022, 7, 6),
    )
    assert reminder_days(date(2022, 7, 6), date(2022, 7, 6)) == ()


@given(st.dates(date(2020, 1, 1), date(2035, 12, 31)))
def test_no_reminder_comes_after_the_deadline_or_on_a_day_off(deadline: date) -> None:
    days = reminder_days(date(2019, 1, 1), deadline)
    assert all(day <= deadline and is_working_day(day) for day in days)


def test_a_version_goes_on_and_never_back() -> None:
    assert all(
        may_move(state, to) for state, to in pairwise(["justeras", "underskrivet", "justerat", "ersatt"])
    )
    assert [state for state in STATES if may_move(state, "justeras")] == []
    assert not may_move("justeras", "justerat")


def test_a_protocol_is_reopened_with_a_reason_and_before_it_is_posted() -> None:
    assert reopen_faults(anslaget=False, skal="Fel bilaga") == []
    assert [fault.text for fault in reopen_faults(anslaget=True, skal="")] == [
        "Protokollet är anslaget och ändras inte mer. Rätta felet i en ny paragraf på ett sammanträde.",
        "Skriv varför protokollet öppnas igen.",
    ]
