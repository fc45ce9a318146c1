"""A table of figures comes back from the database as it was put in."""

from decimal import Decimal

import pytest

from samverkan.tabeller.tabell import SUMMA, TEXT, Kolumn, Rad, Tabell

TABELL = Tabell(
    "Resultat",
    "Post",
    (Kolumn("budget", "Budget"), Kolumn("ord", "Anmärkning", TEXT)),
    (
        Rad("personal", "Personal", (Decimal("12.50"), "nytt"), href="/x/"),
        Rad("summa", "Summa", (Decimal("12.50"), None), SUMMA),
    ),
    sign="Plus är bättre än budget",
)


def test_what_is_stored_comes_back_exact_and_without_addresses() -> None:
    assert Tabell.from_json(TABELL.as_json()) == TABELL.without_links()


def test_a_cell_is_found_by_the_names_of_its_row_and_column() -> None:
    assert TABELL.value("personal", "budget") == Decimal("12.50")
    with pytest.raises(KeyError):
        TABELL.value("finns inte", "budget")


def test_a_row_of_another_length_and_a_float_are_refused() -> None:
    with pytest.raises(ValueError, match="1 values, not 2"):
        Tabell("T", "Post", TABELL.columns, (Rad("a", "A", (Decimal(1),)),))
    with pytest.raises(TypeError):
        Tabell("T", "Post", TABELL.columns[:1], (Rad("a", "A", (1.5,)),))
