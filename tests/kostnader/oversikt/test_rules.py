from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kostnader.oversikt.rules import (
    ATT_BETALA,
    BETALT,
    PLANERAT,
    Betalning,
    Manad,
    lage_of,
    last_billed_month,
    monthly,
    planned_parts,
)
from kostnader.tjanster.models import Tjanst
from samverkan.lib.period import PARTS_PER_YEAR, Month

YEAR = 2023
LENGTH = {"manad": 1, "kvartal": 3, "tertial": 4, "halvar": 6, "ar": 12}


def explanation(first: int = 1, last: int = 12) -> dict:
    return {"delar": [{"fran": f"{YEAR}-{first:02}", "till": f"{YEAR}-{last:02}"}]}


def billed(last_month: int, net: str, month: int = 1, lage: str = BETALT) -> Betalning:
    return Betalning(1, Month(YEAR, month), "del", last_month, Decimal(net), "moms25", lage, "2023-0001")


def planned(amount: str, done: list[Betalning], *, rhythm: str = "kvartal", **kwargs: object) -> list:
    months = kwargs.pop("explanation", explanation())
    found = planned_parts(Decimal(amount), months, done, rytm=Tjanst(rhythm=rhythm, **kwargs), year=YEAR)
    return [(str(month), part.index, str(net)) for month, part, net in found]


def test_a_year_not_billed_at_all_is_planned_in_even_parts() -> None:
    assert planned("100.01", []) == [
        ("2023-01", 1, "25.00"),
        ("2023-04", 2, "25.01"),
        ("2023-07", 3, "25.00"),
        ("2023-10", 4, "25.00"),
    ]


def test_what_is_billed_is_not_planned_again() -> None:
    assert planned("100.00", [billed(3, "25.00"), billed(6, "25.00")]) == [
        ("2023-07", 3, "25.00"),
        ("2023-10", 4, "25.00"),
    ]


def test_a_credited_part_is_planned_with_the_next_one() -> None:
    done = [billed(3, "25.00"), billed(3, "-25.00"), billed(6, "25.00")]
    assert planned("100.00", done) == [("2023-07", 3, "50.00"), ("2023-10", 4, "25.00")]


def test_a_credited_last_part_is_planned_once_more() -> None:
    done = [billed(month, "25.00") for month in (3, 6, 9, 12)] + [billed(12, "-25.00")]
    assert planned("100.00", done) == [("2023-10", 4, "25.00")]


def test_what_is_left_when_all_parts_are_billed_is_planned_on_the_last() -> None:
    done = [billed(month, "25.00") for month in (3, 6, 9, 12)] + [billed(3, "-25.00")]
    assert planned("100.00", done) == [("2023-10", 4, "25.00")]


def test_a_share_raised_during_the_year_is_caught_up_by_the_parts_left() -> None:
    assert planned("200.00", [billed(6, "50.00")]) == [("2023-07", 3, "100.00"), ("2023-10", 4, "50.00")]


def test_a_member_that_leaves_in_june_has_nothing_planned_after_it() -> None:
    assert planned("60.00", [], explanation=explanation(1, 6)) == [
        ("2023-01", 1, "30.00"),
        ("2023-04", 2, "30.00"),
    ]


def test_arrears_are_charged_the_month_after_which_may_be_next_year() -> None:
    assert planned("100.00", [billed(9, "75.00")], timing="efterskott") == [("2024-01", 4, "25.00")]


def test_a_yearly_service_is_charged_in_its_own_month() -> None:
    assert planned("50.00", [], rhythm="ar", billing_month=5) == [("2023-05", 1, "50.00")]


def test_nothing_is_planned_when_all_is_billed() -> None:
    assert planned("100.00", [billed(12, "100.00")]) == []


@given(
    ore=st.integers(0, 10**9),
    rhythm=st.sampled_from(sorted(PARTS_PER_YEAR)),
    months=st.tuples(st.integers(1, 12), st.integers(1, 12)).map(sorted),
    parts=st.lists(st.tuples(st.integers(0, 11), st.integers(-(10**6), 10**6)), max_size=6),
)
def test_billed_and_planned_always_make_the_years_share(
    ore: int, rhythm: str, months: list[int], parts: list[tuple[int, int]]
) -> None:
    length = LENGTH[rhythm]
    done = [billed((n // length + 1) * length, str(Decimal(net) / 100)) for n, net in parts]
    amount = Decimal(ore) / 100
    found = planned_parts(amount, explanation(*months), done, rytm=Tjanst(rhythm=rhythm), year=YEAR)
    assert sum((one.net for one in done), Decimal(0)) + sum((net for *_, net in found), Decimal(0)) == amount


def test_the_last_billed_month_leaves_out_what_is_credited() -> None:
    assert last_billed_month([]) == 0
    assert last_billed_month([billed(3, "25.00"), billed(6, "25.00"), billed(6, "-25.00")]) == 3


def test_an_invoice_is_to_be_paid_through_its_due_date() -> None:
    today = date(2023, 5, 3)
    assert [lage_of(day, today) for day in (today, date(2023, 5, 2), None)] == [ATT_BETALA, BETALT, BETALT]


def test_the_chart_has_twelve_months_and_those_that_follow_with_money() -> None:
    late = Betalning(1, Month(2024, 1), "del", 12, Decimal("5.00"), "moms25", PLANERAT)
    bars = monthly([billed(3, "25.00"), late], YEAR)
    assert [str(bar.month) for bar in bars] == [f"2023-{month:02}" for month in range(1, 13)] + ["2024-01"]
    assert bars[0] == Manad(Month(YEAR, 1), BETALT, Decimal("25.00"))
    assert bars[1] == Manad(Month(YEAR, 2), "", Decimal("0.00"))


def test_a_month_that_is_both_billed_and_planned_has_two_bars() -> None:
    plan = Betalning(2, Month(YEAR, 1), "del", 3, Decimal("7.00"), "moms25", PLANERAT)
    bars = monthly([plan, billed(3, "25.00")], YEAR)
    assert [(bar.lage, str(bar.net)) for bar in bars[:2]] == [(BETALT, "25.00"), (PLANERAT, "7.00")]


def test_what_is_billed_and_credited_leaves_an_empty_month() -> None:
    assert monthly([billed(3, "25.00"), billed(3, "-25.00")], YEAR)[0] == Manad(
        Month(YEAR, 1), "", Decimal("0.00")
    )
