"""A block pasted from a spreadsheet, laid over the grid from one cell on."""

import csv
import io
from dataclasses import dataclass
from decimal import Decimal

from kostnader.budget.changes import Field
from kostnader.budget.grid import Cell, Grid
from kostnader.budget.rules import parse_cell
from samverkan.lib.errors import Refused

MOST_CELLS = 20_000


@dataclass(frozen=True)
class NewValue:
    """A cell that would change."""

    place: str
    field: Field
    old: str
    new: str
    value: str  # as it is sent back to be saved


@dataclass(frozen=True)
class Preview:
    """What saving would do: cells that change, cells that stay, and what is wrong, each with its place."""

    changed: list[NewValue]
    same: int
    faults: list[tuple[str, str]]


def read_block(block: str) -> list[list[str]]:
    """Lines and tabs, as a spreadsheet puts them on the clipboard; quoted cells may hold line breaks."""
    text = block.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    return [line or [""] for line in csv.reader(io.StringIO(text, newline=""), delimiter="\t")]


def preview_block(grid: Grid, start: str, block: str) -> Preview:
    """Lay the block over the grid with its upper left corner in the cell `start`.

    Service rows are stepped over. Raises Refused when there is no such cell or nothing was pasted.
    """
    if not block.strip():
        raise Refused(
            "Det fanns inget att klistra in. Kopiera cellerna i Excel och försök igen.", field="block"
        )
    lines = read_block(block)
    if sum(map(len, lines)) > MOST_CELLS:
        raise Refused(f"Klippet har fler än {MOST_CELLS} celler. Dela upp det.", field="block")
    top, left = _place(grid, start)
    changed: list[NewValue] = []
    faults = _overflow(grid, lines, top, left)
    same = 0
    for row, line in zip(grid.rows[top:], lines, strict=False):
        for cell, text in zip(row.cells[left:], line, strict=False):
            try:
                amount = parse_cell(text)
            except Refused as refusal:
                faults.append((cell.label, refusal.message))
                continue
            if amount == cell.amount:
                same += 1
            else:
                changed.append(new_value(cell, amount))
    return Preview(changed, same, faults)


def new_value(cell: Cell, amount: Decimal) -> NewValue:
    """A cell with what it would become."""
    text = cell.column.text
    return NewValue(cell.label, cell.field, cell.shown, text(amount) or "–", str(amount).replace(".", ","))


def _place(grid: Grid, start: str) -> tuple[int, int]:
    for top, row in enumerate(grid.rows):
        for left, cell in enumerate(row.cells):
            if cell.field.key == start:
                return top, left
    raise Refused("Välj den cell där klippet ska börja.", field="start")


def _overflow(grid: Grid, lines: list[list[str]], top: int, left: int) -> list[tuple[str, str]]:
    rows, columns = len(grid.rows) - top, len(grid.columns) - left
    faults = []
    if len(lines) > rows:
        faults.append(
            (
                "Klippet",
                f"Det har {len(lines)} rader men från cellen finns bara {rows}. Lägg till rader först.",
            )
        )
    wide = max(map(len, lines))
    if wide > columns:
        first = grid.columns[left].label.lower()
        faults.append(
            ("Klippet", f"Det är {wide} kolumner brett men från {first} finns bara {columns}. Kopiera färre.")
        )
    return faults
