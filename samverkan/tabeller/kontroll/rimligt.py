"""Figures that are possible but unlikely: the wrong unit, one row left out of an indexation, a guess."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations

from samverkan.tabeller.kontroll.fynd import Fynd, number, numeric, plain_rows, rounding, shown
from samverkan.tabeller.tabell import BELOPP, RUBRIK, Tabell

THOUSAND = range(400, 2501)  # a figure that is so many times another stands in kronor among thousands
SMALL = re.compile(
    "avvik|förändr|skillnad|differens|tillägg|ombudget|juster", re.I
)  # may well be a thousandth
PARTS = (2, 3, 4, 6, 12)
LEAST_ROWS = 3


def storlek(tabell: Tabell) -> Iterator[Fynd]:
    """An amount some thousand times the others of its row: kronor among thousands. Not of differences."""
    columns = enumerate(tabell.columns)
    amounts = [place for place, one in columns if one.kind == BELOPP and not SMALL.search(one.label)]
    for rad in tabell:
        values = {place: abs(number(rad.values[place])) for place in amounts if rad.values}
        known = sorted(value for value in values.values() if value)
        if len(known) < 2:
            continue
        middle = known[(len(known) - 1) // 2]
        for place, value in values.items():
            if value and int(value / middle) in THOUSAND:
                yield Fynd(
                    "storlek",
                    True,
                    f"{rad.label}, {tabell.columns[place].label}: {shown(tabell, place, value)} är omkring "
                    "tusen gånger så mycket som i de andra kolumnerna. Blandas kronor och tusental?",
                    rad.key,
                )


def uppraknade_lika(tabell: Tabell) -> Iterator[Fynd]:
    """Rows that an indexation has passed by: most rows changed by the same percentage, these did not."""
    for earlier, later in _following_years(tabell):
        rows = [at for at in plain_rows(tabell) if number(tabell.rows[at].values[earlier])]
        percents = {at: _percent(tabell, at, earlier, later) for at in rows}
        most, count = (Counter(percents.values()).most_common(1) or [(None, 0)])[0]
        if not most or count < LEAST_ROWS or 5 * count < 3 * len(rows):
            continue
        for at in rows:
            if not _indexed(tabell, at, earlier, later, most):
                rad = tabell.rows[at]
                yield Fynd(
                    "indexering",
                    False,
                    f"{rad.label}: de flesta rader är uppräknade med {_swedish(most)} procent, "
                    f"den här med {_swedish(percents[at])}.",
                    rad.key,
                )


def _following_years(tabell: Tabell) -> Iterator[tuple[int, int]]:
    years = {}
    for place in numeric(tabell):
        label = tabell.columns[place].label
        if found := re.search(r"\b(20[0-9]{2})\b", label):
            kind = label.replace(found[1], "").strip().casefold()
            years[kind, int(found[1])] = place
    for (kind, year), place in years.items():
        if "utfall" not in kind and "bokslut" not in kind and (kind, year + 1) in years:
            yield place, years[kind, year + 1]


def _percent(tabell: Tabell, at: int, earlier: int, later: int) -> Decimal:
    """By how many percent a row changed, to one decimal."""
    before, after = (number(tabell.rows[at].values[place]) for place in (earlier, later))
    return ((after - before) * 100 / before).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _indexed(tabell: Tabell, at: int, earlier: int, later: int, percent: Decimal) -> bool:
    before, after = (number(tabell.rows[at].values[place]) for place in (earlier, later))
    slack = rounding(tabell, later) + abs(before) / 2000  # the percentage is known to a tenth
    return abs(before * (100 + percent) / 100 - after) <= slack


def uppskattning(tabell: Tabell) -> Iterator[Fynd]:
    """A row or column whose every figure is exactly 2, 3, 4, 6 or 12 times another's: a part made a year."""
    rows = [rad for rad in tabell if rad.level != RUBRIK]
    places = numeric(tabell)
    by_row = [(rad.label, [number(rad.values[place]) for place in places]) for rad in rows]
    by_column = [
        (tabell.columns[place].label, [number(rad.values[place]) for rad in rows]) for place in places
    ]
    for lines in (by_row, by_column):
        for (one, ones), (other, others) in combinations(lines, 2):
            if times := _times(ones, others):
                whole, part = (other, one) if times > 1 else (one, other)
                many = times if times > 1 else 1 / times
                text = f"{whole} är exakt {many} gånger {part} i varje tal. Är det en uppskattning, säg det."
                yield Fynd("uppskattning", False, text)


def _times(ones: Sequence[Decimal], others: Sequence[Decimal]) -> Fraction | None:
    """How many times `ones` the figures of `others` are, when it is the same in all and likely a guess."""
    pairs = [(a, b) for a, b in zip(ones, others, strict=True) if a or b]
    if len(pairs) < LEAST_ROWS or not all(a and b for a, b in pairs):
        return None
    times = {Fraction(b) / Fraction(a) for a, b in pairs}
    if len(times) > 1:
        return None
    (only,) = times
    return only if only in PARTS or 1 / only in PARTS else None


def _swedish(percent: Decimal) -> str:
    return f"{percent:f}".replace(".", ",").replace("-", "−")
