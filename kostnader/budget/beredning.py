"""Budget versions on their way to a decision: what a matter's papers say, and what its § does to them."""

from collections.abc import Collection
from decimal import Decimal

from kostnader.budget.acts import avsla_budget, faststalla_budget, withdraw_budget
from kostnader.budget.models import Budget
from kostnader.budget.queries import row_amounts, year_before
from kostnader.budget.rules import change_share
from samverkan.beslut.beredning import Beredare, Beredningsobjekt
from samverkan.beslut.models import Beslut
from samverkan.lib.swedish import format_amount, format_change

KIND = "budget"
Status, Outcome = Budget.Status, Beslut.Outcome
EFFECT = "Bifall fastställer just den här versionen när protokollet är justerat."


def waiting(samverkan) -> list[Beredningsobjekt]:
    """The budgets of a samverkan that are proposed, newest year first."""
    found = Budget.objects.filter(samverkan=samverkan, status=Status.FORESLAGEN).select_related("samverkan")
    return [_told(budget) for budget in found]


def described(ids: Collection[int]) -> list[Beredningsobjekt]:
    """What the given budgets say now."""
    return [_told(budget) for budget in Budget.objects.filter(pk__in=ids).select_related("samverkan")]


def decided(budget_id: int, beslut: Beslut, actor) -> None:
    """Bifall fastställer, avslag closes, återremiss opens again; bordläggning leaves it as it is."""
    budget = Budget.objects.get(pk=budget_id)
    if beslut.outcome == Outcome.BIFALL:
        faststalla_budget(budget, beslut=beslut, actor=actor)
    elif beslut.outcome == Outcome.AVSLAG:
        avsla_budget(budget, beslut=beslut, actor=actor)
    elif beslut.outcome == Outcome.ATERREMISS and not is_superseded(budget):
        withdraw_budget(budget, actor=actor)


def is_superseded(budget: Budget) -> bool:
    """Whether a newer version has been begun meanwhile; then that one is worked on."""
    return budget.samverkan.budgetar.filter(year=budget.year, number__gt=budget.number).exists()


def _told(budget: Budget) -> Beredningsobjekt:
    before = year_before(budget)
    now, then = _per_tjanst(budget), _per_tjanst(before) if before else {}
    total, last = sum(now.values(), Decimal(0)), sum(then.values(), Decimal(0))
    share = change_share(total, last)
    return Beredningsobjekt(
        kind=KIND,
        object_id=budget.pk,
        label=str(budget),
        status=budget.get_status_display(),
        text=f"{format_amount(total)} kr, {len(now)} tjänster",
        effect=EFFECT if budget.status == Status.FORESLAGEN else "",
        amount=total,
        change=None if share is None else Decimal(share.numerator * 100) / share.denominator,
        open=budget.status == Status.FORESLAGEN,
        url_name="budget:version",
        url_kwargs={"year": budget.year, "number": budget.number},
        samverkan_id=budget.samverkan_id,
        table=_table(budget.year, now, then),
    )


def _per_tjanst(budget: Budget) -> dict[str, Decimal]:
    """Per service, in the grid's order; what suppliers invoice directly is left out."""
    sums: dict[str, Decimal] = {}
    for row in row_amounts(budget):
        if not row.direct:
            sums[row.tjanst] = sums.get(row.tjanst, Decimal(0)) + row.amount
    return sums


def _table(year: int, now: dict[str, Decimal], then: dict[str, Decimal]) -> tuple[tuple[str, ...], ...]:
    if not then:
        rows = [(name, format_amount(amount)) for name, amount in now.items()]
        return (("Tjänst, kr", str(year)), *rows, ("Summa", format_amount(sum(now.values()))))
    names = [*now, *(name for name in then if name not in now)]
    rows = [_row(name, then.get(name), now.get(name)) for name in names]
    head = ("Tjänst, kr", str(year - 1), str(year), "Förändring")
    return (head, *rows, _row("Summa", sum(then.values()), sum(now.values())))


def _row(name: str, last: Decimal | None, new: Decimal | None) -> tuple[str, ...]:
    moved = format_change((new or Decimal(0)) - (last or Decimal(0)))
    return (
        name,
        "–" if last is None else format_amount(last),
        "–" if new is None else format_amount(new),
        moved,
    )


BEREDARE = Beredare(KIND, "Budget", waiting, described, decided, members_may_approve=True)
