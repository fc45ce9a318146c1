"""Where the figures of a month lead: postings, budget, the reasons of a forecast."""

from decimal import Decimal
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse

from kostnader.manadsuppfoljning.siffror import (
    BOKSLUT,
    BOKSLUT2,
    BUDGET_ACK,
    BUDGET_MANAD,
    FORRA_ACK,
    PROGNOS,
    TILLAGG,
    URSPRUNGLIG,
    UTFALL,
    UTFALL_MANAD,
    Manad,
)
from kostnader.prognos.rules import MONTHS
from samverkan.tabeller.tabell import Kolumn


class Lankar:
    """Addresses of a month's figures, made once per kind."""

    def __init__(self, manad: Manad) -> None:
        self.manad = manad
        self.slug = manad.samverkan.slug
        budget = manad.budget
        self.budget = self._url("budget:version", number=budget.number) if budget else ""
        self.prognos = self._url("prognos:omgang", pk=manad.omgang.pk) if manad.omgang else ""

    def row(
        self,
        columns: tuple[Kolumn, ...],
        values: tuple[Decimal | None, ...],
        *,
        tjanst: int | None = None,
        slag: int | None = None,
    ) -> tuple[str, ...]:
        """An address per column; where there is no figure, or nothing to look into, "" ."""
        return tuple(
            self._of(column.key, tjanst, slag) if value else ""
            for column, value in zip(columns, values, strict=True)
        )

    def _of(self, key: str, tjanst: int | None, slag: int | None) -> str:
        year, through = self.manad.year, self.manad.through
        spent = {
            BOKSLUT2: (year - 2, 1, MONTHS),
            BOKSLUT: (year - 1, 1, MONTHS),
            FORRA_ACK: (year - 1, 1, through),
            UTFALL: (year, 1, through),
            UTFALL_MANAD: (year, through, through),
        }
        if key in spent:
            return self._poster(*spent[key], tjanst, slag)
        if key in (URSPRUNGLIG, TILLAGG, "budget", BUDGET_ACK, BUDGET_MANAD):
            return self.budget
        return self.prognos if key == PROGNOS else ""

    def _poster(self, year: int, first: int, last: int, tjanst: int | None, slag: int | None) -> str:
        asked = {"fran": first, "till": last, "tjanst": tjanst, "kostnadsslag": slag}
        query = urlencode({name: value for name, value in asked.items() if value})
        address = self._url("utfall:poster", year=year)
        return f"{address}?{query}" if address else ""

    def _url(self, name: str, **words: object) -> str:
        try:
            return reverse(name, kwargs={"slug": self.slug, "year": self.manad.year, **words})
        except NoReverseMatch:
            return ""
