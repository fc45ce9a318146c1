"""What holds for measures, without a database."""

import re
from calendar import isleap
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_number

Key = tuple[int, int | None, date]  # organisation, enhet, reference date

_YEAR = re.compile(r"[0-9]{4}")
_DAY = re.compile(r"([0-9]{4})-?([0-9]{2})-?([0-9]{2})")


@dataclass(frozen=True)
class Figure:
    """A value to be stored for an organisation or its unit on a day; None takes it away."""

    organisation_id: int
    enhet_id: int | None
    day: date
    value: Decimal | None
    source: str

    @property
    def key(self) -> Key:
        return self.organisation_id, self.enhet_id, self.day


@dataclass(frozen=True)
class Stored:
    """A value as it stands in the database."""

    value: Decimal
    source: str
    attested: bool


def differs(figure: Figure, stored: Stored | None) -> bool:
    """Whether storing the figure would change anything."""
    if stored is None:
        return figure.value is not None
    return (figure.value, figure.source) != (stored.value, stored.source)


def read_period(text: str, given: date | None, *, november: bool = False) -> date:
    """The reference date that a file's 'Tid' means: a day, or a year (31 December, or 1 November).

    `given` is the day the person chose, or None. Raises Refused when the two disagree or the text is
    neither a day nor a year.
    """
    clean = text.strip()
    if found := _DAY.fullmatch(clean):
        day = _real_day(*(int(part) for part in found.groups()))
        if given is not None and given != day:
            raise Refused(f"Filen säger {day} men du valde {given}. Rätta filen, eller lämna mätdatum tomt.")
        return day
    if not _YEAR.fullmatch(clean):
        raise Refused(f"”{clean[:40]}” är inget datum. Skriv till exempel 2023-12-31.")
    if given is not None and given.year == int(clean):
        return given
    return date(int(clean), 11, 1) if november else _real_day(int(clean), 12, 31)


def _real_day(year: int, month: int, day: int) -> date:
    lengths = (31, 29 if isleap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    if not (1900 <= year <= 2100 and 1 <= month <= 12 and 1 <= day <= lengths[month - 1]):
        raise Refused(f"{year:04}-{month:02}-{day:02} är inget datum. Skriv till exempel 2023-12-31.")
    return date(year, month, day)


def told(changes: Sequence[tuple[str, Decimal | None, Decimal | None]]) -> str:
    """Changes in words for the log: 'Kiruna 22 664 → 22 700; Boden 100 → –'."""
    return "; ".join(f"{who} {format_number(old)} → {format_number(new)}" for who, old, new in changes)
