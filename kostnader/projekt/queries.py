"""Questions about projects: hours, cost and budget of a period."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q
from django.utils import timezone

from kostnader.budget.queries import bidrag_of
from kostnader.projekt.models import Projekt, Tidpost
from kostnader.projekt.rules import ZERO, accrued_budget, arsarbetare, is_shared, value
from kostnader.utfall.konterat import konterat
from kostnader.utfall.queries import last_month
from samverkan.lib.period import Month
from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.models import Organisation, Samverkan
from samverkan.medlemmar.queries import members_of_year
from samverkan.tabeller.kallor import Period

DECEMBER = 12


@dataclass
class Manad:
    """A project's month: hours, their worth, and the cost that is shared. Kronor."""

    hours: Decimal = ZERO
    amount: Decimal = ZERO
    cost: Decimal = ZERO


@dataclass
class Siffror:
    """A project's figures from its beginning through a period."""

    projekt: Projekt
    period: Period
    months: dict[Month, Manad] = field(default_factory=lambda: defaultdict(Manad))

    def _of_year(self) -> list[Manad]:
        return [one for month, one in self.months.items() if month.year == self.period.year]

    @property
    def hours(self) -> Decimal:
        """Hours in the year through the month."""
        return sum((one.hours for one in self._of_year()), ZERO)

    @property
    def amount(self) -> Decimal:
        """What those hours are worth, charged or not."""
        return sum((one.amount for one in self._of_year()), ZERO)

    @property
    def cost(self) -> Decimal:
        """What the year has cost and is shared."""
        return sum((one.cost for one in self._of_year()), ZERO)

    @property
    def total_cost(self) -> Decimal:
        """What the project has cost since its beginning."""
        return sum((one.cost for one in self.months.values()), ZERO)

    @property
    def total_hours(self) -> Decimal:
        return sum((one.hours for one in self.months.values()), ZERO)

    @property
    def accrued(self) -> Decimal | None:
        """The budget that falls on the year through the month; None without budget or months."""
        known = self.projekt
        if known.budget is None or known.first_month is None or known.last_month is None:
            return None
        span = (Month.of(known.first_month), Month.of(known.last_month))
        return accrued_budget(known.budget, *span, self.period.year, self.period.through)

    @property
    def arsarbetare(self) -> Decimal:
        return arsarbetare(self.hours, self.period.through)

    @property
    def has_year(self) -> bool:
        """Whether the year has anything to tell of it."""
        return bool(self._of_year()) or bool(self.accrued)


def figures(samverkan: Samverkan, period: Period, *, only: Iterable[int] | None = None) -> list[Siffror]:
    """The figures of every project (or of those asked for), in order. What the participants have paid in is
    no part of what it costs. At most five queries."""
    wanted = None if only is None else list(only)
    rows = samverkan.projekt.select_related("nyckel", "tjanst", "beslut__organ", "samverkan")
    if wanted is not None:
        rows = rows.filter(pk__in=wanted)
    found = {one.pk: Siffror(one, period) for one in rows}
    last = Month(period.year, period.through).last_day
    for post in Tidpost.objects.filter(projekt__in=found, month__lte=last):
        _add(found[post.projekt_id], post)
    booked = konterat(samverkan, "projekt", last, only=wanted)
    paid_in = bidrag_of(samverkan) if booked else set()
    for one in booked:
        if one.kontering.projekt in found and one.kontering.kostnadsslag not in paid_in:
            found[one.kontering.projekt].months[Month.of(one.month)].cost += one.amount
    return list(found.values())


def _add(siffror: Siffror, post: Tidpost) -> None:
    worth = value(post.hours, siffror.projekt.rate, post.amount)
    month = siffror.months[Month.of(post.month)]
    month.hours += post.hours
    if post.hours:
        month.amount += worth
    if is_shared(post.hours, charged=siffror.projekt.charged):
        month.cost += worth


def latest_month(samverkan: Samverkan, year: int) -> int:
    """Through which month the year's figures are shown first: the last with hours or outcome, else now."""
    posts = Tidpost.objects.filter(projekt__samverkan=samverkan, month__year=year)
    newest = posts.order_by("-month").values_list("month", flat=True).first()
    known = max(last_month(samverkan, year), newest.month if newest else 0)
    if known:
        return known
    today = timezone.localdate()
    return today.month if today.year == year else DECEMBER


def projekt_in(samverkan: Samverkan, pk: int) -> Projekt | None:
    """The samverkan's project, or None."""
    rows = samverkan.projekt.select_related("nyckel", "tjanst", "beslut__organ", "samverkan")
    return rows.filter(pk=pk).first()


@dataclass(frozen=True)
class Postrad:
    """An entry as its page shows it. `amount` is what it comes to; `own` whether that was told."""

    post: Tidpost
    amount: Decimal
    own: bool


def entries(projekt: Projekt, year: int) -> list[Postrad]:
    """The year's entries that the grid does not hold: with a remark or an amount of their own."""
    posts = projekt.tidposter.filter(month__year=year).select_related("organisation")
    return [
        Postrad(post, value(post.hours, projekt.rate, post.amount), post.amount is not None)
        for post in posts
        if not in_grid(post)
    ]


def in_grid(post: Tidpost) -> bool:
    """Whether the grid holds the entry: hours at the project's rate and nothing more to say."""
    return post.amount is None and not post.note


def grid_hours(projekt: Projekt, year: int) -> dict[tuple[int | None, int], Decimal]:
    """The grid of a year: (organisation id, month) → hours."""
    posts = projekt.tidposter.filter(month__year=year, amount=None, note="")
    found: dict[tuple[int | None, int], Decimal] = defaultdict(Decimal)
    for post in posts:
        found[post.organisation_id, post.month.month] += post.hours
    return dict(found)


def first_day(projekt: Projekt, joined: Iterable[date]) -> date | None:
    """When the project began: its first month, else when the first joined."""
    return projekt.first_month or min(joined, default=None)


def organisations(projekt: Projekt, year: int) -> list[Organisation]:
    """Members of the year and whoever takes part or has put in hours, by name. Three queries."""
    known = {row.organisation.pk: row.organisation for row in members_of_year(projekt.samverkan, year)}
    by_hours = projekt.tidposter.exclude(organisation=None).values("organisation")
    others = Organisation.objects.filter(
        Q(pk__in=projekt.deltagare.values("organisation")) | Q(pk__in=by_hours)
    )
    known |= {one.pk: one for one in others}
    return sorted(known.values(), key=lambda one: sort_key(one.short_name))
