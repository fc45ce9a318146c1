"""The grid as it is shown: services, rows, cells and sums, with last year beside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from kostnader.budget import balance
from kostnader.budget.changes import CellConflict, Field
from kostnader.budget.models import Budget, Budgetpost, Budgetrad
from kostnader.budget.queries import RowAmount, row_amounts, total, with_cells, year_before
from kostnader.budget.rules import ZERO, change_share, even_months
from kostnader.tjanster.models import Tjanst
from samverkan.lib.split import to_ore
from samverkan.lib.swedish import MONTHS, MONTHS_SHORT, NOTHING, format_amount, format_change
from samverkan.lib.typed import Typed

KINDS = tuple(Budgetpost.Kind)
URSPRUNGLIG, OMBUDGETERING = Budgetpost.Kind.URSPRUNGLIG, Budgetpost.Kind.OMBUDGETERING


@dataclass(frozen=True)
class Column:
    """A column one types in. `signed`: plus is written out, since the row gives to or takes from another."""

    key: str
    label: str
    short: str
    signed: bool = False

    def text(self, amount: Decimal) -> str:
        """How an amount stands in the column; nothing is ''."""
        if not amount:
            return ""
        return format_change(amount) if self.signed else format_amount(amount)


BY_KIND = tuple(Column(kind.value, kind.label, kind.label, kind == OMBUDGETERING) for kind in KINDS)
BY_MONTH = tuple(
    Column(f"m{number}", MONTHS[number - 1].capitalize(), MONTHS_SHORT[number - 1]) for number in range(1, 13)
)


@dataclass(frozen=True)
class ColumnSum:
    """What a column sums to."""

    column: Column
    amount: Decimal

    @property
    def text(self) -> str:
        return self.column.text(self.amount) or NOTHING


@dataclass
class Cell:
    """A cell: what is stored, and what somebody typed that could not be saved."""

    field: Field
    column: Column
    label: str
    typed: str | None = None
    fault: str = ""
    conflict: CellConflict | None = None

    @property
    def amount(self) -> Decimal:
        return self.field.base

    @property
    def text(self) -> str:
        return self.column.text(self.amount) if self.typed is None else self.typed

    @property
    def mine(self) -> str:
        """What I wanted, when another was there first."""
        return format_amount(self.conflict.change.amount) if self.conflict else ""

    @property
    def shown(self) -> str:
        """For reading: nothing is a dash."""
        return self.column.text(self.amount) or NOTHING


@dataclass
class Row:
    """A row; `rad` is None for one that only last year's budget has."""

    name: str
    rad: Budgetrad | None
    cells: list[Cell]
    total: Decimal
    last: Decimal | None
    shown: Decimal = ZERO  # the total of the view: by month the ursprunglig amount, else `total`

    @property
    def change(self) -> str:
        return percent_text(self.total, self.last)

    @property
    def pk(self) -> str:
        """Plain digits, for ids."""
        return str(self.rad.pk) if self.rad else ""

    @property
    def last_ore(self) -> str | None:
        return None if self.last is None else str(to_ore(self.last))

    @property
    def troubles(self) -> list[Cell]:
        return [cell for cell in self.cells if cell.fault or cell.conflict]


@dataclass
class Group:
    """A service and its rows."""

    tjanst: Tjanst | None
    name: str
    key: str
    direct: bool
    columns: tuple[Column, ...]
    rows: list[Row] = field(default_factory=list)

    @property
    def pk(self) -> str:
        """Plain digits, for ids; '' for a service that only last year has."""
        return str(self.tjanst.pk) if self.tjanst else ""

    @property
    def last_ore(self) -> str | None:
        return None if self.last is None else str(to_ore(self.last))

    @property
    def total(self) -> Decimal:
        return sum((row.total for row in self.rows), ZERO)

    @property
    def last(self) -> Decimal | None:
        return sum_known(row.last for row in self.rows)

    @property
    def change(self) -> str:
        return percent_text(self.total, self.last)

    @property
    def shown(self) -> Decimal:
        return sum((row.shown for row in self.rows), ZERO)

    @property
    def sums(self) -> list[ColumnSum]:
        """Per column, what the rows sum to."""
        own = [row for row in self.rows if row.cells]
        return [
            ColumnSum(column, sum((row.cells[index].amount for row in own), ZERO))
            for index, column in enumerate(self.columns)
        ]


