"""Excel and CSV: columns, months, amounts in one way of writing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kostnader.utfall.beloppsstil import read_column
from kostnader.utfall.tabellfil import Kolumner, guess, poster, read_month
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_amount
from samverkan.lib.table import Cell, TableError
from samverkan.lib.table_reader import read_table


def cells(*texts: str) -> list[Cell]:
    return [Cell(text, row, "C") for row, text in enumerate(texts, 2)]


@pytest.mark.parametrize(
    "texts",
    [
        ("1 234,50", "−12", "", "1 000 000"),
        ("1.234,50", "-12", "–", "1.000.000"),
        ("1,234.50", "12-", "", "1,000,000.00"),
        ("1234.50", "(12)", "0", "1000000"),
        ("1234,5 kr", "-12 kr", "", "1000000,00"),
    ],
)
def test_a_column_is_read_by_the_way_it_is_written(texts: tuple[str, ...]) -> None:
    assert read_column(cells(*texts)) == [123450, -1200, 0, 100000000]


def test_a_column_that_mixes_three_ways_is_refused_with_its_rows() -> None:
    with pytest.raises(TableError) as refused:
        read_column(cells("1 234,50", "1,234.50", "1.234,50"))
    assert str(refused.value) == (
        "Rad 3, kolumn C: 1,234.50 är skrivet på ett annat sätt än 1 234,50 på rad 2. "
        "Skriv alla belopp lika, till exempel 1 234,50."
    )


def test_a_thousand_that_may_be_a_krona_is_refused() -> None:
    with pytest.raises(TableError, match=r"1\.234 kan läsas på två sätt"):
        read_column(cells("12", "1.234"))
    assert read_column(cells("12,50", "1.234")) == [1250, 123400]


def test_what_is_no_amount_is_told_by_cell() -> None:
    with pytest.raises(TableError, match="Rad 3, kolumn C: ”tolv” är inget belopp"):
        read_column(cells("1", "tolv"))


@given(amounts=st.lists(st.decimals(-(10**9), 10**9, places=2), max_size=20))
def test_amounts_written_the_swedish_way_come_back_exact(amounts: list[Decimal]) -> None:
    read = read_column(cells(*[format_amount(amount, 2) for amount in amounts]))
    assert [Decimal(ore).scaleb(-2) for ore in read] == amounts


@pytest.mark.parametrize(
    "text",
    ["2024-02-29", "20240229", "2024-02", "202402", "feb 2024", "Februari 2024", "feb-24", "februari", "2"],
)
def test_months_as_people_write_them(text: str) -> None:
    assert read_month(text, 2024)[0] == date(2024, 2, 1)


@pytest.mark.parametrize("text", ["", "2024-13", "2024-02-30", "13", "något", "2024"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="är ingen månad"):
        read_month(text, 2024)


def test_a_month_without_year_asks_for_it() -> None:
    with pytest.raises(Refused, match="Månaden står utan år"):
        read_month("februari", None)


TABLE = (
    "Period;Konto;Ansvar;Debet;Kredit\n"
    "2024-01;5010;81141;1 000,50;\n"
    "2024-02;3110;81141;;200,00\n"
    "Summa;;;1 000,50;200,00\n"
)


def test_a_table_gives_postings_by_its_columns() -> None:
    table = read_table(TABLE.encode(), "utfall.csv")
    roles = guess(table.headers)
    assert roles == {
        "manad": "Period", "belopp": "Debet", "kredit": "Kredit", "konto": "Konto", "objekt": "Ansvar",
    }  # fmt: skip
    found = list(poster(table, Kolumner(roles)))
    assert [(post.line, post.month, post.konto, post.objekt, post.ore) for post in found] == [
        (2, date(2024, 1, 1), "5010", "81141", 100050),
        (3, date(2024, 2, 1), "3110", "81141", -20000),
    ]
    assert [post.ore for post in poster(table, Kolumner(roles, sign="omvant"))] == [-100050, 20000]


def test_every_fault_is_told_with_its_row() -> None:
    text = "Månad;Konto;Belopp\nnågon gång;5010;1\n2024-01;;2\n"
    table = read_table(text.encode(), "utfall.csv")
    with pytest.raises(TableError) as refused:
        list(poster(table, Kolumner(guess(table.headers))))
    assert [fault.place for fault in refused.value.faults] == ["rad 2, kolumn A", "rad 3"]
