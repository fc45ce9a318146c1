"""Who takes part when, in whole months: who is connected on the first takes part that month (design §4.4)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samverkan.lib.errors import Refused
from samverkan.lib.swedish import MONTHS_SHORT, span

if TYPE_CHECKING:
    from kostnader.tjanster.models import Anslutning, Tjanst
    from samverkan.medlemmar.models import Medlem

_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})(?:-[0-9]{2})?")


@dataclass(frozen=True)
class Period:
    """Months from–to, as first day of the first and last day of the last; an open end is None."""

    first: date
    last: date | None

    def overlaps(self, other: Period) -> bool:
        """Whether the two have a day in common."""
        return self.first <= (other.last or date.max) and other.first <= (self.last or date.max)


def parse_month(text: str) -> date:
    """The first day of a month written '2023-04'. Raises Refused."""
    found = _MONTH.fullmatch(text.strip())
    if found is None or not (1 <= int(found[2]) <= 12 and 1950 <= int(found[1]) <= 2150):
        raise Refused("Skriv månaden som 2023-04.")
    return date(int(found[1]), int(found[2]), 1)


def end_of_month(day: date) -> date:
    """The last day of the month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def first_month(valid_from: date) -> date:
    """The first month that counts: what starts on another day than the first counts from the next."""
    if valid_from.day == 1:
        return valid_from
    return date(valid_from.year + valid_from.month // 12, valid_from.month % 12 + 1, 1)


def months_of(rows: Iterable[Anslutning | Medlem | Tjanst], year: int) -> frozenset[int]:
    """The months of the year whose first day one of the rows holds."""
    spans = [(row.valid_from, row.valid_to or date.max) for row in rows]
    return frozenset(
        month for month in range(1, 13) if any(first <= date(year, month, 1) <= last for first, last in spans)
    )


def months_text(months: Iterable[int]) -> str:
    """'hela året', 'apr–dec', 'jan–mars, juni', or '–' for none."""
    left = sorted(months)
    if len(left) == 12:
        return "hela året"
    stretches: list[list[int]] = []
    for month in left:
        if stretches and stretches[-1][1] == month - 1:
            stretches[-1][1] = month
        else:
            stretches.append([month, month])
    return ", ".join(span(MONTHS_SHORT, first, last) for first, last in stretches) or "–"


def period_text(first: date, last: date | None) -> str:
    """'2023-01 – tills vidare'."""
    return f"{first_month(first):%Y-%m} – {f'{last:%Y-%m}' if last else 'tills vidare'}"


def refuse_overlaps(periods: Sequence[Period], who: str) -> None:
    """Raise Refused when a member would be connected twice at once, or end before it starts."""
    for place, period in enumerate(periods):
        if period.last is not None and period.last < period.first:
            raise Refused(f"{who} slutar före den månad då den börjar. Rätta en av månaderna.")
        if any(period.overlaps(other) for other in periods[:place]):
            raise Refused(f"{who} har två perioder som går in i varandra. Rätta den ena.")
