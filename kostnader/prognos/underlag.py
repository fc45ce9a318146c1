"""What is known of a year, row by row: budget by month, outcome by month this year and earlier.

Read in a fixed number of queries from sums, never from postings; forecasts and month reports are made of it.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kostnader.budget.manader import Key, Radbudget, known_kostnadsslag, row_months
from kostnader.budget.models import Budget, Kostnadsslag
from kostnader.prognos.rules import MONTHS, ZERO
from kostnader.tjanster.models import Tjanst
from kostnader.utfall.queries import utfall
from samverkan.medlemmar.models import Samverkan


@dataclass
class Radunderlag:
    """One service and kind of cost. `utfall` by year: twelve months, kronor with the ledger's sign."""

    tjanst: Tjanst
    slag: Kostnadsslag
    budget: Radbudget = field(default_factory=Radbudget)
    utfall: dict[int, list[Decimal]] = field(default_factory=dict)
    has_budget: bool = False

    def months(self, year: int) -> list[Decimal]:
        """The outcome of each month of a year."""
        return self.utfall.get(year, [ZERO] * MONTHS)

    def through(self, year: int, month: int) -> Decimal:
        """The outcome from January through a month."""
        return sum(self.months(year)[:month], ZERO)


@dataclass
class Underlag:
    """The rows in the order they are shown. `unplaced`: outcome of the year that no rule places, and that
    is therefore in no row."""

    samverkan: Samverkan
    year: int
    budget: Budget | None
    rows: dict[Key, Radunderlag]
    unplaced: Decimal = ZERO

    def has_outcome(self, year: int) -> bool:
        return any(year in row.utfall for row in self.rows.values())

    def last_month(self) -> int:
        """The last month of the year with any outcome; 0 when there is none."""
        months = (
            number
            for row in self.rows.values()
            for number, amount in enumerate(row.months(self.year), 1)
            if amount
        )
        return max(months, default=0)


def read_underlag(
    samverkan: Samverkan, year: int, budget: Budget | None, *, years_back: int = 1, through: int = MONTHS
) -> Underlag:
    """Read what is known of a year: the budget version given, and the outcome through a month of it and of
    whole years before. A fixed number of queries."""
    tjanster = {tjanst.pk: tjanst for tjanst in samverkan.tjanster.select_related("kostnadsstalle", "nyckel")}
    budgeted = row_months(budget) if budget else {}
    names = budget.rader.values_list("kostnadsslag", flat=True) if budget else ()
    slag = known_kostnadsslag(samverkan, names)
    by_id = {one.pk: key for key, one in slag.items() if one.pk}
    spent: dict[Key, dict[int, list[Decimal]]] = defaultdict(dict)
    unplaced = ZERO
    last = date(year, through, 28) if through else date(year - 1, 12, 28)
    for one in utfall(samverkan, date(year - years_back, 1, 1), last):
        told = one.kontering
        if told.missing:
            unplaced += one.amount if one.month.year == year else ZERO
        elif told.is_drift:
            months = spent[told.tjanst, by_id[told.kostnadsslag]].setdefault(one.month.year, [ZERO] * MONTHS)
            months[one.month.month - 1] += one.amount
    found = [
        (
            key,
            Radunderlag(
                tjanster[key[0]],
                slag[key[1]],
                budgeted.get(key, Radbudget()),
                spent.get(key, {}),
                key in budgeted,
            ),
        )
        for key in {**budgeted, **spent}
    ]
    return Underlag(samverkan, year, budget, dict(sorted(found, key=_order)), unplaced)


def _order(entry: tuple[Key, Radunderlag]) -> tuple[object, ...]:
    row = entry[1]
    return row.tjanst.order, row.tjanst.name, row.tjanst.pk, row.slag.order, row.slag.pk or 0, row.slag.name
