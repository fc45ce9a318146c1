import io
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from kostnader.budget.acts import remove_row, set_cell, undo_last
from kostnader.budget.excel import MARK, write_budget
from kostnader.budget.excel_in import Diff, compare_file
from kostnader.budget.grid import build_grid
from samverkan.lib.errors import Refused
from samverkan.lib.workbook import read_table
from tests import factories as f
from tests.kostnader.budget.scen import Scen, budget_scen, fill
from tests.kostnader.budget.test_rutnat import signed_in, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Scen:
    return budget_scen()


def exported(scen: Scen) -> bytes:
    return write_budget(build_grid(scen.budget), build_grid(scen.budget, by_month=True))


def changed(data: bytes, **cells: object) -> bytes:
    """The file as somebody saves it after typing in the named cells."""
    book = load_workbook(io.BytesIO(data))
    for place, value in cells.items():
        book.worksheets[0][place] = value
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def compared(scen: Scen, data: bytes) -> Diff:
    return compare_file(read_table(data, "budget.xlsx"), build_grid(scen.budget))


def places(diff: Diff) -> list[tuple[str, str]]:
    return [(new.place, new.value) for new in diff.changed]


def test_the_workbook_holds_rows_sums_services_and_months(scen: Scen) -> None:
    book = load_workbook(io.BytesIO(exported(scen)))
    assert book.sheetnames == ["Budget 2023", "Per tjänst", "Månader", "Om filen"]
    page = book["Budget 2023"]
    assert [cell.value for cell in page[2]][:7] == [
        "Grundfinansiering", "Personal", 812000, 0, 0, "=SUM(C2:E2)", 768400
    ]  # fmt: skip
    assert [page["A5"].value, page["C5"].value, page["F5"].value] == ["Summa", "=SUM(C2:C4)", "=SUM(F2:F4)"]
    assert book["Per tjänst"]["B2"].value == "=SUMIF('Budget 2023'!$A$2:$A$4,$A2,'Budget 2023'!C$2:C$4)"
    assert book["Månader"]["O2"].value == "=SUM(C2:N2)"


def test_a_name_that_looks_like_a_formula_stays_text(scen: Scen) -> None:
    fill(scen.budget, (scen.arkiv, "=HYPERLINK(1)", "5"))
    page = load_workbook(io.BytesIO(exported(scen)))["Budget 2023"]
    assert (page["B4"].value, page["B4"].data_type, page["B4"].quotePrefix) == ("=HYPERLINK(1)", "s", True)


def test_what_suppliers_invoice_stands_below_the_sum(scen: Scen) -> None:
    direct = f.TjanstFactory(samverkan=scen.samverkan, name="Datacenter", direct_from_supplier=True)
    fill(scen.budget, (direct, "Drift", "1208400"))
    page = load_workbook(io.BytesIO(exported(scen)))["Budget 2023"]
    assert [page["A5"].value, page["A6"].value, page["C5"].value] == ["Summa", "Datacenter", "=SUM(C2:C4)"]


def test_an_untouched_file_changes_nothing(scen: Scen) -> None:
    diff = compared(scen, exported(scen))
    assert (diff.changed, diff.met, diff.faults.found, diff.same) == ([], [], [], 9)


def test_changed_cells_come_back_and_nothing_else(scen: Scen) -> None:
    diff = compared(scen, changed(exported(scen), C3=25000.5, D4=100))
    assert places(diff) == [("Ursprunglig, Resor", "25000,50"), ("Tillägg, Licens", "100,00")]


def test_faults_are_named_with_their_cell(scen: Scen) -> None:
    diff = compared(scen, changed(exported(scen), C3="tolv", D4="1.5"))
    assert [str(fault).split(":")[0] for fault in diff.faults.found] == ["Rad 3, kolumn C", "Rad 4, kolumn D"]


def test_an_old_file_meets_what_was_saved_since_instead_of_overwriting(scen: Scen) -> None:
    old = exported(scen)
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(30_000), 1, actor=scen.lars)
    diff = compared(scen, changed(old, C3=25000))
    (met,) = diff.met
    assert (met.who, met.new.place, met.new.value, diff.changed) == (
        "Lars Öberg", "Ursprunglig, Resor", "25000,00", []
    )  # fmt: skip


