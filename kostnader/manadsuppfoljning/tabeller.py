"""What every table of a month has in common: a row from values, the foot, how a report asks for it."""

from collections.abc import Callable
from decimal import Decimal

from kostnader.manadsuppfoljning.kolumner import (
    HELAR,
    MANAD,
    PLUS_IS_BETTER,
    Kolumner,
    columns_of,
    months_text,
)
from kostnader.manadsuppfoljning.lankar import Lankar
from kostnader.manadsuppfoljning.siffror import Manad, Siffrad, Values, add, read_month
from kostnader.prognos.tabell import state_text
from samverkan.lib.swedish import format_amount
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period
from samverkan.tabeller.tabell import RAD, Rad, Tabell

Build = Callable[[Manad, str], Tabell]


class Tabellbygge:
    """The rows of one table of a month, each with its cells and where they lead."""

    def __init__(self, manad: Manad, view: str = HELAR) -> None:
        self.manad = manad
        self.view = view
        self.kolumner: Kolumner = columns_of(manad, view)
        self.lankar = Lankar(manad)
        self.rows: list[Rad] = []

    def add(
        self,
        key: str,
        label: str,
        values: Values,
        *,
        level: str = RAD,
        income: bool = False,
        of: tuple[str, ...] = (),
        tjanst: int | None = None,
        slag: int | None = None,
        linked: bool = True,
        href: str = "",
    ) -> None:
        """A row. `income`: values told with the sign of what comes in."""
        cells = self.kolumner.cells(values, income=income)
        links: tuple[str, ...] = ()
        if linked:
            links = self.lankar.row(self.kolumner.columns, cells, tjanst=tjanst, slag=slag)
        self.rows.append(Rad(key, label, cells, level, href, links, of))

    def add_sum(self, key: str, label: str, rows: list[Siffrad], level: str, **told: object) -> None:
        """A row that is the sum of others."""
        self.add(key, label, add(rows), level=level, **told)

    def tabell(self, name: str, head: str, *, sign: str = PLUS_IS_BETTER, note: str = "") -> Tabell:
        """The table with its foot."""
        return Tabell(
            name, head, self.kolumner.columns, tuple(self.rows), sign, note, source_text(self.manad)
        )


def source_text(manad: Manad) -> str:
    """Where the figures come from: outcome through when, which budget, which round, what is left out."""
    parts = [f"Utfall {months_text(manad.through)} {manad.year}."]
    if manad.budget:
        parts.append(f"{manad.budget}, {manad.budget.get_status_display().lower()}.")
    if manad.omgang and not manad.is_whole_year:
        parts.append(f"Prognos: {manad.omgang.name}, {state_text(manad.omgang)}.")
    if unplaced := manad.underlag.unplaced:
        parts.append(f"Utfall för {format_amount(unplaced)} kr saknar konteringsregel och ingår inte.")
    return " ".join(parts)


def fetcher(build: Build, view: str = HELAR) -> Callable[[Samverkan, Period], Tabell | None]:
    """The function by which a report fetches a table."""

    def fetch(samverkan: Samverkan, period: Period) -> Tabell | None:
        manad = read_month(samverkan, period)
        return build(manad, view) if manad else None

    return fetch


def negated(values: Values) -> dict[str, Decimal | None]:
    """The same with the other sign."""
    return {key: None if value is None else -value for key, value in values.items()}


__all__ = ["HELAR", "MANAD", "Build", "Tabellbygge", "fetcher", "negated", "source_text"]
