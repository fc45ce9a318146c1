"""The statements a page can show: name, table, rows and what stands in each column."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from kostnader.rakenskaper import queries, tabeller
from kostnader.rakenskaper.rader import BALANS, BALANSKRAV, KASSAFLODE, RESULTAT, Lagrad
from samverkan.konton.rules import makes_rakenskaper
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period, Tabellkalla
from samverkan.tabeller.tabell import Tabell

Fetch = Callable[[Samverkan, Period], Tabell | None]
Amounts = Callable[[Samverkan, Period], Mapping[str, Decimal]]


@dataclass(frozen=True)
class Rakning:
    """A statement. `amounts` gives what the page shows of each kind of column that can be typed."""

    key: str
    label: str
    fetch: Fetch
    rader: tuple[Lagrad, ...] = ()
    amounts: Mapping[str, Amounts] | None = None


def _result(query: Callable[[Samverkan, Period], queries.Siffror]) -> Amounts:
    return lambda samverkan, period: query(samverkan, period).rader


RAKNINGAR = (
    Rakning(
        "resultat",
        "Resultaträkning",
        tabeller.resultatrakning,
        RESULTAT,
        {
            queries.UTFALL: _result(queries.resultat_utfall),
            queries.BUDGET: _result(queries.resultat_budget),
            queries.PROGNOS: _result(queries.resultat_prognos),
        },
    ),
    Rakning("balans", "Balansräkning", tabeller.balansrakning, BALANS, {queries.UTFALL: queries.balans}),
    Rakning(
        "kassaflode",
        "Kassaflöde",
        tabeller.kassaflodesanalys,
        KASSAFLODE,
        {queries.UTFALL: queries.kassafloden},
    ),
    Rakning("drift", "Driftredovisning", tabeller.driftredovisning),
    Rakning(
        "balanskrav",
        "Balanskrav",
        tabeller.balanskravsutredning,
        BALANSKRAV,
        {queries.UTFALL: queries.balanskrav},
    ),
)
BY_KEY = {rakning.key: rakning for rakning in RAKNINGAR}

# What reports call them; stored there, so they never change.
KEYS = {
    "resultat": "resultatrakning",
    "balans": "balansrakning",
    "kassaflode": "kassaflode",
    "drift": "driftredovisning",
    "balanskrav": "balanskrav",
}


def _of_forbund(fetch: Fetch) -> Fetch:
    """The statement when the samverkan makes statements at all (lag 2018:597, 1:3)."""
    return lambda samverkan, period: fetch(samverkan, period) if makes_rakenskaper(samverkan) else None


TABELLKALLOR = tuple(
    Tabellkalla(KEYS[one.key], f"{one.label} enligt lag", "Räkenskaper", _of_forbund(one.fetch))
    for one in RAKNINGAR
)
