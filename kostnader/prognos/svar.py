"""What the grid's script is told after a save: every row as it stands now."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from kostnader.prognos.grid import Grid
from samverkan.lib.swedish import format_amount


def row_states(grid: Grid) -> dict[str, dict[str, object]]:
    """Boxes by key with name and value, choices of method by row, computed texts by element id."""
    texts: dict[str, str] = {}
    for line in grid.lines:
        texts[f"f-{line.key}"] = format_amount(line.proposed)
        texts[f"a-{line.key}"] = format_amount(line.row.deviation)
    for group in grid.groups:
        texts[f"gp-{group.tjanst.pk}"] = format_amount(group.sums.amount)
        texts[f"ga-{group.tjanst.pk}"] = format_amount(group.sums.deviation)
    cells = [cell for line in grid.lines for cell in line.cells.values()]
    return {
        "rutor": {cell.box.key: {"namn": cell.box.name, "varde": cell.value} for cell in cells},
        "metoder": {line.key: {code: words for code, words, _ in line.methods} for line in grid.lines},
        "siffror": texts,
        "saknar": {line.key: line.row.lacks_comment for line in grid.lines},
    }


def trouble_rows(request: HttpRequest, grid: Grid) -> dict[str, str]:
    """The row under each box that could not be saved, as HTML."""
    return {
        cell.box.key: render_to_string(
            "kostnader/prognos/_trubbel.html", {"cell": cell, "line": line, "script": True}, request
        )
        for line in grid.lines
        for cell in line.troubles
    }
