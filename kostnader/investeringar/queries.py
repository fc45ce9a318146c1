"""Questions about investments: their figures of a year and since the beginning."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from kostnader.investeringar.models import (
    Investering,
    Investeringsbudget,
    Investeringsprognos,
    Investeringsutfall,
)
from kostnader.investeringar.rules import ZERO, Avskrivningsplan, expected_total, left_to_carry
from kostnader.prognos.models import Prognosomgang
from kostnader.utfall.konterat import konterat
from kostnader.utfall.queries import last_month
from samverkan.lib.period import Month
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period

URSPRUNGLIG, TILLAGG, OMBUDGETERING = Investeringsbudget.Kind.values
DECEMBER = 12


@dataclass
class Siffror:
    """An investment's figures of a year through a month, kronor. `by_year` is what each year spent."""

    investering: Investering
    period: Period
    budget_by: dict[tuple[int, str], Decimal] = field(default_factory=dict)  # (year, kind)
    by_year: dict[int, Decimal] = field(default_factory=dict)
    prognos: Investeringsprognos | None = None
    told_total: Decimal | None = None  # the latest forecast of the whole

    def of_kind(self, kind: str) -> Decimal:
        """The year's budget of one kind."""
        return self.budget_by.get((self.period.year, kind), ZERO)

    @property
    def budget(self) -> Decimal:
        return self.budget_of(self.period.year)

    def budget_of(self, year: int) -> Decimal:
        """A year's budget: ursprunglig, tillägg and ombudgetering together."""
        return sum((amount for (of, _), amount in self.budget_by.items() if of == year), ZERO)

    @property
    def utfall(self) -> Decimal:
        """Spent in the year through the month."""
        return self.by_year.get(self.period.year, ZERO)

    @property
    def before(self) -> Decimal:
        """Spent before the year."""
        return sum((spent for year, spent in self.by_year.items() if year < self.period.year), ZERO)

    @property
    def spent(self) -> Decimal:
        """Spent in all, through the month."""
        return self.before + self.utfall

    @property
    def decided(self) -> Decimal:
        """The decided total; where none is decided, all years' budgets (what is only moved left out)."""
        if self.investering.decided_total is not None:
            return self.investering.decided_total
        return sum((a for (_, kind), a in self.budget_by.items() if kind != OMBUDGETERING), ZERO)

    @property
    def expected(self) -> Decimal:
        """What it is thought to cost in all (`rules.expected_total`)."""
        return expected_total(
            is_done=self.investering.status != Investering.Status.PAGAR,
            spent=self.spent,
            decided=self.decided,
            told=self.told_total,
        )

    @property
    def carried(self) -> Decimal:
        """Already carried to the next year."""
        return self.budget_by.get((self.period.year + 1, OMBUDGETERING), ZERO)

    @property
    def left(self) -> Decimal:
        """What of the year's budget may still be carried to the next."""
        return left_to_carry(budget=self.budget, spent=self.utfall, carried=self.carried)

    @property
    def has_year(self) -> bool:
        """Whether the year has anything to tell of it."""
        year = self.period.year
        return year in {of for of, _ in self.budget_by} or year in self.by_year or self.prognos is not None

    @property
    def plan(self) -> Avskrivningsplan | None:
        """How it is written off; None when it is not known, or it was given up."""
        known = self.investering
        if known.status == Investering.Status.NEDLAGD or not known.in_use_from or not known.avskrivningstyp:
            return None
        return Avskrivningsplan.of(self.expected, known.avskrivningstyp.years, known.in_use_from)


def figures(samverkan: Samverkan, period: Period, *, only: Iterable[int] | None = None) -> list[Siffror]:
    """The figures of every investment (or of those asked for), in order. At most eight queries."""
    wanted = None if only is None else list(only)
    rows = samverkan.investeringar.select_related(
        "organisation", "avskrivningstyp", "tjanst", "beslut__organ", "samverkan"
    )
    if wanted is not None:
        rows = rows.filter(pk__in=wanted)
    found = {one.pk: Siffror(one, period) for one in rows}
    _read_budgets(found)
    _read_outcome(samverkan, found, period, wanted)
    omgang = round_of(samverkan, period)
    if omgang is not None:
        for prognos in omgang.investeringsprognoser.filter(investering__in=found):
            found[prognos.investering_id].prognos = prognos
    _read_totals(found, period)
    return list(found.values())


