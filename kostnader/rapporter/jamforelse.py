"""A table beside last period's, and with fewer columns. Pure."""

from collections.abc import Collection
from dataclasses import replace

from samverkan.tabeller.tabell import RUBRIK, Kolumn, Rad, Tabell

BEFORE = "fore"  # the key of the column with last period's figure


def with_before(now: Tabell, before: Tabell | None, column: str, label: str) -> Tabell:
    """`now` with one column more: what `column` said last period, which is called `label`.

    A row without counterpart then shows a dash. Rows that stood only in `before` are named in the note.
    A column that is not there changes nothing.
    """
    if column not in {one.key for one in now.columns}:
        return now
    place = now.column(column)
    chosen = now.columns[place]
    then = _values(before, column)
    rows = tuple(rad if rad.level == RUBRIK else _longer(rad, then) for rad in now)
    columns = (*now.columns, Kolumn(BEFORE, chosen.label, chosen.kind, label))
    known = {rad.key for rad in now}
    gone = [rad.label for rad in before or () if rad.key not in known and rad.level != RUBRIK]
    told = f"Fanns bara {label}: {', '.join(gone)}." if gone else ""
    return replace(now, columns=columns, rows=rows, note=" ".join(filter(None, [now.note, told])))


def _longer(rad: Rad, then: dict[str, object]) -> Rad:
    links = {"links": (*rad.links, "")} if rad.links else {}
    return replace(rad, values=(*rad.values, then.get(rad.key)), **links)


def _values(before: Tabell | None, column: str) -> dict[str, object]:
    if before is None or column not in {one.key for one in before.columns}:
        return {}
    place = before.column(column)
    return {rad.key: rad.values[place] for rad in before if rad.values}


def only_columns(tabell: Tabell, keys: Collection[str]) -> Tabell:
    """The table with the given columns, in its own order; all of them when none of the given is there."""
    places = [place for place, column in enumerate(tabell.columns) if column.key in keys]
    if not places:
        return tabell
    rows = tuple(_picked(rad, places) for rad in tabell)
    return replace(tabell, columns=tuple(tabell.columns[place] for place in places), rows=rows)


def _picked(rad: Rad, places: list[int]) -> Rad:
    if rad.level == RUBRIK:
        return rad
    links = {"links": tuple(rad.links[place] for place in places)} if rad.links else {}
    return replace(rad, values=tuple(rad.values[place] for place in places), **links)
