"""The computed figures of a grid, by the id of the element that shows them."""

from kostnader.budget.grid import Grid
from samverkan.lib.swedish import format_amount


def figures(grid: Grid) -> dict[str, str]:
    """Totals and changes of rows and services: {'t12': '970 000', 'f12': '+708,3', 'g3-tillagg': '0'}."""
    texts: dict[str, str] = {}
    for group in grid.groups:
        if group.tjanst is None:
            continue
        mark = f"g{group.tjanst.pk}"
        texts |= {f"{mark}-{found.column.key}": found.text for found in group.sums}
        texts |= {f"{mark}-t": format_amount(group.shown), f"{mark}-f": group.change}
        for row in group.rows:
            if row.rad:
                texts |= {f"t{row.rad.pk}": format_amount(row.shown), f"f{row.rad.pk}": row.change}
    return texts
