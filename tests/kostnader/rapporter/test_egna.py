from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kostnader.rapporter.egna import as_grid, ordlista, read_grid
from samverkan.lib.errors import Refused
from samverkan.tabeller.tabell import ANTAL, BELOPP, PROCENT, RAD, RUBRIK, SUMMA, TEXT, VARAV, Tabell

PASTED = (
    "Medlem\tUtfall\tAndel\tInvånare (antal)\tAnmärkning\n"
    "Kommunerna\n"
    "Lycksele\t21 640\t43,9 %\t12 105\tIT och växel\n"
    "varav IT\t−1 000,5\t\t\t\n"
    "Summa\t21 640\t100 %\t–\t"
)


def test_rows_pasted_from_excel_are_a_table() -> None:
    tabell = read_grid(PASTED, "Kostnad", unit="tkr")
    assert [(column.label, column.kind) for column in tabell.columns] == [
        ("Utfall", BELOPP),
        ("Andel", PROCENT),
        ("Invånare", ANTAL),
        ("Anmärkning", TEXT),
    ]
    assert [(rad.label, rad.level) for rad in tabell] == [
        ("Kommunerna", RUBRIK),
        ("Lycksele", RAD),
        ("varav IT", VARAV),
        ("Summa", SUMMA),
    ]
    assert tabell.rows[1].values == (Decimal(21640000), Decimal("43.9"), Decimal(12105), "IT och växel")
    assert tabell.rows[2].values[0] == Decimal("-1000500.00")
    assert tabell.rows[3].values[2] is None


@pytest.mark.parametrize(
    ("pasted", "told"),
    [
        ("Medlem\tUtfall", "Klistra in minst två rader och två kolumner, med rubriker i första raden."),
        ("Bara ord", "Klistra in minst två rader och två kolumner, med rubriker i första raden."),
        (
            "A\tB\nx\t1\t2",
            "Rad 2 har 3 kolumner men rubrikraden 2. Rätta rubrikraden.",
        ),
        ("A\tB\n\t1", "Rad 2 saknar namn i första kolumnen."),
    ],
)
def test_what_cannot_be_read_says_where_and_why(pasted: str, told: str) -> None:
    with pytest.raises(Refused) as refusal:
        read_grid(pasted, "T", unit="kr")
    assert (refusal.value.message, refusal.value.field) == (told, "grid")


def test_a_figure_with_three_decimals_is_refused_with_row_and_column() -> None:
    with pytest.raises(Refused, match="Rad 3, Utfall: "):
        read_grid("A\tUtfall (kr)\nx\t1\ny\t1,234", "T", unit="kr")


def test_a_table_that_is_changed_and_saved_unchanged_is_the_same() -> None:
    tabell = read_grid(PASTED, "Kostnad", unit="tkr")
    assert read_grid(as_grid(tabell, unit="tkr"), "Kostnad", unit="kr") == tabell


@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=2), min_size=1, max_size=5))
def test_amounts_come_back_to_the_ore_in_either_unit(amounts: list[Decimal]) -> None:
    rows = "\n".join(f"rad {n}\t{str(value).replace('.', ',')}" for n, value in enumerate(amounts))
    tabell = read_grid(f"Post\tUtfall (kr)\n{rows}", "T", unit="kr")
    for unit in ("kr", "tkr"):
        again = read_grid(as_grid(tabell, unit=unit), "T", unit=unit)
        assert [rad.values for rad in again] == [(value,) for value in amounts]


def test_chosen_words_are_a_table() -> None:
    tabell = ordlista([("andel", "det en medlem betalar"), ("matt", "ett mått")])
    assert [(rad.label, rad.values) for rad in tabell] == [
        ("Andel", ("det en medlem betalar",)),
        ("Matt", ("ett mått",)),
    ]
    assert Tabell.from_json(tabell.as_json()) == tabell
