"""Charts of a table, ready to draw: paired bars, dumbbells. Units are whole tenths of a millimetre.

The same drawing goes on screen and paper; the values stand at the marks, and the text alternative says all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from samverkan.lib.swedish import sentences
from samverkan.tabeller.tabell import RAD, RUBRIK, TEXT, VARAV, Kolumn, Tabell
from samverkan.tabeller.visning import cell_text

WIDTH, LABELS = 1630, 380  # the text width of a paper page, and where the plot begins
TEXT_ROOM = 260  # kept free for the figure after the longest bar
FIGURE_ROOM, LETTER = (
    150,
    17,
)  # of it a figure with its air, and a letter of the heads that stand to its right
STEP, TOP = 100, 46
HANTEL_STEP = 90
STAPLAR, HANTEL = "staplar", "hantel"


@dataclass(frozen=True)
class Stapel:
    """A bar from x, so wide, with its figure at `text_x` (anchored at its end when `before`)."""

    x: int
    width: int
    text: str
    text_x: int
    before: bool


@dataclass(frozen=True)
class Prick:
    """A mark at x with its figure at `text_x`, on its left when `before`."""

    x: int
    text: str
    text_x: int
    before: bool


@dataclass(frozen=True)
class Diagramrad:
    """A row: its name, where it stands, and its bars or marks (None: no figure), the newest first."""

    label: str
    y: int
    marks: tuple[Stapel | Prick | None, ...]


@dataclass(frozen=True)
class Diagram:
    """All that is drawn. `heads` names the columns, `zero` is where bars begin, `alt` says it in words."""

    kind: str
    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[Diagramrad, ...]
    zero: int
    height: int
    alt: str
    width: int = WIDTH
    labels: int = LABELS


def draw(tabell: Tabell, kind: str, columns: Sequence[str], unit: str, title: str = "") -> Diagram | None:
    """The chart of one or two columns of a table, sums left out; None when there is nothing to draw.

    `columns`: the newest first; unknown ones are left out, none given is the first that holds figures.
    """
    chosen = _columns(tabell, columns, two=kind == HANTEL)
    rows = [rad for rad in tabell if rad.level in (RAD, VARAV) and any(_of(tabell, rad, chosen))]
    if not chosen or not rows or (kind == HANTEL and len(chosen) < 2):
        return None
    values = [value for rad in rows for value in _values(tabell, rad, chosen)]
    scale = Skala.of(values, kind, _room(chosen) if kind == STAPLAR else TEXT_ROOM)
    drawn = tuple(
        Diagramrad(rad.label, TOP + at * _step(kind), _marks(tabell, rad, chosen, scale, kind, unit))
        for at, rad in enumerate(rows)
    )
    return Diagram(
        kind=kind,
        title=title or tabell.name,
        note=_note(tabell, chosen, unit),
        heads=tuple(_head(column) for column in chosen),
        rows=drawn,
        zero=scale.x(Decimal(0)) if kind == STAPLAR else LABELS,
        height=TOP + len(rows) * _step(kind),
        alt=_alt(tabell, rows, chosen, unit, title),
    )


def _note(tabell: Tabell, columns: Sequence[Kolumn], unit: str) -> str:
    """Unit, sign and note as a table's caption says them; one column alone is named here."""
    money = unit if _is_money(columns) else ""
    alone = _head(columns[0]) if len(columns) == 1 else ""
    return sentences(money, alone, tabell.sign, tabell.note)


def _head(column: Kolumn) -> str:
    return f"{column.label} {column.note}".strip()


@dataclass(frozen=True)
class Skala:
    """Where values stand between the edges of the plot."""

    low: Decimal
    high: Decimal
    left: int
    right: int

    @classmethod
    def of(cls, values: Sequence[Decimal], kind: str, free: int) -> "Skala":
        """The scale of the values; `free` is kept at the right for figures and heads."""
        low, high = min(values), max(values)
        if kind == STAPLAR:
            low, high = min(low, Decimal(0)), max(high, Decimal(0))
        if low == high:
            high += 1
        room = TEXT_ROOM if kind == HANTEL or low < 0 else 0
        return cls(low, high, LABELS + room, WIDTH - free)

    def x(self, value: Decimal) -> int:
        """The nearest tenth of a millimetre."""
        return self.left + round((value - self.low) * (self.right - self.left) / (self.high - self.low))


def _room(columns: Sequence[Kolumn]) -> int:
    """What is kept free after the longest bar: its figure, and beside it the heads when there are two."""
    heads = [len(_head(column)) for column in columns] if len(columns) > 1 else [0]
    return max(TEXT_ROOM, FIGURE_ROOM + LETTER * max(heads))


def _step(kind: str) -> int:
    return STEP if kind == STAPLAR else HANTEL_STEP


def _columns(tabell: Tabell, keys: Sequence[str], *, two: bool) -> list[Kolumn]:
    with_figures = {column.key: column for column in tabell.columns if column.kind != TEXT}
    chosen = [with_figures[key] for key in keys if key in with_figures][:2]
    return chosen or list(with_figures.values())[: 2 if two else 1]


def _of(tabell: Tabell, rad, columns: Sequence[Kolumn]) -> list[Decimal | None]:
    if rad.level == RUBRIK:
        return []
    values = [rad.values[tabell.column(column.key)] for column in columns]
    return [value if isinstance(value, Decimal) else None for value in values]


def _values(tabell: Tabell, rad, columns: Sequence[Kolumn]) -> list[Decimal]:
    return [value for value in _of(tabell, rad, columns) if value is not None]


def _is_money(columns: Sequence[Kolumn]) -> bool:
    return any(column.kind == "belopp" for column in columns)


def _marks(tabell: Tabell, rad, columns: Sequence[Kolumn], scale: Skala, kind: str, unit: str):
    values = _of(tabell, rad, columns)
    texts = [cell_text(value, column.kind, unit) for value, column in zip(values, columns, strict=True)]
    if kind == STAPLAR:
        return tuple(
            None if value is None else _bar(value, text, scale)
            for value, text in zip(values, texts, strict=True)
        )
    return _dots(values, texts, scale)


def _bar(value: Decimal, text: str, scale: Skala) -> Stapel:
    zero, end = scale.x(Decimal(0)), scale.x(value)
    if value < 0:
        return Stapel(end, zero - end, text, end - 15, before=True)
    return Stapel(zero, end - zero, text, end + 15, before=False)


def _dots(values: Sequence[Decimal | None], texts: Sequence[str], scale: Skala):
    places = [None if value is None else scale.x(value) for value in values]
    known = [place for place in places if place is not None]
    dots: list[Prick | None] = []
    for at, place in enumerate(places):
        if place is None:
            dots.append(None)
            continue
        other = places[1 - at] if len(known) == len(places) == 2 else None
        before = other is not None and (place < other or (place == other and at == 0))
        dots.append(Prick(place, texts[at], place - 30 if before else place + 30, before))
    return tuple(dots)


def _alt(tabell: Tabell, rows, columns: Sequence[Kolumn], unit: str, title: str) -> str:
    """Every figure in words: the whole of the chart for who cannot see it."""
    money = f", {unit}" if _is_money(columns) else ""
    told = []
    for rad in rows:
        parts = [
            f"{_head(column)} {cell_text(value, column.kind, unit)}"
            for column, value in zip(columns, _of(tabell, rad, columns), strict=True)
        ]
        told.append(f"{rad.label}: {', '.join(parts)}")
    return f"{title or tabell.name}{money}. {'; '.join(told)}."
