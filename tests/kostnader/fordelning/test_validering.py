"""What is refused of a key and its members: every fault in Swedish, at its component or member."""

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
    faults_of,
    fordela,
    validate,
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


def refusal(*arguments: object, **options: object) -> str:
    with pytest.raises(Nyckelfel) as caught:
        fordela(*arguments, **options)
    return caught.value.message.replace("\u00a0", " ")


def test_a_member_without_the_measure_is_named_with_measure_and_day() -> None:
    assert refusal(D(1), year(Nyckel(komponenter=(MATT,)), member("a", 1), member("b"))) == (
        "B saknar invånare 2020-12-31. Lägg in måttet under Mått."
    )


def test_every_missing_measure_is_told_at_once() -> None:
    halves = Nyckel(komponenter=(replace(LIKA, weight=HALF), replace(MATT, weight=HALF)))
    found = faults_of(halves, [member("a"), member("b")])
    assert [(f.komponent, f.medlem) for f in found] == [(1, "a"), (1, "b")]


def test_fixed_amounts_above_the_amount_are_refused() -> None:
    nyckel = Nyckel(komponenter=(Komponent(kind="belopp_lika", amount=D(600)), LIKA))
    assert refusal(D(1000), year(nyckel, member("a"), member("b"))) == (
        "De fasta beloppen är 1 200 kr och större än beloppet att fördela, 1 000 kr. "
        "Sänk de fasta beloppen eller höj beloppet."
    )


def test_a_bearer_that_does_not_take_part_is_refused() -> None:
    nyckel, says = replace(EQUAL, bearer="z"), "Den som bär resten deltar inte. Välj en av deltagarna."
    assert refusal(D(1), year(nyckel, member("a"))) == says
    assert [f.text for f in faults_of(nyckel, [member("a")])] == [says]


def test_percentages_that_all_become_zero_are_refused() -> None:
    members = [member(f"{n:03}", 1) for n in range(201)]
    assert refusal(D(1), year(Nyckel(komponenter=(MATT,), percent_decimals=0), *members)) == (
        "Alla andelar avrundas till 0 %. Ange fler decimaler för procenttalen."
    )


def test_the_same_member_twice_is_refused() -> None:
    assert refusal(D(1), year(EQUAL, member("a"), member("a"))) == "A finns två gånger bland deltagarna."


@pytest.mark.parametrize(
    ("komponent", "people", "says"),
    [
        (MATT, 0, "Alla deltagare har 0 invånare 2020-12-31. Rätta måtten under Mått."),
        (MATT, -5, "A har negativt antal invånare 2020-12-31. Rätta måttet under Mått."),
        (
            Komponent(kind="andel", weight=ONE, per_member={"z": D(1)}),
            1,
            "A saknar avtalad andel. Ange den i nyckeln, 0 om medlemmen inget ska betala.",
        ),
        (
            Komponent(kind="andel", weight=ONE, per_member={"a": D(0)}),
            1,
            "Alla deltagares avtalade andelar är 0. Ange minst en andel.",
        ),
        (
            Komponent(kind="belopp", per_member={"z": D(1)}),
            1,
            "A saknar avtalat belopp. Ange det i nyckeln, 0 om medlemmen inget ska betala.",
        ),
    ],
)
def test_what_a_member_lacks_is_told(komponent: Komponent, people: int, says: str) -> None:
    assert refusal(D(1), year(Nyckel(komponenter=(komponent,)), member("a", people))) == says


@pytest.mark.parametrize(
    ("komponent", "says"),
    [
        (replace(LIKA, weight=None), "Ange delens vikt, till exempel 1/2 eller 50 %."),
        (replace(LIKA, weight=0.5), "Vikten ska vara ett exakt tal, till exempel 1/2 eller 50 %."),
        (replace(MATT, mattslag=None), "Välj vilket mått delen bygger på, till exempel invånare."),
        (replace(MATT, reference_date=None), "Ange mätdag för måttet, till exempel 2020-12-31."),
        (Komponent(kind="andel", weight=ONE), "Ange andel för varje medlem."),
        (Komponent(kind="belopp"), "Ange belopp för varje medlem."),
        (Komponent(kind="belopp", per_member={"a": D(-1)}), "En medlems belopp kan inte vara negativt."),
        (Komponent(kind="belopp", per_member={"a": 1.5}), "Varje medlems belopp ska vara ett exakt tal."),
        (Komponent(kind="belopp_lika"), "Ange beloppet per medlem."),
        (Komponent(kind="belopp_lika", amount=D(-1)), "Beloppet kan inte vara negativt."),
        (
            Komponent(kind="belopp_lika", amount=D(1), weight=HALF),
            "Ett belopp eller pris har ingen vikt. Ta bort vikten.",
        ),
        (
            Komponent(kind="pris", mattslag="gb", reference_date=DAY),
            "Ange priset per enhet, till exempel 1,25 kr.",
        ),
        (Komponent(kind="annat"), "Välj vad delen fördelas efter."),
    ],
)
def test_a_component_that_says_too_little_or_too_much_is_told(komponent: Komponent, says: str) -> None:
    found = faults_of(Nyckel(komponenter=(komponent,)))
    assert [(f.text.replace("\u00a0", " "), f.komponent) for f in found] == [(says, 0)]


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"komponenter": ()}, "Nyckeln är tom. Lägg till minst en del."),
        (
            {"komponenter": (replace(LIKA, weight=HALF), replace(MATT, weight=Fraction(2, 5)))},
            "Delarnas vikter blir tillsammans 90 %. De ska bli 100 %.",
        ),
        ({"mode": "annat"}, "Välj om summan eller andelarna gäller."),
        ({"unit": D(0)}, "Avrunda till hela ören eller mer, till exempel 1, 100 eller 1 000 kr."),
        ({"unit": D("0.001")}, "Avrunda till hela ören eller mer, till exempel 1, 100 eller 1 000 kr."),
        (
            {"direction": "upp"},
            "När summan gäller avrundas varje medlems andel en gång, till närmaste. "
            "Välj att andelarna gäller för att avrunda uppåt, nedåt, per del eller per månad.",
        ),
        (
            {"mode": "andelarna", "bearer": "a"},
            "När andelarna gäller finns ingen rest att bära. Ta bort den som bär resten.",
        ),
        (
            {"percent_decimals": 1},
            "Nyckeln har inga procenttal att avrunda. Ta bort avrundningen av procent.",
        ),
        (
            {"komponenter": (MATT,), "percent_decimals": -1},
            "Procenttalen kan ha 0 till 6 decimaler.",
        ),
    ],
)
def test_a_key_that_contradicts_itself_is_told(changes: dict, says: str) -> None:
    with pytest.raises(Nyckelfel) as caught:
        validate(replace(EQUAL, **changes))
    assert caught.value.message.replace("\u00a0", " ") == says
