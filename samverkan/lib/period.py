"""Months, the parts a year is charged in, and the month a part falls due."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import overload

from samverkan.lib.errors import Refused
from samverkan.lib.swedish import MONTHS, MONTHS_SHORT, span

PARTS_PER_YEAR = {"manad": 12, "kvartal": 4, "tertial": 3, "halvar": 2, "ar": 1}
UNIT = {"manad": "månad", "kvartal": "kvartal", "tertial": "tertial", "halvar": "halvår", "ar": "år"}
TIMINGS = ("forskott", "efterskott")

_DATE = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")


@dataclass(frozen=True, order=True)
class Month:
    """A calendar month. `month + 3`, `month - 1` are months; `month - other` counts months between them."""

    year: int
    month: int

    def __post_init__(self) -> None:
        if not 1 <= self.month <= 12:
            raise ValueError(f"There is no month {self.month}")

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @classmethod
    def parse(cls, text: str) -> "Month":
        """From '2023-01', the form str() gives."""
        year, _, month = text.partition("-")
        return cls(int(year), int(month))

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    def __add__(self, months: int) -> "Month":
        years, month = divmod(self.month - 1 + months, 12)
        return Month(self.year + years, month + 1)

    @overload
    def __sub__(self, other: int) -> "Month": ...

    @overload
    def __sub__(self, other: "Month") -> int: ...

    def __sub__(self, other: "int | Month") -> "int | Month":
        if isinstance(other, Month):
            return (self.year - other.year) * 12 + self.month - other.month
        return self + -other

    @property
    def first_day(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last_day(self) -> date:
        return date(self.year, self.month, calendar.monthrange(self.year, self.month)[1])

    @property
    def name(self) -> str:
        """'januari 2023'."""
        return f"{MONTHS[self.month - 1]} {self.year}"


@dataclass(frozen=True, order=True)
class Part:
    """Part `index` (from 1) of the `count` that a year is charged in, with the months it covers."""

    index: int
    count: int
    first: Month
    last: Month

    @property
    def rhythm(self) -> str:
        return next(rhythm for rhythm, count in PARTS_PER_YEAR.items() if count == self.count)

    @property
    def unit(self) -> str:
        """'kvartal'."""
        return UNIT[self.rhythm]

    @property
    def first_day(self) -> date:
        return self.first.first_day

    @property
    def last_day(self) -> date:
        return self.last.last_day

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(months(self.first, self.last))

    @property
    def part_text(self) -> str:
        """'Kvartal 1 av 4'; the whole year is 'Helår 2023'."""
        if self.count == 1:
            return f"Helår {self.first.year}"
        return f"{self.unit.capitalize()} {self.index} av {self.count}"

    @property
    def months_text(self) -> str:
        """'jan–mars'."""
        return span(MONTHS_SHORT, self.first.month, self.last.month)

    @property
    def period_text(self) -> str:
        """'kvartal 1, 2023-01-01 – 2023-03-31'."""
        names = {12: MONTHS[self.first.month - 1], 1: f"helår {self.first.year}"}
        name = names.get(self.count, f"{self.unit} {self.index}")
        return f"{name}, {self.first_day} – {self.last_day}"


def months(first: Month, last: Month) -> Iterator[Month]:
    """Every month from `first` to `last`, both counted; none when `last` is before `first`."""
    return (first + step for step in range(last - first + 1))


def parts(rhythm: str, year: int) -> tuple[Part, ...]:
    """The parts of `year` in order; together they cover it once. KeyError for an unknown rhythm."""
    count = PARTS_PER_YEAR[rhythm]
    length = 12 // count
    starts = [Month(year, 1) + length * step for step in range(count)]
    return tuple(Part(index, count, start, start + (length - 1)) for index, start in enumerate(starts, 1))


def due_month(part: Part, timing: str, billing_month: int | None = None) -> Month:
    """The month in which `part` is invoiced.

    In advance (`forskott`) it is the part's first month, in arrears (`efterskott`) the month after its last,
    which may be January of the next year. A yearly part may name its own `billing_month` (1–12) of that year.
    """
    if timing not in TIMINGS:
        raise ValueError(f"Unknown timing {timing!r}")
    if billing_month is not None:
        if part.count != 1:
            raise ValueError("Only a yearly part has a billing month of its own")
        return Month(part.first.year, billing_month)
    return part.first if timing == "forskott" else part.last + 1


def parse_date(text: str) -> date:
    """A day written '2023-01-31' or '20230131'. Raises Refused."""
    found = _DATE.fullmatch(text.strip())
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError as wrong:
        raise Refused(f"Datumet {text.strip()} finns inte. Skriv till exempel 2023-01-31.") from wrong
    raise Refused("Skriv datum som år-månad-dag, till exempel 2023-01-31.")
