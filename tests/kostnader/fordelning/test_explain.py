"""The explanation of a share: every figure a payer needs to do the sum again."""

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kostnader.fordelning.explain import explain
from kostnader.fordelning.rules import Deltagare, Komponent, Nyckel, Skede, fordela, prepare
from kostnader.fordelning.wording import nyckel_kort, nyckel_text, rounding_text
from tests.kostnader.fordelning import facts

D = Decimal
HALF = Fraction(1, 2)
DAY = date(2020, 12, 31)
KIRUNA = facts.NORRBOTTEN["Kiruna"][0]
LIKA = Komponent(kind="lika", weight=HALF)
INVANARE = Komponent(
    kind="matt",
    weight=HALF,
    mattslag=facts.INVANARE,
    matt_namn="invånare",
    reference_date=DAY,
    source="SCB",
    attested=date(2022, 3, 14),
)
PRIS = Komponent(
    kind="pris",
    rate=D("1.25"),
    mattslag=facts.INVANARE,
    matt_namn="invånare",
    reference_date=date(2017, 12, 31),
)
BESLUT = {"id": 5, "paragraf": "12", "datum": "2022-06-22"}
HALF_AND_HALF = Nyckel(
    komponenter=(LIKA, INVANARE),
    mode="andelarna",
    direction="upp",
    unit=D(100),
    namn="50/50",
    version=2,
    galler_fran=date(2023, 1, 1),
    beslut=BESLUT,
)


def plain(text: str) -> str:
    """With ordinary spaces for the no-break ones, so that the expected text can be read."""
    return text.replace("\u00a0", " ")


def part(nyckel: Nyckel, amount: int, members: list[Deltagare], key: str, index: int = 0) -> dict:
    resultat = fordela(D(amount), [Skede(1, 12, nyckel, members)])
    return explain(resultat, key, tjanst="Tjänst", ar=2023)["delar"][index]


def test_kirunas_share_of_the_social_services_platform_explains_itself() -> None:
    resultat = fordela(D(508400), [Skede(1, 12, HALF_AND_HALF, facts.norrbotten())])
    said = explain(resultat, KIRUNA, tjanst="SOC system, grund", ar=2023)
    assert json.loads(plain(json.dumps(said, ensure_ascii=False))) == {
        "tjanst": "SOC system, grund",
        "ar": 2023,
        "medlem": "Kiruna",
        "medlem_namn": "Kiruna kommun",
        "orgnr": "212000-2783",
        "belopp": "508400.00",
        "nyckel": {
            "namn": "50/50",
            "version": 2,
            "galler_fran": "2023-01-01",
            "kort": "50/50",
            "text": "Hälften lika, hälften efter invånare 2020-12-31, uppåt till hela 100 kr",
            "beslut": BESLUT,
        },
        "delar": [
            {
                "slag": "lika",
                "text": "Hälften lika",
                "formel": "254 200 ÷ 14 medlemmar",
                "belopp": "254200.00",
                "mangd": "1",
                "summa_mangd": "14",
                "kvot": "1/14",
                "kvot_text": "1 / 14",
                "matt": None,
                "matt_datum": None,
                "kalla": "",
                "attesterad": None,
                "exakt": "18157.142857",
                "andel": "18157.14",
                "avrundad": None,
                "fran": "2023-01",
                "till": "2023-12",
                "manader": 12,
            },
            {
                "slag": "matt",
                "text": "Hälften efter invånare",
                "formel": "254 200 × 22 664 ÷ 249 614",
                "belopp": "254200.00",
                "mangd": "22664",
                "summa_mangd": "249614",
                "kvot": "22664/249614",
                "kvot_text": "22 664 / 249 614",
                "matt": "invånare",
                "matt_datum": "2020-12-31",
                "kalla": "SCB",
                "attesterad": "2022-03-14",
                "exakt": "23080.391324",
                "andel": "23080.39",
                "avrundad": None,
                "fran": "2023-01",
                "till": "2023-12",
                "manader": 12,
            },
        ],
        "exakt": "41237.534181",
        "exakt_brak": "36027130500/873649",
        "andel_procent": "8.1112",
        "avrundning": {
            "text": "Avrundas uppåt till hela 100 kr",
            "hjalp": "varje andel för sig, enligt nyckeln",
            "belopp": "62.47",
        },
        "andel": "41300.00",
        "deltagare": 14,
        "summa_andelar": "509200.00",
        "summa_avrundning": "800.00",
    }


