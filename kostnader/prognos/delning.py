"""A forecast shared over the members by the key for the outcome, as the year's settlement would share it."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from kostnader.budget.models import Kostnadsslag
from kostnader.fordelning.utfall_delning import Delning, Utfallsdelning
from kostnader.prognos.models import Prognosomgang
from kostnader.prognos.queries import rader, read_round
from kostnader.prognos.rules import MONTHS, ZERO, forecast_months


def share_forecast(omgang: Prognosomgang, of: Utfallsdelning) -> dict[int, Delning]:
    """Each service's net forecast, kronor, by service id. What the members pay in is no part of it, nor what
    a supplier invoices them itself. `of` is the sharing of the round's year."""
    forecast: dict[int, Decimal] = defaultdict(Decimal)
    for row in rader(omgang):
        if row.slag.kind != Kostnadsslag.Kind.BIDRAG and not row.tjanst.direct_from_supplier:
            forecast[row.tjanst.pk] += row.amount
    spent: dict[int, list[Decimal]] = {pk: [ZERO] * MONTHS for pk in forecast}
    for row in read_round(omgang).rows.values():
        if row.slag.kind != Kostnadsslag.Kind.BIDRAG and row.tjanst.pk in spent:
            spent[row.tjanst.pk] = _added(spent[row.tjanst.pk], row.months(omgang.year))
    months = {pk: forecast_months(amount, spent[pk], omgang.through) for pk, amount in forecast.items()}
    return of.shared(forecast, months)


def _added(one: Sequence[Decimal], other: Sequence[Decimal]) -> list[Decimal]:
    return [a + b for a, b in zip(one, other, strict=True)]
