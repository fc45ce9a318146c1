"""Tables out of the system: Excel workbooks and CSV files that open as they should and run nothing."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from samverkan.lib.neutral import is_dangerous, neutralise
from samverkan.lib.swedish import decimal_text
from samverkan.lib.table import Cell as TableCell
from samverkan.lib.table import Fault, Faults, Row, Table, TableError
from samverkan.lib.table_reader import read_table

__all__ = [
    "Column", "Fault", "Faults", "Formula", "Row", "Sheet", "Table", "TableCell", "TableError",
    "read_table", "write_csv", "write_workbook",
]  # fmt: skip

Kind = Literal["text", "amount", "quantity", "percent", "date", "int"]

_FORMATS = {
    "text": "@",
    "amount": "#,##0.00",
    "quantity": "#,##0",
    "percent": "0.0###%",
    "date": "yyyy-mm-dd",
    "int": "0",
}
_WIDTHS = {"text": 28, "amount": 16, "quantity": 14, "percent": 12, "date": 12, "int": 10}
_DECIMALS = {"amount": 2, "quantity": 4, "percent": 6, "int": 0}
_SUMMED = ("amount", "quantity")
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BAD_TITLE = re.compile(r"[\\/*?:\[\]\x00-\x1f]")
_INK = Side(style="medium", color="1A1A1A")
_THIN = Side(style="thin", color="1A1A1A")


@dataclass(frozen=True)
class Column:
    """`percent` takes a share, where 1 is the whole. `width` in characters; 0 is the usual for the kind.

    `sums` makes the cells formulas: the sum of the row from one column to another, counted from 1.
    """

    header: str
    kind: Kind = "text"
    width: int = 0
    sums: tuple[int, int] | None = None

    @property
    def is_number(self) -> bool:
        return self.kind in _DECIMALS


@dataclass(frozen=True)
class Formula:
    """A cell that the workbook computes; `value` is what it comes to. Never holds what people typed."""

    text: str
    value: Decimal


@dataclass(frozen=True)
class Sheet:
    """One table. `totals` adds SUM formulas under amounts and quantities, save the `unsummed` headers.

    `strong` and `indented` are rows, counted from 0: sums in bold under a rule, parts of the row above.
    `note` goes to the last sheet, so that the table itself can be sorted, changed and read in again.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Any]]
    totals: bool = False
    note: str = ""
    unsummed: frozenset[str] = field(default_factory=frozenset)
    strong: frozenset[int] = field(default_factory=frozenset)
    indented: frozenset[int] = field(default_factory=frozenset)


def write_workbook(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx with one page per sheet and, if any has a note, a last one 'Om filen'.

    Amounts are exact to the öre. Raises TypeError for a float, ValueError for a row of the wrong length.
    """
    book = Workbook()
    book.remove(book.active)
    titles: list[str] = []
    for sheet in sheets:
        titles.append(_free_title(sheet.title, titles))
        _fill(book.create_sheet(titles[-1]), sheet)
    notes = [(title, sheet.note) for title, sheet in zip(titles, sheets, strict=True) if sheet.note]
    if notes:
        about = Sheet("Om filen", [Column("Blad"), Column("Upplysning", width=90)], notes)
        _fill(book.create_sheet(_free_title(about.title, titles)), about)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def write_csv(columns: Sequence[Column], rows: Sequence[Sequence[Any]]) -> bytes:
    """UTF-8 with byte order mark, semicolons, decimal commas: what a Swedish Excel opens by double click."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow([neutralise(_clean(column.header)) for column in columns])
    for row in rows:
        writer.writerow([_csv_text(value, column) for value, column in zip(row, columns, strict=True)])
    return stream.getvalue().encode("utf-8-sig")


def _csv_text(value: Any, column: Column) -> str:
    if value is None:
        return ""
    if isinstance(value, Formula):
        value = value.value
    if not column.is_number:
        return neutralise(_clean(_plain_text(value)))
    text = decimal_text(_number(value), _DECIMALS[column.kind])
    if column.kind in ("quantity", "percent"):
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",")


