"""Questions about measures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q

from samverkan.lib.swedish import sort_key
from samverkan.matt.rules import Figure, Key, Stored
from samverkan.matt.wanted import Wanted, wanted_in
from samverkan.medlemmar.models import Enhet, Matt, Mattslag, Organisation, Samverkan
from samverkan.medlemmar.queries import organisations_of_year

SHOWN_DATES = 6


@dataclass(frozen=True)
class Bearer:
    """Whom a figure is of: a member, or one of its units."""

    organisation: Organisation
    enhet: Enhet | None = None

    @property
    def pair(self) -> tuple[int, int | None]:
        return self.organisation.pk, self.enhet.pk if self.enhet else None

    @property
    def name(self) -> str:
        return (
            f"{self.organisation.short_name}, {self.enhet.name}"
            if self.enhet
            else self.organisation.short_name
        )


@dataclass
class Cell:
    """What the table shows for a bearer on a day: a figure, a sum of units, or nothing."""

    value: Decimal | None = None
    matt: Matt | None = None
    missing: bool = False  # asked for and not there
    shows_unattested: bool = False  # nobody vouches for it, though somebody does for others of the day


@dataclass
class DateColumn:
    """A reference date of the table, and what is to be said of it."""

    day: date
    wanted_by: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    total: Decimal = Decimal(0)
    count: int = 0
    attested: int = 0

    @property
    def state(self) -> str:
        """'' without figures, 'klar' when all are vouched for, else 'delvis' or 'ingen'."""
        if not self.count:
            return ""
        return {self.count: "klar", 0: "ingen"}.get(self.attested, "delvis")


@dataclass
class MattRow:
    """A line of the table. A member with units has a line that sums them."""

    bearer: Bearer
    cells: list[Cell]
    is_sum: bool = False


@dataclass
class MattTable:
    """Members × reference dates for one kind."""

    mattslag: Mattslag
    dates: list[DateColumn]
    rows: list[MattRow]
    hidden_dates: int = 0

    @property
    def is_partly_attested(self) -> bool:
        """Whether some day has figures of both sorts, so that the table must tell them apart."""
        return any(column.state == "delvis" for column in self.dates)

    @property
    def missing(self) -> list[DateColumn]:
        return [column for column in self.dates if column.missing]


def visible_kinds(samverkan: Samverkan) -> list[Mattslag]:
    """The kinds common to all, then the samverkan's own."""
    found = Mattslag.objects.filter(Q(samverkan=None) | Q(samverkan=samverkan))
    return sorted(found, key=lambda kind: (kind.samverkan_id is not None, sort_key(kind.name)))


def stored_by_key(mattslag: Mattslag, figures: Iterable[Figure]) -> dict[Key, Matt]:
    """What is stored for the figures' organisations and days. One query."""
    wanted = list(figures)
    found = Matt.objects.filter(
        mattslag=mattslag,
        organisation__in={figure.organisation_id for figure in wanted},
        reference_date__in={figure.day for figure in wanted},
    )
    return {(matt.organisation_id, matt.enhet_id, matt.reference_date): matt for matt in found}


def stored_values(mattslag: Mattslag, figures: Iterable[Figure]) -> dict[Key, Stored]:
    """What is stored for the figures, as plain facts."""
    return {
        key: Stored(matt.value, matt.source, matt.attested_on is not None)
        for key, matt in stored_by_key(mattslag, figures).items()
    }


def stored_on(mattslag: Mattslag, who: Iterable[Bearer], day: date) -> dict[tuple[int, int | None], Matt]:
    """The figures of a day by bearer."""
    pairs = {bearer.pair for bearer in who}
    found = Matt.objects.filter(
        mattslag=mattslag, reference_date=day, organisation__in={pk for pk, _ in pairs}
    ).select_related("attested_by")
    by_pair = {(matt.organisation_id, matt.enhet_id): matt for matt in found}
    return {pair: matt for pair, matt in by_pair.items() if pair in pairs}


