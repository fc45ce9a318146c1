"""A budget month by month, per service and kind of cost: what outcome and forecast are set beside."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from kostnader.budget.models import Budget, Budgetpost, Kostnadsslag
from kostnader.budget.rules import MONTHS, ZERO, even_months, likely_kind
from samverkan.medlemmar.models import Samverkan

Key = tuple[int, str]  # tjänst id, name of the kind of cost in lower case


@dataclass
class Radbudget:
    """A row of the budget in kronor: the twelve months of its whole amount, and what was there originally."""

    ursprunglig: Decimal = ZERO
    months: list[Decimal] = field(default_factory=lambda: [ZERO] * MONTHS)

    @property
    def total(self) -> Decimal:
        return sum(self.months, ZERO)

    @property
    def tillagg(self) -> Decimal:
        """What came later: additions and ombudgetering."""
        return self.total - self.ursprunglig


def row_months(budget: Budget) -> dict[Key, Radbudget]:
    """Per service and kind of cost, what the budget says. What a supplier invoices directly is left out,
    since it is in no budget that anyone here spends. One query."""
    rows: dict[Key, Radbudget] = {}
    posts = Budgetpost.objects.filter(rad__budget=budget, rad__tjanst__direct_from_supplier=False)
    for post in posts.select_related("rad"):
        row = rows.setdefault((post.rad.tjanst_id, post.rad.kostnadsslag.casefold()), Radbudget())
        if post.kind == Budgetpost.Kind.URSPRUNGLIG:
            row.ursprunglig += post.amount
        parts = post.months or even_months(post.amount)
        row.months = [month + part for month, part in zip(row.months, parts, strict=True)]
    return rows


def known_kostnadsslag(samverkan: Samverkan, names: Iterable[str]) -> dict[str, Kostnadsslag]:
    """The samverkan's kinds of cost by their name in lower case, in order; last those that only `names`
    knows, not stored and with the kind that their name tells. One query."""
    known = {slag.name.casefold(): slag for slag in samverkan.kostnadsslag.all()}
    for name in names:
        if name.casefold() not in known:
            known[name.casefold()] = Kostnadsslag(
                samverkan=samverkan, name=name, kind=likely_kind(name), order=len(known)
            )
    return known
