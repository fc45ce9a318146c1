"""The budget as an Excel workbook that can be changed and read in again."""

import io
from collections.abc import Iterator
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell import Cell as SheetCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from kostnader.budget.grid import BY_KIND, BY_MONTH, Grid, Group, Row
from samverkan.lib.neutral import is_dangerous

MARK = "Rad (ändra inte)"
AMOUNT, PERCENT = "#,##0.00", "+0.0%;-0.0%;0.0%"
_INK = Side(style="medium", color="15201C")
_HEAD, _COMPUTED = PatternFill("solid", fgColor="EDF0EC"), PatternFill("solid", fgColor="F7F8F6")
_GREY = Font(color="616D68")
_ABOUT = (
    "Ändra belopp i kolumnerna Ursprunglig, Tillägg och Ombudgetering på första bladet. "
    "Läs sedan in filen på budgetens sida: du ser ändringarna innan något sparas.",
    "Grå kolumner räknas fram. Bladen Per tjänst och Månader är för läsning.",
    f"Kolumnen {MARK} säger vilken rad det är och vilken version av siffrorna filen bygger på.",
)


def mark(row: Row) -> str:
    """'12/3/1/0': row id, and the revision of each of its cells when the file was made."""
    return "/".join(str(part) for part in (row.rad.pk, *(cell.field.revision for cell in row.cells)))


def write_budget(grid: Grid, months: Grid) -> bytes:
    """The version as .xlsx: the rows, sums per service, months, and how to use the file."""
    book = Workbook()
    main = book.active
    main.title = f"Budget {grid.budget.year}"
    _rows_sheet(main, grid)
    _services_sheet(book.create_sheet("Per tjänst"), grid, main)
    _months_sheet(book.create_sheet("Månader"), months)
    _about_sheet(book.create_sheet("Om filen"), grid)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _lines(groups: list[Group]) -> list[tuple[Group, Row]]:
    return [(group, row) for group in groups for row in group.rows if row.rad]


def _numbered(page: Worksheet, grid: Grid, sums: range) -> Iterator[tuple[int, Group, Row]]:
    """Every row with the sheet row it goes to: what counts, the sum, then what suppliers invoice directly."""
    own, direct = _lines(grid.summed), _lines([group for group in grid.groups if group.direct])
    yield from ((number, group, row) for number, (group, row) in enumerate(own, 2))
    _sum_row(page, len(own) + 1, sums)
    yield from ((number, group, row) for number, (group, row) in enumerate(direct, len(own) + 3))


def _rows_sheet(page: Worksheet, grid: Grid) -> None:
    year = grid.budget.year
    kinds = [column.label for column in BY_KIND]
    heads = [
        "Tjänst", "Kostnadsslag", *kinds, f"Budget {year}", f"Budget {year - 1}", "Förändring", "Anm.", MARK
    ]  # fmt: skip
    _head(page, heads, [34, 34, 16, 16, 16, 16, 16, 12, 40, 16])
    for number, group, row in _numbered(page, grid, range(3, 8)):
        _text(page.cell(number, 1), group.name)
        _text(page.cell(number, 2), row.name)
        for index, cell in enumerate(row.cells, 3):
            _amount(page.cell(number, index), cell.amount)
        _formula(page.cell(number, 6), f"=SUM(C{number}:E{number})")
        if row.last is not None:
            _amount(page.cell(number, 7), row.last).fill = _COMPUTED
        _formula(page.cell(number, 8), f'=IF(N(G{number})=0,"",F{number}/G{number}-1)', PERCENT)
        _text(page.cell(number, 9), row.rad.comment)
        _text(page.cell(number, 10), mark(row)).font = _GREY
    page.freeze_panes = "C2"


def _services_sheet(page: Worksheet, grid: Grid, main: Worksheet) -> None:
    kinds = [column.label for column in BY_KIND]
    _head(page, ["Tjänst", *kinds, "Summa"], [40, 16, 16, 16, 16])
    groups = [group for group in grid.summed if any(row.rad for row in group.rows)]
    last = len(_lines(groups)) + 1
    source = f"'{main.title}'!"
    for number, group in enumerate(groups, 2):
        _text(page.cell(number, 1), group.name)
        for index, letter in enumerate("CDEF", 2):
            names, amounts = f"{source}$A$2:$A${last}", f"{source}{letter}$2:{letter}${last}"
            _formula(page.cell(number, index), f"=SUMIF({names},$A{number},{amounts})")
    _sum_row(page, len(groups) + 1, range(2, 6))
    page.freeze_panes = "B2"


def _months_sheet(page: Worksheet, grid: Grid) -> None:
    _head(
        page, ["Tjänst", "Kostnadsslag", *(month.label for month in BY_MONTH), "Summa"], [34, 34, *[13] * 13]
    )
    for number, group, row in _numbered(page, grid, range(3, 16)):
        _text(page.cell(number, 1), group.name)
        _text(page.cell(number, 2), row.name)
        for index, cell in enumerate(row.cells, 3):
            _amount(page.cell(number, index), cell.amount)
        _formula(page.cell(number, 15), f"=SUM(C{number}:N{number})")
    page.freeze_panes = "C2"


def _about_sheet(page: Worksheet, grid: Grid) -> None:
    budget = grid.budget
    title = (
        f"{budget.samverkan.name}: {budget}, {budget.get_status_display().lower()}. Kronor, exklusive moms."
    )
    for number, text in enumerate((title, *_ABOUT), 1):
        _text(page.cell(number, 1), text).alignment = Alignment(wrap_text=True, vertical="top")
    page.column_dimensions["A"].width = 100


def _head(page: Worksheet, heads: list[str], widths: list[int]) -> None:
    for index, (head, width) in enumerate(zip(heads, widths, strict=True), 1):
        cell = _text(page.cell(1, index), head)
        cell.font, cell.fill, cell.border = Font(bold=True), _HEAD, Border(bottom=_INK)
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
        page.column_dimensions[get_column_letter(index)].width = width
    page.page_setup.orientation = "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"


def _sum_row(page: Worksheet, last: int, columns: range) -> None:
    """A row of sums under `last`, apart from what it sums."""
    page.cell(last + 1, 1, "Summa")
    for index in columns if last > 1 else ():
        letter = get_column_letter(index)
        _formula(page.cell(last + 1, index), f"=SUM({letter}2:{letter}{last})")
    for index in range(1, page.max_column + 1):
        page.cell(last + 1, index).font = Font(bold=True)
        page.cell(last + 1, index).border = Border(top=_INK)


def _text(cell: SheetCell, text: str) -> SheetCell:
    """Text stays text, whatever it begins with."""
    cell.value, cell.data_type, cell.number_format = text or None, "s", "@"
    cell.quotePrefix = is_dangerous(text)
    return cell


def _amount(cell: SheetCell, amount: Decimal) -> SheetCell:
    cell.value, cell.number_format = amount, AMOUNT
    return cell


def _formula(cell: SheetCell, formula: str, number_format: str = AMOUNT) -> SheetCell:
    cell.value, cell.number_format, cell.fill = formula, number_format, _COMPUTED
    return cell
