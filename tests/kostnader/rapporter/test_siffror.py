from decimal import Decimal

import pytest

from kostnader.rapporter.siffror import known_figures, typed_figures
from samverkan.tabeller.tabell import PROCENT, Kolumn, Rad, Tabell

TABELL = Tabell(
    "Resultat",
    "Post",
    (Kolumn("utfall", "Utfall"), Kolumn("andel", "Andel", PROCENT)),
    (
        Rad("netto", "Netto", (Decimal(-1376400), Decimal("43.9"))),
        Rad("it", "IT", (Decimal(36207000), Decimal("56.1"))),
    ),
)
KNOWN = known_figures({"resultat": TABELL})


def found(text: str) -> list[tuple[str, str, bool]]:
    return [(one.text, one.kand.field, one.same) for one in typed_figures(text, KNOWN, "tkr")]


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("ett underskott på 1 376 tkr", ("1 376 tkr", "{resultat.netto.utfall}", True)),
        ("ett underskott på 1\u00a0376", ("1\u00a0376", "{resultat.netto.utfall}", True)),
        ("minus 1,4 mnkr", ("1,4 mnkr", "{resultat.netto.utfall}", True)),
        ("1 376 400 kronor", ("1 376 400 kronor", "{resultat.netto.utfall}", True)),
        ("intäkter 36 207", ("36 207", "{resultat.it.utfall}", True)),
        ("intäkter 36 270 tkr", ("36 270 tkr", "{resultat.it.utfall}", False)),
        ("ett underskott på 1 367 tkr", ("1 367 tkr", "{resultat.netto.utfall}", False)),
        ("43,9 % av befolkningen", ("43,9 %", "{resultat.netto.andel}", True)),
        ("44 procent av befolkningen", ("44 procent", "{resultat.netto.andel}", True)),
    ],
)
def test_a_typed_figure_that_the_tables_know_is_pointed_out(text: str, hit: tuple[str, str, bool]) -> None:
    assert found(text) == [hit]


@pytest.mark.parametrize(
    "text",
    [
        "år 2023 och 2022",
        "den 2023-12-31 kl. 14.32",
        "§ 376 i protokollet",
        "14 kommuner",
        "2 500 tkr till nätverk",
        "{resultat.netto.utfall}",
        "IT kostade {resultat.it.utfall} enligt bilagan",
    ],
)
def test_years_dates_and_figures_of_other_things_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_what_is_typed_stands_where_it_is_said_to() -> None:
    text = "Resultatet blev 1 376 tkr."
    (hit,) = typed_figures(text, KNOWN, "tkr")
    assert text[hit.start : hit.end] == "1 376 tkr"