def test_figures_are_grouped_by_a_space_that_does_not_break() -> None:
    said = part(HALF_AND_HALF, 508400, facts.norrbotten(), KIRUNA, 1)
    assert said["formel"] == "254\u00a0200 × 22\u00a0664 ÷ 249\u00a0614"


def test_a_share_that_needs_no_rounding_says_nothing_of_it() -> None:
    nyckel = Nyckel(komponenter=(Komponent(kind="lika", weight=Fraction(1)),), unit=D(100))
    resultat = fordela(D(1127000), [Skede(1, 12, nyckel, facts.norrbotten())])
    assert explain(resultat, KIRUNA, tjanst="Grundfinansiering", ar=2023)["avrundning"] is None


def test_a_price_shows_the_quantity_times_the_rate() -> None:
    said = part(Nyckel(komponenter=(PRIS,)), 0, facts.norrbotten(), KIRUNA)
    assert (plain(said["formel"]), plain(said["kvot_text"])) == ("23 116 × 1,25", "23 116 × 1,25")
    assert (said["text"], said["exakt"]) == (
        "1,25\u00a0kr per invånare".replace("\u00a0", " "),
        "28895.000000",
    )
    assert said["belopp"] == "314118.75"


def test_an_agreed_amount_is_called_fixed() -> None:
    nyckel = Nyckel(komponenter=(Komponent(kind="belopp", per_member={"a": D(50900), "b": D(1)}),))
    said = part(nyckel, 0, [Deltagare("a", "A"), Deltagare("b", "B")], "a")
    assert (plain(said["formel"]), said["kvot_text"]) == ("50 900 kr enligt avtal", "fast")
    assert (said["mangd"], said["belopp"]) == (None, "50901.00")


def test_a_fixed_amount_per_member_goes_off_the_top() -> None:
    fast = Komponent(kind="belopp_lika", amount=D(35000))
    nyckel = Nyckel(komponenter=(fast, replace(INVANARE, weight=Fraction(1))))
    members = facts.norrbotten()
    assert plain(part(nyckel, 936500, members, KIRUNA)["formel"]) == "35 000 kr"
    rest = part(nyckel, 936500, members, KIRUNA, 1)
    assert (plain(rest["formel"]), rest["text"]) == (
        "446 500 × 22 664 ÷ 249 614",
        "Resten efter invånare",
    )


def test_a_rounded_percentage_is_what_the_formula_multiplies_by() -> None:
    members = facts.deltagare(facts.HERRLJUNGA_VARGARDA, [facts.DAY_HERRLJUNGA])
    matt = replace(INVANARE, weight=Fraction(1), reference_date=facts.DAY_HERRLJUNGA)
    nyckel = Nyckel(komponenter=(matt,), mode="andelarna", percent_decimals=1)
    said = part(nyckel, 26430000, members, "212000-1520")
    assert (plain(said["formel"]), plain(said["kvot_text"])) == ("26 430 000 × 43,9 %", "43,9 %")
    assert (said["kvot"], said["exakt"]) == ("439/1000", "11602770.000000")


def test_agreed_shares_that_make_one_are_told_as_percentages_and_others_as_quotas() -> None:
    members = [Deltagare("a", "A"), Deltagare("b", "B")]
    one = Komponent(kind="andel", weight=Fraction(1), per_member={"a": D("0.476"), "b": D("0.524")})
    assert plain(part(Nyckel(komponenter=(one,)), 1000, members, "a")["formel"]) == "1 000 × 47,6 %"
    other = replace(one, per_member={"a": D(3), "b": D(4)})
    assert plain(part(Nyckel(komponenter=(other,)), 1000, members, "a")["formel"]) == "1 000 × 3 ÷ 7"


def test_a_key_on_units_counts_them() -> None:
    members = [Deltagare("a", "A", units=3), Deltagare("b", "B", units=2)]
    said = part(Nyckel(komponenter=(Komponent(kind="lika", weight=Fraction(1)),)), 1000, members, "a")
    assert plain(said["formel"]) == "1 000 × 3 ÷ 5 enheter"


def test_a_member_that_joins_in_july_is_explained_by_its_months() -> None:
    nyckel = Nyckel(komponenter=(Komponent(kind="lika", weight=Fraction(1)),))
    old, new = Deltagare("a", "A"), Deltagare("b", "B")
    resultat = fordela(D(1200), [Skede(1, 6, nyckel, [old]), Skede(7, 12, nyckel, [old, new])])
    said = explain(resultat, "a", tjanst="Tjänst", ar=2023)
    months = [(d["fran"], d["till"], d["manader"], d["belopp"], d["andel"]) for d in said["delar"]]
    assert months == [
        ("2023-01", "2023-06", 6, "600.00", "600.00"),
        ("2023-07", "2023-12", 6, "600.00", "300.00"),
    ]
    assert [d["fran"] for d in explain(resultat, "b", tjanst="Tjänst", ar=2023)["delar"]] == ["2023-07"]


