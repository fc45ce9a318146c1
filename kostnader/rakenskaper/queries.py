"""What the financial statements are made of: typed figures first, then the ledger, budget and forecast."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kostnader.budget.manader import row_months
from kostnader.budget.models import Budget, Kostnadsslag
from kostnader.budget.queries import decided_budget, newest_budget
from kostnader.prognos.models import Prognosomgang, Prognosrad
from kostnader.rakenskaper.models import Rakenskapspost
from kostnader.rakenskaper.rader import BALANS, BALANSKRAV, KASSAFLODE, RESULTAT
from kostnader.rakenskaper.rules import (
    ROW_OF_KIND,
    ZERO,
    balans_of_konton,
    kassaflode,
    resultat_of_kinds,
    summed,
    with_result,
)
from kostnader.utfall.models import Kontosaldo
from kostnader.utfall.queries import drift
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period

Slagbelopp = dict[int, Decimal]
UTFALL, BUDGET, PROGNOS = Rakenskapspost.Kind.values


@dataclass(frozen=True)
class Siffror:
    """One column of the result, with the statement's sign: per row, and per kind of cost (id) in the rows."""

    rader: dict[str, Decimal]
    slag: Slagbelopp


def typed(samverkan: Samverkan, period: Period, kind: str = UTFALL) -> dict[str, Decimal]:
    """What has been typed for a period, by row. One query."""
    rows = Rakenskapspost.objects.filter(
        samverkan=samverkan, year=period.year, through=period.through, kind=kind
    )
    return dict(rows.values_list("rad", "amount"))


def slagen(samverkan: Samverkan) -> dict[int, Kostnadsslag]:
    """The samverkan's kinds of cost by id, in their order."""
    return {slag.pk: slag for slag in samverkan.kostnadsslag.all()}


def resultat_utfall(samverkan: Samverkan, period: Period) -> Siffror:
    """The result from January through the period's month."""
    by_slag: Slagbelopp = defaultdict(Decimal)
    for (_, slag), amount in drift(samverkan, period.year, period.through).items():
        by_slag[slag] += amount
    return _siffror(samverkan, by_slag, typed(samverkan, period))


def resultat_budget(samverkan: Samverkan, period: Period) -> Siffror:
    """The budget for the period's months: the fastställd version, before there is one the newest."""
    budget = decided_budget(samverkan, period.year) or newest_budget(samverkan, period.year)
    by_slag: Slagbelopp = defaultdict(Decimal)
    for (_, slag), amount in budget_rows(budget, period.through).items():
        by_slag[slag] += amount
    return _siffror(samverkan, by_slag, typed(samverkan, period, BUDGET))


def budget_rows(budget: Budget | None, through: int = 12) -> dict[tuple[int, int], Decimal]:
    """The budget per (tjänst id, kostnadsslag id) for January through the month, kronor, cost positive."""
    if budget is None:
        return {}
    ids = {name.casefold(): pk for pk, name in budget.samverkan.kostnadsslag.values_list("pk", "name")}
    return {
        (tjanst, ids[slag]): sum(row.months[:through], ZERO)
        for (tjanst, slag), row in row_months(budget).items()
    }


def resultat_prognos(samverkan: Samverkan, period: Period) -> Siffror:
    """What the whole year is thought to end at, by the latest round that knows no later month."""
    rounds = Prognosomgang.objects.filter(
        samverkan=samverkan, year=period.year, through__lte=period.through
    ).order_by("-through", "-pk")
    by_slag: Slagbelopp = defaultdict(Decimal)
    if newest := rounds.first():
        for slag, amount in Prognosrad.objects.filter(omgang=newest).values_list("kostnadsslag", "amount"):
            by_slag[slag] += amount
    return _siffror(samverkan, by_slag, typed(samverkan, period, PROGNOS))


def _siffror(samverkan: Samverkan, by_slag: Slagbelopp, told: dict[str, Decimal]) -> Siffror:
    kinds = slagen(samverkan)
    by_kind: dict[str, Decimal] = defaultdict(Decimal)
    for slag, amount in by_slag.items():
        by_kind[kinds[slag].kind] += amount
    rows = summed(RESULTAT, resultat_of_kinds(by_kind) | told)
    split = {slag: -amount for slag, amount in by_slag.items() if ROW_OF_KIND[kinds[slag].kind] not in told}
    return Siffror(rows, split)


def balans(samverkan: Samverkan, period: Period) -> dict[str, Decimal]:
    """The balance sheet at the end of the period's month: typed rows go before the ledger's balances."""
    told = typed(samverkan, period)
    rows = balans_of_konton(_saldon(samverkan, period))
    if not rows and not told.keys() & {rad.key for rad in BALANS}:
        return {}
    result = resultat_utfall(samverkan, period).rader.get("arets_resultat")
    return summed(BALANS, with_result(rows | told, result))


def _saldon(samverkan: Samverkan, period: Period) -> list[tuple[str, Decimal]]:
    """Closing balances of the file that counts for the month; else what the next year's file opens with."""
    known = Kontosaldo.objects.filter(fil__samverkan=samverkan)
    month = date(period.year, period.through, 1)
    own = known.filter(year=period.year, closing__isnull=False, fil__manader__month=month)
    if found := list(own.values_list("konto", "closing")):
        return found
    if period.through == 12:
        following = known.filter(year=period.year + 1, opening__isnull=False, fil__status="intagen")
        newest = following.order_by("-fil__taken_at", "-fil").values("fil")[:1]
        return list(following.filter(fil__in=newest).values_list("konto", "opening"))
    return []


def kassafloden(samverkan: Samverkan, period: Period) -> dict[str, Decimal]:
    """The year's cash flow, from the result and the balance sheets before and after."""
    told = {key: amount for key, amount in typed(samverkan, period).items() if key.startswith("kf_")}
    after, before = balans(samverkan, period), balans(samverkan, Period(period.year - 1))
    if not told and not (after and before):
        return {}
    result = resultat_utfall(samverkan, period).rader if after and before else {}
    rows = kassaflode(result, after, before) if after and before else {}
    return summed(KASSAFLODE, rows | told)


def balanskrav(samverkan: Samverkan, period: Period) -> dict[str, Decimal]:
    """Whether the year balances (kommunallagen 11:10): the result and what is typed around it."""
    told = {key: amount for key, amount in typed(samverkan, period).items() if key.startswith("bk_")}
    result = resultat_utfall(samverkan, period).rader.get("arets_resultat")
    if result is None and not told:
        return {}
    return summed(BALANSKRAV, {"bk_resultat": result or ZERO} | told)
