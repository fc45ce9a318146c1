"""Typing, pasting and taking back: every cell of the grid is changed here."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import uuid4

from django.db import transaction

from kostnader.budget.acts.lock import lock_open
from kostnader.budget.changes import Cell, CellChange, CellConflict, Conflict, cell_name
from kostnader.budget.models import Budget, Budgetandring, Budgetpost, Budgetrad
from kostnader.budget.rules import CELL_LIMIT, ZERO, even_months, respread
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_amount

URSPRUNGLIG = Budgetpost.Kind.URSPRUNGLIG


@dataclass(frozen=True)
class Content:
    """What a cell holds: its amount and, when spread by hand, its months."""

    amount: Decimal = ZERO
    months: list[Decimal] | None = None

    @classmethod
    def of(cls, post: Budgetpost | None) -> "Content":
        return cls(post.amount, post.months) if post else cls()

    def with_change(self, change: CellChange) -> "Content":
        if change.amount == self.seen_by(change):
            return self
        if change.month is None:
            months = respread(self.months, change.amount) if self.months else None
            return Content(change.amount, months)
        months = list(self.months or even_months(self.amount))
        months[change.month - 1] = change.amount
        return Content(sum(months, ZERO), months)

    def seen_by(self, change: CellChange) -> Decimal:
        """What the change replaces: the amount, or that of its month."""
        if change.month is None:
            return self.amount
        return (self.months or even_months(self.amount))[change.month - 1]


def set_cell(budget: Budget, rad: Budgetrad, kind: str, amount: Decimal, revision: int, *, actor) -> None:
    """Give one cell a new amount. `revision` is the one the writer saw, 0 for a cell never filled.

    Raises Conflict, with the other's value, when somebody has changed the cell since; Refused as `set_cells`.
    """
    set_cells(budget, [CellChange(rad.pk, kind, amount, revision)], actor=actor)


def set_cells(budget: Budget, changes: Sequence[CellChange], *, actor) -> int:
    """Give many cells new amounts, all or none; returns how many really changed.

    Who writes what already stands there changes nothing and meets no conflict; two who write in
    different months of one row both get through. Raises Conflict for stale cells, Refused when the
    version is closed, a row is gone or an amount does not fit.
    """
    with transaction.atomic():
        locked = lock_open(budget)
        rows = _rows(locked, changes)
        posts = _posts(rows)
        conflicts = [met for change in changes if (met := _conflict(change, posts, rows))]
        if conflicts:
            raise Conflict(conflicts)
        wanted = _wanted(changes, posts)
        written = _write(wanted, posts, rows, actor=actor)
        if written:
            vad = batch_text(written)
            log("budget.cells_changed", locked, actor=actor, samverkan=locked.samverkan, vad=vad)
    return len(written)


@transaction.atomic
def undo_last(budget: Budget, *, actor) -> str:
    """Take back the actor's own last change (a whole paste at once); returns what it was, in words.

    Refused when there is nothing to take back, or when another has changed one of the cells since.
    """
    locked = lock_open(budget)
    of_budget = Budgetandring.objects.filter(rad__budget=locked).select_related("rad", "actor")
    last = of_budget.filter(actor=actor, undone=False).first()
    if last is None:
        raise Refused("Du har inget att ångra i den här versionen.")
    batch = list(of_budget.filter(batch=last.batch, undone=False).order_by("id"))
    rows = {change.rad_id: change.rad for change in batch}
    posts = _posts(rows)
    _refuse_changed_since(batch, of_budget, posts)
    back = {(change.rad_id, change.kind): Content(change.old_amount, change.old_months) for change in batch}
    _write(back, posts, rows, actor=actor, undone=True)
    Budgetandring.objects.filter(pk__in=[change.pk for change in batch]).update(undone=True)
    text = batch_text(batch)
    log("budget.undone", locked, actor=actor, samverkan=locked.samverkan, vad=text)
    return text


def batch_text(batch: Sequence[Budgetandring]) -> str:
    """'Konsulter, tillägg, 0 → 120 000', or '12 celler på en gång'."""
    if len(batch) > 1:
        return f"{len(batch)} celler på en gång"
    only = batch[0]
    old, new = format_amount(only.old_amount), format_amount(only.new_amount)
    if old == new:
        return f"{cell_name(only.rad, only.kind)}, fördelad på månader"
    return f"{cell_name(only.rad, only.kind)}, {old} → {new}"


def _rows(budget: Budget, changes: Iterable[CellChange]) -> dict[int, Budgetrad]:
    wanted = {change.rad_id for change in changes}
    rows = {rad.pk: rad for rad in budget.rader.filter(pk__in=wanted)}
    if len(rows) < len(wanted):
        raise Refused("En rad finns inte längre: någon har tagit bort den. Ladda om sidan.")
    for change in changes:
        if abs(change.amount) > CELL_LIMIT:
            raise Refused(f"{cell_name(rows[change.rad_id], change.kind)}: beloppet är för stort.")
    return rows


def _posts(rows: dict[int, Budgetrad]) -> dict[Cell, Budgetpost]:
    found = Budgetpost.objects.filter(rad_id__in=rows).select_related("changed_by")
    return {(post.rad_id, post.kind): post for post in found}


def _conflict(
    change: CellChange, posts: dict[Cell, Budgetpost], rows: dict[int, Budgetrad]
) -> CellConflict | None:
    post = posts.get(change.cell)
    revision = post.revision if post else 0
    theirs = Content.of(post).seen_by(change)
    if change.revision == revision or theirs == change.amount:
        return None
    if change.month is not None and theirs == change.base:
        return None
    who = post.changed_by.name if post and post.changed_by else "Någon annan"
    return CellConflict(rows[change.rad_id], change, theirs, who, post.changed_at if post else None, revision)


def _wanted(changes: Iterable[CellChange], posts: dict[Cell, Budgetpost]) -> dict[Cell, Content]:
    wanted: dict[Cell, Content] = defaultdict(Content)
    wanted |= {cell: Content.of(post) for cell, post in posts.items()}
    for change in changes:
        wanted[change.cell] = wanted[change.cell].with_change(change)
    return wanted


def _write(
    wanted: dict[Cell, Content],
    posts: dict[Cell, Budgetpost],
    rows: dict[int, Budgetrad],
    *,
    actor,
    undone: bool = False,
) -> list[Budgetandring]:
    """Store the cells that differ from what they hold, and one change for each."""
    batch, changed, changes = uuid4(), [], []
    for (rad_id, kind), new in wanted.items():
        post = posts.get((rad_id, kind)) or Budgetpost(rad=rows[rad_id], kind=kind, revision=0)
        old = Content.of(post)
        if new == old:
            continue
        post.amount, post.months, post.changed_by = new.amount, new.months, actor
        post.revision += 1
        changed.append(post)
        changes.append(
            Budgetandring(
                rad=rows[rad_id], kind=kind, batch=batch, actor=actor, undone=undone, revision=post.revision,
                old_amount=old.amount, old_months=old.months, new_amount=new.amount, new_months=new.months,
            )
        )  # fmt: skip
    _save_posts(changed)
    return Budgetandring.objects.bulk_create(changes)


def _save_posts(posts: list[Budgetpost]) -> None:
    """Insert or change, in one statement: a paste may hold a thousand cells."""
    for post in posts:
        post.pk = None
    Budgetpost.objects.bulk_create(
        posts,
        update_conflicts=True,
        unique_fields=["rad", "kind"],
        update_fields=["amount", "months", "revision", "changed_at", "changed_by"],
    )


def _refuse_changed_since(batch: list[Budgetandring], of_budget, posts: dict[Cell, Budgetpost]) -> None:
    mine = {(change.rad_id, change.kind): change for change in batch}
    later = of_budget.filter(undone=False, pk__gt=batch[-1].pk, rad_id__in=[c.rad_id for c in batch])
    other = next((change for change in later if (change.rad_id, change.kind) in mine), None)
    if other is not None:
        raise Refused(
            f"{other.actor.name} har ändrat {cell_name(other.rad, other.kind)} sedan dess. "
            "Ditt värde går inte att ta tillbaka; skriv det du vill ha i cellen."
        )
    for cell, change in mine.items():
        if posts[cell].amount != change.new_amount:
            raise Refused(f"{cell_name(change.rad, change.kind)} har ändrats sedan dess.")
