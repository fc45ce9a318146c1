"""A table that somebody sent us, where every cell knows its place, and the faults found in it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TypeVar

from samverkan.lib.errors import Refused

T = TypeVar("T")

SHOWN_FAULTS = 5


@dataclass(frozen=True)
class Fault:
    """What is wrong and where: `place` is 'rad 7, kolumn C', or '' for the file as a whole."""

    message: str
    place: str = ""

    def __str__(self) -> str:
        return f"{self.place[:1].upper()}{self.place[1:]}: {self.message}" if self.place else self.message


class TableError(Refused):
    """Nothing was taken in. `faults` names every place; str() shows the first and counts the rest."""

    def __init__(self, faults: Iterable[Fault], *, field: str | None = None) -> None:
        self.faults = list(faults)
        shown = [str(fault) for fault in self.faults[:SHOWN_FAULTS]]
        more = len(self.faults) - len(shown)
        super().__init__("\n".join(shown + ([f"… och {more} fel till."] if more else [])), field=field)


@dataclass(frozen=True)
class Cell:
    """The text of one cell; numbers are spelled the Swedish way, days as 2023-01-31."""

    text: str
    row: int
    letter: str

    @property
    def place(self) -> str:
        return f"rad {self.row}, kolumn {self.letter}"


@dataclass(frozen=True)
class Row:
    """One row under the headers. `row["Kommun"]` is its Cell; `number` is the row's number in the file."""

    number: int
    cells: dict[str, Cell]

    def __getitem__(self, header: str) -> Cell:
        return self.cells[header]

    @property
    def is_total(self) -> bool:
        """The sums that our own files end with."""
        texts = [cell.text for cell in self.cells.values() if cell.text]
        return bool(texts) and texts[0].lower() in {"summa", "totalt"}


@dataclass(frozen=True)
class Table:
    filename: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    sheet: str = ""

    def header(self, *names: str) -> str:
        """The header that is one of `names`, capitals alike. Raises Refused naming what the file has."""
        wanted = [name.casefold() for name in names]
        found = next((header for header in self.headers if header.casefold() in wanted), None)
        if found is None:
            has = ", ".join(header for header in self.headers if header)
            raise Refused(f"Filen saknar kolumnen {' eller '.join(names)}. Den har kolumnerna {has}.")
        return found


@dataclass
class Faults:
    """Collects what is wrong, so that a person sees all of it at once."""

    found: list[Fault] = field(default_factory=list)

    def add(self, message: str, cell: Cell | None = None) -> None:
        self.note(cell.place if cell else "", message)

    def note(self, place: str, message: str) -> None:
        """A fault at a place that is no cell."""
        self.found.append(Fault(message, place))

    def read(self, cell: Cell, parse: Callable[[str], T]) -> T | None:
        """`parse` the cell; a refusal is noted at the cell's place and gives None."""
        try:
            return parse(cell.text)
        except Refused as refusal:
            self.add(str(refusal), cell)
            return None

    def raise_if_any(self) -> None:
        if self.found:
            raise TableError(self.found)


def column_letter(index: int) -> str:
    """'A' for 0, 'AA' for 26."""
    letters = ""
    index += 1
    while index:
        index, place = divmod(index - 1, 26)
        letters = chr(65 + place) + letters
    return letters
