"""Projects as a table of figures."""

from decimal import Decimal

from django.urls import reverse

from kostnader.projekt.queries import Siffror, figures
from kostnader.projekt.rules import YEARLY_HOURS, ZERO, arsarbetare
from samverkan.lib.swedish import MONTHS_SHORT, format_number
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period, Tabellkalla
from samverkan.tabeller.tabell import ANTAL, SUMMA, TEXT, Kolumn, Rad, Tabell, Value

DECEMBER = 12


def projekt(samverkan: Samverkan, period: Period) -> Tabell | None:
    """The year's hours through the month, what they are worth, and cost against the accrued budget.

    The columns of money stand only when some project has a budget or a cost of its own. Hours without a rate
    or an amount have no known worth.
    """
    found = [one for one in figures(samverkan, period) if one.has_year]
    if not found:
        return None
    with_money = any(one.accrued is not None or one.cost != _charged(one) for one in found)
    with_hours = any(one.hours for one in found)
    rows = [_row(one, with_hours=with_hours, with_money=with_money) for one in found]
    return Tabell(
        name=f"Projekt {_span(period)} {period.year}",
        head="Projekt",
        columns=(*(_HOURS if with_hours else ()), *(_MONEY if with_money else ())),
        rows=(*rows, _total(found, with_hours=with_hours, with_money=with_money)),
        sign="Plus är lägre kostnad än upplupen budget" if with_money else "",
        note=_hours_note(period) if with_hours else "",
    )


_HOURS = (
    Kolumn("tid", "Tid", kind=TEXT),
    Kolumn("timmar", "Timmar", kind=ANTAL),
    Kolumn("arsarbetare", "Årsarbetare", kind=ANTAL),
    Kolumn("belopp", "Värde av tiden"),
)
_MONEY = (
    Kolumn("budget", "Projektbudget", note="hela projektet"),
    Kolumn("upplupet", "Upplupen budget", note="året hittills"),
    Kolumn("kostnad", "Kostnad", note="året hittills"),
    Kolumn("avvikelse", "Avvikelse", of=("upplupet", "-kostnad")),
)


def _charged(one: Siffror) -> Decimal:
    """What its hours add to the cost that is shared."""
    return one.amount if one.projekt.charged else ZERO


def _row(one: Siffror, *, with_hours: bool, with_money: bool) -> Rad:
    values: list[Value] = []
    if with_hours:
        kind = ("Debiteras" if one.projekt.charged else "Egen") if one.hours else ""
        values += [kind, one.hours, one.arsarbetare, one.amount or None]
    if with_money:
        known = one.accrued
        values += [one.projekt.budget, known, one.cost, None if known is None else known - one.cost]
    words = {"slug": one.projekt.samverkan.slug, "year": one.period.year, "pk": one.projekt.pk}
    href = reverse("projekt:projekt", kwargs=words)
    return Rad(f"projekt-{one.projekt.pk}", str(one.projekt), tuple(values), href=href)


def _total(found: list[Siffror], *, with_hours: bool, with_money: bool) -> Rad:
    """Hours are turned into årsarbetare once, on their sum."""
    values: list[Value] = []
    if with_hours:
        hours = sum((one.hours for one in found), ZERO)
        worth = sum((one.amount for one in found), ZERO)
        values += ["", hours, arsarbetare(hours, found[0].period.through), worth or None]
    if with_money:
        budget = sum((one.projekt.budget or ZERO for one in found), ZERO)
        known = sum((one.accrued or ZERO for one in found), ZERO)
        cost = sum((one.cost for one in found), ZERO)
        against = sum((one.cost for one in found if one.accrued is not None), ZERO)
        values += [budget, known, cost, known - against]
    return Rad("summa", "Totalsumma", tuple(values), SUMMA)


def _span(period: Period) -> str:
    last = MONTHS_SHORT[period.through - 1]
    return last if period.through == 1 else f"jan–{last}"


def _hours_note(period: Period) -> str:
    base = f"En årsarbetare är {format_number(YEARLY_HOURS)} timmar om året (52 veckor om 40 timmar)"
    return base if period.through == DECEMBER else f"{base}; här räknat på {period.through} månader av 12"


TABELLKALLOR = (Tabellkalla("projekt", "Projekt: timmar och budget", "Projekt", projekt),)
