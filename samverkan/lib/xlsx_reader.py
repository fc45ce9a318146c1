"""The first visible sheet of an Excel workbook as a grid of texts. The file is measured before it is read."""

import io
import posixpath
import zipfile
import zlib
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from samverkan.lib.errors import Refused
from samverkan.lib.table import Fault, TableError, cell_range

MAX_UNPACKED = 60_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 500
MAX_CELLS = 2_000_000

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_ID = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}id",
)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    LookupError,
    EOFError,
    RuntimeError,
    ValueError,
)


def xlsx_grid(data: bytes, save_as: str) -> tuple[str, list[list[str]]]:
    """(sheet name, rows of cell texts) of the first visible sheet. `save_as` ends a refusal with what to do.

    Raises Refused for what is no sound workbook or unpacks too large, TableError for merged cells.
    """
    try:
        parts = _unpacked(data, save_as)
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        name = _first_visible(workbook)
        uncounted = _measured(parts, _sheet_path(parts, name))
        sheet = workbook.get_sheet_by_name(name)
    except (*_BROKEN, CalamineError) as wrong:
        raise Refused(f"Excelfilen är skadad och går inte att läsa. Öppna den i Excel. {save_as}") from wrong
    _refuse_merged(sheet.merged_cell_ranges or [])
    grid = [[_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), formula in uncounted.items():
        _put(grid, row, column, f"={formula}")
    return name, grid


def _unpacked(data: bytes, save_as: str) -> dict[str, bytes]:
    """The XML parts by name, unpacked with a counter running: the sizes in the archive may be lies."""
    left = MAX_UNPACKED
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _refuse_other_archives(set(archive.namelist()), save_as)
        for member in archive.infolist():
            with archive.open(member) as stream:
                content = stream.read(left + 1)
            left -= len(content)
            if left < 0:
                raise Refused(
                    f"Filen blir för stor när den packas upp. Ta bort bilder och tomma rader. {save_as}"
                )
            if member.filename.endswith((".xml", ".rels")):
                parts[member.filename] = content
    return parts


def _refuse_other_archives(names: set[str], save_as: str) -> None:
    if "xl/workbook.xml" in names:
        return
    kinds = {
        "xl/workbook.bin": "en binär Excelfil (.xlsb)",
        "word/document.xml": "ett Worddokument",
        "content.xml": "en OpenDocument-fil (.ods)",
    }
    kind = next((kind for name, kind in kinds.items() if name in names), "ett arkiv (zip) och ingen tabell")
    raise Refused(f"Filen är {kind}. {save_as}")


def _first_visible(workbook: CalamineWorkbook) -> str:
    for sheet in workbook.sheets_metadata:
        if sheet.visible == SheetVisibleEnum.Visible and sheet.typ == SheetTypeEnum.WorkSheet:
            return sheet.name
    raise Refused("Arbetsboken har inget synligt blad med celler. Lägg tabellen i det första bladet.")


def _parser_root(content: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _sheet_path(parts: dict[str, bytes], name: str) -> str:
    sheets = _parser_root(parts["xl/workbook.xml"]).iter(f"{_MAIN}sheet", f"{_STRICT}sheet")
    relations_by_name = {sheet.get("name"): sheet.get(_ID[0]) or sheet.get(_ID[1]) for sheet in sheets}
    relations = _parser_root(parts["xl/_rels/workbook.xml.rels"])
    targets = {one.get("Id"): one.get("Target") for one in relations}
    return posixpath.normpath(posixpath.join("/xl", targets[relations_by_name[name]])).lstrip("/")


def _measured(parts: dict[str, bytes], path: str) -> dict[tuple[int, int], str]:
    """Formulas without a saved value, by (row, column) from zero. Refuses a sheet too large to hold."""
    uncounted: dict[tuple[int, int], str] = {}
    rows = columns = row = column = 0
    events = etree.iterparse(
        io.BytesIO(parts[path]),
        events=("start", "end"),
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
    )
    for event, element in events:
        tag = etree.QName(element).localname
        if event == "start" and tag == "row":
            row, column = int(element.get("r") or row + 1), 0
        elif event == "start" and tag == "c":
            column = _column_number(element.get("r")) or column + 1
            rows, columns = max(rows, row), max(columns, column)
            if rows > MAX_ROWS or columns > MAX_COLUMNS or rows * columns > MAX_CELLS:
                raise Refused(_too_large(rows, columns))
        elif event == "end" and tag == "c":
            formula, value = _child(element, "f"), _child(element, "v")
            if formula is not None and not value and element.get("t") != "str":
                uncounted[row - 1, column - 1] = formula
            element.clear()
    return uncounted


def _child(cell: etree._Element, name: str) -> str | None:
    return next((child.text or "" for child in cell.iterchildren(f"{{*}}{name}")), None)


def _column_number(reference: str | None) -> int:
    number = 0
    for letter in reference or "":
        if not letter.isalpha():
            break
        number = number * 26 + ord(letter.upper()) - 64
    return number


def _too_large(rows: int, columns: int) -> str:
    return (
        f"Bladet har celler ända till rad {rows} och kolumn {columns}. "
        f"Det får ha högst {MAX_ROWS} rader och {MAX_COLUMNS} kolumner. Ta bort det som står utanför."
    )


def _refuse_merged(ranges: list[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    if ranges:
        raise TableError(
            Fault(
                "Cellerna är sammanfogade. Dela dem i Excel så att varje cell har sitt eget värde.",
                f"cellerna {cell_range(*found)}",
            )
            for found in sorted(ranges)
        )


def _put(grid: list[list[str]], row: int, column: int, text: str) -> None:
    while len(grid) <= row:
        grid.append([])
    grid[row] += [""] * (column + 1 - len(grid[row]))
    grid[row][column] = text


def _text(value: object) -> str:
    """A cell as a person would type it. Excel keeps 15 digits: what lies beyond is noise of arithmetic."""
    match value:
        case bool():
            return "SANT" if value else "FALSKT"
        case int() | float():
            return _number_text(Decimal(f"{value:.15g}"))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "minutes")
        case date() | time():
            return value.isoformat()
        case timedelta():
            return str(value)
    return str(value)


def _number_text(number: Decimal) -> str:
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace(".", ",")
