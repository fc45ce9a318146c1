"""What taking a file in would change, month by month and kind by kind, and what no rule places."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Min, Sum

from kostnader.utfall.models import Handpost, Utfallsfil, Utfallsmanad, Utfallspost, Utfallssumma
from kostnader.utfall.queries import Utfall, counted_sums, konterade, regler
from samverkan.lib.period import Month

ZERO = Decimal("0.00")
MOST_LINES = 200
INVESTERINGAR, LEFT_OUT, WITHOUT = "Investeringar", "Räknas inte (balanskonton med mera)", "Saknar regel"


@dataclass
class Skillnad:
    """A row of the preview: what counts now and what would."""

    label: str
    sub: str = ""
    now: Decimal = ZERO
    new: Decimal = ZERO
    poster: int = 0

    @property
    def difference(self) -> Decimal:
        return self.new - self.now

    @property
    def is_same(self) -> bool:
        return self.now == self.new


@dataclass
class Oplacerad:
    """An account without kind of cost, or a cost centre without service: how much, and where it begins."""

    code: str
    name: str
    amount: Decimal = ZERO
    count: int = 0
    line: int | None = None


@dataclass
class Forhand:
    """The preview of a file."""

    months: list[Skillnad]
    slag: list[Skillnad]
    konton: list[Oplacerad]
    objekt: list[Oplacerad]
    by_hand: Decimal | None = None
    replaces: list[Utfallsfil] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)

    @property
    def total(self) -> Skillnad:
        """All months together."""
        return Skillnad(
            "Summa",
            now=sum((row.now for row in self.months), ZERO),
            new=sum((row.new for row in self.months), ZERO),
            poster=sum(row.poster for row in self.months),
        )

    @property
    def is_placed(self) -> bool:
        return not (self.konton or self.objekt)


def forhand(fil: Utfallsfil) -> Forhand:
    """The preview of a file that has been read. Only what counts in the result is in the months' sums."""
    rules = regler(fil.samverkan)
    new = list(fil.summor.all())
    counts = {(s.month, s.konto, s.objekt, s.projektkod): s.count for s in new}
    after, before = konterade(new, rules), konterade(_counted(fil), rules)
    months = {
        m: Skillnad(str(Month.of(m).name).capitalize()) for m in sorted({o.month for o in (*after, *before)})
    }
    for one in before:
        if one.kontering.counts:
            months[one.month].now += one.amount
    for one in after:
        if one.kontering.counts:
            months[one.month].new += one.amount
            months[one.month].poster += counts[one.month, one.konto, one.objekt, one.projektkod]
    missing = [one for one in after if one.kontering.missing]
    return Forhand(
        months=list(months.values()),
        slag=_by_slag(fil, before, after),
        konton=_oplacerade(fil, missing, counts, "kostnadsslag"),
        objekt=_oplacerade(fil, missing, counts, "tjanst"),
        by_hand=_by_hand(fil),
        replaces=_replaces(fil),
        beside=_beside(fil),
    )


def _counted(fil: Utfallsfil) -> Iterable[Utfallssumma]:
    """What counts now of the same source, in the months of the file."""
    return counted_sums(fil.samverkan, fil.first_month, fil.last_month).filter(fil__kalla=fil.kalla)


def _by_slag(fil: Utfallsfil, before: list[Utfall], after: list[Utfall]) -> list[Skillnad]:
    """Per service and kind of cost, those that change first."""
    tjanster = {tjanst.pk: tjanst.label for tjanst in fil.samverkan.tjanster.all()}
    slag = {one.pk: one.name for one in fil.samverkan.kostnadsslag.all()}
    rows: dict[tuple[str, str], Skillnad] = {}
    for side, found in (("now", before), ("new", after)):
        for one in found:
            key = _place(one, tjanster, slag)
            row = rows.setdefault(key, Skillnad(*key))
            setattr(row, side, getattr(row, side) + one.amount)
    return sorted(rows.values(), key=lambda row: (row.is_same, row.label, row.sub))


def _place(one: Utfall, tjanster: dict[int, str], slag: dict[int, str]) -> tuple[str, str]:
    told = one.kontering
    if told.left_out:
        return LEFT_OUT, ""
    if told.investering is not None:
        return INVESTERINGAR, ""
    if told.missing:
        return WITHOUT, ""
    return tjanster[told.tjanst], slag[told.kostnadsslag]


def _oplacerade(fil: Utfallsfil, missing: list[Utfall], counts: dict, thing: str) -> list[Oplacerad]:
    """Accounts (for kostnadsslag) or cost centres (for tjanst) that no rule places, most kronor first."""
    by_konto = thing == "kostnadsslag"
    names = fil.summary.get("konton" if by_konto else "objekt", {})
    found: dict[str, Oplacerad] = {}
    for one in missing:
        if thing in one.kontering.missing:
            code = one.konto if by_konto else one.objekt
            row = found.setdefault(code, Oplacerad(code, names.get(code, "")))
            row.amount += one.amount
            row.count += counts[one.month, one.konto, one.objekt, one.projektkod]
    _first_lines(fil, found, "konto" if by_konto else "objekt")
    return sorted(found.values(), key=lambda row: (-abs(row.amount), row.code))


def _first_lines(fil: Utfallsfil, found: dict[str, Oplacerad], column: str) -> None:
    lines = Utfallspost.objects.filter(fil=fil, **{f"{column}__in": list(found)[:MOST_LINES]})
    for code, line in lines.values_list(column).annotate(first=Min("line")):
        found[code].line = line


def _by_hand(fil: Utfallsfil) -> Decimal | None:
    """What has been entered by hand in the same months: it counts beside the file."""
    rows = Handpost.objects.filter(
        samverkan=fil.samverkan, month__gte=fil.first_month, month__lte=fil.last_month
    )
    return rows.exclude(amount=0).aggregate(sum=Sum("amount"))["sum"]


def _replaces(fil: Utfallsfil) -> list[Utfallsfil]:
    """Files that count for some of the months now."""
    months = Utfallsmanad.objects.filter(
        kalla=fil.kalla, month__gte=fil.first_month, month__lte=fil.last_month
    )
    return list(Utfallsfil.objects.filter(manader__in=months).exclude(pk=fil.pk).distinct())


def _beside(fil: Utfallsfil) -> list[str]:
    """Other sources with a file that counts for some of the months: the file is added to theirs."""
    months = Utfallsmanad.objects.filter(month__gte=fil.first_month, month__lte=fil.last_month)
    others = months.filter(kalla__samverkan=fil.samverkan).exclude(kalla=fil.kalla)
    return list(others.order_by("kalla__name").values_list("kalla__name", flat=True).distinct())
