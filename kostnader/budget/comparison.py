"""Two versions side by side, per row and service."""

from dataclasses import dataclass, field
from decimal import Decimal

from kostnader.budget.grid import percent_text, sum_known
from kostnader.budget.models import Budget
from kostnader.budget.queries import RowAmount, row_amounts
from kostnader.budget.rules import ZERO


@dataclass
class Line:
    """A row, a service or the whole in two versions; None where a version lacks it."""

    name: str
    old: Decimal | None
    new: Decimal | None
    lines: list["Line"] = field(default_factory=list)
    direct: bool = False

    @property
    def change(self) -> Decimal:
        return (self.new or ZERO) - (self.old or ZERO)

    @property
    def percent(self) -> str:
        return percent_text(self.new or ZERO, self.old)


def compare(old: Budget, new: Budget) -> tuple[list[Line], Line]:
    """The services with their rows, in the order of the newer version, and the sum."""
    services: dict[int, Line] = {}
    before, after = row_amounts(old), row_amounts(new)
    old_rows = {row.key: row for row in before}
    new_keys = {row.key for row in after}
    for row in after:
        found = old_rows.get(row.key)
        _service(services, row).lines.append(Line(row.kostnadsslag, found and found.amount, row.amount))
    for row in before:
        if row.key not in new_keys:
            _service(services, row).lines.append(Line(row.kostnadsslag, row.amount, None))
    for service in services.values():
        service.old = sum_known(line.old for line in service.lines)
        service.new = sum_known(line.new for line in service.lines)
    own = [service for service in services.values() if not service.direct]
    whole = Line("Summa kostnader", sum_known(s.old for s in own), sum_known(s.new for s in own))
    return list(services.values()), whole


def _service(services: dict[int, Line], row: RowAmount) -> Line:
    return services.setdefault(row.tjanst_id, Line(row.tjanst, None, None, direct=row.direct))
