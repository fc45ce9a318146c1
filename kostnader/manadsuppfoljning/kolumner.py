"""The columns of the tables of a month: the whole year, or the month and the year so far."""

from dataclasses import dataclass, field
from decimal import Decimal

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
    Values,
)
from kostnader.prognos.rules import ZERO
from samverkan.lib.swedish import MONTHS, MONTHS_SHORT, span
from samverkan.tabeller.tabell import Kolumn

HELAR, MANAD = "helar", "manad"
VIEWS = {HELAR: "Helår", MANAD: "Månad och ackumulerat"}
PLUS_IS_BETTER = "Plus är bättre än budget"


@dataclass(frozen=True)
class Kolumner:
    """Columns by the values they show. A deviation is (from, taken away)."""

    columns: tuple[Kolumn, ...]
    deviations: dict[str, tuple[str, str]] = field(default_factory=dict)

    def cells(self, values: Values, *, income: bool = False) -> tuple[Decimal | None, ...]:
        """A row's cells. `income`: told with the sign of what comes in, so more than budget is better."""
        return tuple(self._cell(column.key, values, income) for column in self.columns)

    def _cell(self, key: str, values: Values, income: bool) -> Decimal | None:
        if key in self.deviations:
            one, other = (_of(values, part) for part in self.deviations[key])
            if one is None and other is None:
                return None
            difference = (one or ZERO) - (other or ZERO)
            return -difference if income else difference
        return _of(values, key)


def columns_of(manad: Manad, view: str = HELAR) -> Kolumner:
    """The columns of a view. The whole year through December is told as a bokslut, without a forecast."""
    if view == MANAD:
        return _month(manad)
    return _year_end(manad) if manad.is_whole_year else _forecast(manad)


def months_text(through: int) -> str:
    """'jan–feb'."""
    return span(MONTHS_SHORT, 1, through) if through else "inget än"


def _forecast(manad: Manad) -> Kolumner:
    """Without a round of forecasts there is no forecast to show, nor a deviation of the year."""
    year = manad.year
    known = (
        Kolumn(BOKSLUT, f"Bokslut {year - 1}"),
        Kolumn(URSPRUNGLIG, "Ursprunglig budget"),
        Kolumn(TILLAGG, "Tillägg"),
        Kolumn("budget", f"Budget {year}", of=(URSPRUNGLIG, TILLAGG)),
        Kolumn(UTFALL, "Utfall", note=months_text(manad.through)),
    )
    if manad.omgang is None:
        return Kolumner(known)
    return Kolumner(
        (
            *known,
            Kolumn(PROGNOS, f"Prognos {year}", note=manad.omgang.name),
            Kolumn("avvikelse", "Avvikelse helår", of=("budget", f"-{PROGNOS}")),
        ),
        deviations={"avvikelse": ("budget", PROGNOS)},
    )


def _year_end(manad: Manad) -> Kolumner:
    year = manad.year
    earlier = [Kolumn(BOKSLUT2, f"Bokslut {year - 2}")] if manad.underlag.has_outcome(year - 2) else []
    return Kolumner(
        (
            *earlier,
            Kolumn(BOKSLUT, f"Bokslut {year - 1}"),
            Kolumn("budget", f"Budget {year}"),
            Kolumn(UTFALL, f"Utfall {year}"),
            Kolumn("avvikelse", "Avvikelse", of=("budget", f"-{UTFALL}")),
        ),
        deviations={"avvikelse": ("budget", UTFALL)},
    )


def _month(manad: Manad) -> Kolumner:
    name, so_far = MONTHS[max(manad.through, 1) - 1], months_text(manad.through)
    return Kolumner(
        (
            Kolumn(BUDGET_MANAD, "Budget", note=name),
            Kolumn(UTFALL_MANAD, "Utfall", note=name),
            Kolumn("avvikelse_manad", "Avvikelse", note=name, of=(BUDGET_MANAD, f"-{UTFALL_MANAD}")),
            Kolumn(BUDGET_ACK, "Budget", note=so_far),
            Kolumn(UTFALL, "Utfall", note=so_far),
            Kolumn("avvikelse_ack", "Avvikelse", note=so_far, of=(BUDGET_ACK, f"-{UTFALL}")),
            Kolumn(FORRA_ACK, f"Utfall {manad.year - 1}", note=so_far),
        ),
        deviations={
            "avvikelse_manad": (BUDGET_MANAD, UTFALL_MANAD),
            "avvikelse_ack": (BUDGET_ACK, UTFALL),
        },
    )


def _of(values: Values, key: str) -> Decimal | None:
    if key != "budget":
        return values.get(key)
    parts = values.get(URSPRUNGLIG), values.get(TILLAGG)
    return None if parts == (None, None) else sum((part or ZERO for part in parts), ZERO)
