"""Rows against their sums, and deviations against what they are the difference of."""

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from samverkan.tabeller.kontroll.fynd import (
    ZERO,
    Fynd,
    column_like,
    is_result,
    number,
    numeric,
    rounding,
    shown,
)
from samverkan.tabeller.summor import Terms, named_terms, row_terms
from samverkan.tabeller.tabell import RAD, SUMMA, VARAV, Rad, Tabell

HALF = Decimal("0.5")


def summor(tabell: Tabell) -> Iterator[Fynd]:
    """Sums that are not what their rows come to. Half the rounding unit per row is let pass.

    How a sum is made is told by the row, else found: the way that holds in most columns.
    """
    for at, rad in enumerate(tabell):
        ways = [terms for terms in _ways(tabell, at) if terms]
        if not ways or not rad.values:
            continue
        wrong = min((_wrong(tabell, at, terms) for terms in ways), key=len)
        if len(wrong) == len(numeric(tabell)) > 1 and not rad.of:
            continue  # no way holds anywhere: it is a sum of something that the table does not show
        for place, total in wrong:
            if is_result(rad) and "avvikelse" in tabell.columns[place].label.casefold():
                continue
            own = shown(tabell, place, number(rad.values[place]))
            yield Fynd(
                "summa",
                True,
                f"{rad.label}, {tabell.columns[place].label}: raderna ger {shown(tabell, place, total)}, "
                f"men det står {own}.",
                rad.key,
            )


def _ways(tabell: Tabell, at: int) -> Iterator[Terms]:
    """As the table's own sums, and the difference of the two rows that stand last above (a result)."""
    yield from row_terms(tabell, at)
    rad = tabell.rows[at]
    if rad.level == SUMMA and not rad.of:
        above = [place for place in range(at) if tabell.rows[place].level in (RAD, SUMMA)][-2:]
        if len(above) == 2:
            yield [(-1, above[0]), (1, above[1])]
            yield [(1, above[0]), (-1, above[1])]


def _wrong(tabell: Tabell, at: int, terms: Terms) -> list[tuple[int, Decimal]]:
    """The columns where the terms do not come to the sum, and what they come to."""
    found = []
    for place in numeric(tabell):
        own = tabell.rows[at].values[place]
        if own is None:
            continue
        total = sum((sign * number(tabell.rows[row].values[place]) for sign, row in terms), ZERO)
        if abs(total - number(own)) > rounding(tabell, place) * HALF * (len(terms) + 1):
            found.append((place, total))
    return found


def avvikelser(tabell: Tabell) -> Iterator[Fynd]:
    """Deviations that are no difference of budget and outcome, and those with another sign than the rest."""
    for deviation in [p for p, one in enumerate(tabell.columns) if "avvikelse" in one.label.casefold()]:
        pair = _told_pair(tabell, deviation) or _likely_pair(tabell, deviation)
        if pair:
            yield from _deviations(tabell, *pair, deviation)


def _told_pair(tabell: Tabell, deviation: int) -> tuple[int, int] | None:
    """The two columns that the deviation says it is the difference of."""
    places = {column.key: place for place, column in enumerate(tabell.columns)}
    terms = named_terms(tabell.columns[deviation].of, places)
    return (terms[0][1], terms[1][1]) if len(terms) == 2 else None


def _likely_pair(tabell: Tabell, deviation: int) -> tuple[int, int] | None:
    budget = column_like(tabell, "budget", before=deviation)
    other = column_like(tabell, "utfall", "prognos", before=deviation)
    return None if budget is None or other is None else (budget, other)


def _deviations(tabell: Tabell, budget: int, other: int, deviation: int) -> Iterator[Fynd]:
    slack = rounding(tabell, deviation) * Decimal("1.5")
    turned: dict[int, int] = {}
    for at, rad in enumerate(tabell):
        if not rad.values or _is_untold(rad, budget, other, deviation):
            continue
        wanted = number(rad.values[budget]) - number(rad.values[other])
        told = number(rad.values[deviation])
        if abs(wanted) <= slack and abs(told) <= slack:
            continue
        if abs(told - wanted) <= slack or abs(told + wanted) <= slack:
            turned[at] = 1 if abs(told - wanted) <= slack else -1
            continue
        heads = f"{tabell.columns[budget].label} och {tabell.columns[other].label}"
        text = f"{rad.label}: {heads} skiljer {shown(tabell, deviation, abs(wanted))}, men avvikelsen är "
        text += "inte ifylld." if rad.values[deviation] is None else f"{shown(tabell, deviation, told)}."
        yield Fynd("avvikelse", rad.values[deviation] is not None, text, rad.key)
    most = Counter(turned.values()).most_common(1)
    for at, sign in turned.items():
        rad = tabell.rows[at]
        if sign != most[0][0] and not is_result(rad):
            yield Fynd(
                "tecken",
                True,
                f"{rad.label}: avvikelsen {shown(tabell, deviation, number(rad.values[deviation]))} har "
                "omvänt tecken mot de andra raderna.",
                rad.key,
            )


def _is_untold(rad: Rad, budget: int, other: int, deviation: int) -> bool:
    """Nothing is said of the deviation, and one of the two is not known either; or it is only a part."""
    if rad.values[deviation] is not None:
        return False
    return rad.level == VARAV or rad.values[budget] is None or rad.values[other] is None