def _read_budgets(found: dict[int, Siffror]) -> None:
    for post in Investeringsbudget.objects.filter(investering__in=found):
        known, key = found[post.investering_id].budget_by, (post.year, post.kind)
        known[key] = known.get(key, ZERO) + post.amount


def _read_outcome(
    samverkan: Samverkan, found: dict[int, Siffror], period: Period, wanted: list[int] | None
) -> None:
    last = Month(period.year, period.through).last_day
    spent: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    for one in konterat(samverkan, "investering", last, only=wanted):
        spent[one.kontering.investering, one.month.year] += one.amount
    for by_hand in Investeringsutfall.objects.filter(investering__in=found, month__lte=last):
        spent[by_hand.investering_id, by_hand.month.year] += by_hand.amount
    for (pk, year), amount in spent.items():
        if pk in found:
            found[pk].by_year[year] = amount


def _read_totals(found: dict[int, Siffror], period: Period) -> None:
    """What the latest round that is no later than the period says of the whole."""
    told = Investeringsprognos.objects.filter(investering__in=found, total__isnull=False)
    known = Q(omgang__year__lt=period.year) | Q(omgang__year=period.year, omgang__through__lte=period.through)
    for one in told.filter(known).order_by("omgang__year", "omgang__through", "omgang_id"):
        found[one.investering_id].told_total = one.total


def round_of(samverkan: Samverkan, period: Period) -> Prognosomgang | None:
    """The forecast that counts in a period: the year's latest round of a month no later. None in December:
    then the year is over and the outcome speaks."""
    if period.through >= DECEMBER:
        return None
    found = samverkan.prognosomgangar.filter(year=period.year, through__lte=period.through)
    return found.order_by("-through", "-id").first()


def open_round(samverkan: Samverkan, year: int) -> Prognosomgang | None:
    """The round whose forecasts can be entered now: the year's latest that is open."""
    found = samverkan.prognosomgangar.filter(year=year, status=Prognosomgang.Status.OPPEN)
    return found.order_by("-through", "-id").first()


def latest_month(samverkan: Samverkan, year: int) -> int:
    """Through which month the year's figures are shown first: December for a year that is over and told of,
    else the last month with any outcome or forecast."""
    hand = Investeringsutfall.objects.filter(investering__samverkan=samverkan, month__year=year)
    newest = hand.order_by("-month").values_list("month", flat=True).first()
    omgang = samverkan.prognosomgangar.filter(year=year).order_by("-through").first()
    known = max(last_month(samverkan, year), newest.month if newest else 0, omgang.through if omgang else 0)
    if known:
        return known
    today = timezone.localdate()
    return today.month if today.year == year else DECEMBER


def investering_in(samverkan: Samverkan, pk: int) -> Investering | None:
    """The samverkan's investment, or None."""
    rows = samverkan.investeringar.select_related(
        "organisation", "avskrivningstyp", "tjanst", "beslut__organ", "samverkan"
    )
    return rows.filter(pk=pk).first()


@dataclass(frozen=True)
class Utfallsrad:
    """A line of what was spent: a sum of the ledger, or entered by hand (`hand` is its id)."""

    month: date
    what: str
    amount: Decimal
    hand: int | None = None
    konto: str = ""
    objekt: str = ""


def spent_lines(investering: Investering) -> list[Utfallsrad]:
    """Everything spent on an investment, month by month."""
    ledger = konterat(investering.samverkan, "investering", date.max, only=[investering.pk])
    lines = [
        Utfallsrad(
            one.month,
            " · ".join(filter(None, (one.konto, one.objekt, one.projektkod))),
            one.amount,
            konto=one.konto,
            objekt=one.objekt,
        )
        for one in ledger
    ]
    lines += [
        Utfallsrad(one.month, one.note or "Infört för hand", one.amount, one.pk)
        for one in investering.utfall.all()
    ]
    return sorted(lines, key=lambda line: (line.month, line.what))
