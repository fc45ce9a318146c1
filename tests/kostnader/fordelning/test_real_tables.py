"""The distribution tables of real cooperations, to the krona, from measures and keys."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kostnader.fordelning.rules import Deltagare, Komponent, Nyckel, Resultat, Skede, billed_part, fordela
from tests.kostnader.fordelning import facts

D = Decimal
HALF = Fraction(1, 2)
LIKA = Komponent(kind="lika", weight=HALF)
ALLT_LIKA = Komponent(kind="lika", weight=Fraction(1))
UPP_100 = {"mode": "andelarna", "direction": "upp", "unit": D(100)}


def invanare(day: date, weight: Fraction | None = HALF) -> Komponent:
    return Komponent(
        kind="matt", weight=weight, mattslag=facts.INVANARE, matt_namn="invånare", reference_date=day
    )


def share(amount: int, nyckel: Nyckel, deltagare: list[Deltagare]) -> Resultat:
    return fordela(D(amount), [Skede(1, 12, nyckel, deltagare)])


def named(resultat: Resultat) -> dict[str, Decimal]:
    return {resultat.plan.deltagare[key].namn: amount for key, amount in resultat.belopp.items()}


def table(names: Iterable[str], amounts: Iterable[int]) -> Mapping[str, Decimal]:
    return {name: D(amount) for name, amount in zip(names, amounts, strict=True)}


def test_norrbotten_shares_its_basic_funding_2023_in_fourteen_equal_parts() -> None:
    resultat = share(1127000, Nyckel(komponenter=(ALLT_LIKA,)), facts.norrbotten())
    assert set(resultat.belopp.values()) == {D(80500)}
    assert resultat.difference == 0


def test_norrbotten_shared_its_basic_funding_2022_the_same_way() -> None:
    resultat = share(1065400, Nyckel(komponenter=(ALLT_LIKA,)), facts.norrbotten())
    assert set(resultat.belopp.values()) == {D(76100)}


def test_norrbottens_developer_2022_is_a_fixed_amount_each_and_the_rest_by_population_rounded_up() -> None:
    fast = Komponent(kind="belopp_lika", amount=D(35000))
    nyckel = Nyckel(komponenter=(fast, invanare(date(2019, 12, 31), Fraction(1))), **UPP_100)
    resultat = share(936500, nyckel, facts.norrbotten())
    assert named(resultat) == table(facts.NORRBOTTEN, facts.UTVECKLARE_2022)
    assert (resultat.att_fordela, resultat.summa, resultat.difference) == (D(936500), D(937200), D(700))


def test_norrbottens_developer_2023_follows_the_same_key() -> None:
    fast = Komponent(kind="belopp_lika", amount=D(37050))
    nyckel = Nyckel(komponenter=(fast, invanare(date(2020, 12, 31), Fraction(1))), **UPP_100)
    resultat = share(991150, nyckel, facts.norrbotten())
    assert named(resultat) == table(facts.NORRBOTTEN, facts.UTVECKLARE_2023)
    assert resultat.summa == D(991800)


def test_norrbottens_social_services_platform_2023_is_half_and_half_rounded_up() -> None:
    nyckel = Nyckel(komponenter=(LIKA, invanare(date(2020, 12, 31))), **UPP_100)
    resultat = share(508400, nyckel, facts.norrbotten())
    assert named(resultat) == table(facts.NORRBOTTEN, facts.SOC_GRUND_2023)
    assert (resultat.summa, resultat.difference) == (D(509200), D(800))


def test_norrbottens_social_services_management_2023_is_half_and_half_rounded_up() -> None:
    nyckel = Nyckel(komponenter=(LIKA, invanare(date(2020, 12, 31))), **UPP_100)
    resultat = share(2888000, nyckel, facts.norrbotten())
    assert named(resultat) == table(facts.NORRBOTTEN, facts.SOC_FORVALTNING_2023)
    assert resultat.summa == D(2888700)


def test_norrbottens_datacenter_2022_rounds_each_month_up_and_takes_it_times_twelve() -> None:
    nyckel = Nyckel(komponenter=(LIKA, invanare(date(2019, 12, 31))), place="manad", **UPP_100)
    resultat = share(1200000, nyckel, facts.norrbotten())
    assert named(resultat) == table(facts.NORRBOTTEN, facts.DATACENTER_2022)
    assert resultat.summa == D(1208400)


def test_norrbottens_e_archive_costs_a_krona_and_a_quarter_per_inhabitant_rounded_up_to_a_thousand() -> None:
    pris = Komponent(kind="pris", rate=D("1.25"), mattslag=facts.INVANARE, reference_date=date(2017, 12, 31))
    nyckel = Nyckel(komponenter=(pris,), mode="andelarna", direction="upp", unit=D(1000))
    resultat = share(322000, nyckel, facts.norrbotten())
    assert named(resultat) == table(facts.NORRBOTTEN, facts.E_ARKIV)
    assert (resultat.att_fordela, resultat.summa) == (D("314118.75"), D(322000))


def test_norrbottens_rescue_service_is_agreed_amounts() -> None:
    members = facts.norrbotten()
    agreed = {d.key: D(a) for d, a in zip(members, facts.RADDNINGSTJANST, strict=True)}
    nyckel = Nyckel(komponenter=(Komponent(kind="belopp", per_member=agreed),))
    resultat = share(732500, nyckel, members)
    assert named(resultat) == table(facts.NORRBOTTEN, facts.RADDNINGSTJANST)
    assert resultat.att_fordela == D(732500)


def test_norrbottens_hr_study_is_per_capita_rounded_up() -> None:
    nyckel = Nyckel(komponenter=(invanare(date(2020, 12, 31), Fraction(1)),), **UPP_100)
    resultat = share(320 * 1150, nyckel, facts.norrbotten())
    people = {name: row[3] for name, row in facts.NORRBOTTEN.items()}
    expected = {name: D(-(-368000 * n // (249614 * 100)) * 100) for name, n in people.items()}
    assert named(resultat) == expected
    assert resultat.summa == D(368800)


def test_norrbottens_e_learning_follows_the_developer_amounts_of_2022() -> None:
    members = facts.norrbotten()
    amounts = {d.key: D(a) for d, a in zip(members, facts.UTVECKLARE_2022, strict=True)}
    nyckel = Nyckel(komponenter=(Komponent(kind="andel", weight=Fraction(1), per_member=amounts),))
    resultat = share(1125000, nyckel, members)
    assert resultat.summa == D(1125000)
    assert named(resultat)["Kiruna"] == D(91109)  # 1 125 000 × 75 900 ÷ 937 200 = 91 109,15
    assert named(resultat)["Luleå"] == D(209467)  # 1 125 000 × 174 500 ÷ 937 200 = 209 467,03


def skolskjuts(amount: int) -> Resultat:
    nyckel = Nyckel(komponenter=(invanare(facts.DAY_SKOLSKJUTS), LIKA), mode="andelarna", place="komponent")
    return share(amount, nyckel, facts.deltagare(facts.SKOLSKJUTS, [facts.DAY_SKOLSKJUTS]))


def test_skolskjuts_phase_one_rounds_each_part_column_for_itself() -> None:
    resultat = skolskjuts(930000)
    assert named(resultat) == {name: D(row[3]) for name, row in facts.SKOLSKJUTS.items()}
    columns = [[a.delar[n].rounded for a in resultat.andelar.values()] for n in (0, 1)]
    assert [sum(column) for column in columns] == [D(465001), D(465000)]
    assert columns[0] == [
        D(facts.SKOLSKJUTS[resultat.plan.deltagare[key].namn][2]) for key in resultat.belopp
    ]
    assert (resultat.summa, resultat.difference) == (D(930001), D(1))


def test_skolskjuts_phase_two_is_shared_as_phase_one() -> None:
    resultat = skolskjuts(2460000)
    assert named(resultat)["Ludvika"] == D(115406) + D(82000)  # 1 230 000 × 26 946 ÷ 287 191 = 115 406,05
    assert {a.delar[1].rounded for a in resultat.andelar.values()} == {D(82000)}


def edala(amount: int) -> Resultat:
    nyckel = Nyckel(komponenter=(LIKA, invanare(facts.DAY_EDALA)), mode="andelarna")
    return share(amount, nyckel, facts.deltagare(facts.EDALA, [facts.DAY_EDALA]))


def test_edala_is_half_and_half_each_share_to_the_nearest_krona() -> None:
    """The derived inhabitants put two shares just above half a krona: each was rounded for itself."""
    assert [edala(amount).summa for amount in (1202000, 1185000)] == [D(1201999), D(1185002)]
    assert {name: named(edala(1185000))[name] for name in ("Avesta", "Säter")} == {
        "Avesta": D(132621),  # 132 620,51
        "Säter": D(89058),  # 89 057,54
    }
    assert named(edala(1202000))["Ludvika"] == D(147758)  # 50 083,33 + 601 000 × 26 974 ÷ 165 973


def test_edala_is_billed_in_four_parts_that_sum_to_the_year() -> None:
    for year_share in edala(1185000).belopp.values():
        billed = D(0)
        for quarter in (1, 2, 3, 4):
            billed += billed_part(year_share, quarter, 4, billed)
        assert billed == year_share


def herrljunga_vargarda(tkr: int) -> dict[str, int]:
    """Thousands of kronor by 43,9/56,1, the percentages that the parties use."""
    members = facts.deltagare(facts.HERRLJUNGA_VARGARDA, [facts.DAY_HERRLJUNGA])
    matt = invanare(facts.DAY_HERRLJUNGA, Fraction(1))
    nyckel = Nyckel(komponenter=(matt,), mode="andelarna", unit=D(1000), percent_decimals=1)
    resultat = share(tkr * 1000, nyckel, members)
    assert resultat.difference == 0
    return {name: int(amount / 1000) for name, amount in named(resultat).items()}


def test_herrljunga_and_vargarda_round_the_percentage_before_it_is_used() -> None:
    assert herrljunga_vargarda(26430) == {"Herrljunga": 11603, "Vårgårda": 14827}


def test_the_settlement_2023_is_the_error_of_the_agreed_budget_and_the_deficit_by_key() -> None:
    by_key, deficit = herrljunga_vargarda(26210), herrljunga_vargarda(-219)
    budget = {"Herrljunga": 12480, "Vårgårda": 13730}  # agreed, 47,6/52,4
    error = {name: agreed - by_key[name] for name, agreed in budget.items()}
    assert error == {"Herrljunga": 974, "Vårgårda": -974}
    assert {n: error[n] + deficit[n] for n in budget} == {"Herrljunga": 878, "Vårgårda": -1097}


def test_itsams_budget_for_two_tertials_is_two_thirds_of_the_year() -> None:
    """Tkr. Two published rows differ by one: depreciation −20 762 is cut off, finance −790 rounded away."""
    year = {"Intäkter": 113340, "Sidointäkter": 4392, "Kostnader": -82380, "Sidokostnader": -3024}
    parts = {name: billed_part(D(amount), 2, 3, D(0), unit=D(1)) for name, amount in year.items()}
    assert parts == {"Intäkter": 75560, "Sidointäkter": 2928, "Kostnader": -54920, "Sidokostnader": -2016}
    assert billed_part(D(-31144), 2, 3, D(0), unit=D(1)) == D(-20763)
    assert billed_part(D(-1184), 2, 3, D(0), unit=D(1)) == D(-789)


def test_the_it_center_shares_its_fee_2022_by_users_each_payer_to_the_nearest_krona() -> None:
    """The published fees follow from 5 793 users, three more than the key proposed in the same papers says
    (VBU 1 139 for 1 137, WBAB 75 for 74): the only whole numbers that give them."""
    day = date(2022, 1, 1)
    members = [
        Deltagare(name, name, quantities={("anvandare", day): D(users)})
        for name, (users, _) in facts.IT_CENTER_2022.items()
    ]
    matt = Komponent(kind="matt", weight=Fraction(1), mattslag="anvandare", reference_date=day)
    resultat = share(17041856, Nyckel(komponenter=(matt,), mode="andelarna"), members)
    assert resultat.belopp == {name: D(fee) for name, (_, fee) in sorted(facts.IT_CENTER_2022.items())}
    assert (resultat.summa, resultat.difference) == (D(17041857), D(1))
