"""A round as it is filled in: services, rows, boxes and sums."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from kostnader.prognos.changes import BELOPP, KOMMENTAR, METOD, Box, Met
from kostnader.prognos.models import Prognosomgang, Prognosrad
from kostnader.prognos.queries import Prognosrade
from kostnader.prognos.rules import ZERO
from kostnader.tjanster.models import Tjanst
from samverkan.lib.swedish import format_amount
from samverkan.lib.typed import Typed

COLUMNS = (METOD, BELOPP, KOMMENTAR)


@dataclass
class Cell:
    """A box and what stands in it, or what somebody typed that could not be saved."""

    box: Box
    value: str
    typed: str | None = None
    fault: str = ""
    conflict: Met | None = None

    @property
    def text(self) -> str:
        return self.value if self.typed is None else self.typed

    @property
    def in_trouble(self) -> bool:
        return bool(self.fault or self.conflict)


@dataclass
class Line:
    """A row of the grid."""

    row: Prognosrade
    cells: dict[str, Cell]

    @property
    def key(self) -> str:
        """For ids: '12-5'."""
        return f"{self.row.tjanst.pk}-{self.row.slag.pk}"

    @property
    def methods(self) -> list[tuple[str, str, bool]]:
        """Code, words with what the method proposes, and whether it can be chosen."""
        found = []
        for method in Prognosrad.Method:
            proposed = self.row.forslag.of(method) if self.row.forslag else None
            words = str(method.label)
            if proposed is not None:
                words = f"{words}: {format_amount(proposed)}"
            possible = proposed is not None or method == Prognosrad.Method.EGEN
            found.append((method.value, words if possible else f"{words}: går inte", possible))
        return found

    @property
    def proposed(self) -> Decimal | None:
        """What the row's method proposes; beside one's own judgement, outcome and remaining budget."""
        if self.row.forslag is None:
            return None
        found = self.row.forslag.of(self.row.method)
        return self.row.forslag.rest if found is None else found

    @property
    def troubles(self) -> list[Cell]:
        return [cell for cell in self.cells.values() if cell.in_trouble]


@dataclass
class Sums:
    budget: Decimal = ZERO
    utfall: Decimal = ZERO
    amount: Decimal = ZERO

    @property
    def deviation(self) -> Decimal:
        return self.budget - self.amount


@dataclass
class Group:
    """A service and its rows."""

    tjanst: Tjanst
    lines: list[Line] = field(default_factory=list)

    @property
    def sums(self) -> Sums:
        return sums_of(line.row for line in self.lines)


@dataclass
class Grid:
    omgang: Prognosomgang
    groups: list[Group]

    @property
    def lines(self) -> list[Line]:
        return [line for group in self.groups for line in group.lines]

    @property
    def sums(self) -> Sums:
        return sums_of(line.row for line in self.lines)

    @property
    def silent(self) -> list[Line]:
        """The rows that need a comment before the round can be locked."""
        return [line for line in self.lines if line.row.lacks_comment]


def sums_of(rows: Iterable[Prognosrade]) -> Sums:
    """Budget, outcome and forecast of rows, kronor."""
    found = Sums()
    for row in rows:
        found.budget += row.budget
        found.utfall += row.utfall
        found.amount += row.amount
    return found


def build_grid(
    omgang: Prognosomgang,
    rows: Iterable[Prognosrade],
    typed: Typed | None = None,
    conflicts: Mapping[str, Met] | None = None,
) -> Grid:
    """The grid of a round; `typed` and `conflicts` are what could not be saved and must not be lost."""
    typed, conflicts = typed or Typed(), conflicts or {}
    groups: dict[int, Group] = {}
    for row in rows:
        line = Line(row, {column: _cell(row, column, typed, conflicts) for column in COLUMNS})
        groups.setdefault(row.tjanst.pk, Group(row.tjanst)).lines.append(line)
    return Grid(omgang, list(groups.values()))


def _cell(row: Prognosrade, column: str, typed: Typed, conflicts: Mapping[str, Met]) -> Cell:
    box = Box.of(row, column)
    value = {METOD: row.method, BELOPP: format_amount(row.amount), KOMMENTAR: row.comment}[column]
    return Cell(box, value, typed.texts.get(box.key), typed.faults.get(box.key, ""), conflicts.get(box.key))
