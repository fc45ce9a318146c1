"""The figures of a month report, row by row, read once for all its tables.

Amounts are kronor with the ledger's sign. None means that nothing was ever said of it, which is not 0.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.db.models import Q, Sum

from kostnader.budget.manader import Key
from kostnader.budget.models import Budget, Budgetpost, Kostnadsslag
from kostnader.budget.queries import decided_budget, newest_budget
from kostnader.prognos.models import Prognosomgang
from kostnader.prognos.queries import Prognosrade, omgang_of, rader
from kostnader.prognos.rules import MONTHS, ZERO
from kostnader.prognos.underlag import Radunderlag, Underlag, read_underlag
from kostnader.tjanster.models import Tjanst
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period

Values = Mapping[str, Decimal | None]

# What a row can say. Bokslut is the whole outcome of an earlier year; _ack is January through the month.
BOKSLUT2, BOKSLUT, FORRA_ACK = "bokslut2", "bokslut", "forra_ack"
URSPRUNGLIG, TILLAGG = "ursprunglig", "tillagg"
BUDGET_MANAD, BUDGET_ACK = "budget_manad", "budget_ack"
UTFALL_MANAD, UTFALL = "utfall_manad", "utfall"
PROGNOS = "prognos"
KEYS = (
    BOKSLUT2, BOKSLUT, FORRA_ACK, URSPRUNGLIG, TILLAGG, BUDGET_MANAD, BUDGET_ACK, UTFALL_MANAD, UTFALL,
    PROGNOS,
)  # fmt: skip


@dataclass(frozen=True)
class Siffrad:
    """A service and kind of cost with what is said of it."""

    tjanst: Tjanst
    slag: Kostnadsslag
    values: Values

    @property
    def is_bidrag(self) -> bool:
        """What the members pay: income of the samverkan, no part of its net cost."""
        return self.slag.kind == Kostnadsslag.Kind.BIDRAG


@dataclass(frozen=True)
class Manad:
    """A year through a month."""

    samverkan: Samverkan
    period: Period
    budget: Budget | None
    omgang: Prognosomgang | None
    underlag: Underlag
    rows: tuple[Siffrad, ...]
    comments: tuple[Prognosrade, ...]

    @property
    def year(self) -> int:
        return self.period.year

    @property
    def through(self) -> int:
        return self.period.through

    @property
    def is_whole_year(self) -> bool:
        return self.through == MONTHS

    @cached_property
    def net(self) -> tuple[Siffrad, ...]:
        """The rows whose sum is the net cost: all but what the members pay."""
        return tuple(row for row in self.rows if not row.is_bidrag)

    @cached_property
    def bidrag_before(self) -> dict[int, Decimal]:
        """What the decided budgets of the two years before asked of the members: their net cost."""
        own = Q(rad__tjanst__direct_from_supplier=False, rad__budget__samverkan=self.samverkan)
        decided = Q(rad__budget__status=Budget.Status.FASTSTALLD)
        years = Q(rad__budget__year__in=(self.year - 1, self.year - 2))
        rows = Budgetpost.objects.filter(own, decided, years).values("rad__budget__year")
        return {row["rad__budget__year"]: row["whole"] for row in rows.annotate(whole=Sum("amount"))}


def read_month(samverkan: Samverkan, period: Period) -> Manad | None:
    """Everything the tables of a month are made of, in a fixed number of queries; None when neither budget
    nor outcome says anything. Sums are read, never postings."""
    budget = decided_budget(samverkan, period.year) or newest_budget(samverkan, period.year)
    underlag = read_underlag(samverkan, period.year, budget, years_back=2, through=period.through)
    if not underlag.rows:
        return None
    omgang = omgang_of(samverkan, period.year, period.through)
    forecasts: list[Prognosrade] = []
    if omgang is not None:
        same = budget is not None and omgang.budget_id == budget.pk
        forecasts = rader(omgang, underlag if same else None)
    rows = dict(underlag.rows)
    for row in forecasts:
        rows.setdefault(row.key, Radunderlag(row.tjanst, row.slag))
    by_key = {row.key: row.amount for row in forecasts}
    found = tuple(_row(row, by_key.get(key), underlag, period) for key, row in _ordered(rows))
    comments = tuple(row for row in forecasts if row.comment.strip())
    return Manad(samverkan, period, budget, omgang, underlag, found, comments)


def add(rows: Iterable[Siffrad]) -> dict[str, Decimal | None]:
    """The rows' sums; None where no row says anything."""
    return add_values(row.values for row in rows)


def add_values(rows: Iterable[Values]) -> dict[str, Decimal | None]:
    """Sums of values by key; None where none says anything."""
    sums: dict[str, Decimal | None] = dict.fromkeys(KEYS)
    for values in rows:
        for key in KEYS:
            value = values.get(key)
            if value is not None:
                sums[key] = (sums[key] or ZERO) + value
    return sums


def _ordered(rows: dict[Key, Radunderlag]) -> list[tuple[Key, Radunderlag]]:
    return sorted(rows.items(), key=lambda entry: (entry[1].tjanst.order, entry[1].tjanst.name, entry[0]))


def _row(row: Radunderlag, forecast: Decimal | None, underlag: Underlag, period: Period) -> Siffrad:
    year, through = period.year, period.through
    told = row.utfall

    def outcome(of: int, months: int, first: int = 0) -> Decimal | None:
        return sum(told[of][first:months], ZERO) if of in told else None

    values = {
        BOKSLUT2: outcome(year - 2, MONTHS),
        BOKSLUT: outcome(year - 1, MONTHS),
        FORRA_ACK: outcome(year - 1, through),
        UTFALL: outcome(year, through),
        UTFALL_MANAD: outcome(year, through, through - 1) if through else None,
        PROGNOS: forecast,
    }
    if row.has_budget:
        months = row.budget.months
        values |= {
            URSPRUNGLIG: row.budget.ursprunglig,
            TILLAGG: row.budget.tillagg,
            BUDGET_ACK: sum(months[:through], ZERO),
            BUDGET_MANAD: months[through - 1] if through else ZERO,
        }
    return Siffrad(row.tjanst, row.slag, {key: values.get(key) for key in KEYS})
