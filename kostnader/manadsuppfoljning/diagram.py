"""The net cost month by month as bars: what it came to, and what the budget says of the months to come."""

from decimal import Decimal

from kostnader.manadsuppfoljning.siffror import Manad
from kostnader.prognos.rules import MONTHS, ZERO
from samverkan.lib.swedish import MONTHS_SHORT
from samverkan.tabeller.visning import cell_text

LEGEND = ({"slag": "", "text": "utfall"}, {"slag": "plan", "text": "budget"})


def month_bars(manad: Manad) -> list[dict[str, object]]:
    """Twelve bars in tkr for `komponenter/diagram_staplar.html`."""
    net = {(row.tjanst.pk, row.slag.name.casefold()) for row in manad.net}
    rows = [row for key, row in manad.underlag.rows.items() if key in net]
    months: list[Decimal] = []
    for number in range(MONTHS):
        known = number < manad.through
        parts = (row.months(manad.year)[number] if known else row.budget.months[number] for row in rows)
        months.append(sum(parts, ZERO))
    top = max((abs(one) for one in months), default=ZERO) or Decimal(1)
    return [
        {
            "etikett": MONTHS_SHORT[number],
            "varde": cell_text(one, unit="tkr"),
            "andel": int(abs(one) * 100 / top),
            "slag": ("nu" if number == manad.through - 1 else "") if number < manad.through else "plan",
        }
        for number, one in enumerate(months)
    ]
