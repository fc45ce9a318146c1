"""A version of a key as plain facts, before its dates are resolved for a year.

The stored version, the editor's form and a what-if are all turned into this, so that the calculation knows
one thing only. Members are known by organisation number.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kostnader.fordelning.models import Nyckelkomponent, Nyckelversion
from kostnader.fordelning.nyckel import Komponent, Nyckel
from samverkan.beslut.queries import beslut_fact

Measure = tuple[int, date | None]  # måttslag id and reference date


@dataclass(frozen=True, kw_only=True)
class Delfakta:
    """One component. Which of the facts it uses follows from its kind (`nyckel.Komponent`)."""

    kind: str
    weight: Fraction | None = None
    mattslag_id: int | None = None
    matt_namn: str = ""
    is_common: bool = False
    date_rule: str = "fast"
    years_before: int | None = None
    reference_date: date | None = None
    rate: Decimal | None = None
    amount: Decimal | None = None
    per_member: Mapping[str, Decimal | Fraction] = field(default_factory=dict)

    def measure(self, year: int) -> Measure | None:
        """Which measure it uses a given year, or None."""
        if self.mattslag_id is None:
            return None
        if self.date_rule == Nyckelkomponent.DateRule.FAST:
            return self.mattslag_id, self.reference_date
        month, day = (12, 31) if self.date_rule == Nyckelkomponent.DateRule.DEC31 else (11, 1)
        return self.mattslag_id, date(year - (self.years_before or 0), month, day)


@dataclass(frozen=True, kw_only=True)
class Versionsfakta:
    """A version: its components and how it rounds (`nyckel.Nyckel`), and where it stands."""

    delar: tuple[Delfakta, ...]
    valid_from: date | None = None
    level: str = "medlem"
    mode: str = "summan"
    unit: Decimal = Decimal(1)
    direction: str = "narmast"
    place: str = "medlem"
    percent_decimals: int | None = None
    bearer: str | None = None
    note: str = ""
    pk: int | None = None
    number: int = 1
    status: str = "utkast"
    nyckel_id: int | None = None
    namn: str = ""
    kort: str = ""
    beslut: Mapping[str, object] | None = None

    @property
    def status_text(self) -> str:
        return str(Nyckelversion.Status(self.status).label)

    @property
    def is_decided(self) -> bool:
        return self.status == Nyckelversion.Status.FASTSTALLD

    def measures(self, year: int) -> set[Measure]:
        """Every measure it asks for a given year."""
        return {measure for del_ in self.delar if (measure := del_.measure(year))}

    def nyckel(self, year: int, sources: Mapping[Measure, tuple[str, date | None]] | None = None) -> Nyckel:
        """The key of a year; `sources` tells where each measure comes from and when it was attested."""
        return Nyckel(
            komponenter=tuple(_komponent(del_, year, sources or {}) for del_ in self.delar),
            mode=self.mode,
            unit=self.unit,
            direction=self.direction,
            place=self.place,
            percent_decimals=self.percent_decimals,
            bearer=self.bearer,
            namn=self.namn,
            kort=self.kort,
            version=self.number,
            galler_fran=self.valid_from,
            beslut=self.beslut,
        )


def in_force(versions: Iterable[Versionsfakta], day: date) -> Versionsfakta | None:
    """The version that counts on a day: the newest decided one, or where none is decided the newest draft."""
    usable = [v for v in versions if v.valid_from and v.valid_from <= day]
    decided = [v for v in usable if v.is_decided]
    return max(decided or usable, key=lambda v: (v.valid_from, v.number), default=None)


def facts_of(version: Nyckelversion) -> Versionsfakta:
    """A stored version as facts. Reads `nyckel`, `beslut__organ`, `bearer` and the components' rows."""
    return Versionsfakta(
        delar=tuple(_delfakta(row) for row in version.komponenter.all()),
        valid_from=version.valid_from,
        level=version.level,
        mode=version.mode,
        unit=version.unit,
        direction=version.direction,
        place=version.place,
        percent_decimals=version.percent_decimals,
        bearer=version.bearer.orgnr if version.bearer else None,
        note=version.note,
        pk=version.pk,
        number=version.number,
        status=version.status,
        nyckel_id=version.nyckel_id,
        namn=version.nyckel.name,
        kort=version.nyckel.short_name,
        beslut=beslut_fact(version.beslut),
    )


def read_versions(versions) -> Sequence[Versionsfakta]:
    """A queryset of stored versions as facts, in a fixed number of queries."""
    found = versions.select_related("nyckel", "beslut__organ", "bearer")
    return [
        facts_of(one)
        for one in found.prefetch_related("komponenter__mattslag", "komponenter__andelar__organisation")
    ]


def _delfakta(row: Nyckelkomponent) -> Delfakta:
    return Delfakta(
        kind=row.kind,
        weight=row.weight,
        mattslag_id=row.mattslag_id,
        matt_namn=row.mattslag.unit if row.mattslag else "",
        is_common=row.mattslag is not None and row.mattslag.samverkan_id is None,
        date_rule=row.date_rule,
        years_before=row.years_before,
        reference_date=row.reference_date,
        rate=row.rate,
        amount=row.amount,
        per_member={
            andel.organisation.orgnr: andel.amount if row.kind == "belopp" else andel.share
            for andel in row.andelar.all()
        },
    )


def _komponent(facts: Delfakta, year: int, sources: Mapping[Measure, tuple[str, date | None]]) -> Komponent:
    measure = facts.measure(year)
    source, attested = sources.get(measure, ("", None)) if measure else ("", None)
    return Komponent(
        kind=facts.kind,
        weight=facts.weight,
        mattslag=str(facts.mattslag_id) if measure else None,
        matt_namn=facts.matt_namn,
        reference_date=measure[1] if measure else None,
        source=source,
        attested=attested,
        rate=facts.rate,
        amount=facts.amount,
        per_member=facts.per_member,
    )
