import csv
import io
from datetime import date
from decimal import Decimal
from fractions import Fraction

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from samverkan.lib.money import parse_amount, parse_quantity
from samverkan.lib.neutral import is_dangerous, neutralise, restore
from samverkan.lib.period import parse_date
from samverkan.lib.workbook import Column, Sheet, read_table, write_csv, write_workbook

COLUMNS = [Column("Namn"), Column("Belopp", "amount"), Column("Antal", "quantity"), Column("Dag", "date")]
DANGEROUS = ["=SUM(A1:A9)", "+46 920 12 34", "-1+1", "@SUM(A1)", "\t=1", "\r=1", " =1", '=HYPERLINK("x")']

texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=40).filter(
    lambda t: t == t.strip()
)
amounts = st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False)
quantities = st.decimals(min_value=0, max_value=10**9, places=4, allow_nan=False)
rows = st.lists(
    st.tuples(texts, amounts, quantities, st.dates(date(1950, 1, 1), date(2200, 1, 1))),
    min_size=1,
    max_size=6,
)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def read_back(data: bytes, filename: str) -> list[tuple]:
    return [
        (
            row["Namn"].text,
            parse_amount(row["Belopp"].text),
            parse_quantity(row["Antal"].text),
            parse_date(row["Dag"].text),
        )
        for row in read_table(data, filename).rows
    ]


@settings(max_examples=40)
@given(rows)
def test_a_workbook_we_write_we_can_read(rows):
    assert read_back(write_workbook([Sheet("Fakturor", COLUMNS, rows)]), "fakturor.xlsx") == rows


@given(rows)
def test_a_csv_we_write_we_can_read(rows):
    assert read_back(write_csv(COLUMNS, rows), "fakturor.csv") == rows


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_cell_that_looks_like_a_formula_opens_as_text(text):
    page = opened(write_workbook([Sheet("Blad", [Column(text)], [[text]])])).worksheets[0]
    assert [cell.data_type for cell in (page["A1"], page["A2"])] == ["s", "s"]
    assert page["A2"].quotePrefix is True


@pytest.mark.parametrize("text", DANGEROUS)
def test_a_csv_cell_that_looks_like_a_formula_gets_an_apostrophe(text):
    (header,), (cell,) = csv.reader(
        io.StringIO(write_csv([Column(text)], [[text]]).decode("utf-8-sig"), newline="")
    )
    assert (header, cell) == (f"'{text}", f"'{text}")


@given(st.text())
def test_neutralising_can_be_undone_and_leaves_nothing_dangerous(text):
    assert restore(neutralise(text)) == text or text.startswith("'")
    assert is_dangerous(neutralise(text)) is False


def test_a_negative_amount_stays_a_number():
    lines = write_csv(
        [Column("Belopp", "amount"), Column("Andel", "percent")], [[Decimal("-1234.5"), Fraction(1, 3)]]
    )
    assert lines.decode("utf-8-sig").splitlines()[1] == "-1234,50;0,333333"
    assert lines.startswith(b"\xef\xbb\xbf")


def test_totals_are_formulas_that_follow_what_is_changed():
    rows = [["Kiruna", Decimal("41300"), 22664, None], ["Mora", Decimal("0.5"), Decimal("2.5"), None]]
    page = opened(write_workbook([Sheet("Andelar", COLUMNS, rows, totals=True)])).worksheets[0]
    assert [page.cell(4, column).value for column in range(1, 5)] == [
        "Summa",
        "=SUM(B2:B3)",
        "=SUM(C2:C3)",
        None,
    ]
    assert [page.cell(row, 2).number_format for row in (2, 4)] == ["#,##0.00", "#,##0.00"]
    assert [page.cell(row, 3).number_format for row in (2, 3)] == ["#,##0", "#,##0.0"]


def test_the_sums_are_told_apart_when_the_file_comes_back():
    data = write_workbook([Sheet("Andelar", COLUMNS, [["Kiruna", 1, 2, None]], totals=True)])
    assert [row.is_total for row in read_table(data, "andelar.xlsx").rows] == [False, True]


def test_the_header_stays_in_view_and_notes_stand_on_a_sheet_of_their_own():
    book = opened(write_workbook([Sheet("Andelar", COLUMNS, [], totals=True, note="Kronor exklusive moms")]))
    assert book.sheetnames == ["Andelar", "Om filen"]
    assert book["Andelar"].freeze_panes == "B2"
    assert book["Andelar"]["A1"].font.bold is True
    assert [cell.value for cell in book["Om filen"][2]] == ["Andelar", "Kronor exklusive moms"]


def test_sheet_names_are_made_acceptable_and_unique():
    sheets = [
        Sheet(title, [Column("a")], []) for title in ("Januari/mars", "januari mars", "x" * 40, "", "''")
    ]
    assert opened(write_workbook(sheets)).sheetnames == [
        "Januari mars",
        "januari mars 2",
        "x" * 31,
        "Blad",
        "Blad 2",
    ]


def test_signs_that_excel_cannot_hold_are_left_out():
    page = opened(write_workbook([Sheet("Blad", [Column("Namn")], [["Ki\x00run\x0ba"]])])).worksheets[0]
    assert page["A2"].value == "Kiruna"


@pytest.mark.parametrize("kind", ["text", "amount", "quantity", "percent", "int"])
def test_a_float_is_never_written(kind):
    with pytest.raises(TypeError):
        write_workbook([Sheet("Blad", [Column("a", kind)], [[0.5]])])
    with pytest.raises(TypeError):
        write_csv([Column("a", kind)], [[0.5]])
