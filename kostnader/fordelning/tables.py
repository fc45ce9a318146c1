"""The matrix as a page shows it: in one of four views, in kronor or thousands, with heat per column."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import partial

from kostnader.fordelning.matris import Deltagande, Kolumn, Matris
from samverkan.lib.swedish import format_amount, format_change, format_percent, format_tkr

ZERO = Decimal("0.00")
NOTHING = "–"
BELOPP, ANDEL, INVANARE, FORANDRING = "belopp", "andel", "invanare", "forandring"
VIEWS = (BELOPP, ANDEL, INVANARE, FORANDRING)

Money = Callable[[Decimal | Fraction | None], str]


@dataclass(frozen=True)
class Cell:
    """Text of a cell; `heat` 1–5 compares within the column, `key` is the service it leads to."""

    text: str
    heat: int = 0
    tjanst: int | None = None
    open: bool = False


@dataclass(frozen=True)
class Row:
    """A member's row. `bar` is 0–100 of the longest, None where the view has none."""

    id: int
    name: str
    own: bool
    cells: list[Cell]
    sums: list[str]
    direct: list[Cell]
    bar: int | None = None


@dataclass
class Matristabell:
    """What the template draws. Sums are texts: the total, and beside it what the view adds."""

    kolumner: list[Kolumn]
    direct: list[Kolumn]
    rows: list[Row] = field(default_factory=list)
    feet: list[tuple[str, list[str], list[str], list[str]]] = field(default_factory=list)
    heads: list[tuple[str, str]] = field(default_factory=list)
    has_heat: bool = True


@dataclass(frozen=True)
class Choice:
    """What the person chose: view, kr or tkr, the open cell (service, organisation), own rows."""

    view: str = BELOPP
    in_thousands: bool = False
    opened: tuple[int, int] | None = None
    own: frozenset[int] = frozenset()


def draw(matris: Matris, choice: Choice, before: Matris | None = None) -> Matristabell:
    """The table of a view. `before` is the year to compare with, for the view of changes."""
    if choice.view == FORANDRING:
        matris = with_ended(matris, before)
    kolumner = [kolumn for kolumn in matris.kolumner if kolumn.counted]
    direct = [kolumn for kolumn in matris.kolumner if not kolumn.counted]
    drawing = _Drawing(matris, choice, before)
    table = Matristabell(kolumner, direct, heads=drawing.heads(), has_heat=choice.view != FORANDRING)
    heat = {kolumn.tjanst_id: _heat(drawing.compared(kolumn)) for kolumn in matris.kolumner}
    bars = _bars(matris) if choice.view == BELOPP else {}
    for rad in matris.rader:
        cells, shown_direct = (
            [drawing.cell(kolumn, rad, heat[kolumn.tjanst_id]) for kolumn in group]
            for group in (kolumner, direct)
        )
        own = rad.id in choice.own or (choice.opened is not None and choice.opened[1] == rad.id)
        table.rows.append(
            Row(rad.id, rad.name, own, cells, drawing.sums(rad), shown_direct, bars.get(rad.id))
        )
    table.feet = drawing.feet(kolumner, direct)
    return table


def with_ended(matris: Matris, before: Matris | None) -> Matris:
    """The year with the services and members that only the year before had, at zero."""
    if before is None:
        return matris
    known = {kolumn.tjanst_id for kolumn in matris.kolumner}
    ended = [
        Kolumn(**{**vars(kolumn), "amounts": {}, "att_fordela": ZERO, "budget": ZERO, "resultat": None})
        for kolumn in before.kolumner
        if kolumn.tjanst_id not in known
    ]
    present = {rad.id for rad in matris.rader}
    left = [rad for rad in before.rader if rad.id not in present]
    return Matris(matris.year, [*matris.rader, *left], [*matris.kolumner, *ended], matris.inhabitants)


