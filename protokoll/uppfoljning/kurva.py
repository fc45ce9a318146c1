"""A goal's values over its year as a line: where each point stands, in whole pixels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from protokoll.uppfoljning.models import Mal, Malvarde
from protokoll.uppfoljning.rules import Malvillkor
from protokoll.uppfoljning.villkor import figure, villkor_of, villkor_text
from samverkan.lib.swedish import MONTHS_SHORT, format_number

WIDTH, HEIGHT, SIDE, TOP, FOOT = 560, 180, 28, 30, 26
CHARACTER, LINE = 8, 15  # what a text takes, at 13 pixels


@dataclass(frozen=True)
class Punkt:
    """A point: its place, what it says, and whether it misses the target."""

    x: int
    y: int
    text: str
    day: date
    misses: bool
    below: bool  # the text stands under the point, where the line comes from above
    said: bool = True  # False where the text has no room; the value stands in the list under the curve

    @property
    def text_y(self) -> int:
        return self.y + 20 if self.below else self.y - 11

    def collides(self, other: "Punkt") -> bool:
        """Whether the texts of the two would touch."""
        room = (len(self.text) + len(other.text)) * CHARACTER // 2 + 4
        return abs(self.x - other.x) < room and abs(self.text_y - other.text_y) < LINE


@dataclass(frozen=True)
class Kurva:
    """The line, the target's height, and the same in words."""

    punkter: list[Punkt]
    target_y: int
    target_text: str
    months: list[tuple[int, str]]
    words: str
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def line(self) -> str:
        """The points of a polyline."""
        return " ".join(f"{one.x},{one.y}" for one in self.punkter)

    @property
    def has_misses(self) -> bool:
        return any(one.misses for one in self.punkter)

    @property
    def foot_y(self) -> int:
        return self.height - FOOT

    @property
    def label_y(self) -> int:
        return self.height - 6


def draw(mal: Mal, rows: Sequence[Malvarde]) -> Kurva:
    """The curve of a goal with a figure and at least one value; a sum is drawn as it grows."""
    villkor = villkor_of(mal)
    heights = _heights(mal, rows)
    lowest, highest = min(*heights, villkor.malvarde), max(*heights, villkor.malvarde)
    reach = Fraction(highest - lowest) or Fraction(1)

    def y(value: Decimal) -> int:
        room = HEIGHT - TOP - FOOT - 12
        return TOP + round(room * (Fraction(highest) - Fraction(value)) / reach)

    places = [y(value) for value in heights]
    points = [
        Punkt(
            x=_x(row.day),
            y=place,
            text=format_number(value, 2),
            day=row.day,
            misses=_misses(villkor, value),
            below=n > 0 and places[n - 1] < place,
        )
        for n, (row, value, place) in enumerate(zip(rows, heights, places, strict=True))
    ]
    return Kurva(
        _with_room(points),
        y(villkor.malvarde),
        f"mål {figure(villkor.malvarde, '')}",
        _months(),
        _words(mal, rows, heights),
    )


def _with_room(points: list[Punkt]) -> list[Punkt]:
    """The points with texts that do not touch: the last and those that miss first, over or under or none."""
    order = sorted(points, key=lambda one: (one is not points[-1], not one.misses, one.x))
    placed: list[Punkt] = []
    for one in order:
        sides = [one, replace(one, below=not one.below)]
        free = next((way for way in sides if not any(way.collides(other) for other in placed)), None)
        if free:
            placed.append(free)
    by_place = {(one.x, one.y): one for one in placed}
    return [by_place.get((one.x, one.y), replace(one, said=False)) for one in points]


def _heights(mal: Mal, rows: Sequence[Malvarde]) -> list[Decimal]:
    values = [row.value for row in rows]
    return list(accumulate(values)) if mal.galler == Mal.Galler.SUMMA else values


def _misses(villkor: Malvillkor, value: Decimal) -> bool:
    """Only where every value counts, or a sum has gone over, does a single point miss the target."""
    over = villkor.galler == Mal.Galler.SUMMA and villkor.riktning == Mal.Direction.HOGST
    return (villkor.galler == Mal.Galler.VARJE or over) and not villkor.holds(value)


def _x(day: date) -> int:
    first = date(day.year, 1, 1)
    days = (date(day.year, 12, 31) - first).days
    return SIDE + round((WIDTH - 2 * SIDE) * Fraction((day - first).days, days))


def _months() -> list[tuple[int, str]]:
    """Every other month's first day, where its name stands."""
    return [(_x(date(2023, month, 1)), MONTHS_SHORT[month - 1]) for month in range(1, 13, 2)]


def _words(mal: Mal, rows: Sequence[Malvarde], heights: Sequence[Decimal]) -> str:
    told = [f"{row.day}: {figure(value, mal.unit)}" for row, value in zip(rows, heights, strict=True)]
    return f"Målet är {villkor_text(mal)}. {', '.join(told)}."
