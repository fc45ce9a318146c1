"""What the year, and the whole investment, is thought to end at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction
from django.db.models import Sum

from kostnader.investeringar.models import Investering, Investeringsbudget, Investeringsprognos
from kostnader.prognos.models import Prognosomgang
from kostnader.prognos.rules import needs_comment
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_change


@dataclass(frozen=True)
class Prognosvarde:
    """A forecast of one investment, kronor. `amount` None: no forecast is given (the budget counts)."""

    investering_id: int
    amount: Decimal | None
    total: Decimal | None = None
    comment: str = ""


def set_prognoser(omgang: Prognosomgang, wanted: Sequence[Prognosvarde], *, actor) -> int:
    """Give forecasts in an open round; returns how many changed. What is not named stays as it is.

    Refused, at the line, where the year deviates from its budget by more than the round's limits without a
    comment, as for the rows of running costs (`prognos.rules.needs_comment`).
    """
    with transaction.atomic():
        locked = Prognosomgang.objects.select_for_update(of=("self",)).select_related("samverkan")
        stored = locked.get(pk=omgang.pk)
        if not stored.is_open:
            raise Refused(f"{stored} är låst. Öppna en ny prognosomgång först.")
        own = stored.samverkan.investeringar.in_bulk()
        budgets = _budgets(stored)
        known = {one.investering_id: one for one in stored.investeringsprognoser.all()}
        count = 0
        for value in wanted:
            if value.investering_id not in own:
                raise Refused("En investering finns inte längre. Ladda om sidan.")
            if value.amount is None and (value.total is not None or value.comment):
                raise Refused("Skriv också årets prognos.", field=f"p{value.investering_id}")
            _refuse_silent(stored, own[value.investering_id], budgets, value)
            count += _set(stored, known.get(value.investering_id), value)
        if count:
            log("investering.prognoser", stored, actor=actor, samverkan=stored.samverkan, antal=count)
    return count


def _budgets(omgang: Prognosomgang) -> dict[int, Decimal]:
    """The year's budget of each investment of the samverkan, kronor."""
    rows = Investeringsbudget.objects.filter(investering__samverkan=omgang.samverkan, year=omgang.year)
    return dict(rows.order_by().values_list("investering").annotate(total=Sum("amount")))


def _refuse_silent(
    omgang: Prognosomgang, investering: Investering, budgets: Mapping[int, Decimal], value: Prognosvarde
) -> None:
    if value.amount is None or value.comment.strip():
        return
    budget = budgets.get(investering.pk, Decimal("0.00"))
    limits = {"limit_amount": omgang.limit_amount, "limit_percent": omgang.limit_percent}
    if needs_comment(budget, value.amount, **limits):
        raise Refused(
            f"{investering.name} avviker {format_change(budget - value.amount)} kr mot årets budget. "
            "Skriv varför.",
            field=f"k{investering.pk}",
        )


def _set(omgang: Prognosomgang, known: Investeringsprognos | None, value: Prognosvarde) -> bool:
    if value.amount is None:
        if known is not None:
            known.delete()
        return known is not None
    row = known or Investeringsprognos(omgang=omgang, investering_id=value.investering_id)
    after = (value.amount, value.total, value.comment)
    if known and (known.amount, known.total, known.comment) == after:
        return False
    row.amount, row.total, row.comment = after
    row.save()
    return True
