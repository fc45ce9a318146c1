"""Questions about forecasts. A round's rows are asked for here: an open round follows the outcome, a locked
one stands as it was locked."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Sum

from kostnader.budget.manader import Key
from kostnader.budget.models import Kostnadsslag
from kostnader.prognos.models import Prognosomgang, Prognosrad
from kostnader.prognos.rules import MONTHS, ZERO, Forslag, forslag, needs_comment
from kostnader.prognos.underlag import Radunderlag, Underlag, read_underlag
from kostnader.tjanster.models import Tjanst
from samverkan.medlemmar.models import Samverkan

Method = Prognosrad.Method


@dataclass(frozen=True)
class Prognosrade:
    """A row of a round as it stands now, in kronor with the ledger's sign.

    `rad` is None for a row that nobody has touched; `forslag` is None in a locked round.
    """

    tjanst: Tjanst
    slag: Kostnadsslag
    rad: Prognosrad | None
    method: str
    budget: Decimal
    utfall: Decimal
    amount: Decimal
    comment: str
    is_large: bool
    forslag: Forslag | None = None

    @property
    def key(self) -> Key:
        return self.tjanst.pk, self.slag.name.casefold()

    @property
    def deviation(self) -> Decimal:
        """Plus is better than budget: a lower cost, a higher income."""
        return self.budget - self.amount

    @property
    def lacks_comment(self) -> bool:
        """Whether the round cannot be locked for want of an explanation."""
        return self.is_large and not self.comment.strip()

    @property
    def revision(self) -> int:
        return self.rad.revision if self.rad else 0

    @property
    def method_text(self) -> str:
        return str(Method(self.method).label)


def omgangar(samverkan: Samverkan, year: int) -> list[Prognosomgang]:
    """The year's rounds, the earliest first."""
    found = Prognosomgang.objects.filter(samverkan=samverkan, year=year)
    return list(found.select_related("budget", "created_by", "locked_by").order_by("through", "id"))


def omgang_in(samverkan: Samverkan, year: int, pk: int) -> Prognosomgang | None:
    """A round of the samverkan's year, or None."""
    found = Prognosomgang.objects.filter(samverkan=samverkan, year=year, pk=pk)
    return found.select_related("samverkan", "budget", "locked_by", "beslut__organ").first()


def omgang_of(samverkan: Samverkan, year: int, through: int = MONTHS) -> Prognosomgang | None:
    """The round that tells the forecast as of a month: the newest whose outcome ends there or before."""
    found = Prognosomgang.objects.filter(samverkan=samverkan, year=year, through__lte=through)
    return found.select_related("budget", "samverkan").order_by("-through", "-id").first()


def locked_omgangar(samverkan: Samverkan, year: int) -> list[Prognosomgang]:
    """The year's locked rounds, the earliest first. One query."""
    return [one for one in omgangar(samverkan, year) if not one.is_open]


def rader(omgang: Prognosomgang, underlag: Underlag | None = None) -> list[Prognosrade]:
    """The round's rows in the order of services and kinds of cost. `underlag` of the round's year and budget
    is read when it is not given."""
    stored = _stored(omgang)
    if not omgang.is_open:
        return sorted((_frozen(omgang, rad) for rad in stored.values()), key=_order)
    underlag = underlag or read_round(omgang)
    known = {omgang.year, omgang.year - 1}
    rows = {key: row for key, row in underlag.rows.items() if row.has_budget or known & set(row.utfall)}
    for key, rad in stored.items():
        rows.setdefault(key, Radunderlag(rad.tjanst, rad.kostnadsslag))
    found = (_live(omgang, row, stored.get(key)) for key, row in rows.items())
    return sorted(found, key=_order)


def read_round(omgang: Prognosomgang) -> Underlag:
    """What an open round's proposals are made of."""
    return read_underlag(omgang.samverkan, omgang.year, omgang.budget)


def per_tjanst(rows: Iterable[Prognosrade]) -> dict[int, Decimal]:
    """The forecast of each service, by its id."""
    sums: dict[int, Decimal] = {}
    for row in rows:
        sums[row.tjanst.pk] = sums.get(row.tjanst.pk, ZERO) + row.amount
    return sums


def frozen_sums(omgangar: Iterable[Prognosomgang]) -> dict[int, dict[int, tuple[Decimal, Decimal]]]:
    """Per locked round and service, what was budgeted and forecast. One query."""
    locked = [omgang.pk for omgang in omgangar if not omgang.is_open]
    sums: dict[int, dict[int, tuple[Decimal, Decimal]]] = {pk: {} for pk in locked}
    rows = Prognosrad.objects.filter(omgang__in=locked).values("omgang", "tjanst")
    for row in rows.annotate(budgeted=Sum("budget"), forecast=Sum("amount")):
        sums[row["omgang"]][row["tjanst"]] = (row["budgeted"] or ZERO, row["forecast"])
    return sums


def _stored(omgang: Prognosomgang) -> dict[Key, Prognosrad]:
    rows = omgang.rader.select_related("tjanst__kostnadsstalle", "kostnadsslag", "changed_by")
    return {(rad.tjanst_id, rad.kostnadsslag.name.casefold()): rad for rad in rows}


def _live(omgang: Prognosomgang, row: Radunderlag, rad: Prognosrad | None) -> Prognosrade:
    utfall = row.through(omgang.year, omgang.through)
    proposals = forslag(utfall, row.budget.months, row.months(omgang.year - 1), omgang.through)
    method = rad.method if rad else Method.REST
    proposed = proposals.of(method)
    amount = rad.amount if rad and method == Method.EGEN else proposals.rest if proposed is None else proposed
    return _row(omgang, row.tjanst, row.slag, rad, method, row.budget.total, utfall, amount, proposals)


def _frozen(omgang: Prognosomgang, rad: Prognosrad) -> Prognosrade:
    budget, utfall = rad.budget or ZERO, rad.utfall or ZERO
    return _row(omgang, rad.tjanst, rad.kostnadsslag, rad, rad.method, budget, utfall, rad.amount, None)


def _row(
    omgang: Prognosomgang,
    tjanst: Tjanst,
    slag: Kostnadsslag,
    rad: Prognosrad | None,
    method: str,
    budget: Decimal,
    utfall: Decimal,
    amount: Decimal,
    proposals: Forslag | None,
) -> Prognosrade:
    limits = {"limit_amount": omgang.limit_amount, "limit_percent": omgang.limit_percent}
    large = needs_comment(budget, amount, **limits)
    comment = rad.comment if rad else ""
    return Prognosrade(tjanst, slag, rad, method, budget, utfall, amount, comment, large, proposals)


def _order(row: Prognosrade) -> tuple[object, ...]:
    return row.tjanst.order, row.tjanst.name, row.tjanst.pk, row.slag.order, row.slag.pk or 0, row.slag.name
