"""Rows of a budget: add, describe, remove."""

from django.db import transaction
from django.db.models import Max

from kostnader.budget.acts.kostnadsslag import ensure_kostnadsslag
from kostnader.budget.acts.lock import lock_open
from kostnader.budget.models import Budget, Budgetandring, Budgetpost, Budgetrad
from kostnader.tjanster.models import Tjanst
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused


@transaction.atomic
def add_row(
    budget: Budget,
    *,
    tjanst: Tjanst,
    kostnadsslag: str,
    shared: bool = True,
    comment: str = "",
    actor,
) -> Budgetrad:
    """A new row, last in its service."""
    locked = lock_open(budget)
    if tjanst.samverkan_id != locked.samverkan_id:
        raise Refused("Välj en tjänst i den här samverkan.", field="tjanst")
    last = locked.rader.filter(tjanst=tjanst).aggregate(last=Max("order"))["last"]
    order = 0 if last is None else last + 1
    rad = Budgetrad(
        budget=locked, tjanst=tjanst, kostnadsslag=kostnadsslag, order=order, shared=shared, comment=comment
    )
    _save(rad)
    log("budget.row_added", locked, actor=actor, samverkan=locked.samverkan, rad=rad)
    return rad


@transaction.atomic
def change_row(rad: Budgetrad, *, kostnadsslag: str, shared: bool, comment: str, actor) -> None:
    """Rename a row, write its remark, or say that it is rounding that the key does not share."""
    locked = lock_open(rad.budget)
    before = str(rad)
    rad = locked.rader.select_related("tjanst").get(pk=rad.pk)
    rad.kostnadsslag, rad.shared, rad.comment = kostnadsslag, shared, comment
    _save(rad)
    log("budget.row_changed", locked, actor=actor, samverkan=locked.samverkan, fran=before, rad=rad)


@transaction.atomic
def remove_row(rad: Budgetrad, *, actor) -> None:
    """Take a row and its amounts out of a draft. The event log keeps what stood there."""
    locked = lock_open(rad.budget)
    total = sum(post.amount for post in rad.poster.all())
    log("budget.row_removed", locked, actor=actor, samverkan=locked.samverkan, rad=rad, belopp=total)
    Budgetandring.objects.filter(rad=rad).delete()
    Budgetpost.objects.filter(rad=rad).delete()
    rad.delete()


def _save(rad: Budgetrad) -> None:
    """Validated and stored; a name that stands there already is refused at its field."""
    twins = Budgetrad.objects.filter(
        budget_id=rad.budget_id, tjanst_id=rad.tjanst_id, kostnadsslag__iexact=rad.kostnadsslag
    )
    if twins.exclude(pk=rad.pk).exists():
        raise Refused(f"{rad.tjanst} har redan en rad som heter {rad.kostnadsslag}.", field="kostnadsslag")
    rad.full_clean()
    rad.save()
    ensure_kostnadsslag(rad.budget.samverkan, [rad.kostnadsslag])
