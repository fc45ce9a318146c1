"""A round as Excel: budget, outcome, forecast and the reasons."""

from kostnader.prognos.grid import Grid
from kostnader.prognos.tabell import PLUS_IS_BETTER, state_text, through_text
from samverkan.tabeller.excel import workbook
from samverkan.tabeller.tabell import RUBRIK, SUMMA, TEXT, Kolumn, Rad, Tabell


def round_table(grid: Grid) -> Tabell:
    """The round as it stands, service by service."""
    omgang = grid.omgang
    columns = (
        Kolumn("budget", "Budget"),
        Kolumn("utfall", "Utfall", note=through_text(omgang)),
        Kolumn("metod", "Metod", TEXT),
        Kolumn("prognos", "Prognos"),
        Kolumn("avvikelse", "Avvikelse", of=("budget", "-prognos")),
        Kolumn("kommentar", "Kommentar", TEXT),
    )
    rows: list[Rad] = []
    for group in grid.groups:
        rows.append(Rad(f"g{group.tjanst.pk}", group.tjanst.name, (), RUBRIK))
        for line in group.lines:
            row = line.row
            values = (row.budget, row.utfall, row.method_text, row.amount, row.deviation, row.comment)
            rows.append(Rad(line.key, row.slag.name, values))
        sums = group.sums
        values = (sums.budget, sums.utfall, None, sums.amount, sums.deviation, None)
        rows.append(Rad(f"s{group.tjanst.pk}", f"Summa {group.tjanst.label}", values, SUMMA))
    sums = grid.sums
    rows.append(
        Rad("summa", "Summa", (sums.budget, sums.utfall, None, sums.amount, sums.deviation, None), SUMMA)
    )
    return Tabell(
        str(omgang), "Tjänst och kostnadsslag", columns, tuple(rows), sign=PLUS_IS_BETTER,
        note=state_text(omgang).capitalize(),
    )  # fmt: skip


def round_xlsx(grid: Grid) -> bytes:
    """The round as a workbook with sums that sum."""
    return workbook([round_table(grid)])