def test_a_component_rounded_for_itself_shows_its_rounded_part() -> None:
    nyckel = replace(HALF_AND_HALF, place="komponent", unit=D(1), direction="narmast")
    said = part(nyckel, 508400, facts.norrbotten(), KIRUNA, 1)
    assert (said["andel"], said["avrundad"]) == ("23080.39", "23080.00")


def test_who_does_not_take_part_has_no_explanation() -> None:
    resultat = prepare([Skede(1, 12, HALF_AND_HALF, facts.norrbotten("Boden"))]).fordela(D(1))
    with pytest.raises(KeyError):
        explain(resultat, KIRUNA, tjanst="Tjänst", ar=2023)


@pytest.mark.parametrize(
    ("nyckel", "text", "kort"),
    [
        (
            Nyckel(komponenter=(Komponent(kind="lika", weight=Fraction(1)),)),
            "Lika delar, i hela kronor",
            "lika",
        ),
        (
            Nyckel(
                komponenter=(
                    Komponent(kind="belopp_lika", amount=D(35000)),
                    replace(INVANARE, weight=Fraction(1)),
                ),
                mode="andelarna",
                direction="upp",
                unit=D(100),
            ),
            "35 000 kr per medlem, resten efter invånare 2020-12-31, uppåt till hela 100 kr",
            "fast + inv.",
        ),
        (
            Nyckel(komponenter=(PRIS,), mode="andelarna", direction="upp", unit=D(1000)),
            "1,25 kr per invånare 2017-12-31, uppåt till hela 1 000 kr",
            "1,25/inv.",
        ),
        (
            Nyckel(komponenter=(Komponent(kind="belopp", per_member={"a": D(1)}),), unit=D("0.01")),
            "Avtalat belopp per medlem",
            "avtalat",
        ),
        (
            Nyckel(
                komponenter=(replace(INVANARE, weight=Fraction(1)),), mode="andelarna", percent_decimals=1
            ),
            "Efter invånare 2020-12-31, procenttal med en decimal, till närmaste krona",
            "inv.",
        ),
        (
            Nyckel(
                komponenter=(
                    replace(LIKA, weight=Fraction(35, 100)),
                    replace(INVANARE, weight=Fraction(65, 100)),
                ),
                mode="andelarna",
                direction="ned",
                place="manad",
            ),
            "35 % lika, 65 % efter invånare 2020-12-31, varje månad nedåt till hela kronor",
            "35/65",
        ),
        (
            Nyckel(
                komponenter=(
                    replace(LIKA, weight=Fraction(1, 3)),
                    Komponent(kind="andel", weight=Fraction(2, 3), per_member={"a": D(1)}),
                ),
                kort="1/3 + avtal",
            ),
            "En tredjedel lika, två tredjedelar efter avtalade andelar, i hela kronor",
            "1/3 + avtal",
        ),
    ],
)
def test_a_key_is_told_in_plain_words(nyckel: Nyckel, text: str, kort: str) -> None:
    assert (plain(nyckel_text(nyckel)), nyckel_kort(nyckel)) == (text, kort)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"mode": "summan", "unit": D(1)},
            ("Avrundas till hela kronor", "så att andelarna tillsammans blir beloppet"),
        ),
        (
            {"mode": "andelarna", "unit": D("0.01")},
            ("Avrundas till närmaste öre", "varje andel för sig, enligt nyckeln"),
        ),
        (
            {"mode": "andelarna", "unit": D(100), "place": "manad"},
            ("Avrundas till närmaste 100 kr", "varje månad för sig, enligt nyckeln"),
        ),
        (
            {"mode": "andelarna", "unit": D(1000), "place": "komponent", "direction": "ned"},
            ("Avrundas nedåt till hela 1 000 kr", "varje del för sig, enligt nyckeln"),
        ),
    ],
)
def test_the_rounding_is_told_in_plain_words(changes: dict, told: tuple[str, str]) -> None:
    text, hjalp = rounding_text(Nyckel(komponenter=(LIKA,), **changes))
    assert (plain(text), hjalp) == told
