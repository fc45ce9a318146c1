"""Changes of cells on their way in: what somebody typed or chose, and what met it.

A box's name carries what the writer saw, so that a form can be saved as it is and a stale one tells what it
was made from: column.tjänst.kostnadsslag.revision.seen
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from kostnader.budget.rules import parse_cell
from kostnader.prognos.models import Prognosrad
from kostnader.prognos.queries import Prognosrade
from samverkan.lib.errors import Refused
from samverkan.lib.hashing import sha256_hex
from samverkan.lib.swedish import format_amount
from samverkan.lib.typed import Typed, read_typed

METOD, BELOPP, KOMMENTAR = "metod", "belopp", "kommentar"
COLUMNS = {METOD: "metod", BELOPP: "prognos", KOMMENTAR: "kommentar"}
COMMENT_LIMIT = 2000
Value = Decimal | str
RowKey = tuple[int, int]  # tjänst id, kostnadsslag id

_NAME = re.compile(r"(metod|belopp|kommentar)\.([0-9]{1,18})\.([0-9]{1,18})\.([0-9]{1,9})\.([-a-z0-9]{1,20})")


@dataclass(frozen=True)
class Box:
    """One box to fill in. `seen` is a digest of what stood there; `revision` 0 for a row never touched."""

    column: str
    row: RowKey
    revision: int
    seen: str

    @property
    def key(self) -> str:
        """The same for everyone who looks at it: 'belopp.12.5'."""
        return f"{self.column}.{self.row[0]}.{self.row[1]}"

    @property
    def name(self) -> str:
        return f"{self.key}.{self.revision}.{self.seen}"

    @classmethod
    def parse(cls, name: str) -> "Box | None":
        """The box with this name; None for anything else in a form."""
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        return cls(found[1], (int(found[2]), int(found[3])), int(found[4]), found[5])

    @classmethod
    def of(cls, row: Prognosrade, column: str) -> "Box":
        """The box of a row as it stands now."""
        value = value_of(row, column)
        return cls(column, (row.tjanst.pk, row.slag.pk), row.revision, digest(value))


@dataclass(frozen=True)
class Change:
    """A new value in a box."""

    box: Box
    value: Value


@dataclass(frozen=True)
class Met:
    """Two values for one box: mine, and what another saved while I wrote."""

    change: Change
    row: Prognosrade

    @property
    def who(self) -> str:
        rad = self.row.rad
        return rad.changed_by.name if rad and rad.changed_by else "Någon annan"

    @property
    def at(self) -> datetime | None:
        return self.row.rad.changed_at if self.row.rad else None

    @property
    def theirs(self) -> str:
        return shown(value_of(self.row, self.change.box.column))

    @property
    def mine(self) -> str:
        return shown(self.change.value)


class Conflict(Exception):
    """Nothing was saved: others have changed some of the boxes."""

    def __init__(self, boxes: list[Met]) -> None:
        super().__init__(f"{len(boxes)} boxes were changed by others")
        self.boxes = boxes


def read_boxes(data: Mapping[str, str], *, skip: str = "") -> Typed[Change]:
    """Every box of a posted form but the one with the key `skip`; what is as it was is left out."""
    return read_typed(data, Box.parse, _change_of, skip=skip)


def _change_of(box: Box, text: str) -> Change | None:
    value = _read(box.column, text)
    return None if digest(value) == box.seen else Change(box, value)


def value_of(row: Prognosrade, column: str) -> Value:
    """What stands in a column of a row."""
    return {METOD: row.method, BELOPP: row.amount, KOMMENTAR: row.comment}[column]


def digest(value: Value) -> str:
    """What a name says of a value: öre, the method's code, or the first signs of a text's hash."""
    if isinstance(value, Decimal):
        return str(int(value * 100))
    if value in Prognosrad.Method.values:
        return value
    return sha256_hex(value.encode())[:12] if value else "0"


def shown(value: Value) -> str:
    """A value in words."""
    if isinstance(value, Decimal):
        return format_amount(value)
    if value in Prognosrad.Method.values:
        return str(Prognosrad.Method(value).label)
    return f"”{value}”" if value else "ingen kommentar"


def _read(column: str, text: str) -> Value:
    if column == BELOPP:
        return parse_cell(text)
    if column == METOD:
        if text not in Prognosrad.Method.values:
            raise Refused("Välj en av metoderna i listan.")
        return text
    clean = text.replace("\r\n", "\n").strip()
    if len(clean) > COMMENT_LIMIT:
        raise Refused(f"Kommentaren är för lång: högst {format_amount(Decimal(COMMENT_LIMIT))} tecken.")
    return clean
