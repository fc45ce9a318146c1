"""Kinds of asset, and the year's depreciation into a draft of the budget."""

from django.db import transaction

from kostnader.budget.acts import add_row, set_cells
from kostnader.budget.acts.lock import lock_open
from kostnader.budget.changes import CellChange
from kostnader.budget.models import Budget, Budgetrad
from kostnader.budget.rules import even_months
from kostnader.investeringar.models import Avskrivningstyp
from kostnader.investeringar.paverkan import Budgetforslag, budget_proposals, fingerprint
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Samverkan


def add_avskrivningstyp(samverkan: Samverkan, *, name: str, years: int, actor) -> Avskrivningstyp:
    """Enter a kind of asset and over how many years it is written off."""
    with transaction.atomic():
        Samverkan.objects.select_for_update(no_key=True).get(pk=samverkan.pk)
        typ = Avskrivningstyp(samverkan=samverkan, name=name, years=years)
        _refuse(typ)
        typ.save()
        log("avskrivningstyp.created", typ, actor=actor, samverkan=samverkan)
    return typ


def change_avskrivningstyp(typ: Avskrivningstyp, *, name: str, years: int, actor) -> Avskrivningstyp:
    """Change a kind. Plans of its investments follow: what is booked in the ledger is not touched."""
    with transaction.atomic():
        stored = _lock(typ)
        told = apply_changes(stored, {"name": name, "years": years})
        if told:
            _refuse(stored)
            stored.save()
            log("avskrivningstyp.changed", stored, actor=actor, samverkan=stored.samverkan, falt=told)
    return stored


def remove_avskrivningstyp(typ: Avskrivningstyp, *, actor) -> None:
    """Take away a kind that no investment has."""
    with transaction.atomic():
        stored = _lock(typ)
        count = stored.investeringar.count()
        if count:
            raise Refused(f"{stored.name} används av {count} investeringar. Byt typ på dem först.")
        log("avskrivningstyp.removed", stored, actor=actor, samverkan=stored.samverkan)
        stored.delete()


def put_avskrivningar_in_budget(budget: Budget, *, seen: str, actor) -> int:
    """Write the year's depreciation into the draft, per service in its row Avskrivningar, month by month.

    `seen` is the fingerprint of the proposal that was shown: refused when rows or plans have changed since.
    Returns how many rows changed; pressed twice nothing changes the second time.
    """
    with transaction.atomic():
        locked = lock_open(budget)
        proposals = budget_proposals(locked)
        if seen != fingerprint(proposals):
            raise Refused("Budgeten eller planen har ändrats sedan sidan visades. Granska förslaget igen.")
        changed = [one for one in proposals if one.differs]
        set_cells(locked, [c for one in changed for c in _changes(locked, one, actor)], actor=actor)
        if changed:
            log("budget.avskrivningar", locked, actor=actor, samverkan=locked.samverkan, antal=len(changed))
    return len(changed)


def _changes(budget: Budget, one: Budgetforslag, actor) -> list[CellChange]:
    """The cells of one service's row; the row is added where it is missing."""
    rad = one.rad or add_row(budget, tjanst=one.tjanst, kostnadsslag=one.row_name, actor=actor)
    if one.months == even_months(one.amount):
        return [_cell(rad, one, one.amount, None)]
    return [_cell(rad, one, amount, month) for month, amount in enumerate(one.months, 1)]


def _cell(rad: Budgetrad, one: Budgetforslag, amount, month: int | None) -> CellChange:
    return CellChange(rad.pk, "ursprunglig", amount, one.revision, month=month)


def _lock(typ: Avskrivningstyp) -> Avskrivningstyp:
    return Avskrivningstyp.objects.select_for_update(of=("self",)).select_related("samverkan").get(pk=typ.pk)


def _refuse(typ: Avskrivningstyp) -> None:
    if not 1 <= typ.years <= 50:
        raise Refused("Skriv ett antal år mellan 1 och 50.", field="years")
    clean_or_refuse(typ, field="name")
