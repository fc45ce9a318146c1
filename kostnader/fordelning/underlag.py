"""Everything a year's sharing is computed from, read in a fixed number of queries.

The rest of the calculation works on this alone, so a what-if is a changed copy of it and
nothing in the database is touched.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kostnader.budget.models import Budget
from kostnader.budget.queries import Tjanstebelopp, amounts_by_tjanst
from kostnader.fordelning.models import Nyckelversion
from kostnader.fordelning.nyckel import Deltagare, Nyckel, Skede
from kostnader.fordelning.version import Measure, Versionsfakta, in_force, read_versions
from kostnader.tjanster.models import Anslutning, Tjanst
from samverkan.medlemmar.models import Enhet, Matt, Medlem, Organisation

MONTHS = range(1, 13)


@dataclass(frozen=True)
class Matvarde:
    """One member's measure, summed over its units where it has any, with where it comes from."""

    value: Decimal
    source: str
    attested: date | None


@dataclass
class Underlag:
    """The inputs of one year. Organisations are keyed by id, measures by (måttslag id, date)."""

    samverkan: object
    year: int
    budget: Budget | None
    tjanster: list[Tjanst]
    organisationer: dict[int, Organisation]
    participants: dict[int, dict[int, frozenset[int]]]  # tjanst → month → organisations
    versions: dict[int, list[Versionsfakta]]  # nyckel → versions that may be used
    amounts: dict[int, Tjanstebelopp]
    measures: dict[Measure, dict[int, Matvarde]] = field(default_factory=dict)
    units: dict[int, int] = field(default_factory=dict)  # organisation → number of enheter
    common_kinds: set[int] = field(default_factory=set)  # måttslag that no single samverkan owns: invånare
    # What is tried instead of the service's own key: tjanst → first month and version.
    chosen: dict[int, tuple[int, Versionsfakta]] = field(default_factory=dict)
    of_outcome: bool = False  # the outcome is shared: by the service's key for it, where it has one

    def key_of(self, tjanst: Tjanst) -> int | None:
        """The id of the key that shares the service."""
        return (self.of_outcome and tjanst.utfallsnyckel_id) or tjanst.nyckel_id

    def version_for(self, tjanst: Tjanst, month: int) -> Versionsfakta | None:
        """The key version in force on the first of the month: decided ones before proposals."""
        first_month, tried = self.chosen.get(tjanst.pk, (13, None))
        if month >= first_month:
            return tried
        return in_force(self.versions.get(self.key_of(tjanst), []), date(self.year, month, 1))

    def skeden(self, tjanst: Tjanst) -> list[Skede]:
        """The year in stretches of months with the same members and key version."""
        stretches: list[tuple[int, int, Versionsfakta, frozenset[int]]] = []
        for month in MONTHS:
            version = self.version_for(tjanst, month)
            members = self.participants.get(tjanst.pk, {}).get(month, frozenset())
            if version is None or not members:
                continue
            if stretches and stretches[-1][1:] == (month - 1, version, members):
                stretches[-1] = (stretches[-1][0], month, version, members)
            else:
                stretches.append((month, month, version, members))
        return [
            Skede(first, last, self.nyckel(version), self.deltagare(version, members))
            for first, last, version, members in stretches
        ]

    def nyckel(self, version: Versionsfakta) -> Nyckel:
        """The key version as plain facts, its reference dates resolved for the year."""
        sources = {}
        for measure in version.measures(self.year):
            values = list(self.measures.get(measure, {}).values())
            attested = [value.attested for value in values]
            text = ", ".join(dict.fromkeys(value.source for value in values))[:200]
            sources[measure] = (text, max(attested) if attested and all(attested) else None)
        return version.nyckel(self.year, sources)

    def deltagare(self, version: Versionsfakta, members: frozenset[int]) -> tuple[Deltagare, ...]:
        """The members that take part, with the measures the version asks for."""
        wanted = version.measures(self.year)
        on_units = version.level == Nyckelversion.Level.ENHET
        return tuple(
            Deltagare(
                key=organisation.orgnr,
                namn=organisation.short_name,
                full_namn=organisation.name,
                units=max(self.units.get(organisation.pk, 1), 1) if on_units else 1,
                quantities={
                    (str(kind), day): self.measures[kind, day][organisation.pk].value
                    for kind, day in wanted
                    if day and organisation.pk in self.measures.get((kind, day), {})
                },
            )
            for organisation in sorted((self.organisationer[pk] for pk in members), key=lambda o: o.orgnr)
        )

    def inhabitants_on(self) -> date | None:
        """The newest day of a common population among the measures that the keys use."""
        return max((day for kind, day in self.measures if kind in self.common_kinds and day), default=None)

    def inhabitants(self) -> dict[int, Decimal]:
        """The population of that day, per organisation."""
        newest = self.inhabitants_on()
        kinds = [kind for kind, day in self.measures if kind in self.common_kinds and day == newest]
        found = self.measures[max(kinds), newest] if newest else {}
        return {pk: value.value for pk, value in found.items() if pk in self.organisationer}


