"""The table of measures as a file that can be mended and read in again."""

from samverkan.lib.workbook import Column, Sheet
from samverkan.matt.queries import MattRow, MattTable


def matt_sheet(table: MattTable) -> Sheet:
    """One row per member and unit, one column per reference date."""
    columns = [Column("Kommunkod", width=10), Column("Medlem"), Column("Organisationsnummer", width=14)]
    has_units = any(row.bearer.enhet for row in table.rows)
    if has_units:
        columns.append(Column("Enhet"))
    columns += [Column(f"{table.mattslag.name} {column.day}", "quantity") for column in table.dates]
    rows = [_cells(row, has_units) for row in table.rows if _is_entered(row)]
    return Sheet(table.mattslag.name, columns, rows, totals=True)


def _is_entered(row: MattRow) -> bool:
    """A line that only sums its units is left out: the file would count them twice."""
    return not row.is_sum or any(cell.matt for cell in row.cells)


def _cells(row: MattRow, has_units: bool) -> list[object]:
    organisation, enhet = row.bearer.organisation, row.bearer.enhet
    values = [cell.matt.value if cell.matt else None for cell in row.cells]
    unit = [enhet.name if enhet else ""] if has_units else []
    return [organisation.kommunkod, organisation.name, organisation.orgnr, *unit, *values]
