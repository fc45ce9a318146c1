"""The workbook of a table: exact, with sums that still sum, and text that stays text."""

import io
from decimal import Decimal as D

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from samverkan.tabeller.excel import sheet, workbook
from samverkan.tabeller.tabell import PROCENT, RUBRIK, SUMMA, TEXT, VARAV, Kolumn, Rad, Tabell

COLUMNS = (
    Kolumn("ursprunglig", "Ursprunglig"),
    Kolumn("tillagg", "Tillägg"),
    Kolumn("budget", "Budget", of=("ursprunglig", "tillagg")),
    Kolumn("prognos", "Prognos"),
    Kolumn("avvikelse", "Avvikelse", of=("budget", "-prognos")),
)
RESULTAT = Tabell(
    "Resultaträkning",
    "Post",
    COLUMNS,
    (
        Rad("in", "Intäkter", (D(-10), D(0), D(-10), D(-12), D(2))),
        Rad("si", "Summa intäkter", (D(-10), D(0), D(-10), D(-12), D(2)), SUMMA),
        Rad("k", "=Personal", (D(30), None, D(30), D(31), D(-1))),
        Rad("v", "varav chef", (D(5), None, D(5), D(5), D(0)), VARAV),
        Rad("o", "Övrigt", (D(4), D(1), D(5), D(5), D(0))),
        Rad("sk", "Summa kostnader", (D(34), D(1), D(35), D(36), D(99)), SUMMA),
        Rad("n", "Nettokostnader", (D(24), D(1), D(25), D(24), D(1)), SUMMA),
        Rad("bidrag", "Kommunbidrag", (D(24), D(1), D(25), D(25), D(0))),
        Rad("resultat", "Resultat", (D(0), D(0), D(0), D(1), D(1)), SUMMA, of=("bidrag", "-n")),
    ),
    sign="Plus är bättre än budget",
    source="Ur huvudboken.",
)


def page(tabell: Tabell):
    return openpyxl.load_workbook(io.BytesIO(workbook([tabell]))).worksheets[0]


def test_sums_are_formulas_over_the_rows_they_sum() -> None:
    found = page(RESULTAT)
    assert [found.cell(row, 2).value for row in (3, 7, 8, 10)] == [
        "=N(B2)",
        "=N(B4)+N(B6)",
        "=SUM(B2,B4,B6)",
        "=N(B9)-N(B8)",
    ]


def test_a_budget_is_its_parts_and_a_deviation_their_difference() -> None:
    found = page(RESULTAT)
    assert [found.cell(2, column).value for column in (4, 6)] == ["=SUM(B2:C2)", "=N(D2)-N(E2)"]


def test_a_slip_of_the_source_stays_the_figure_it_is() -> None:
    assert page(RESULTAT)["F7"].value == 99


def test_a_name_that_looks_like_a_formula_is_text_and_none_is_an_empty_cell() -> None:
    found = page(RESULTAT)
    assert (found["A4"].value, found["A4"].data_type, found["C4"].value) == ("=Personal", "s", None)


def test_sums_are_bold_and_parts_stand_in() -> None:
    found = page(RESULTAT)
    assert [found.cell(row, 1).font.bold for row in (2, 3)] == [False, True]
    assert found["A5"].alignment.indent == 1


def test_what_caption_and_foot_say_follows_along() -> None:
    last = openpyxl.load_workbook(io.BytesIO(workbook([RESULTAT]))).worksheets[-1]
    assert last["B2"].value == "Belopp i kronor. Plus är bättre än budget. Ur huvudboken."


def test_percent_is_a_share_to_excel_and_a_group_has_no_figures() -> None:
    columns = (Kolumn("n", "Nyckel", PROCENT), Kolumn("t", "Text", TEXT))
    tabell = Tabell(
        "Nycklar", "Medlem", columns, (Rad("g", "Kommuner", (), RUBRIK), Rad("a", "A", (D("43.9"), "x")))
    )
    found = page(tabell)
    assert [cell.value for cell in found[2]] == ["Kommuner", None, None]
    assert [cell.value for cell in found[3]] == ["A", 0.439, "x"]


amounts = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)


@given(st.lists(st.lists(amounts, min_size=1, max_size=5), min_size=1, max_size=4))
def test_every_group_and_the_whole_get_a_formula_that_comes_to_what_is_shown(groups) -> None:
    rows = []
    for number, group in enumerate(groups):
        rows.append(Rad(f"g{number}", f"Grupp {number}", (), RUBRIK))
        rows += [Rad(f"r{number}-{n}", "Rad", (amount,)) for n, amount in enumerate(group)]
        rows.append(Rad(f"s{number}", "Summa", (sum(group, D(0)),), SUMMA))
    rows.append(Rad("alla", "Allt", (sum((sum(group, D(0)) for group in groups), D(0)),), SUMMA))
    found = sheet(Tabell("T", "Post", (Kolumn("b", "Belopp"),), tuple(rows)))
    sums = [cells[1] for cells, rad in zip(found.rows, rows, strict=True) if rad.level == SUMMA]
    assert all(hasattr(cell, "text") for cell in sums)
    assert [cell.value for cell in sums] == [rad.values[0] for rad in rows if rad.level == SUMMA]