def test_an_old_file_does_not_bring_old_figures_back(scen: Scen) -> None:
    old = exported(scen)
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(30_000), 1, actor=scen.lars)
    set_cell(scen.budget, scen.rad("Resor"), "ursprunglig", Decimal(31_000), 2, actor=scen.lars)
    undo_last(scen.budget, actor=scen.lars)
    diff = compared(scen, old)
    assert (diff.changed, diff.met, diff.same) == ([], [], 9)


def test_unknown_missing_and_double_rows_are_told(scen: Scen) -> None:
    data = exported(scen)
    remove_row(scen.rad("Resor"), actor=scen.maria)
    fill(scen.budget, (scen.arkiv, "Ny rad", "5"))
    diff = compared(scen, changed(data, A7="E-arkiv", B7="Konsulter"))
    assert (len(diff.unknown), diff.missing) == (2, ["Ny rad"])
    mark = load_workbook(io.BytesIO(data)).worksheets[0]["J2"].value
    twice = compared(scen, changed(data, J4=mark))
    assert [fault.message for fault in twice.faults.found] == [
        "Raden finns två gånger i filen. Ta bort den ena."
    ]


def test_a_file_that_is_no_budget_is_refused(scen: Scen) -> None:
    with pytest.raises(Refused, match="Filen saknar kolumnen Ursprunglig"):
        compared(scen, b"Namn;Belopp\nA;1\n")


def test_reading_in_shows_the_changes_and_saves_them_as_one(scen: Scen) -> None:
    maria = signed_in(scen.maria)
    data = changed(maria.get(scen.url("1/excel/")).content, C3=25000, D3=100)
    response = maria.post(scen.url("1/las-in/"), {"fil": SimpleUploadedFile("b.xlsx", data)})
    assert "2 celler ändras, 7 är som förut" in text(response)
    assert scen.post("Resor").amount == 20_000
    fields = {new.field.name: new.value for new in response.context["diff"].changed}
    assert "2 celler sparade." in text(maria.post(scen.url("1/"), fields, follow=True))
    assert scen.post("Resor", "tillagg").amount == 100


def test_a_file_that_cannot_be_read_is_told_at_the_field(scen: Scen) -> None:
    response = signed_in(scen.maria).post(
        scen.url("1/las-in/"), {"fil": SimpleUploadedFile("b.xlsx", b"PK\x03\x04skrap")}
    )
    assert "Excelfilen är skadad och går inte att läsa" in text(response)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("=1+1", "Det här är en formel: =1+1. Skriv eller klistra in värdet i stället."),
        ("'=1+1", "är inget tal. Skriv det med siffror, till exempel 1 234,50."),
    ],
)
def test_a_formula_in_an_amount_is_told_by_its_cell_and_nothing_is_saved(
    scen: Scen, typed: str, told: str
) -> None:
    file = SimpleUploadedFile("b.xlsx", changed(exported(scen), C3=typed))
    page = text(signed_in(scen.maria).post(scen.url("1/las-in/"), {"fil": file}))
    assert "ad 3, kolumn C" in page
    assert told in page
    assert scen.post("Resor").amount == 20_000


def test_merged_cells_are_refused_at_the_field_by_name(scen: Scen) -> None:
    book = load_workbook(io.BytesIO(exported(scen)))
    book.worksheets[0].merge_cells("C2:C3")
    stream = io.BytesIO()
    book.save(stream)
    form = uploaded(scen, stream.getvalue())
    assert form.errors["fil"] == [
        "Cellerna C2:C3: Cellerna är sammanfogade. Dela dem i Excel så att varje cell har sitt eget värde."
    ]


def test_a_file_of_50_megabytes_is_refused_at_the_field(scen: Scen) -> None:
    message = "Filen är 50 MB. Den får vara högst 5 MB: dela upp den i flera."
    assert uploaded(scen, b"x" * 50_000_000).errors["fil"] == [message]


def uploaded(scen: Scen, data: bytes):
    """The form as it answers a file that cannot be read."""
    file = SimpleUploadedFile("b.xlsx", data)
    return signed_in(scen.maria).post(scen.url("1/las-in/"), {"fil": file}).context["form"]


def test_the_mark_is_the_last_column(scen: Scen) -> None:
    page = load_workbook(io.BytesIO(exported(scen))).worksheets[0]
    assert (page["J1"].value, page["J2"].value) == (MARK, f"{scen.rad('Personal').pk}/1/0/0")