class _Drawing:
    """Texts of one view."""

    def __init__(self, matris: Matris, choice: Choice, before: Matris | None) -> None:
        self.matris, self.choice, self.before = matris, choice, before
        self.money: Money = format_tkr if choice.in_thousands else format_amount
        self.change: Money = _change_tkr if choice.in_thousands else format_change
        self.earlier = {k.tjanst_id: k.amounts for k in before.kolumner} if before else {}
        self.earlier_totals = before.totals if before else {}
        self.inhabitants = {rad.id: matris.inhabitants.get(rad.id) for rad in matris.rader}

    def compared(self, kolumn: Kolumn) -> dict[int, Fraction]:
        """What the heat of the column compares: the amounts, or what they are per inhabitant."""
        if self.choice.view == FORANDRING:
            return {}
        if self.choice.view != INVANARE:
            return {pk: Fraction(amount) for pk, amount in kolumn.amounts.items()}
        people = self.inhabitants
        return {pk: Fraction(a) / Fraction(people[pk]) for pk, a in kolumn.amounts.items() if people.get(pk)}

    def heads(self) -> list[tuple[str, str]]:
        unit = "tkr" if self.choice.in_thousands else "kr"
        per_head = [("Kr per invånare", self.matris.inhabitants_on)] if self.matris.inhabitants else []
        return {
            BELOPP: [("Summa", unit), *per_head],
            ANDEL: [("Summa", "andel av allt")],
            INVANARE: [("Summa", "kr per invånare")],
            FORANDRING: [("Summa", unit), ("Summa", "procent")],
        }[self.choice.view]

    def cell(self, kolumn: Kolumn, rad: Deltagande, heat: dict[int, int]) -> Cell:
        amount = kolumn.amounts.get(rad.id)
        key = (kolumn.tjanst_id, rad.id)
        if amount is None:
            earlier = self.earlier.get(kolumn.tjanst_id, {}).get(rad.id)
            ended = self.choice.view == FORANDRING and earlier is not None
            return Cell(self.change(-earlier) if ended else NOTHING)
        text = self._text(kolumn, rad, amount)
        return Cell(text, heat.get(rad.id, 0), kolumn.tjanst_id, key == self.choice.opened)

    def _text(self, kolumn: Kolumn, rad: Deltagande, amount: Decimal) -> str:
        if self.choice.view == ANDEL:
            return _percent(amount, kolumn.summa)
        if self.choice.view == INVANARE:
            return _per_head(amount, self.inhabitants[rad.id])
        if self.choice.view == FORANDRING:
            return self.change(amount - self.earlier.get(kolumn.tjanst_id, {}).get(rad.id, ZERO))
        return self.money(amount)

    def sums(self, rad: Deltagande) -> list[str]:
        """The member's sums over what is counted."""
        total = self.matris.totals.get(rad.id, ZERO)
        if self.choice.view == ANDEL:
            return [_percent(total, self.matris.summa)]
        if self.choice.view == INVANARE:
            return [_per_head(total, self.inhabitants[rad.id])]
        if self.choice.view == FORANDRING:
            earlier = self.earlier_totals.get(rad.id, ZERO)
            return [self.change(total - earlier), change_percent(total, earlier)]
        per_head = [_per_head(total, self.inhabitants[rad.id])] if self.matris.inhabitants else []
        return [self.money(total), *per_head]

    def feet(self, kolumner: list[Kolumn], direct: list[Kolumn]) -> list[tuple]:
        if self.choice.view == BELOPP:
            return self._feet_of_amounts(kolumner, direct)
        sums, direct_sums = ([self._sum(kolumn) for kolumn in group] for group in (kolumner, direct))
        return [("Summa", sums, self._total(), direct_sums)]

    def _sum(self, kolumn: Kolumn) -> str:
        if self.choice.view == ANDEL:
            return _percent(kolumn.summa, kolumn.summa)
        if self.choice.view == INVANARE:
            return _per_head(kolumn.summa, self._together(set(kolumn.amounts)))
        return self.change(kolumn.summa - sum(self.earlier.get(kolumn.tjanst_id, {}).values(), ZERO))

    def _total(self) -> list[str]:
        total = self.matris.summa
        if self.choice.view == ANDEL:
            return [_percent(total, total)]
        if self.choice.view == INVANARE:
            return [_per_head(total, self._together(set(self.inhabitants)))]
        earlier = self.before.summa if self.before else ZERO
        return [self.change(total - earlier), change_percent(total, earlier)]

    def _feet_of_amounts(self, kolumner: list[Kolumn], direct: list[Kolumn]) -> list[tuple]:
        """Three rows that tell the truth; in whole kronor where every share is."""
        matris, everyone = self.matris, self._together({rad.id for rad in self.matris.rader})
        per_head = [_per_head(matris.summa, everyone)] if matris.inhabitants else []
        blank = [""] if per_head else []
        money, change = self.money, self.change
        if not self.choice.in_thousands and all(amount % 1 == 0 for amount in amounts_in(matris)):
            money, change = partial(format_amount, decimals=0), partial(format_change, decimals=0)
        rows: list[tuple[str, Callable[[Kolumn], str], list[str]]] = [
            ("Summa", lambda k: money(k.summa), [money(matris.summa), *per_head]),
            ("Att fördela", lambda k: money(k.att_fordela), [money(matris.att_fordela), *blank]),
            ("Avrundning", lambda k: change(k.avrundning), [change(matris.avrundning), *blank]),
        ]
        return [(name, [f(k) for k in kolumner], total, [f(k) for k in direct]) for name, f, total in rows]

    def _together(self, ids: set[int]) -> Decimal | None:
        """The inhabitants of some members together; None when one of them is not known."""
        found = [self.inhabitants.get(pk) for pk in ids]
        return sum((n for n in found if n is not None), ZERO) if found and all(found) else None


