from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from kostnader.oversikt.andringar import Andring, Tjanstear, andringar

OLD = {"id": 9, "paragraf": "9", "datum": "2021-06-16", "rubrik": "Budget 2022"}
NEW = {"id": 12, "paragraf": "12", "datum": "2022-06-22", "rubrik": "Budget 2023"}
PRICE = {"id": 22, "paragraf": "22", "datum": "2022-12-14", "rubrik": "Priser 2023"}


def share(
    andel: str, *, belopp: str = "1000.00", version: int = 1, beslut: dict | None = OLD, kvot: str = "1/10"
) -> dict:
    delar = [{"slag": "matt", "text": "Efter invånare", "kvot": kvot}]
    nyckel = {"namn": "50/50", "version": version, "beslut": beslut}
    return {"belopp": belopp, "andel": andel, "nyckel": nyckel, "delar": delar}


def rows(*tjanster: Tjanstear, budget: dict = NEW, comparable: bool = True) -> list[tuple]:
    found = andringar(list(tjanster), budget_beslut=budget, year=2023, comparable=comparable)
    return [([b["id"] for b in row.beslut], row.effect, row.text) for row in found]


def test_another_amount_to_share_is_the_budgets_doing() -> None:
    soc = Tjanstear("SOC", share("150.00", belopp="1500.00"), share("100.00"))
    assert rows(soc) == [
        ([12], Decimal("50.00"), "SOC +50"),
        ([9], Decimal("0.00"), "nyckeln för SOC gäller som 2022"),
    ]


def test_another_key_version_is_the_doing_of_what_decided_it() -> None:
    arkiv = Tjanstear("E-arkiv", share("120.00", version=2, beslut=PRICE), share("100.00"))
    assert rows(arkiv) == [
        ([22], Decimal("20.00"), "E-arkiv +20"),
        ([12], Decimal("0.00"), "samma belopp som 2022"),
    ]


def test_two_decisions_that_moved_a_service_together_share_one_row() -> None:
    both = Tjanstear(
        "SOC", share("150.00", belopp="1200.00", version=2, beslut=PRICE), share("100.00", beslut=OLD)
    )
    assert rows(both) == [([22, 12], Decimal("50.00"), "SOC +50")]


def test_a_decision_that_changed_nothing_for_us_says_unchanged() -> None:
    price = Tjanstear("Plattform", share("100.00", version=2, beslut=PRICE), share("100.00"))
    assert rows(price)[0] == ([22], Decimal("0.00"), "samma belopp för oss som 2022")


def test_new_measures_without_a_decision_say_so() -> None:
    moved = Tjanstear("SOC", share("110.00", kvot="11/100"), share("100.00"))
    assert rows(moved) == [
        ([12], Decimal("0.00"), "samma belopp som 2022"),
        ([9], Decimal("0.00"), "nyckeln för SOC gäller som 2022"),
        ([], Decimal("10.00"), "nya mått eller ändrat deltagande: SOC +10"),
    ]


def test_a_new_key_without_a_decision_says_so() -> None:
    loose = Tjanstear("SOC", share("110.00", version=2, beslut=None), share("100.00"))
    assert rows(loose)[-1] == ([], Decimal("10.00"), "ny nyckel som saknar beslut: SOC +10")


def test_measures_that_moved_with_the_amount_are_told() -> None:
    moved = Tjanstear("SOC", share("160.00", belopp="1500.00", kvot="11/100"), share("100.00"))
    assert rows(moved)[0] == ([12], Decimal("60.00"), "SOC +60; nya mått är inräknade")


def test_services_that_came_and_went_are_named_the_largest_first() -> None:
    new = Tjanstear("SOC grund", share("41.00"), None)
    gone = Tjanstear("Växel", None, share("90.00"))
    more = Tjanstear("Arkiv", share("101.00", belopp="1010.00"), share("100.00"))
    assert rows(new, gone, more)[0] == (
        [12],
        Decimal("-48.00"),
        "Växel har upphört, SOC grund är ny och 1 till",
    )


def test_without_a_year_to_compare_with_no_effect_is_told() -> None:
    assert rows(Tjanstear("SOC", share("41.00"), None), comparable=False) == [
        ([12], None, "2022 finns inte att jämföra med"),
        ([9], None, "2022 finns inte att jämföra med"),
    ]


def test_a_renamed_key_is_no_new_key() -> None:
    before = share("100.00")
    before["nyckel"] = before["nyckel"] | {"namn": "Hälften hälften"}
    assert Tjanstear("SOC", share("100.00"), before).key_changed is False


def test_a_version_that_came_in_the_middle_of_last_year_counts_as_new() -> None:
    before = share("100.00")
    before["delar"] = [{"slag": "lika", "text": "Lika delar", "kvot": "1/14"}, *before["delar"]]
    assert Tjanstear("SOC", share("100.00"), before).key_changed is True


SHARES = st.none() | st.builds(
    lambda ore, belopp, version, beslut: share(
        f"{Decimal(ore) / 100:.2f}", belopp=belopp, version=version, beslut=beslut
    ),
    st.integers(-(10**7), 10**7),
    st.sampled_from(["1000.00", "1500.00"]),
    st.integers(1, 2),
    st.sampled_from([None, OLD, NEW, PRICE]),
)


@given(st.lists(st.tuples(SHARES, SHARES).filter(any), max_size=8))
def test_the_rows_always_sum_to_the_whole_change(pairs: list[tuple]) -> None:
    tjanster = [Tjanstear(f"T{n}", now, before) for n, (now, before) in enumerate(pairs)]
    found: list[Andring] = andringar(tjanster, budget_beslut=NEW, year=2023, comparable=True)
    assert sum((row.effect for row in found), Decimal(0)) == sum((t.change for t in tjanster), Decimal(0))
