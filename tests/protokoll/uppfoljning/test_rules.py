from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from protokoll.uppfoljning.rules import (
    Malvillkor,
    Matvarde,
    Risk,
    attendance_share,
    broken_on,
    is_met,
    judgement_faults,
    needs_control,
    risk_faults,
    risk_level,
    task_status,
)

END = date(2022, 12, 31)


def values(*numbers: int) -> list[Matvarde]:
    """One value a month from January."""
    return [Matvarde(date(2022, month, 26), Decimal(number)) for month, number in enumerate(numbers, 1)]


def judged(mal: Malvillkor, given_values: list[Matvarde], today: date = END) -> list[str]:
    return [fault.text for fault in judgement_faults("uppfyllt", mal, given_values, today)]


# Norrbottens e-nämnd 2022: at least 75 % of the municipalities at every meeting; two meetings had 71.
AT_EVERY = Malvillkor(Decimal(75), "minst", "varje", END)


def test_a_goal_for_every_meeting_is_broken_by_the_first_that_misses_it() -> None:
    real = values(79, 93, 71, 71, 79)
    assert broken_on(AT_EVERY, real) == date(2022, 3, 26)
    assert judged(AT_EVERY, real) == [
        "Villkoret bröts redan 2022-03-26. Målet kan inte bedömas som uppfyllt."
    ]
    assert judgement_faults("delvis", AT_EVERY, real, END) == []
    assert broken_on(AT_EVERY, values(79, 93)) is None


def test_a_ceiling_on_a_sum_is_broken_the_day_the_sum_goes_over() -> None:
    ceiling = Malvillkor(Decimal(100), "hogst", "summa", END)
    assert broken_on(ceiling, values(40, 60, 1)) == date(2022, 3, 26)
    assert broken_on(ceiling, values(40, 60)) is None


def test_a_number_of_meetings_may_be_met_before_the_year_is_over() -> None:
    four_meetings = Malvillkor(Decimal(4), "minst", "summa", END)
    assert judged(four_meetings, values(1, 1, 1), date(2022, 4, 1)) == [
        "Utfallet når inte målvärdet. Målet kan inte bedömas som uppfyllt."
    ]
    assert judged(four_meetings, values(1, 1, 1, 1), date(2022, 5, 1)) == []


def test_a_goal_is_judged_met_when_it_has_a_value_and_its_time_is_over() -> None:
    assert judged(AT_EVERY, []) == ["Målet har inget värde. Ange ett utfall innan målet bedöms som uppfyllt."]
    assert judged(AT_EVERY, values(80), date(2022, 6, 1)) == [
        "Målet gäller till 2022-12-31 och kan bedömas som uppfyllt först då."
    ]
    assert judged(AT_EVERY, values(80)) == []
    assert is_met(AT_EVERY, []) is None


def test_the_last_value_counts_where_the_goal_is_reached_at_last() -> None:
    at_last = Malvillkor(Decimal(14), "minst", "sista", END)
    assert judged(at_last, values(3, 14)) == []
    assert is_met(at_last, values(14, 3)) is False


def test_a_goal_in_words_with_a_broken_condition_is_not_met_either() -> None:
    assert judgement_faults("uppfyllt", None, [], END) == []
    assert [fault.text for fault in judgement_faults("uppfyllt", None, [], END, villkor_brutet=True)] == [
        "Villkoret är redan brutet. Målet kan inte bedömas som uppfyllt."
    ]
    with pytest.raises(KeyError):
        judgement_faults("toppen", None, [], END)


GOALS = st.builds(
    Malvillkor,
    st.integers(0, 300).map(Decimal),
    st.sampled_from(["minst", "hogst"]),
    st.sampled_from(["varje", "sista", "summa", "medel"]),
    st.just(END),
)


@given(GOALS, st.lists(st.integers(0, 200), max_size=12))
def test_a_broken_goal_is_never_met_and_never_judged_met(mal: Malvillkor, numbers: list[int]) -> None:
    given_values = values(*numbers)
    if broken_on(mal, given_values):
        assert is_met(mal, given_values) is False
        assert len(judged(mal, given_values)) == 1


@pytest.mark.parametrize(
    ("s", "k", "level"),
    [
        (3, 4, "hog"),
        (4, 4, "kritisk"),
        (4, 2, "medel"),
        (3, 3, "hog"),
        (3, 2, "medel"),
        (1, 3, "lag"),
        (2, 2, "medel"),
    ],
)
def test_the_level_follows_from_likelihood_times_consequence(s: int, k: int, level: str) -> None:
    assert risk_level(Risk(s, k)) == level
    assert Risk(s, k).text == f"{s} × {k} = {s * k}"


@pytest.mark.parametrize(("s", "k"), [(0, 1), (1, 5)])
def test_a_risk_has_its_place_in_the_matrix(s: int, k: int) -> None:
    with pytest.raises(ValueError, match="from 1 to 4"):
        Risk(s, k)


@given(st.integers(1, 4), st.integers(1, 4), st.integers(1, 4))
def test_more_of_either_is_never_a_lower_level(s: int, k: int, more: int) -> None:
    order = ["lag", "medel", "hog", "kritisk"]
    higher = Risk(max(s, more), k)
    assert order.index(risk_level(higher)) >= order.index(risk_level(Risk(s, k)))


def test_a_high_risk_that_is_accepted_says_why() -> None:
    assert needs_control(Risk(3, 3))
    assert not needs_control(Risk(2, 4))
    assert needs_control(Risk(2, 4), grans=8)
    assert [str(fault) for fault in risk_faults(Risk(3, 4), "accepteras", "")] == [
        "Risken är 3 × 4 = 12. Skriv varför den accepteras. (KL 6:6)"
    ]
    assert risk_faults(Risk(3, 4), "hanteras", "") == []
    assert risk_faults(Risk(2, 4), "accepteras", "") == []


TODAY = date(2026, 3, 2)


@pytest.mark.parametrize(
    ("days", "state", "status"),
    [
        (-1, "oppet", "forsenat"),
        (0, "oppet", "snart"),
        (14, "oppet", "snart"),
        (15, "oppet", "pagar"),
        (-1, "klart", "klart"),
        (-1, "struket", "struket"),
    ],
)
def test_where_a_task_stands(days: int, state: str, status: str) -> None:
    assert task_status(TODAY + timedelta(days=days), state, TODAY) == status
    assert task_status(None, "oppet", TODAY) == "pagar"


def test_attendance_counts_each_seat_once() -> None:
    seats = [str(seat) for seat in range(14)]
    assert attendance_share([*seats[:9], "0", "gäst"], seats) == Fraction(9, 14)
    with pytest.raises(ValueError, match="somebody"):
        attendance_share([], [])
