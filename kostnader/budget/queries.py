"""Questions about budgets."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.db.models import Prefetch

from kostnader.budget.models import Budget, Budgetpost

ZERO, ORE = Decimal("0.00"), Decimal("0.01")


@dataclass
class Tjanstebelopp:
    """What a budget says about one service, in kronor.

    `total` is the whole budget, `shared` the part the key shares (rounding rows left out), and
    `months` that part month by month when any cell has been spread by hand, else None (twelfths).
    """

    total: Decimal = ZERO
    shared: Decimal = ZERO
    months: list[Decimal] | None = None


def amounts_by_tjanst(budget: Budget) -> dict[int, Tjanstebelopp]:
    """Per service id, what the budget says about it. One query."""
    amounts: dict[int, Tjanstebelopp] = defaultdict(Tjanstebelopp)
    monthly: dict[int, list[Decimal]] = defaultdict(lambda: [ZERO] * 12)
    spread: set[int] = set()
    for post in Budgetpost.objects.filter(rad__budget=budget).select_related("rad"):
        entry = amounts[post.rad.tjanst_id]
        entry.total += post.amount
        if not post.rad.shared:
            continue
        entry.shared += post.amount
        parts = post.months or even_months(post.amount)
        if post.months:
            spread.add(post.rad.tjanst_id)
        monthly[post.rad.tjanst_id] = [
            total + part for total, part in zip(monthly[post.rad.tjanst_id], parts, strict=True)
        ]
    for tjanst_id in spread:
        amounts[tjanst_id].months = monthly[tjanst_id]
    return dict(amounts)


def even_months(amount: Decimal) -> list[Decimal]:
    """An amount in twelve parts of whole öre that sum to it, as even as they can be."""
    through = [(amount * month / 12).quantize(ORE) for month in range(13)]
    return [after - before for before, after in pairwise(through)]


def newest_budget(samverkan, year: int) -> Budget | None:
    """The newest version of the year's budget that has not been turned down."""
    found = Budget.objects.filter(samverkan=samverkan, year=year).exclude(status=Budget.Status.AVSLAGEN)
    return found.select_related("beslut__organ").order_by("-number").first()


def decided_budget(samverkan, year: int) -> Budget | None:
    """The fastställd version of the year's budget."""
    found = Budget.objects.filter(samverkan=samverkan, year=year, status=Budget.Status.FASTSTALLD)
    return found.select_related("beslut__organ").first()


def newest_year(samverkan) -> int | None:
    """The latest year the samverkan has a budget for."""
    return Budget.objects.filter(samverkan=samverkan).order_by("-year").values_list("year", flat=True).first()


def with_cells(budget: Budget):
    """The budget's rows with services and cells, in the grid's order."""
    cells = Prefetch("poster", Budgetpost.objects.select_related("changed_by"))
    return budget.rader.select_related("tjanst__nyckel").prefetch_related(cells)