@dataclass
class Grid:
    """A version as a table: `columns` are typed in, the rest is computed."""

    budget: Budget
    columns: tuple[Column, ...]
    groups: list[Group]
    before: Budget | None  # last year's version
    previous: Budget | None  # the version before this one
    previous_total: Decimal | None

    @property
    def by_month(self) -> bool:
        return self.columns is BY_MONTH

    @property
    def width(self) -> int:
        """Columns in all, the computed ones too."""
        return len(self.columns) + (2 if self.by_month else 5)

    @property
    def summed(self) -> list[Group]:
        """The services that count: what a supplier invoices directly is shown, never summed."""
        return [group for group in self.groups if not group.direct]

    @property
    def rows(self) -> list[Row]:
        """The rows of this version, in order."""
        return [row for group in self.groups for row in group.rows if row.rad]

    @property
    def services(self) -> int:
        return sum(1 for group in self.groups if any(row.rad for row in group.rows))

    @property
    def total(self) -> Decimal:
        return sum((group.total for group in self.summed), ZERO)

    @property
    def last(self) -> Decimal | None:
        return sum_known(group.last for group in self.summed)

    @property
    def change(self) -> str:
        return percent_text(self.total, self.last)

    @property
    def shown(self) -> Decimal:
        return sum((group.shown for group in self.summed), ZERO)

    @cached_property
    def sums(self) -> list[ColumnSum]:
        """Per column, the sum over services that count."""
        per_group = [group.sums for group in self.summed]
        return [
            ColumnSum(column, sum((sums[index].amount for sums in per_group), ZERO))
            for index, column in enumerate(self.columns)
        ]

    @property
    def ombudgetering(self) -> Decimal:
        """What moves between rows: even when it sums to 0."""
        return sum((found.amount for found in self.sums if found.column.key == OMBUDGETERING), ZERO)

    @property
    def delta(self) -> str:
        """'+120 000 mot utkast 2'."""
        if self.previous is None or self.previous_total is None:
            return ""
        change = self.total - self.previous_total
        word = "utkast" if self.previous.is_open else "version"
        return f"{format_change(change) if change else 'oförändrat'} mot {word} {self.previous.number}"

    @cached_property
    def income(self) -> Decimal | None:
        """What the members pay by the keys; shared when asked for, since it is most of the grid's work."""
        return balance.income(self.budget)

    @cached_property
    def income_before(self) -> Decimal | None:
        return balance.income(self.before) if self.before else None

    @property
    def missing(self) -> Decimal | None:
        """What the members' shares lack, or exceed the costs by (negative)."""
        return None if self.income is None else self.total - self.income

    @property
    def surplus(self) -> Decimal:
        return -(self.missing or ZERO)


def build_grid(
    budget: Budget,
    *,
    by_month: bool = False,
    previous: Budget | None = None,
    typed: Typed | None = None,
    conflicts: Mapping[str, CellConflict] | None = None,
) -> Grid:
    """The grid of a version; `typed` and `conflicts` are what could not be saved and must not be lost."""
    columns = BY_MONTH if by_month else BY_KIND
    before = year_before(budget)
    last = {row.key: row for row in row_amounts(before)} if before else {}
    met = typed or Typed(), conflicts or {}
    groups: dict[int, Group] = {}
    for rad in with_cells(budget):
        group = groups.setdefault(rad.tjanst_id, _group(rad.tjanst, columns))
        found = last.pop((rad.tjanst_id, rad.kostnadsslag.casefold()), None)
        group.rows.append(_row(rad, columns, found, met))
    _add_gone(groups, last.values(), columns)
    return Grid(
        budget=budget,
        columns=columns,
        groups=list(groups.values()),
        before=before,
        previous=previous,
        previous_total=total(previous) if previous else None,
    )


def percent_text(new: Decimal, old: Decimal | None) -> str:
    """The change in percent with its sign: '+5,8'; a dash with nothing to compare with."""
    share = None if old is None else change_share(new, old)
    return NOTHING if share is None else format_change(share * 100, 1)


def sum_known(amounts: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None when nothing is."""
    known = [amount for amount in amounts if amount is not None]
    return sum(known, ZERO) if known else None


def _group(tjanst: Tjanst, columns: tuple[Column, ...]) -> Group:
    key = tjanst.nyckel.short_name or tjanst.nyckel.name if tjanst.nyckel else ""
    return Group(tjanst, tjanst.name, key, tjanst.direct_from_supplier, columns)


def _row(
    rad: Budgetrad, columns: tuple[Column, ...], last: RowAmount | None, met: tuple[Typed, Mapping]
) -> Row:
    posts = {post.kind: post for post in rad.poster.all()}
    cells = _month_cells(rad, posts) if columns is BY_MONTH else _kind_cells(rad, posts)
    typed, conflicts = met
    for cell in cells:
        cell.typed = typed.texts.get(cell.field.key)
        cell.fault = typed.faults.get(cell.field.key, "")
        cell.conflict = conflicts.get(cell.field.key)
    whole = sum((post.amount for post in posts.values()), ZERO)
    shown = sum((cell.amount for cell in cells), ZERO)
    return Row(rad.kostnadsslag, rad, cells, whole, last.amount if last else None, shown)


def _kind_cells(rad: Budgetrad, posts: dict[str, Budgetpost]) -> list[Cell]:
    return [
        _cell(
            rad,
            column,
            post.revision if (post := posts.get(column.key)) else 0,
            post.amount if post else ZERO,
        )
        for column in BY_KIND
    ]


def _month_cells(rad: Budgetrad, posts: dict[str, Budgetpost]) -> list[Cell]:
    post = posts.get(URSPRUNGLIG)
    months = (post.months or even_months(post.amount)) if post else [ZERO] * 12
    revision = post.revision if post else 0
    return [_cell(rad, column, revision, amount) for column, amount in zip(BY_MONTH, months, strict=True)]


def _cell(rad: Budgetrad, column: Column, revision: int, amount: Decimal) -> Cell:
    return Cell(Field(rad.pk, column.key, revision, amount), column, f"{column.label}, {rad.kostnadsslag}")


def _add_gone(groups: dict[int, Group], last: Iterable[RowAmount], columns: tuple[Column, ...]) -> None:
    """Rows that only last year has: without them the services would not sum to last year's total."""
    gone: dict[int, list[RowAmount]] = defaultdict(list)
    for row in last:
        if row.amount:
            gone[row.tjanst_id].append(row)
    for tjanst_id, rows in gone.items():
        group = groups.setdefault(tjanst_id, Group(None, rows[0].tjanst, "", rows[0].direct, columns))
        group.rows += [Row(row.kostnadsslag, None, [], ZERO, row.amount) for row in rows]
