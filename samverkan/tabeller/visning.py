"""How a table of figures is shown: kr or tkr, chosen once per page by `?enhet=`."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.http import HttpRequest

from samverkan.lib.swedish import NOTHING, format_amount, format_number, format_percent, format_tkr
from samverkan.tabeller.tabell import BELOPP, PROCENT, RUBRIK, SUMMA, TEXT, VARAV, Tabell, Value

KR, TKR = "kr", "tkr"
UNITS = (KR, TKR)
PARAMETER = "enhet"

_ROWS = {RUBRIK: "grupp", VARAV: "under", SUMMA: "summa"}


@dataclass(frozen=True)
class Cell:
    text: str
    classes: str
    href: str = ""


def unit_of(request: HttpRequest, default: str = KR) -> str:
    """The unit that the page's address asks for; what is no unit is the default."""
    asked = request.GET.get(PARAMETER)
    return asked if asked in UNITS else default


def unit_tabs(request: HttpRequest, unit: str) -> list[dict[str, object]]:
    """Links to the same page in each unit, for `komponenter/flikar.html`."""
    tabs = []
    for one in UNITS:
        query = request.GET.copy()
        query[PARAMETER] = one
        tabs.append({"text": one, "url": f"?{query.urlencode()}", "current": one == unit})
    return tabs


def cell_text(value: Value, kind: str = BELOPP, unit: str = KR) -> str:
    """A value as people read it: '1 234 567', '−1 235' in tkr, '43,9 %'; nothing is '–'."""
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    if kind == BELOPP:
        return format_tkr(value) if unit == TKR else format_amount(value)
    if kind == PROCENT:
        return format_percent(Fraction(value) / 100)
    return format_number(value)


def shown(tabell: Tabell, unit: str = KR) -> dict[str, object]:
    """What `komponenter/siffertabell.html` needs of the table."""
    heads = [(column, "tal" if column.kind != TEXT else "luft") for column in tabell.columns]
    rows = [
        {
            "rad": rad,
            "classes": _ROWS.get(rad.level, ""),
            "is_group": rad.level == RUBRIK,
            "cells": [
                Cell(cell_text(value, column.kind, unit), _classes(value, column.kind), link)
                for value, column, link in zip(
                    rad.values, tabell.columns, rad.links or ("",) * len(rad.values), strict=True
                )
            ]
            if rad.level != RUBRIK
            else [],
        }
        for rad in tabell.rows
    ]
    return {
        "tabell": tabell,
        "unit": unit if tabell.has_amounts else "",
        "heads": heads,
        "rows": rows,
        "width": len(tabell.columns) + 1,
        "rounded": unit == TKR and tabell.has_amounts and _is_rounded(tabell),
    }


def _classes(value: Value, kind: str) -> str:
    if kind == TEXT:
        return "luft"
    return "tal noll" if value is None else "tal"


def _is_rounded(tabell: Tabell) -> bool:
    """Whether thousands hide anything, so that shown figures may not add up."""
    amounts = [place for place, column in enumerate(tabell.columns) if column.kind == BELOPP]
    values = (rad.values[place] for rad in tabell.rows if rad.values for place in amounts)
    return any(isinstance(value, Decimal) and value % 1000 for value in values)
