"""What the rules do with the sums that count: how much each places, and what a change would move."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import ExtractYear

from kostnader.utfall.models import Konteringsregel, Utfallssumma
from kostnader.utfall.queries import regler, summed
from kostnader.utfall.rules import Kontering, Regel, deciding, kontering
from kostnader.utfall.stangning import refuse_closed
from samverkan.medlemmar.models import Samverkan

ZERO = Decimal("0.00")
Key = tuple[str, str, str]  # account, object, project
NOWHERE, LEFT_OUT = "saknar regel", "räknas inte"


@dataclass(frozen=True)
class Flytt:
    """What a change of the rules would move in a year: from where, to where, kronor."""

    year: int
    fran: str
    till: str
    amount: Decimal


def placed_by_rule(samverkan: Samverkan, year: int) -> dict[int | None, Decimal]:
    """Kronor of the year that each rule (`pk`) says something of. Two rules may speak of the same krona."""
    rules = regler(samverkan)
    found: dict[int | None, Decimal] = defaultdict(Decimal)
    for key, amount in summed(samverkan, date(year, 1, 1), date(year, 12, 31)).items():
        for pk in deciding(rules, *key):
            found[pk] += amount
    return dict(found)


def moves(samverkan: Samverkan, change: Konteringsregel, *, removed: bool = False) -> list[Flytt]:
    """What storing (or removing) a rule would move, over all years, most kronor first. Three queries."""
    before = regler(samverkan)
    others = [regel for regel in before if regel.pk != change.pk]
    after = others if removed else [*others, as_regel(change)]
    names = _Names(samverkan)
    found: dict[tuple[int, str, str], Decimal] = defaultdict(Decimal)
    for year, key, amount in _all_keys(samverkan):
        old, new = kontering(before, *key), kontering(after, *key)
        if old != new:
            found[year, names.of(old), names.of(new)] += amount
    rows = [Flytt(*key, amount) for key, amount in found.items() if key[1] != key[2]]
    return sorted(rows, key=lambda row: (-row.year, -abs(row.amount), row.fran))


def refuse_moving_closed(samverkan: Samverkan, before: list[Regel]) -> None:
    """Refuse a change that moves something in a closed year; `before`: the rules as they were."""
    after = regler(samverkan)
    years = {
        year
        for year, key, amount in _all_keys(
            samverkan, samverkan.stangda_ar.filter(opened_at=None).values("year")
        )
        if amount and kontering(before, *key) != kontering(after, *key)
    }
    if years:
        refuse_closed(samverkan, years)


def as_regel(regel: Konteringsregel) -> Regel:
    """A rule as the pure functions take it."""
    return Regel(
        konto=regel.konto, objekt=regel.objekt, projektkod=regel.projektkod, tjanst=regel.tjanst_id,
        kostnadsslag=regel.kostnadsslag_id, investering=regel.investering_id, projekt=regel.projekt_id,
        left_out=regel.left_out, pk=regel.pk,
    )  # fmt: skip


def _all_keys(samverkan: Samverkan, years: QuerySet | None = None) -> Iterable[tuple[int, Key, Decimal]]:
    rows = Utfallssumma.objects.filter(fil__samverkan=samverkan, fil__manader__month=F("month"))
    rows = rows.annotate(year=ExtractYear("month"))
    if years is not None:
        rows = rows.filter(year__in=years)
    sums = rows.order_by().values_list("year", "konto", "objekt", "projektkod").annotate(sum=Sum("amount"))
    for year, konto, objekt, projekt, amount in sums:
        yield year, (konto, objekt, projekt), amount


class _Names:
    """Where a kontering leads, in words."""

    def __init__(self, samverkan: Samverkan) -> None:
        self.tjanster = {tjanst.pk: tjanst.label for tjanst in samverkan.tjanster.all()}
        self.slag = dict(samverkan.kostnadsslag.values_list("pk", "name"))

    def of(self, told: Kontering) -> str:
        if told.left_out:
            return LEFT_OUT
        parts = [self.tjanster.get(told.tjanst, ""), self.slag.get(told.kostnadsslag, "")]
        parts += ["investering"] if told.investering else []
        parts += ["projekt"] if told.projekt else []
        text = ", ".join(part for part in parts if part)
        return f"{text} ({NOWHERE})" if text and told.missing else text or NOWHERE
