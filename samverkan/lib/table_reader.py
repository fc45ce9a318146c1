"""Read a table out of a file that a person chose: CSV or Excel, told apart by content and not by name."""

import csv
import io
from collections import Counter

from samverkan.lib.errors import Refused
from samverkan.lib.neutral import restore
from samverkan.lib.table import Cell, Fault, Row, Table, TableError, column_letter
from samverkan.lib.xlsx_reader import xlsx_grid

MAX_BYTES = 5_000_000
SAVE_AS = "Spara tabellen som Excel-arbetsbok (.xlsx) eller CSV och försök igen."

_ZIP = b"PK\x03\x04"
_OTHER_KINDS = (
    (b"\xd0\xcf\x11\xe0", "en äldre Excelfil (.xls) eller en fil med lösenord"),
    (b"%PDF", "en PDF"),
    (b"{\\rtf", "ett textdokument (RTF)"),
    (b"\x89PNG", "en bild"),
    (b"\xff\xd8\xff", "en bild"),
    (b"GIF8", "en bild"),
)

Grid = list[list[str]]


def read_table(data: bytes, filename: str) -> Table:
    """The table in `data`: its header row and every row below that is not empty.

    Raises Refused for a file that cannot be read (what to save it as), TableError for cells in the way.
    """
    refuse_too_large(len(data))
    if not data.strip():
        raise Refused("Filen är tom. Välj en fil med en rubrikrad och minst en rad.")
    sheet, grid = xlsx_grid(data, SAVE_AS) if data.startswith(_ZIP) else ("", _csv_grid(data))
    return _table(grid, filename, sheet)


def refuse_too_large(size: int) -> None:
    """Raise Refused for a file of more bytes than a table may have; ask before it is read into memory."""
    if size > MAX_BYTES:
        raise Refused(f"Filen är {_megabytes(size)} MB. Den får vara högst 5 MB: dela upp den i flera.")


def _megabytes(size: int) -> str:
    tenths = -(-size // 100_000)
    return f"{tenths // 10},{tenths % 10}".removesuffix(",0")


def _csv_grid(data: bytes) -> Grid:
    _refuse_other_kinds(data)
    text = _decoded(data)
    grid: Grid = []
    try:
        for record in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True):
            grid.append([restore(cell) for cell in record])
    except csv.Error as wrong:
        place = f"Rad {len(grid) + 1} går inte att läsa"
        raise Refused(f"{place}: ett citattecken är inte avslutat eller står fel. {SAVE_AS}") from wrong
    return grid


def _refuse_other_kinds(data: bytes) -> None:
    start = data.lstrip()[:1000].lower()
    for sign, kind in _OTHER_KINDS:
        if data.startswith(sign):
            raise Refused(f"Filen är {kind}. {SAVE_AS}")
    if start.startswith((b"<", b"\xef\xbb\xbf<")):
        raise Refused(f"Filen är en webbsida eller XML. {SAVE_AS}")
    if start.startswith((b"{", b"[")):
        raise Refused(f"Filen är JSON och ingen tabell. {SAVE_AS}")


def _decoded(data: bytes) -> str:
    """UTF-8 where the bytes are UTF-8, UTF-16 by its mark, otherwise Windows-1252 or Latin-1."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\x00" in data:
        raise Refused(f"Filen är varken CSV eller Excel. {SAVE_AS}")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")


def _delimiter(text: str) -> str:
    """The one of ; tab , that cuts most of the first lines into the same number of columns, at least two."""
    lines = [line for line in text.splitlines()[:50] if line.strip()]
    return max(";\t,", key=lambda sign: _even_lines(lines, sign))


def _even_lines(lines: list[str], sign: str) -> int:
    """How many lines share a width; 0 when the first of them is only digits, so a decimal was cut in two."""
    records = list(csv.reader(lines, delimiter=sign))
    widths = Counter(len(record) for record in records if len(record) > 1)
    if not widths:
        return 0
    width, count = widths.most_common(1)[0]
    header = next(record for record in records if len(record) == width)
    is_figures = "".join(header).replace(" ", "").replace("\u00a0", "").lstrip("-\u2212").isdecimal()
    return 0 if is_figures else count


def _table(grid: Grid, filename: str, sheet: str) -> Table:
    grid = [[text.strip() for text in record] for record in grid]
    top = _header_index(grid)
    headers = _trimmed(grid[top])
    below = [(number, record) for number, record in enumerate(grid[top + 1 :], top + 2) if any(record)]
    if not below:
        raise Refused("Filen har en rubrikrad men inga rader under den.")
    faults = _header_faults(headers, top + 1) + _stray_faults(headers, below)
    if faults:
        raise TableError(faults)
    return Table(
        filename, tuple(headers), tuple(_row(number, headers, record) for number, record in below), sheet
    )


def _header_index(grid: Grid) -> int:
    """The first row with two filled cells (a title or a comment stands above), else the first filled row."""
    is_comment = [bool(record) and record[0].startswith("# ") for record in grid]
    filled = [index for index, record in enumerate(grid) if any(record) and not is_comment[index]]
    if not filled:
        raise Refused("Filen är tom. Välj en fil med en rubrikrad och minst en rad.")
    return next((index for index in filled if sum(map(bool, grid[index])) > 1), filled[0])


def _trimmed(record: list[str]) -> list[str]:
    last = max(index for index, text in enumerate(record) if text)
    return record[: last + 1]


def _header_faults(headers: list[str], number: int) -> list[Fault]:
    seen: dict[str, int] = {}
    faults = []
    for index, header in enumerate(headers):
        first = seen.setdefault(header.casefold(), index)
        if header and first != index:
            message = (
                f"Rubriken {header} står redan i kolumn {column_letter(first)}. Ge kolumnerna olika namn."
            )
            faults.append(Fault(message, Cell(header, number, column_letter(index)).place))
    return faults


def _stray_faults(headers: list[str], below: list[tuple[int, list[str]]]) -> list[Fault]:
    return [
        Fault(
            f"”{text[:40]}” står under en tom rubrik. Skriv en rubrik eller ta bort cellen.",
            Cell(text, number, column_letter(index)).place,
        )
        for number, record in below
        for index, text in enumerate(record)
        if text and (index >= len(headers) or not headers[index])
    ]


def _row(number: int, headers: list[str], record: list[str]) -> Row:
    padded = record + [""] * (len(headers) - len(record))
    cells = zip(headers, padded, strict=False)
    return Row(
        number,
        {
            header: Cell(text, number, column_letter(index))
            for index, (header, text) in enumerate(cells)
            if header
        },
    )
