"""From a sum to the postings it is made of."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.db.models import Exists, OuterRef, QuerySet

from kostnader.utfall.models import Handpost, Utfallspost, Utfallssumma
from kostnader.utfall.queries import counted_sums, konterade, regler
from kostnader.utfall.rules import Kontering
from samverkan.lib.period import Month
from samverkan.medlemmar.models import Samverkan

ZERO = Decimal("0.00")
NONE = "utan"  # in an address: what has no service, no kind of cost, no cost centre


@dataclass(frozen=True)
class Urval:
    """Which sum: months, and what of it. None is "whatever"; NONE is "without".

    `konto` is a prefix. `result`: only what counts in the running result, or what lacks a rule to.
    """

    first: date
    last: date
    tjanst: int | str | None = None
    kostnadsslag: int | str | None = None
    investering: int | None = None
    projekt: int | None = None
    objekt: str | None = None
    konto: str = ""
    result: bool = True

    def takes(self, konto: str, objekt: str, told: Kontering) -> bool:
        """Whether a posting with this account, cost centre and kontering is part of the sum."""
        lacking = NONE in (self.tjanst, self.kostnadsslag)
        if self.result and self.investering is None and not (told.is_drift if lacking else told.counts):
            return False
        if not konto.startswith(self.konto):
            return False
        if self.objekt is not None and objekt != ("" if self.objekt == NONE else self.objekt):
            return False
        return all(
            wanted is None or (told_of is None if wanted == NONE else told_of == wanted)
            for wanted, told_of in (
                (self.tjanst, told.tjanst),
                (self.kostnadsslag, told.kostnadsslag),
                (self.investering, told.investering),
                (self.projekt, told.projekt),
            )
        )


def urval_of(data: Mapping[str, str], year: int) -> Urval:
    """The sum an address names: ?fran=2024-01&till=2024-03&tjanst=7&kostnadsslag=2&objekt=81141&konto=50.

    Months may also be 1–12, of `year`. What cannot be read is left out. `till` defaults to `fran`, both to
    the year.
    """
    asked = _month(data.get("fran", ""), year)
    first = asked or Month(year, 1)
    last = max(first, _month(data.get("till", ""), year) or (first if asked else Month(year, 12)))
    return Urval(
        first=first.first_day,
        last=last.first_day,
        tjanst=_id_or_none(data.get("tjanst", "")),
        kostnadsslag=_id_or_none(data.get("kostnadsslag", "")),
        investering=_id(data.get("investering", "")),
        projekt=_id(data.get("projekt", "")),
        objekt=data.get("objekt") or None,
        konto=data.get("konto", "")[:20],
        result=data.get("allt") != "1",
    )


def _month(text: str, year: int) -> Month | None:
    try:
        month = Month(year, int(text)) if text.isdecimal() and len(text) < 3 else Month.parse(text)
    except ValueError:
        return None
    return month if 1990 <= month.year <= 2100 else None


def _id(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _id_or_none(text: str) -> int | str | None:
    return NONE if text == NONE else _id(text)


@dataclass
class Poster:
    """What a sum is made of: postings in the files that count, and amounts entered by hand."""

    urval: Urval
    summor: list[Utfallssumma]
    by_hand: list[Handpost] = field(default_factory=list)

    @cached_property
    def count(self) -> int:
        """How many postings, from the sums: they need not be counted one by one."""
        return sum(summa.count for summa in self.summor)

    @cached_property
    def amount(self) -> Decimal:
        """Kronor in all."""
        return sum((row.amount for row in (*self.summor, *self.by_hand)), ZERO)

    @cached_property
    def hand_amount(self) -> Decimal:
        return sum((post.amount for post in self.by_hand), ZERO)

    def rows(self) -> QuerySet[Utfallspost]:
        """The postings, by account, month and place in the file: the order of the index."""
        ids = [summa.pk for summa in self.summor]
        same = {name: OuterRef(name) for name in ("fil", "month", "konto", "objekt", "projektkod")}
        return (
            Utfallspost.objects.filter(
                Exists(Utfallssumma.objects.filter(pk__in=ids, **same)),
                fil__in={summa.fil_id for summa in self.summor},
                konto__in={summa.konto for summa in self.summor},
                month__range=(self.urval.first, self.urval.last),
            )
            .select_related("fil")
            .order_by("fil_id", "konto", "month", "id")
        )


def poster_of(samverkan: Samverkan, urval: Urval) -> Poster:
    """What the sum is made of. Three queries, and the postings themselves when they are asked for."""
    summor = list(counted_sums(samverkan, urval.first, urval.last))
    placed = zip(summor, konterade(summor, regler(samverkan)), strict=True)
    mine = [summa for summa, one in placed if urval.takes(one.konto, one.objekt, one.kontering)]
    return Poster(urval, mine, _by_hand(samverkan, urval))


def _by_hand(samverkan: Samverkan, urval: Urval) -> list[Handpost]:
    """Amounts entered by hand have a service and a kind of cost, and no account."""
    if urval.konto or urval.investering or urval.projekt or NONE in (urval.tjanst, urval.kostnadsslag):
        return []
    found = Handpost.objects.filter(samverkan=samverkan, month__range=(urval.first, urval.last)).exclude(
        amount=0
    )
    if urval.tjanst is not None:
        found = found.filter(tjanst=urval.tjanst)
    if urval.kostnadsslag is not None:
        found = found.filter(kostnadsslag=urval.kostnadsslag)
    if urval.objekt is not None:
        found = found.filter(tjanst__kostnadsstalle__code=urval.objekt)
    return list(
        found.select_related("tjanst", "kostnadsslag").order_by(
            "month", "tjanst__order", "kostnadsslag__order"
        )
    )
