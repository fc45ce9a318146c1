"""The first visible sheet of an Excel workbook as a grid of texts. The file is measured while it is read."""

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from samverkan.lib.errors import Refused
from samverkan.lib.table import Fault, TableError
from samverkan.lib.xlsx_cells import CellTexts, cell_texts

MAX_UNPACKED = 60_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 500
MAX_CELLS = 300_000

_REFERENCE = re.compile(r"([A-Z]{1,4})([0-9]{1,8})")
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
        name, path = _first_visible(parts)
        return name, _grid(parts[path], cell_texts(parts, _root))
    except _BROKEN as wrong:
        raise Refused(f"Excelfilen är skadad och går inte att läsa. Öppna den i Excel. {save_as}") from wrong


def _unpacked(data: bytes, save_as: str) -> dict[str, bytes]:
    """The XML parts by name, unpacked with a counter running: the sizes in the archive may be lies."""
    left = MAX_UNPACKED
    parts: dict[str, bytes] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        _refuse_other_archives(set(archive.namelist()), save_as)
        for member in archive.infolist():
            if not member.filename.endswith((".xml", ".rels")):
                continue
            with archive.open(member) as stream:
                parts[member.filename] = stream.read(left + 1)
            left -= len(parts[member.filename])
            if left < 0:
                raise Refused(f"Filen blir för stor när den packas upp. Ta bort tomma rader. {save_as}")
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


def _root(content: bytes) -> etree._Element:
    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))


def _first_visible(parts: dict[str, bytes]) -> tuple[str, str]:
    """(name, part) of the first sheet that is shown and holds cells."""
    relations = {one.get("Id"): one for one in _root(parts["xl/_rels/workbook.xml.rels"])}
    for sheet in _root(parts["xl/workbook.xml"]).iter("{*}sheet"):
        relation = relations[next((value for key, value in sheet.items() if key.endswith("}id")), "")]
        if sheet.get("state", "visible") == "visible" and relation.get("Type", "").endswith("/worksheet"):
            target = posixpath.normpath(posixpath.join("/xl", relation.get("Target", "")))
            return sheet.get("name", ""), target.lstrip("/")
    raise Refused("Arbetsboken har inget synligt blad med celler. Lägg tabellen i det första bladet.")


def _grid(sheet: bytes, texts: CellTexts) -> list[list[str]]:
    grid: list[list[str]] = []
    merged: list[str] = []
    row = column = count = 0
    for event, element in _events(sheet):
        tag = element.tag.rpartition("}")[2]
        if event == "start" and tag == "row":
            row, column = int(element.get("r") or row + 1), 0
        elif event == "end" and tag == "c":
            row, column = _position(element.get("r")) or (row, column + 1)
            _put(grid, row, column, texts.of(element))
            element.clear()
            count += 1
            if count > MAX_CELLS:
                raise Refused(f"Bladet har fler än {MAX_CELLS} celler. Dela upp tabellen i flera filer.")
        elif event == "end" and tag == "mergeCell":
            merged.append(element.get("ref", ""))
    _refuse_merged(merged)
    return grid


def _events(sheet: bytes) -> Iterator[tuple[str, etree._Element]]:
    return etree.iterparse(
        io.BytesIO(sheet),
        events=("start", "end"),
        tag=("{*}row", "{*}c", "{*}mergeCell"),
        resolve_entities=False,
        no_network=True,
    )


def _position(reference: str | None) -> tuple[int, int] | None:
    """(row, column) counted from one; None without a reference. Raises ValueError for a senseless one."""
    if reference is None:
        return None
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        raise ValueError(f"No cell is called {reference}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column


def _put(grid: list[list[str]], row: int, column: int, text: str) -> None:
    """Empty cells take no room, however far away they are formatted."""
    if not text:
        return
    if row < 1 or row > MAX_ROWS or column > MAX_COLUMNS:
        raise Refused(
            f"Bladet har en cell på rad {row} i kolumn {column}. Det får ha högst {MAX_ROWS} rader och "
            f"{MAX_COLUMNS} kolumner. Ta bort det som står utanför tabellen."
        )
    grid.extend([] for _ in range(row - len(grid)))
    cells = grid[row - 1]
    cells.extend([""] * (column - len(cells)))
    cells[column - 1] = text


def _refuse_merged(ranges: list[str]) -> None:
    """A merged cell has one value for many places: which of them it belongs to is not ours to guess."""
    todo = "Cellerna är sammanfogade. Dela dem i Excel så att varje cell har sitt eget värde."
    if ranges:
        in_order = sorted(ranges, key=lambda one: _position(one.partition(":")[0]) or (0, 0))
        raise TableError(Fault(todo, f"cellerna {one}") for one in in_order)