def bearers(samverkan: Samverkan, year: int, mattslag: Mattslag) -> list[Bearer]:
    """Who may have a figure: members of the year, and for own kinds their units right after."""
    units: dict[int, list[Enhet]] = defaultdict(list)
    if mattslag.samverkan_id:
        for enhet in Enhet.objects.filter(samverkan=samverkan):
            units[enhet.organisation_id].append(enhet)
    return [
        bearer
        for organisation in organisations_of_year(samverkan, year)
        for bearer in (
            Bearer(organisation),
            *(Bearer(organisation, enhet) for enhet in units[organisation.pk]),
        )
    ]


def matt_table(samverkan: Samverkan, year: int, mattslag: Mattslag, *, every_date: bool = False) -> MattTable:
    """The table of one kind: the newest dates, and those that a key asks for in the year."""
    who = bearers(samverkan, year, mattslag)
    wanted = [one for one in wanted_in(samverkan, year) if one.mattslag_id == mattslag.pk]
    figures = _figures(mattslag, who)
    days = sorted({day for _, _, day in figures} | {one.day for one in wanted}, reverse=True)
    asked = {one.day for one in wanted}
    shown = [d for n, d in enumerate(days) if every_date or n < SHOWN_DATES or d in asked]
    columns = [DateColumn(day, _asked_by(wanted, day)) for day in shown]
    rows = [_row(bearer, who, columns, figures, wanted) for bearer in who]
    for row in rows:
        for cell, column in zip(row.cells, columns, strict=True):
            is_waiting = cell.matt is not None and cell.matt.attested_on is None
            cell.shows_unattested = is_waiting and column.state == "delvis"
    return MattTable(mattslag, columns, rows, len(days) - len(shown))


def _figures(mattslag: Mattslag, who: list[Bearer]) -> dict[Key, Matt]:
    units = {bearer.enhet.pk for bearer in who if bearer.enhet}
    own = Q(enhet=None) | Q(enhet__in=units)
    organisations = {bearer.organisation.pk for bearer in who}
    found = Matt.objects.filter(own, mattslag=mattslag, organisation__in=organisations)
    return {(matt.organisation_id, matt.enhet_id, matt.reference_date): matt for matt in found}


def _asked_by(wanted: list[Wanted], day: date) -> list[str]:
    return list(dict.fromkeys(one.name for one in wanted if one.day == day))


def _row(
    bearer: Bearer,
    who: list[Bearer],
    columns: list[DateColumn],
    figures: dict[Key, Matt],
    wanted: list[Wanted],
) -> MattRow:
    organisation_id, enhet_id = bearer.pair
    units = [b.enhet.pk for b in who if b.organisation.pk == organisation_id and b.enhet and not enhet_id]
    cells = []
    for column in columns:
        matt = figures.get((organisation_id, enhet_id, column.day))
        parts = [figures.get((organisation_id, unit, column.day)) for unit in units]
        cell = Cell(matt.value if matt else _sum(parts), matt)
        if matt:
            _count(column, matt)
        if not enhet_id:
            column.total += cell.value or 0
            cell.missing = cell.value is None and _is_asked(wanted, column.day, organisation_id)
            if cell.missing:
                column.missing.append(bearer.organisation.short_name)
        cells.append(cell)
    return MattRow(bearer, cells, is_sum=bool(units))


def _sum(parts: list[Matt | None]) -> Decimal | None:
    there = [part.value for part in parts if part]
    return sum(there, Decimal(0)) if there else None


def _count(column: DateColumn, matt: Matt) -> None:
    column.count += 1
    column.attested += matt.attested_on is not None
    if matt.source and matt.source not in column.sources:
        column.sources.append(matt.source)


def _is_asked(wanted: list[Wanted], day: date, organisation_id: int) -> bool:
    return any(one.day == day and organisation_id in one.organisation_ids for one in wanted)


def waiting(mattslag: Mattslag, who: Iterable[Bearer], day: date | None = None) -> list[Matt]:
    """Figures that nobody has vouched for, of these bearers."""
    pairs = {bearer.pair for bearer in who}
    found = Matt.objects.filter(mattslag=mattslag, attested_on=None)
    if day:
        found = found.filter(reference_date=day)
    found = found.filter(organisation__in={organisation_id for organisation_id, _ in pairs})
    return [matt for matt in found if (matt.organisation_id, matt.enhet_id) in pairs]
