"""Comparing two keys: the published table of users per unit, and what a change costs each member."""

from decimal import Decimal
from fractions import Fraction

import pytest

from kostnader.fordelning.jamforelse import Rad, jamfor_nycklar, unit_table
from kostnader.fordelning.rules import Deltagare, Komponent, Nyckel, Skede, fordela
from tests.kostnader.fordelning import facts

D = Decimal
BEFORE = {unit: D(users) for _, unit, users, *_ in facts.LUDVIKA}
AFTER = {unit: D(users) for _, unit, _, users, *_ in facts.LUDVIKA}
GROUPS = {
    group: [unit for g, unit, *_ in facts.LUDVIKA if g == group]
    for group in ("Ludvika", "Smedjebacken", "Bolagen")
}


def printed(rad: Rad) -> tuple:
    shares = (str(rad.percent_before), str(rad.percent_after))
    return rad.before, rad.after, *shares, rad.change, str(rad.points)


def test_ludvikas_key_on_users_2021_and_2022_is_reproduced_per_unit() -> None:
    table = unit_table(BEFORE, AFTER, groups=GROUPS)
    assert [(r.grupp, r.namn, *printed(r)) for r in table.rader] == list(facts.LUDVIKA)


def test_ludvikas_groups_and_total_are_reproduced() -> None:
    table = unit_table(BEFORE, AFTER, groups=GROUPS)
    assert [(r.grupp, *printed(r)) for r in table.grupper] == list(facts.LUDVIKA_GRUPPER)
    assert printed(table.totalt) == facts.LUDVIKA_TOTALT


def test_the_effect_in_kronor_sums_over_units_groups_and_total() -> None:
    table = unit_table(BEFORE, AFTER, groups=GROUPS, amount_before=D(16560000), amount_after=D(17041856))
    assert table.totalt.effect == D(481856)
    assert sum(r.effect or 0 for r in table.grupper) == D(481856)
    assert sum(r.effect or 0 for r in table.rader) == D(481856)
    ludvika = table.grupper[0]
    assert abs(ludvika.amount_after - D(17041856) * 3200 / 5790) < 4


def test_without_amounts_there_is_no_effect() -> None:
    assert unit_table(BEFORE, AFTER).totalt.effect is None


def test_a_unit_that_is_new_counts_nothing_before() -> None:
    table = unit_table({"a": D(1)}, {"a": D(1), "b": D(1)})
    assert printed(table.rader[1]) == (D(0), D(1), "0.00", "50.00", D(1), "50.00")


def test_a_measure_that_sums_to_zero_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="sums to zero"):
        unit_table({"a": D(0)}, {"a": D(1)})


def test_two_keys_are_compared_in_what_each_member_pays() -> None:
    members = [Deltagare("a", "Aby"), Deltagare("b", "Bo")]
    equal = Nyckel(komponenter=(Komponent(kind="lika", weight=Fraction(1)),))
    agreed = Komponent(kind="andel", weight=Fraction(1), per_member={"a": D(1), "b": D(3)})
    old = fordela(D(1000), [Skede(1, 12, equal, members)])
    new = fordela(D(1200), [Skede(1, 12, Nyckel(komponenter=(agreed,)), members)])
    table = jamfor_nycklar(old, new)
    assert [(r.namn, r.before, r.after, r.effect, str(r.points)) for r in table.rader] == [
        ("Aby", D(500), D(300), D(-200), "-25.00"),
        ("Bo", D(500), D(900), D(400), "25.00"),
    ]
    assert (table.totalt.before, table.totalt.after, table.totalt.effect) == (D(1000), D(1200), D(200))


def test_a_member_that_is_only_in_the_new_key_pays_nothing_in_the_old() -> None:
    equal = Nyckel(komponenter=(Komponent(kind="lika", weight=Fraction(1)),))
    old = fordela(D(1000), [Skede(1, 12, equal, [Deltagare("a", "Aby")])])
    new = fordela(D(1000), [Skede(1, 12, equal, [Deltagare("a", "Aby"), Deltagare("b", "Bo")])])
    assert [(r.namn, r.effect) for r in jamfor_nycklar(old, new).rader] == [("Aby", D(-500)), ("Bo", D(500))]
