"""A changed workbook coming back: its rows set against the version as it stands. Nothing is saved here."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from kostnader.budget.changes import Field
from kostnader.budget.excel import MARK
from kostnader.budget.grid import BY_KIND, Cell, Grid, Row
from kostnader.budget.models import Budget, Budgetandring
from kostnader.budget.paste import NewValue, new_value
from kostnader.budget.rules import parse_cell
from samverkan.lib.errors import Refused
from samverkan.lib.table import Faults, Table
from samverkan.lib.table import Row as FileRow


@dataclass(frozen=True)
class Met:
    """A cell changed in the file and by somebody here since the file was made."""

    new: NewValue
    who: str


@dataclass
class Diff:
    """What reading the file in would do. With `faults` nothing is saved; `met` only where chosen."""

    changed: list[NewValue] = field(default_factory=list)
    met: list[Met] = field(default_factory=list)
    same: int = 0
    unknown: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    faults: Faults = field(default_factory=Faults)


def compare_file(table: Table, grid: Grid) -> Diff:
    """Set each row of the file against its row of the version (`grid`, by kind).

    A cell counts as changed only when it differs from what the file was made with, so an old file does
    not bring old figures back. Raises Refused when the file is no budget of ours.
    """
    headers = [table.header(column.label) for column in BY_KIND]
    mark_header = table.header(MARK)
    history = _History(grid.budget)
    rows = {row.rad.pk: row for row in grid.rows}
    diff, seen = Diff(), set()
    for line in table.rows:
        if line.is_total:
            continue
        found = _read_mark(line, mark_header, diff)
        if found is None:
            continue
        rad_id, revisions = found
        row = rows.get(rad_id)
        if row is None:
            diff.unknown.append(f"Rad {line.number}: {line[mark_header].text}")
        elif rad_id in seen:
            diff.faults.add("Raden finns två gånger i filen. Ta bort den ena.", line[mark_header])
        else:
            seen.add(rad_id)
            _compare_row(line, headers, row, revisions, history, diff)
    diff.missing = [row.name for rad_id, row in rows.items() if rad_id not in seen]
    return diff


def _read_mark(line: FileRow, header: str, diff: Diff) -> tuple[int, list[int]] | None:
    parts = line[header].text.split("/")
    if len(parts) == 1 + len(BY_KIND) and all(part.isdecimal() and len(part) < 18 for part in parts):
        return int(parts[0]), [int(part) for part in parts[1:]]
    texts = [cell.text for cell in line.cells.values() if cell.text]
    if not line[header].text:
        diff.unknown.append(f"Rad {line.number}: {', '.join(texts[:2])}")
    else:
        diff.faults.add(f"Kolumnen {MARK} har ändrats. Hämta en ny fil.", line[header])
    return None


def _compare_row(
    line: FileRow, headers: list[str], row: Row, revisions: list[int], history: "_History", diff: Diff
) -> None:
    for header, cell, revision in zip(headers, row.cells, revisions, strict=True):
        try:
            amount = parse_cell(line[header].text)
        except Refused as refusal:
            diff.faults.add(refusal.message, line[header])
            continue
        if amount == cell.amount:
            diff.same += 1
        elif revision == cell.field.revision:
            diff.changed.append(new_value(cell, amount))
        elif amount == history.amount_at(cell.field, revision):
            diff.same += 1
        else:
            diff.met.append(Met(new_value(cell, amount), history.who(cell)))


class _History:
    """What each cell held at an earlier revision, and who changed it last. One query."""

    def __init__(self, budget: Budget) -> None:
        self.changes: dict[str, list[Budgetandring]] = defaultdict(list)
        found = Budgetandring.objects.filter(rad__budget=budget).select_related("actor").order_by("revision")
        for change in found:
            self.changes[f"{change.rad_id}.{change.kind}"].append(change)

    def amount_at(self, cell: Field, revision: int) -> Decimal | None:
        """What the first change after the revision replaced."""
        later = (change for change in self.changes[cell.key] if change.revision > revision)
        return next((change.old_amount for change in later), None)

    def who(self, cell: Cell) -> str:
        changes = self.changes[cell.field.key]
        return changes[-1].actor.name if changes else "Någon annan"
