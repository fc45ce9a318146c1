"""Questions about the outcome."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, Sum

from kostnader.utfall.models import Handpost, Konteringsregel, Utfallssumma
from kostnader.utfall.rules import Kontering, Regel, kontering
from samverkan.lib.period import Month
from samverkan.medlemmar.models import Samverkan


@dataclass(frozen=True)
class Utfall:
    """One sum of the outcome, in kronor: cost positive, income negative.

    `konto` is "" for what was entered by hand. `fil` is the file's id (None by hand).
    """

    month: date
    konto: str
    objekt: str
    projektkod: str
    amount: Decimal
    kontering: Kontering
    fil: int | None = None


def regler(samverkan: Samverkan) -> list[Regel]:
    """The samverkan's rules. One query."""
    names = ("pk", "konto", "objekt", "projektkod", "left_out")
    ids = ("tjanst", "kostnadsslag", "investering", "projekt")
    rows = Konteringsregel.objects.filter(samverkan=samverkan).values(*names, *ids)
    return [Regel(**row) for row in rows]


def utfall(samverkan: Samverkan, first: date, last: date) -> list[Utfall]:
    """What counts as outcome in the months from `first` through `last` (days in them), with its kontering.

    Two tables of sums are read, never the postings: what the files that count for each month of their
    source say, and what was entered by hand.
    """
    found = counted_sums(samverkan, first, last)
    return [*konterade(found, regler(samverkan)), *_by_hand(samverkan, first, last)]


def counted_sums(samverkan: Samverkan, first: date, last: date):
    """The sums of the files that count, month by month."""
    return Utfallssumma.objects.filter(
        month__gte=first.replace(day=1),
        month__lte=last,
        fil__samverkan=samverkan,
        fil__manader__month=F("month"),
    )


def konterade(summor: Iterable[Utfallssumma], rules: list[Regel]) -> list[Utfall]:
    """The sums with what the rules say of them. Each account, object and project is asked once."""
    known: dict[tuple[str, str, str], Kontering] = {}
    found: list[Utfall] = []
    for summa in summor:
        key = (summa.konto, summa.objekt, summa.projektkod)
        if key not in known:
            known[key] = kontering(rules, *key)
        found.append(Utfall(summa.month, *key, summa.amount, known[key], summa.fil_id))
    return found


def _by_hand(samverkan: Samverkan, first: date, last: date) -> list[Utfall]:
    months = {"month__gte": first.replace(day=1), "month__lte": last}
    rows = Handpost.objects.filter(samverkan=samverkan, **months).exclude(amount=0)
    found = []
    for post in rows.select_related("tjanst__kostnadsstalle"):
        stalle = post.tjanst.kostnadsstalle
        told = Kontering(tjanst=post.tjanst_id, kostnadsslag=post.kostnadsslag_id)
        found.append(Utfall(post.month, "", stalle.code if stalle else "", "", post.amount, told))
    return found


def drift(samverkan: Samverkan, year: int, through: int = 12) -> dict[tuple[int, int], Decimal]:
    """The running outcome per (tjänst id, kostnadsslag id) from January through month `through`, kronor.

    What lacks a service or a kind of cost is not in it: see `unplaced`.
    """
    sums: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    if not through:
        return {}
    first, last = date(year, 1, 1), date(year, through, 28)
    rules = regler(samverkan)
    for key, amount in summed(samverkan, first, last).items():
        told = kontering(rules, *key)
        if told.counts:
            sums[told.tjanst, told.kostnadsslag] += amount
    hand = Handpost.objects.filter(samverkan=samverkan, month__range=(first, last)).exclude(amount=0)
    for tjanst, slag, amount in hand.values_list("tjanst", "kostnadsslag").annotate(sum=Sum("amount")):
        sums[tjanst, slag] += amount
    return dict(sums)


def summed(samverkan: Samverkan, first: date, last: date) -> dict[tuple[str, str, str], Decimal]:
    """What counts in the files per account, object and project, the months together. One query."""
    rows = counted_sums(samverkan, first, last).order_by()
    keys = rows.values_list("konto", "objekt", "projektkod").annotate(sum=Sum("amount"))
    return {(konto, objekt, projekt): amount for konto, objekt, projekt, amount in keys}


def unplaced(samverkan: Samverkan, year: int) -> list[Utfall]:
    """The year's sums that count but lack a rule for service or kind of cost."""
    return [one for one in utfall(samverkan, date(year, 1, 1), date(year, 12, 31)) if one.kontering.missing]


def months_between(first: date, last: date) -> list[date]:
    """The first day of every month from one through another."""
    start, end = Month.of(first), Month.of(last)
    return [(start + number).first_day for number in range(end - start + 1)]


def last_month(samverkan: Samverkan, year: int) -> int:
    """The last month of the year that has any outcome (1–12); 0 when there is none."""
    files = counted_sums(samverkan, date(year, 1, 1), date(year, 12, 31))
    hand = Handpost.objects.filter(samverkan=samverkan, month__year=year).exclude(amount=0)
    months = [rows.order_by("-month").values_list("month", flat=True).first() for rows in (files, hand)]
    return max((month.month for month in months if month), default=0)
