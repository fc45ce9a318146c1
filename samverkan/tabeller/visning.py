"""How a table of figures is shown: kr or tkr, chosen once per page by `?enhet=`."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.http import HttpRequest

from samverkan.lib.swedish import NOTHING, format_amount, format_number, format_percent, format_tkr
from samverkan.tabeller.tabell import (
    ANTAL,
    BELOPP,
    PROCENT,
    RUBRIK,
    SUMMA,
    TEXT,
    VARAV,
    Kolumn,
    Tabell,
    Value,
)

KR, TKR = "kr", "tkr"
UNITS = (KR, TKR)
PARAMETER = "enhet"
MOST_DECIMALS = 4

JUDGED = "Bedömning"  # a column so called says its values with a shape too
_JUDGEMENTS = {
    "uppfyllt": "omdome uppfyllt",
    "delvis uppfyllt": "omdome delvis",
    "inte uppfyllt": "omdome inte",
    "inte bedömt": "omdome ej",
}
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


def cell_text(value: Value, kind: str = BELOPP, unit: str = KR, decimals: int | None = None) -> str:
    """A value as people read it: '1 234 567', '−1 235' in tkr, '43,9 %'; nothing is '–'.

    `decimals` is how many a count is shown with; as many as it has when None.
    """
    if value is None:
        return NOTHING
    if isinstance(value, str):
        return value
    if kind == BELOPP:
        return format_tkr(value) if unit == TKR else format_amount(value)
    if kind == PROCENT:
        return format_percent(Fraction(value) / 100)
    return format_number(value) if decimals is None else format_amount(value, decimals)


def _decimals(tabell: Tabell) -> list[int | None]:
    """How many decimals each column of counts is shown with, so that 27,0 stands below 15,9."""
    return [
        max((_decimals_of(rad.values[place]) for rad in tabell if rad.values), default=0)
        if column.kind == ANTAL
        else None
        for place, column in enumerate(tabell.columns)
    ]


def _decimals_of(value: Value) -> int:
    if not isinstance(value, Decimal):
        return 0
    exponent = value.normalize().as_tuple().exponent
    return min(max(-exponent, 0), MOST_DECIMALS) if isinstance(exponent, int) else 0


def shown(tabell: Tabell, unit: str = KR) -> dict[str, object]:
    """What `komponenter/siffertabell.html` needs of the table."""
    decimals = _decimals(tabell)
    heads = [(column, "tal" if column.kind != TEXT else "luft") for column in tabell.columns]
    rows = [
        {
            "rad": rad,
            "classes": _ROWS.get(rad.level, ""),
            "is_group": rad.level == RUBRIK,
            "cells": [
                Cell(cell_text(value, column.kind, unit, places), _classes(value, column), link)
                for value, column, link, places in zip(
                    rad.values,
                    tabell.columns,
                    rad.links or ("",) * len(rad.values),
                    decimals,
                    strict=True,
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


def _classes(value: Value, column: Kolumn) -> str:
    if column.kind == TEXT:
        judged = _JUDGEMENTS.get(str(value).lower(), "") if column.label == JUDGED else ""
        return f"luft {judged}".rstrip()
    return "tal noll" if value is None else "tal"


def _is_rounded(tabell: Tabell) -> bool:
    """Whether thousands hide anything, so that shown figures may not add up."""
    amounts = [place for place, column in enumerate(tabell.columns) if column.kind == BELOPP]
    values = (rad.values[place] for rad in tabell.rows if rad.values for place in amounts)
    return any(isinstance(value, Decimal) and value % 1000 for value in values)