def _fill(page: Worksheet, sheet: Sheet) -> None:
    for index, column in enumerate(sheet.columns, 1):
        _write_header(page.cell(1, index), column)
        page.column_dimensions[get_column_letter(index)].width = column.width or _WIDTHS[column.kind]
    for number, row in enumerate(sheet.rows, 2):
        for index, (value, column) in enumerate(zip(row, sheet.columns, strict=True), 1):
            _write(page.cell(number, index), value, column)
            if column.sums:
                first, last = (get_column_letter(one) for one in column.sums)
                page.cell(number, index).value = f"=SUM({first}{number}:{last}{number})"
            if number - 2 in sheet.strong:
                page.cell(number, index).font = Font(bold=True)
                page.cell(number, index).border = Border(top=_THIN)
        if number - 2 in sheet.indented:
            page.cell(number, 1).alignment = Alignment(indent=1)
    page.freeze_panes = "B2" if len(sheet.columns) > 1 else "A2"
    if sheet.totals and sheet.rows:
        _write_totals(page, sheet)
    page.page_setup.orientation = "landscape" if len(sheet.columns) > 5 else "portrait"
    page.page_setup.paperSize = page.PAPERSIZE_A4
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.print_title_rows = "1:1"


def _write_header(cell: Cell, column: Column) -> None:
    _write_text(cell, column.header)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E8EEEB")
    cell.border = Border(bottom=_INK)
    side = "right" if column.is_number else "left"
    cell.alignment = Alignment(horizontal=side, vertical="bottom", wrap_text=True)


def _write(cell: Cell, value: Any, column: Column) -> None:
    cell.number_format = _FORMATS[column.kind]
    if value is None:
        return
    if isinstance(value, Formula):
        cell.value = f"={value.text}"
        cell.number_format = _format_of(value.value.normalize(), column)
    elif column.is_number:
        cell.value = Decimal(decimal_text(_number(value), _DECIMALS[column.kind])).normalize()
        cell.number_format = _format_of(cell.value, column)
    elif type(value) is date and column.kind == "date":
        cell.value = value
    else:
        _write_text(cell, _plain_text(value))


def _format_of(value: Decimal, column: Column) -> str:
    """A quantity shows the decimals it has: '#,##0.####' would leave a comma hanging after a whole number."""
    decimals = max(0, -int(value.as_tuple().exponent))
    if column.kind == "quantity" and decimals:
        return f"#,##0.{'0' * decimals}"
    return _FORMATS[column.kind]


def _write_text(cell: Cell, text: str) -> None:
    """Text stays text: the type says so to the program, the quote prefix to whoever edits the cell later."""
    cell.value = _clean(text)
    cell.data_type = "s"
    if is_dangerous(text):
        cell.quotePrefix = True


def _write_totals(page: Worksheet, sheet: Sheet) -> None:
    last = len(sheet.rows) + 1
    for index, column in enumerate(sheet.columns, 1):
        cell = page.cell(last + 1, index)
        if column.kind in _SUMMED and column.header not in sheet.unsummed:
            letter = get_column_letter(index)
            cell.value = f"=SUM({letter}2:{letter}{last})"
            cell.number_format = max(
                (page.cell(row, index).number_format for row in range(2, last + 1)), key=len
            )
        elif index == 1:
            cell.value = "Summa"
        cell.font = Font(bold=True)
        cell.border = Border(top=_INK)


def _number(value: Any) -> Decimal | Fraction | int:
    if isinstance(value, bool) or not isinstance(value, Decimal | Fraction | int):
        raise TypeError(f"{value!r} is no figure; pass a Decimal, Fraction or int")
    return value


def _plain_text(value: Any) -> str:
    if isinstance(value, float):
        raise TypeError(f"{value!r} is a float; pass a Decimal")
    return value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value)


def _clean(text: str) -> str:
    return _ILLEGAL.sub("", text)


def _free_title(title: str, taken: Sequence[str]) -> str:
    """A sheet name Excel accepts: 31 characters, no signs of its own, no name twice."""
    base = _BAD_TITLE.sub(" ", _clean(title)).strip(" '")[:31] or "Blad"
    name, number = base, 1
    while name.casefold() in {one.casefold() for one in taken}:
        number += 1
        name = f"{base[: 30 - len(str(number))]} {number}"
    return name
