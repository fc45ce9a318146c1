"""Sharing by a key: components, months, rounding, and what is refused."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kostnader.fordelning.rules import (
    Deltagare,
    Komponent,
    Nyckel,
    Nyckelfel,
    Skede,
    billed_part,
    fordela,
    prepare,
)

D = Decimal
DAY = date(2020, 12, 31)
ONE, HALF = Fraction(1), Fraction(1, 2)
LIKA = Komponent(kind="lika", weight=ONE)
MATT = Komponent(kind="matt", weight=ONE, mattslag="invanare", matt_namn="invånare", reference_date=DAY)
EQUAL = Nyckel(komponenter=(LIKA,))


def member(key: str, people: int | None = None, units: int = 1) -> Deltagare:
    quantities = {} if people is None else {("invanare", DAY): D(people)}
    return Deltagare(key, key.upper(), units=units, quantities=quantities)


def year(nyckel: Nyckel, *members: Deltagare) -> list[Skede]:
    return [Skede(1, 12, nyckel, members)]


def amounts(resultat: object) -> dict[str, str]:
    return {key: str(amount) for key, amount in resultat.belopp.items()}


def refusal(*arguments: object, **options: object) -> str:
    with pytest.raises(Nyckelfel) as caught:
        fordela(*arguments, **options)
    return caught.value.message.replace("\u00a0", " ")


# Components


def test_the_denominator_is_the_sum_over_those_who_take_part() -> None:
    nyckel = Nyckel(komponenter=(replace(LIKA, weight=HALF), replace(MATT, weight=HALF)))
    resultat = fordela(D(1000), year(nyckel, member("a", 300), member("b", 100)))
    assert amounts(resultat) == {"a": "625.00", "b": "375.00"}


def test_agreed_shares_of_members_that_take_no_part_are_left_out() -> None:
    andel = Komponent(kind="andel", weight=ONE, per_member={"a": D("0.5"), "b": D("0.25"), "z": D("0.25")})
    assert amounts(fordela(D(300), year(Nyckel(komponenter=(andel,)), member("a"), member("b")))) == {
        "a": "200.00",
        "b": "100.00",
    }


def test_equal_parts_of_a_key_on_units_count_units() -> None:
    resultat = fordela(D(500), year(EQUAL, member("a", units=3), member("b", units=2)))
    assert amounts(resultat) == {"a": "300.00", "b": "200.00"}


def test_fixed_amounts_and_prices_go_off_the_top_and_the_weights_share_the_rest() -> None:
    nyckel = Nyckel(
        komponenter=(
            Komponent(kind="belopp_lika", amount=D(100)),
            Komponent(kind="belopp", per_member={"a": D(50), "b": D(0)}),
            Komponent(kind="pris", rate=D("0.5"), mattslag="invanare", reference_date=DAY),
            LIKA,
        )
    )
    resultat = fordela(D(1000), year(nyckel, member("a", 300), member("b", 100)))
    assert amounts(resultat) == {"a": "575.00", "b": "425.00"}  # 100 + 50 + 150 + 275; 100 + 0 + 50 + 275
    assert [str(d.base) for d in resultat.andelar["a"].delar] == ["200", "50", "200", "550"]


def test_a_wholly_priced_key_shares_what_its_prices_come_to_whatever_the_budget_says() -> None:
    pris = Komponent(kind="pris", rate=D("1.255"), mattslag="invanare", reference_date=DAY)
    nyckel = Nyckel(komponenter=(pris, Komponent(kind="belopp_lika", amount=D(10))), unit=D("0.01"))
    resultat = fordela(D(99999), year(nyckel, member("a", 3), member("b", 2)))
    assert resultat.att_fordela == D("26.28")  # 5 × 1,255 + 20 = 26,275
    assert amounts(resultat) == {"a": "13.77", "b": "12.51"}
    assert resultat.difference == 0


def test_percentages_rounded_before_use_need_not_make_a_hundred_when_the_shares_rule() -> None:
    nyckel = Nyckel(komponenter=(MATT,), mode="andelarna", percent_decimals=0)
    resultat = fordela(D(1000), year(nyckel, member("a", 1), member("b", 1), member("c", 1)))
    assert amounts(resultat) == {"a": "330.00", "b": "330.00", "c": "330.00"}
    assert resultat.difference == D(-10)


def test_percentages_rounded_before_use_are_shares_of_their_own_sum_when_the_sum_rules() -> None:
    nyckel = Nyckel(komponenter=(MATT,), percent_decimals=0)
    resultat = fordela(D(1000), year(nyckel, member("a", 2), member("b", 1), member("c", 3)))
    assert amounts(resultat) == {"a": "330.00", "b": "170.00", "c": "500.00"}


def test_the_percentages_of_equal_parts_are_never_rounded() -> None:
    nyckel = Nyckel(komponenter=(replace(LIKA, weight=HALF), replace(MATT, weight=HALF)), percent_decimals=0)
    resultat = fordela(D(6000), year(nyckel, member("a", 1), member("b", 1), member("c", 1)))
    assert amounts(resultat) == {"a": "2000.00", "b": "2000.00", "c": "2000.00"}


# Rounding


def test_the_sum_rules_by_largest_remainder_and_the_bearer_takes_what_is_below_the_unit() -> None:
    nyckel = replace(EQUAL, unit=D(100), bearer="c")
    resultat = fordela(D("1000.50"), year(nyckel, member("a"), member("b"), member("c")))
    assert amounts(resultat) == {"a": "400.00", "b": "300.00", "c": "300.50"}
    assert (resultat.summa, resultat.difference) == (D("1000.50"), D(0))


@pytest.mark.parametrize(
    ("direction", "amount", "share"),
    [
        ("narmast", 450, "200.00"),
        ("narmast", -450, "-200.00"),
        ("narmast", 300, "200.00"),  # 150 is half of 100 more: away from zero
        ("narmast", -300, "-200.00"),
        ("upp", 402, "300.00"),
        ("upp", -402, "-300.00"),
        ("upp", 400, "200.00"),
        ("ned", 598, "200.00"),
        ("ned", -598, "-200.00"),
    ],
)
def test_each_share_for_itself_is_rounded_alike_on_both_sides_of_zero(
    direction: str, amount: int, share: str
) -> None:
    nyckel = Nyckel(komponenter=(LIKA,), mode="andelarna", direction=direction, unit=D(100))
    assert amounts(fordela(D(amount), year(nyckel, member("a"), member("b")))) == {"a": share, "b": share}


def test_the_difference_between_the_two_sums_stands_beside_them() -> None:
    nyckel = Nyckel(komponenter=(LIKA,), mode="andelarna", direction="upp", unit=D(1))
    resultat = fordela(D(100), year(nyckel, member("a"), member("b"), member("c")))
    assert (resultat.att_fordela, resultat.summa, resultat.difference) == (D(100), D(102), D(2))
    assert resultat.andelar["a"].rounding == D("0.67")


def test_rounding_per_month_is_times_twelve() -> None:
    nyckel = Nyckel(komponenter=(LIKA,), mode="andelarna", direction="upp", unit=D(100), place="manad")
    resultat = fordela(D(12120), year(nyckel, member("a"), member("b")))
    assert amounts(resultat) == {"a": "7200.00", "b": "7200.00"}  # 505 a month each: 600 × 12


def test_rounding_per_month_follows_uneven_months() -> None:
    nyckel = Nyckel(komponenter=(LIKA,), mode="andelarna", direction="upp", unit=D(100), place="manad")
    months = [D(1000), *[D(0)] * 10, D(20)]
    resultat = fordela(D(1020), year(nyckel, member("a"), member("b")), monthly_amounts=months)
    assert amounts(resultat) == {"a": "600.00", "b": "600.00"}


# Months


def test_a_member_that_joins_in_july_shares_the_last_six_months() -> None:
    resultat = fordela(
        D(1200), [Skede(1, 6, EQUAL, [member("a")]), Skede(7, 12, EQUAL, [member("a"), member("b")])]
    )
    assert amounts(resultat) == {"a": "900.00", "b": "300.00"}


def test_uneven_months_weigh_by_their_own_amounts() -> None:
    months = [D(100)] * 6 + [D(400)] * 6
    stretches = [Skede(1, 6, EQUAL, [member("a")]), Skede(7, 12, EQUAL, [member("a"), member("b")])]
    resultat = fordela(D(3000), stretches, monthly_amounts=months)
    assert amounts(resultat) == {"a": "1800.00", "b": "1200.00"}


def test_fixed_amounts_and_prices_are_paid_for_the_months_of_the_stretch() -> None:
    nyckel = Nyckel(komponenter=(Komponent(kind="belopp_lika", amount=D(1200)),))
    stretches = [Skede(1, 9, nyckel, [member("a")]), Skede(10, 12, nyckel, [member("a"), member("b")])]
    assert amounts(fordela(D(0), stretches)) == {"a": "1200.00", "b": "300.00"}


def test_priced_services_need_nobody_in_the_months_before_they_begin() -> None:
    nyckel = Nyckel(komponenter=(Komponent(kind="belopp_lika", amount=D(1200)),))
    assert amounts(fordela(D(0), [Skede(7, 12, nyckel, [member("a")])])) == {"a": "600.00"}


def test_a_year_that_changes_key_is_rounded_once_by_the_last() -> None:
    by_people = Nyckel(komponenter=(MATT,), unit=D(1000))
    members = [member("a", 1), member("b", 3)]
    resultat = fordela(D(10000), [Skede(1, 3, EQUAL, members), Skede(4, 12, by_people, members)])
    assert amounts(resultat) == {"a": "3000.00", "b": "7000.00"}  # 1 250 + 1 875; 1 250 + 5 625


def test_a_component_that_runs_on_over_stretches_is_rounded_once() -> None:
    nyckel = replace(EQUAL, mode="andelarna", direction="upp", unit=D(100), place="komponent")
    stretches = [Skede(1, 6, nyckel, [member("a"), member("b")]), Skede(7, 12, nyckel, [member("a")])]
    resultat = fordela(D(1202), stretches)
    assert amounts(resultat) == {"a": "1000.00", "b": "400.00"}  # 901,50 and 300,50
    assert [d.rounded for d in resultat.andelar["a"].delar] == [None, D(1000)]
    assert [d.rounded for d in resultat.andelar["b"].delar] == [D(400)]


def test_money_in_a_month_when_nobody_takes_part_is_refused() -> None:
    stretches = [Skede(3, 12, EQUAL, [member("a")])]
    assert refusal(D(1200), stretches) == (
        "Ingen deltar i januari, februari, men det finns belopp att fördela då. "
        "Anslut någon de månaderna eller lägg beloppet på de månader då någon deltar."
    )
    months = [D(0), D(0), *[D(120)] * 10]
    assert amounts(fordela(D(1200), stretches, monthly_amounts=months)) == {"a": "1200.00"}


@pytest.mark.parametrize("months", [(7, 6), (0, 6), (1, 13)])
def test_stretches_outside_the_year_are_refused(months: tuple[int, int]) -> None:
    assert refusal(D(1), [Skede(*months, EQUAL, [member("a")])]).startswith("Skedena ska stå i månadsordning")


def test_nobody_at_all_is_refused() -> None:
    assert refusal(D(1), []) == "Ingen deltar. Anslut minst en medlem till tjänsten."
    assert refusal(D(1), [Skede(1, 12, EQUAL, [])]) == "Ingen deltar januari–december."


def test_months_that_do_not_sum_to_the_amount_are_a_programming_error() -> None:
    with pytest.raises(ValueError, match="sum to the amount"):
        fordela(D(13), year(EQUAL, member("a")), monthly_amounts=[D(1)] * 12)


def test_a_float_for_an_amount_is_a_programming_error() -> None:
    with pytest.raises(ValueError, match="not float"):
        fordela(1000.0, year(EQUAL, member("a")))


# Reuse


def test_a_prepared_plan_shares_many_amounts_as_fordela_shares_each() -> None:
    nyckel = Nyckel(komponenter=(replace(LIKA, weight=HALF), replace(MATT, weight=HALF)))
    members = [member("a", 7), member("b", 11), member("c", 13)]
    plan = prepare(year(nyckel, *members))
    for amount in (D(0), D("0.01"), D(1000), D(-1000), D("123456789.01")):
        assert plan.fordela(amount).belopp == fordela(amount, year(nyckel, *members)).belopp


# Billing in parts


def test_a_year_is_billed_in_parts_that_sum_to_it() -> None:
    billed = []
    for k in (1, 2, 3):
        billed.append(billed_part(D(100), k, 3, sum(billed, D(0))))
    assert billed == [D("33.33"), D("33.34"), D("33.33")]


def test_a_part_makes_good_what_was_billed_before_the_share_changed() -> None:
    assert billed_part(D(1200), 2, 4, D(250)) == D(350)
    assert billed_part(D(400), 2, 4, D(250)) == D(-50)


def test_the_last_part_is_all_that_is_left_also_below_the_unit() -> None:
    assert billed_part(D("100.49"), 4, 4, D(75), unit=D(1)) == D("25.49")


@pytest.mark.parametrize(("k", "n"), [(0, 4), (5, 4)])
def test_a_part_that_does_not_exist_is_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="does not exist"):
        billed_part(D(1), k, n, D(0))