def read_underlag(samverkan, year: int, budget: Budget | None) -> Underlag:
    """Read the inputs of a year; `budget` is the version whose amounts are shared (None: no amounts)."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    tjanster = list(
        Tjanst.objects.active_during(first, last).filter(samverkan=samverkan).select_related("nyckel")
    )
    versions = _read_versions(samverkan, last)
    underlag = Underlag(
        samverkan=samverkan,
        year=year,
        budget=budget,
        tjanster=tjanster,
        organisationer={},
        participants=_read_participants(samverkan, year, tjanster),
        versions=versions,
        amounts=amounts_by_tjanst(budget) if budget else {},
    )
    present = {
        pk for months in underlag.participants.values() for members in months.values() for pk in members
    }
    underlag.organisationer = Organisation.objects.in_bulk(present)
    read_measures(underlag)
    return underlag


def _read_versions(samverkan, last: date) -> dict[int, list[Versionsfakta]]:
    usable = [Nyckelversion.Status.UTKAST, Nyckelversion.Status.FORESLAGEN, Nyckelversion.Status.FASTSTALLD]
    found = Nyckelversion.objects.filter(nyckel__samverkan=samverkan, status__in=usable, valid_from__lte=last)
    versions: dict[int, list[Versionsfakta]] = defaultdict(list)
    for version in read_versions(found):
        versions[version.nyckel_id].append(version)
    return versions


def _read_participants(samverkan, year: int, tjanster: list[Tjanst]) -> dict[int, dict[int, frozenset[int]]]:
    """Who takes part each month: connected to the service, and a member, on the first of the month."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    connections: dict[int, list[Anslutning]] = defaultdict(list)
    for row in Anslutning.objects.active_during(first, last).filter(tjanst__in=tjanster):
        connections[row.tjanst_id].append(row)
    memberships = list(Medlem.objects.active_during(first, last).filter(samverkan=samverkan))
    participants: dict[int, dict[int, frozenset[int]]] = defaultdict(dict)
    for month in MONTHS:
        day = date(year, month, 1)
        members = {m.organisation_id for m in memberships if _covers(m, day)}
        for tjanst in tjanster:
            if not _covers(tjanst, day):
                continue
            connected = {c.organisation_id for c in connections[tjanst.pk] if _covers(c, day)}
            participants[tjanst.pk][month] = frozenset(connected & members)
    return participants


def _covers(row: Tjanst | Anslutning | Medlem, day: date) -> bool:
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)


def read_measures(underlag: Underlag) -> None:
    """Read the measures that the versions ask for, summed over the samverkan's enheter."""
    used = [version for versions in underlag.versions.values() for version in versions]
    used += [version for _, version in underlag.chosen.values()]
    wanted = {measure for version in used for measure in version.measures(underlag.year)}
    own_units = Enhet.objects.filter(samverkan=underlag.samverkan)
    underlag.units = {}
    for organisation_id in own_units.values_list("organisation_id", flat=True):
        underlag.units[organisation_id] = underlag.units.get(organisation_id, 0) + 1
    kinds, days = {kind for kind, day in wanted}, {day for kind, day in wanted if day}
    underlag.common_kinds = {
        del_.mattslag_id for version in used for del_ in version.delar if del_.mattslag_id and del_.is_common
    }
    rows = Matt.objects.filter(mattslag__in=kinds, reference_date__in=days).select_related("enhet")
    own: dict[Measure, dict[int, Matt]] = defaultdict(dict)
    by_unit: dict[Measure, dict[int, list[Matt]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        measure = (row.mattslag_id, row.reference_date)
        if row.enhet is None:
            own[measure][row.organisation_id] = row
        elif row.enhet.samverkan_id == underlag.samverkan.pk:
            by_unit[measure][row.organisation_id].append(row)
    for measure in wanted:
        found = {pk: _sum(units) for pk, units in by_unit[measure].items()}
        underlag.measures[measure] = found | {pk: _sum([row]) for pk, row in own[measure].items()}


def _sum(rows: list[Matt]) -> Matvarde:
    attested = [row.attested_on for row in rows]
    return Matvarde(
        value=sum((row.value for row in rows), Decimal(0)),
        source=", ".join(dict.fromkeys(row.source for row in rows)),
        attested=max(attested) if all(attested) else None,
    )