def amounts_in(matris: Matris) -> Iterator[Decimal]:
    """Every member's amount."""
    for kolumn in matris.kolumner:
        yield from kolumn.amounts.values()


def _heat(values: dict[int, Fraction]) -> dict[int, int]:
    """Class 1–5 of each value, by its place between the column's least and largest.

    The classes widen upward (1/25, 4/25, 9/25, 16/25): a few large members must not make all others alike.
    Where all are within two percent, as equal shares are but for the rounding, they are one class.
    """
    if not values:
        return {}
    low, high = min(values.values()), max(values.values())
    span = high - low
    if 50 * span <= max(abs(low), abs(high)):
        return dict.fromkeys(values, 1)
    return {
        pk: 1 + sum(25 * (value - low) >= step * step * span for step in range(1, 5))
        for pk, value in values.items()
    }


def _bars(matris: Matris) -> dict[int, int]:
    """Kronor per inhabitant as 0–100 of the longest."""
    per_head = {
        pk: Fraction(total) / Fraction(people)
        for pk, total in matris.totals.items()
        if (people := matris.inhabitants.get(pk))
    }
    longest = max(per_head.values(), default=Fraction(0))
    return {pk: int(100 * value / longest) if longest > 0 else 0 for pk, value in per_head.items()}


def _percent(part: Decimal, whole: Decimal) -> str:
    return format_percent(Fraction(part) / Fraction(whole)) if whole else NOTHING


def _per_head(amount: Decimal, people: Decimal | None) -> str:
    return format_amount(Fraction(amount) / Fraction(people), 2) if people else NOTHING


def change_percent(now: Decimal, earlier: Decimal) -> str:
    """How much more or less, in percent with its sign: '+12,5 %'; '–' where there was nothing before."""
    if not earlier:
        return NOTHING
    share = (Fraction(now) - Fraction(earlier)) / Fraction(earlier)
    text = format_percent(share)
    return f"+{text}" if share > 0 and text.strip("0,%\u00a0") else text


def _change_tkr(value: Decimal | Fraction | None) -> str:
    text = format_tkr(value)
    return f"+{text}" if value is not None and value > 0 and text != "0" else text
