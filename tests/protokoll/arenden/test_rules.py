from datetime import date

import pytest

from protokoll.arenden.rules import (
    NOT_DELEGATED,
    needs_own_notice,
    next_meeting_of_tabled,
    obstacles_to_delegation,
    report_by,
    state_after,
)

MEETINGS = [date(2026, 9, 17), date(2026, 6, 11), date(2026, 12, 3)]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("bifall", "avslutat"),
        ("avslag", "avslutat"),
        ("bordlaggning", "oppet"),
        ("aterremiss", "oppet"),
    ],
)
def test_the_outcome_carries_the_matter_on(outcome: str, state: str) -> None:
    assert state_after(outcome) == state


def test_a_tabled_matter_comes_back_at_the_next_meeting() -> None:
    assert next_meeting_of_tabled(date(2026, 6, 11), MEETINGS) == date(2026, 9, 17)
    assert next_meeting_of_tabled(date(2026, 12, 3), MEETINGS) is None


def test_an_urgent_decision_is_reported_at_the_next_meeting() -> None:
    assert report_by(date(2026, 6, 12), MEETINGS) == date(2026, 9, 17)
    assert report_by(date(2027, 1, 1), MEETINGS) is None


def test_goals_are_decided_by_the_namnd_itself() -> None:
    assert [str(brist) for brist in obstacles_to_delegation({"mal"})] == [
        "Nämnden måste själv besluta om mål, inriktning, omfattning eller kvalitet i verksamheten. (KL 6:38)"
    ]
    assert len(obstacles_to_delegation(NOT_DELEGATED)) == 5
    assert obstacles_to_delegation(set()) == []


def test_a_delegated_decision_nobody_reports_gets_a_notice_of_its_own() -> None:
    assert needs_own_notice(is_reported=False, is_appealable=True)
    assert not needs_own_notice(is_reported=True, is_appealable=True)
    assert not needs_own_notice(is_reported=False, is_appealable=False)
