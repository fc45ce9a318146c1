"""Questions about the outcome."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F

from kostnader.utfall.models import Handpost, Konteringsregel, Utfallssumma
from kostnader.utfall.rules import Kontering, Regel, kontering
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
    names = ("konto", "objekt", "projektkod", "left_out")
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
    rows = Handpost.objects.filter(
        samverkan=samverkan, month__gte=first.replace(day=1), month__lte=last
    ).select_related("tjanst__kostnadsstalle")
    found = []
    for post in rows:
        stalle = post.tjanst.kostnadsstalle
        told = Kontering(tjanst=post.tjanst_id, kostnadsslag=post.kostnadsslag_id)
        found.append(Utfall(post.month, "", stalle.code if stalle else "", "", post.amount, told))
    return found


def drift(samverkan: Samverkan, year: int, through: int = 12) -> dict[tuple[int, int], Decimal]:
    """The running outcome per (tjänst id, kostnadsslag id) from January through month `through`, kronor.

    What lacks a service or a kind of cost is not in it: see `unplaced`.
    """
    sums: dict[tuple[int, int], Decimal] = defaultdict(Decimal)
    if through:
        for one in utfall(samverkan, date(year, 1, 1), date(year, through, 28)):
            told = one.kontering
            if told.is_drift and not told.missing:
                sums[told.tjanst, told.kostnadsslag] += one.amount
    return dict(sums)


def unplaced(samverkan: Samverkan, year: int) -> list[Utfall]:
    """The year's sums that count but lack a rule for service or kind of cost."""
    return [one for one in utfall(samverkan, date(year, 1, 1), date(year, 12, 31)) if one.kontering.missing]


def last_month(samverkan: Samverkan, year: int) -> int:
    """The last month of the year that has any outcome (1–12); 0 when there is none."""
    files = counted_sums(samverkan, date(year, 1, 1), date(year, 12, 31))
    hand = Handpost.objects.filter(samverkan=samverkan, month__year=year)
    months = [rows.order_by("-month").values_list("month", flat=True).first() for rows in (files, hand)]
    return max((month.month for month in months if month), default=0)
