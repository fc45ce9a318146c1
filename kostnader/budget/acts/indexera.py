"""Indexing a whole version."""

from django.db import transaction

from kostnader.budget.acts.celler import set_cells
from kostnader.budget.acts.lock import lock_open
from kostnader.budget.changes import CellChange
from kostnader.budget.models import Budget, Budgetpost
from kostnader.budget.rules import Indexation
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_number


def indexed_cells(budget: Budget, indexation: Indexation) -> list[CellChange]:
    """What every cell becomes: each row alike, and what is 0 stays 0."""
    posts = Budgetpost.objects.filter(rad__budget=budget).order_by("rad_id", "kind")
    return [
        CellChange(post.rad_id, post.kind, indexation.apply(post.amount), post.revision, base=post.amount)
        for post in posts
        if post.amount
    ]


def stamp(budget: Budget) -> str:
    """Tells whether any cell has changed since a page was shown."""
    revisions = Budgetpost.objects.filter(rad__budget=budget).values_list("pk", "revision")
    return f"{len(revisions)}.{sum(revision for _, revision in revisions)}"


@transaction.atomic
def index_budget(budget: Budget, indexation: Indexation, *, seen: str, actor) -> int:
    """Index every cell as one change that can be taken back; returns how many changed.

    `seen` is the `stamp` of the preview: refused when anything has changed since then.
    """
    locked = lock_open(budget)
    if stamp(budget) != seen:
        raise Refused("Budgeten har ändrats sedan förhandsvisningen. Se över den nya och spara igen.")
    if not indexation.percent:
        raise Refused("Ange ett procenttal som inte är 0.", field="percent")
    changes = indexed_cells(budget, indexation)
    if not changes:
        raise Refused("Det finns inga belopp att räkna upp.")
    count = set_cells(budget, changes, actor=actor)
    hur = f"{format_number(indexation.percent, 6)} %, {indexation.text}"
    log("budget.indexed", locked, actor=actor, samverkan=locked.samverkan, hur=hur)
    return count
