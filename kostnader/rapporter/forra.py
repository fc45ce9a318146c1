"""What a report says of earlier years beside what its forerunner said of them.

A figure of last year that has changed since is either corrected, and then explained, or a slip.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from kostnader.rapporter.innehall import Dokument, VisatBlock
from kostnader.rapporter.kontroller import GUL, Anmarkning
from samverkan.lib.swedish import format_number
from samverkan.tabeller.tabell import BELOPP, TEXT, Kolumn, Tabell
from samverkan.tabeller.visning import cell_text

_YEAR = re.compile(r"\b(?:19|20)[0-9]{2}\b")
Changed = tuple[str, Decimal, Decimal]  # a row's name, what it says now, what it said


def changed_since_last(dokument: Dokument) -> Iterator[Anmarkning]:
    """A remark for each column about earlier years that differs from the report this one is a copy of.

    Tables are the same by their key, columns by their head, rows by their name.
    """
    rapport = dokument.rapport
    last = rapport.copied_from
    if last is None:
        return
    kept = last.frysta.filter(year=last.year, through=last.through)
    before = {row.key: row.tabell for row in kept}
    seen: set[str] = set()
    for shown in dokument.avsnitt:
        for block in shown.shown:
            key = block.block.key
            if key in before and key not in seen and block.tabell is not None:
                seen.add(key)
                for column, rows in _columns(block.tabell, before[key], rapport.year):
                    text = _text(block, column, rows, str(last), rapport.unit)
                    name = f"forra:{key}:{column.key}"[:120]
                    yield Anmarkning(name, GUL, text, shown.avsnitt.pk)


def _columns(now: Tabell, then: Tabell, year: int) -> Iterator[tuple[Kolumn, list[Changed]]]:
    old = {_head(column): place for place, column in enumerate(then.columns)}
    for place, column in enumerate(now.columns):
        if column.kind == TEXT or _head(column) not in old or not _is_past(_head(column), year):
            continue
        said = {rad.label: rad.values[old[_head(column)]] for rad in then if rad.values}
        rows = [(rad.label, rad.values[place], said.get(rad.label)) for rad in now if rad.values]
        changed = [
            (label, value, before)
            for label, value, before in rows
            if isinstance(value, Decimal) and isinstance(before, Decimal) and value != before
        ]
        if changed:
            yield column, changed


def _head(column: Kolumn) -> str:
    return f"{column.label} {column.note}".strip()


def _is_past(head: str, year: int) -> bool:
    """Whether a head names a year, and only such as are over when the report's begins."""
    years = [int(found) for found in _YEAR.findall(head)]
    return bool(years) and max(years) < year


def _text(block: VisatBlock, column: Kolumn, rows: list[Changed], last: str, unit: str) -> str:
    label, now, then = rows[0]
    said = [_figure(value, column, unit) for value in (now, then)]
    more = f" Så är det i {len(rows)} rader." if len(rows) > 1 else ""
    return f"{block.label}. {label}, {_head(column)}: här står {said[0]}, men i {last} stod {said[1]}.{more}"


def _figure(value: Decimal, column: Kolumn, unit: str) -> str:
    shown = cell_text(value, column.kind, unit) if column.kind == BELOPP else format_number(value)
    return f"{shown} {unit}" if column.kind == BELOPP else shown
