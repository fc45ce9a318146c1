"""How the sums of a table may have come about: asked by Excel, which writes them as formulas, and by the
check that they are right."""

from collections.abc import Iterable, Sequence

from samverkan.tabeller.tabell import RAD, RUBRIK, SUMMA, Rad, Tabell

Terms = list[tuple[int, int]]  # sign, place of a row or column


def row_terms(tabell: Tabell, number: int) -> Iterable[Terms]:
    """The ways a row may have come about: as it says itself, or as the sum of the rows above.

    A sum adds the rows since the last sum, or since the heading, or all sums, or all rows.
    """
    rad = tabell.rows[number]
    if rad.of:
        yield named_terms(rad.of, {one.key: at for at, one in enumerate(tabell.rows)})
    elif rad.level == SUMMA:
        yield _above(tabell.rows, number, until=(SUMMA, RUBRIK))
        yield _above(tabell.rows, number, until=(RUBRIK,))
        yield [(1, at) for at, one in enumerate(tabell.rows[:number]) if one.level == SUMMA]
        yield _above(tabell.rows, number, until=())


def named_terms(names: Iterable[str], places: dict[str, int]) -> Terms:
    """Terms from names, those with a minus taken away; names that are not there are passed by."""
    named = [(-1 if name.startswith("-") else 1, name.removeprefix("-")) for name in names]
    return [(sign, places[name]) for sign, name in named if name in places]


def _above(rows: Sequence[Rad], number: int, until: tuple[str, ...]) -> Terms:
    found: Terms = []
    for at in range(number - 1, -1, -1):
        if rows[at].level in until:
            break
        if rows[at].level == RAD:
            found.append((1, at))
    return found[::-1]
