"""What may be done with a budget: its versions, its rows and its cells."""

from kostnader.budget.acts.celler import Conflict, set_cell, set_cells, undo_last
from kostnader.budget.acts.indexera import index_budget
from kostnader.budget.acts.kostnadsslag import ensure_kostnadsslag
from kostnader.budget.acts.rader import add_row, change_row, remove_row
from kostnader.budget.acts.versioner import (
    avsla_budget,
    create_budget,
    faststalla_budget,
    foresla_budget,
    withdraw_budget,
)

__all__ = [
    "Conflict",
    "add_row",
    "avsla_budget",
    "change_row",
    "create_budget",
    "ensure_kostnadsslag",
    "faststalla_budget",
    "foresla_budget",
    "index_budget",
    "remove_row",
    "set_cell",
    "set_cells",
    "undo_last",
    "withdraw_budget",
]
