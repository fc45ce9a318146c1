"""How far the year's outcome has come: what is in for each month, by source, and what waits."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from kostnader.utfall.models import Utfallsfil, Utfallskalla, Utfallsmanad
from kostnader.utfall.queries import Utfall, utfall
from samverkan.lib.period import Month
from samverkan.medlemmar.models import Samverkan

ZERO = Decimal("0.00")
OPEN = (Utfallsfil.Status.VANTAR, Utfallsfil.Status.INLAST)


@dataclass
class Kallcell:
    """What a source gives for a month: its file, and the sum in the result."""

    fil: Utfallsfil | None
    amount: Decimal | None = None


@dataclass
class Manadsrad:
    """A month: a cell per source, what is entered by hand, the sum of all."""

    month: date
    cells: list[Kallcell]
    by_hand: Decimal | None = None
    total: Decimal = ZERO

    @property
    def name(self) -> str:
        return Month.of(self.month).name.split()[0].capitalize()

    @property
    def key(self) -> str:
        return f"{self.month:%Y-%m}"

    @property
    def is_empty(self) -> bool:
        return self.by_hand is None and not any(cell.fil for cell in self.cells)


@dataclass
class Lage:
    """The year: its months, the files that wait for someone, and what no rule places."""

    year: int
    kallor: list[Utfallskalla]
    months: list[Manadsrad]
    waiting: list[Utfallsfil]
    has_hand: bool
    unplaced: list[Utfall] = field(default_factory=list)

    @property
    def unplaced_sum(self) -> Decimal:
        return sum((one.amount for one in self.unplaced), ZERO)

    @property
    def total(self) -> Decimal:
        return sum((row.total for row in self.months), ZERO)

    @property
    def sums(self) -> list[Decimal]:
        """Per source, the year."""
        columns = range(len(self.kallor))
        return [sum((row.cells[n].amount or ZERO for row in self.months), ZERO) for n in columns]

    @property
    def hand_sum(self) -> Decimal:
        return sum((row.by_hand or ZERO for row in self.months), ZERO)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing at all in the year."""
        return not self.waiting and all(row.is_empty for row in self.months)

    @property
    def last(self) -> str:
        """The last month that has anything, in words; "" when none has."""
        filled = [row.name.lower() for row in self.months if not row.is_empty]
        return filled[-1] if filled else ""


def laget(samverkan: Samverkan, year: int) -> Lage:
    """How far the year has come. Six queries, however much there is."""
    kallor = list(samverkan.utfallskallor.all())
    first, last = date(year, 1, 1), date(year, 12, 31)
    counted = Utfallsmanad.objects.filter(kalla__samverkan=samverkan, month__range=(first, last))
    files = {(one.kalla_id, one.month): one.fil for one in counted.select_related("fil")}
    found = utfall(samverkan, first, last)
    by_file: dict[tuple[int | None, date], Decimal] = defaultdict(Decimal)
    for one in found:
        if one.kontering.counts:
            by_file[one.fil, one.month] += one.amount
    hand = {one.month for one in found if one.fil is None}
    months = [_month(date(year, n, 1), kallor, files, by_file, hand) for n in range(1, 13)]
    return Lage(
        year=year,
        kallor=kallor,
        months=months,
        waiting=list(open_files(samverkan)),
        has_hand=bool(hand),
        unplaced=[one for one in found if one.kontering.missing],
    )


def _month(month: date, kallor: list[Utfallskalla], files: dict, by_file: dict, hand: set[date]) -> Manadsrad:
    cells = []
    for kalla in kallor:
        fil = files.get((kalla.pk, month))
        cells.append(Kallcell(fil, by_file[fil.pk, month] if fil else None))
    by_hand = by_file[None, month] if month in hand else None
    total = sum((cell.amount or ZERO for cell in cells), by_hand or ZERO)
    return Manadsrad(month, cells, by_hand, total)


def open_files(samverkan: Samverkan) -> QuerySet[Utfallsfil]:
    """Files that wait to be read, or looked at and taken in."""
    return samverkan.utfallsfiler.filter(status__in=OPEN).select_related("kalla", "uploaded_by")


def waiting_files(samverkan: Samverkan, year: int) -> int:
    """How many files wait for someone, for the menu."""
    return open_files(samverkan).count()
