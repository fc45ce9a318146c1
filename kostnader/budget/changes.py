"""Changes of cells on their way in: what somebody typed, pasted or read in, and what met it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kostnader.budget.models import Budgetpost, Budgetrad
from kostnader.budget.rules import parse_cell
from samverkan.lib.typed import Typed, read_typed

Cell = tuple[int, str]  # row id and kind


@dataclass(frozen=True)
class CellChange:
    """A new amount in a cell, or in one month (1–12) of its ursprunglig cell.

    `revision` and `base` are what the writer saw: the cell's revision (0 when it had never been
    filled) and its amount, or that of the month.
    """

    rad_id: int
    kind: str
    amount: Decimal
    revision: int
    base: Decimal = Decimal("0.00")
    month: int | None = None

    @property
    def cell(self) -> Cell:
        return self.rad_id, self.kind


@dataclass(frozen=True)
class CellConflict:
    """Two values for one cell: mine, and what another saved while I wrote."""

    rad: Budgetrad
    change: CellChange
    theirs: Decimal
    who: str
    at: datetime | None
    revision: int

    @property
    def first_name(self) -> str:
        """'Lars', for a button."""
        return self.who.split()[0]


class Conflict(Exception):
    """Nothing was saved: other people have changed some of the cells. `cells` says which, who and when."""

    def __init__(self, cells: list[CellConflict]) -> None:
        super().__init__(f"{len(cells)} cells were changed by others")
        self.cells = cells


def cell_name(rad: Budgetrad, kind: str) -> str:
    """'Konsulter, tillägg'."""
    return f"{rad.kostnadsslag}, {Budgetpost.Kind(kind).label.lower()}"


_NAME = re.compile(r"([0-9]{1,18})\.([a-z]{1,15}|m(?:[1-9]|1[0-2]))\.([0-9]{1,9})\.(-?[0-9]{1,15})")


@dataclass(frozen=True)
class Field:
    """One box to type in. Its name carries what the writer saw: row, column, revision and öre.

    So a page, a paste or a file read in can be saved as it is, and a stale one tells what it was made from.
    """

    rad_id: int
    column: str  # a kind, or m1–m12
    revision: int
    base: Decimal

    @property
    def key(self) -> str:
        """The same for everyone who looks at the cell: '12.tillagg'."""
        return f"{self.rad_id}.{self.column}"

    @property
    def name(self) -> str:
        return f"{self.key}.{self.revision}.{int(self.base * 100)}"

    @classmethod
    def parse(cls, name: str) -> "Field | None":
        """The field with this name; None for anything else in a form."""
        found = _NAME.fullmatch(name)
        if found is None or (found[2] not in Budgetpost.Kind.values and found[2][0] != "m"):
            return None
        return cls(int(found[1]), found[2], int(found[3]), Decimal(found[4]).scaleb(-2))

    def change(self, amount: Decimal) -> CellChange:
        month = int(self.column[1:]) if self.column not in Budgetpost.Kind.values else None
        kind = self.column if month is None else Budgetpost.Kind.URSPRUNGLIG
        return CellChange(self.rad_id, kind, amount, self.revision, self.base, month)

    @classmethod
    def of_change(
        cls, change: CellChange, *, revision: int | None = None, base: Decimal | None = None
    ) -> "Field":
        """The field of a change, or the same one with what stands there now."""
        column = change.kind if change.month is None else f"m{change.month}"
        return cls(
            change.rad_id,
            column,
            change.revision if revision is None else revision,
            change.base if base is None else base,
        )


def read_fields(data: Mapping[str, str], *, skip: str = "") -> Typed[CellChange]:
    """Every cell of a posted form but the one with the key `skip`; what is as it was is left out."""
    return read_typed(data, Field.parse, _change_of, skip=skip)


def _change_of(field: Field, text: str) -> CellChange | None:
    amount = parse_cell(text)
    return None if amount == field.base else field.change(amount)
