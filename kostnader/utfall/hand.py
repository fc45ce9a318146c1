"""The outcome entered by hand, as a grid: service and kind of cost down, months across."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from kostnader.budget.grid import BY_MONTH, Cell, Column, ColumnSum
from kostnader.budget.models import Budgetrad, Kostnadsslag
from kostnader.budget.queries import newest_budget
from kostnader.budget.rules import parse_cell
from kostnader.tjanster.models import Tjanst
from kostnader.utfall.models import Handpost
from samverkan.lib.typed import Typed, read_typed
from samverkan.medlemmar.models import Samverkan

ZERO = Decimal("0.00")
_NAME = re.compile(r"([0-9]{1,9})-([0-9]{1,9})\.m([1-9]|1[0-2])\.([0-9]{1,9})\.(-?[0-9]{1,15})")
Pair = tuple[int, int]  # tjänst and kostnadsslag


@dataclass(frozen=True)
class Handfalt:
    """One box to type in; its name carries what the writer saw, revision and öre."""

    tjanst: int
    kostnadsslag: int
    month: int
    revision: int
    base: Decimal

    @property
    def pair(self) -> Pair:
        return self.tjanst, self.kostnadsslag

    @property
    def key(self) -> str:
        return f"{self.tjanst}-{self.kostnadsslag}.m{self.month}"

    @property
    def name(self) -> str:
        return f"{self.key}.{self.revision}.{int(self.base * 100)}"

    @classmethod
    def parse(cls, name: str) -> "Handfalt | None":
        """The box with this name; None for anything else in a form."""
        found = _NAME.fullmatch(name)
        if found is None:
            return None
        tjanst, slag, month, revision = (int(part) for part in found.groups()[:4])
        return cls(tjanst, slag, month, revision, Decimal(found[5]).scaleb(-2))


@dataclass(frozen=True)
class Handandring:
    """A new amount in a box."""

    field: Handfalt
    amount: Decimal


@dataclass(frozen=True)
class Handkonflikt:
    """Two values for one box: mine, and what another saved while I wrote."""

    change: Handandring
    theirs: Decimal
    revision: int
    who: str
    at: datetime | None

    @property
    def first_name(self) -> str:
        """'Lars', for a button."""
        return self.who.split()[0]


def read_hand(data: Mapping[str, str], *, skip: str = "") -> Typed[Handandring]:
    """Every box of a posted form but the one with the key `skip`; what is as it was is left out."""
    return read_typed(data, Handfalt.parse, _change_of, skip=skip)


def _change_of(box: Handfalt, text: str) -> Handandring | None:
    amount = parse_cell(text)
    return None if amount == box.base else Handandring(box, amount)


@dataclass
class Handrad:
    """A row: its twelve boxes."""

    pair: Pair
    name: str
    cells: list[Cell]

    @property
    def pk(self) -> str:
        return f"{self.pair[0]}-{self.pair[1]}"

    @property
    def total(self) -> Decimal:
        return sum((cell.amount for cell in self.cells), ZERO)

    @property
    def troubles(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.fault or cell.conflict]


@dataclass
class Handgrupp:
    """A service and its rows."""

    tjanst: Tjanst
    rows: list[Handrad] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        return sum((row.total for row in self.rows), ZERO)

    @property
    def sums(self) -> list[ColumnSum]:
        return _sums(self.rows)


@dataclass
class Handgrid:
    """The year's grid."""

    year: int
    groups: list[Handgrupp]
    columns: tuple[Column, ...] = BY_MONTH

    @property
    def rows(self) -> list[Handrad]:
        return [row for group in self.groups for row in group.rows]

    @property
    def width(self) -> int:
        return len(self.columns) + 2

    @property
    def total(self) -> Decimal:
        return sum((group.total for group in self.groups), ZERO)

    @property
    def sums(self) -> list[ColumnSum]:
        return _sums(self.rows)


def _sums(rows: list[Handrad]) -> list[ColumnSum]:
    return [
        ColumnSum(column, sum((row.cells[n].amount for row in rows), ZERO))
        for n, column in enumerate(BY_MONTH)
    ]


def build_grid(
    samverkan: Samverkan,
    year: int,
    *,
    extra: Iterable[Pair] = (),
    typed: Typed | None = None,
    conflicts: Mapping[str, Handkonflikt] | None = None,
) -> Handgrid:
    """The year's grid: a row for each of the budget's, for what is entered, and for the pairs in `extra`."""
    tjanster = {tjanst.pk: tjanst for tjanst in samverkan.tjanster.all()}
    slag = {one.pk: one for one in samverkan.kostnadsslag.all()}
    posts = {
        (post.tjanst_id, post.kostnadsslag_id, post.month.month): post
        for post in Handpost.objects.filter(samverkan=samverkan, month__year=year)
    }
    wanted = {(t, k) for t, k, _ in posts} | _of_budget(samverkan, year, slag) | set(extra)
    pairs = [pair for pair in wanted if pair[0] in tjanster and pair[1] in slag]
    order = {pk: n for n, pk in enumerate(slag)}
    groups = {pk: Handgrupp(tjanst) for pk, tjanst in tjanster.items()}
    for pair in sorted(pairs, key=lambda pair: order[pair[1]]):
        row = _row(pair, slag[pair[1]], tjanster[pair[0]], posts, typed or Typed(), conflicts or {})
        groups[pair[0]].rows.append(row)
    return Handgrid(year, [group for group in groups.values() if group.rows])


def _of_budget(samverkan: Samverkan, year: int, slag: Mapping[int, Kostnadsslag]) -> set[Pair]:
    budget = newest_budget(samverkan, year)
    if budget is None:
        return set()
    by_name = {one.name.casefold(): pk for pk, one in slag.items()}
    rows = Budgetrad.objects.filter(budget=budget, tjanst__direct_from_supplier=False)
    found = [(t, by_name.get(name.casefold())) for t, name in rows.values_list("tjanst", "kostnadsslag")]
    return {(t, k) for t, k in found if k is not None}


def _row(
    pair: Pair, slag: Kostnadsslag, tjanst: Tjanst, posts: Mapping, typed: Typed, conflicts: Mapping
) -> Handrad:
    cells = []
    for number, column in enumerate(BY_MONTH, 1):
        post = posts.get((*pair, number))
        box = Handfalt(*pair, number, post.revision if post else 0, post.amount if post else ZERO)
        cell = Cell(box, column, f"{column.label}, {tjanst.label}, {slag.name}")
        cell.typed, cell.fault = typed.texts.get(box.key), typed.faults.get(box.key, "")
        cell.conflict = conflicts.get(box.key)
        cells.append(cell)
    return Handrad(pair, slag.name, cells)


def month_of(year: int, number: int) -> date:
    """The first day of the month."""
    return date(year, number, 1)
