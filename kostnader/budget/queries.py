"""Questions about budgets."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Prefetch, Q, Sum
from django.db.models.functions import Coalesce

from kostnader.budget.models import Budget, Budgetandring, Budgetpost, Kostnadsslag
from kostnader.budget.rules import ZERO, even_months
from samverkan.beslut.beslutsobjekt import Beslutsobjekt
from samverkan.handelser.models import Handelse
from samverkan.konton.rules import may_see_kostnader


def bidrag_of(samverkan) -> set[int]:
    """The kinds of cost that are what the members pay in: no part of what is shared. One query."""
    found = Kostnadsslag.objects.filter(samverkan=samverkan, kind=Kostnadsslag.Kind.BIDRAG)
    return set(found.values_list("pk", flat=True))


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


def visible_budgets(user, samverkan, year: int):
    """The versions the person may see, newest first: decided ones for all, drafts for those who see costs."""
    found = Budget.objects.filter(samverkan=samverkan, year=year).select_related(
        "beslut__organ", "created_by"
    )
    if not may_see_kostnader(user, samverkan):
        found = found.filter(status__in=[Budget.Status.FASTSTALLD, Budget.Status.ERSATT])
    return found.order_by("-number")


def year_before(budget: Budget) -> Budget | None:
    """The budget of the year before to compare with: the fastställd, else for a draft the newest.

    Who sees a decided budget may not see drafts, so it is never set beside one.
    """
    samverkan, year = budget.samverkan, budget.year - 1
    is_decided = budget.status in (Budget.Status.FASTSTALLD, Budget.Status.ERSATT)
    return decided_budget(samverkan, year) or (None if is_decided else newest_budget(samverkan, year))


@dataclass(frozen=True)
class RowAmount:
    """A row of a version as one amount, for setting beside another version."""

    tjanst_id: int
    tjanst: str
    kostnadsslag: str
    amount: Decimal
    direct: bool

    @property
    def key(self) -> tuple[int, str]:
        return self.tjanst_id, self.kostnadsslag.casefold()


def row_amounts(budget: Budget) -> list[RowAmount]:
    """Every row with its sum over kinds, in the grid's order. One query."""
    rows = budget.rader.annotate(total=Coalesce(Sum("poster__amount"), ZERO)).select_related("tjanst")
    return [
        RowAmount(
            rad.tjanst_id, rad.tjanst.name, rad.kostnadsslag, rad.total, rad.tjanst.direct_from_supplier
        )
        for rad in rows.order_by("tjanst__order", "tjanst__name", "order", "id")
    ]


def total(budget: Budget) -> Decimal:
    """The whole budget in kronor, without what suppliers invoice directly."""
    own = Budgetpost.objects.filter(rad__budget=budget, rad__tjanst__direct_from_supplier=False)
    return own.aggregate(total=Coalesce(Sum("amount"), ZERO))["total"]


def last_change(budget: Budget) -> Budgetandring | None:
    """The newest change of any cell, taken back or not."""
    return Budgetandring.objects.filter(rad__budget=budget).select_related("actor").first()


def last_batch(budget: Budget, actor) -> list[Budgetandring]:
    """What `undo_last` would take back."""
    mine = Budgetandring.objects.filter(rad__budget=budget, actor=actor, undone=False)
    newest = mine.values("batch")[:1]
    return list(mine.filter(batch__in=newest).select_related("rad"))


def cells_changed_after(budget: Budget, seen: int) -> set[tuple[int, str]]:
    """The cells that anyone has changed after the change with the id `seen`."""
    later = Budgetandring.objects.filter(rad__budget=budget, pk__gt=seen)
    return set(later.values_list("rad_id", "kind"))


def proposed_by(budget: Budget) -> str:
    """Who laid the version before the nämnd, or ''."""
    events = Handelse.objects.filter(
        object_type=budget._meta.label_lower, object_id=str(budget.pk), action="budget.proposed"
    )
    return events.values_list("actor_name", flat=True).first() or ""


def decided_by(beslut_ids: Collection[int]) -> Iterator[Beslutsobjekt]:
    """The budgets that rest on the given decisions, for the pages of decisions."""
    own = Q(rader__tjanst__direct_from_supplier=False)
    decided = [Budget.Status.FASTSTALLD, Budget.Status.ERSATT]
    found = Budget.objects.filter(beslut__in=beslut_ids, status__in=decided).order_by("year", "number")
    for budget in found.annotate(total=Coalesce(Sum("rader__poster__amount", filter=own), ZERO)):
        in_force = budget.status == Budget.Status.FASTSTALLD
        yield Beslutsobjekt(
            budget.beslut_id,
            "Budget",
            str(budget),
            budget.total,
            "budget:version",
            {"year": budget.year, "number": budget.number},
            holds="Fastställ en ny version av budgeten med ett annat beslut först." if in_force else "",
            afterwards="" if in_force else "Är redan ersatt och ligger kvar som historik.",
        )
