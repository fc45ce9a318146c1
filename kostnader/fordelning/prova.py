"""What-if: a changed copy of the year's inputs, shared again. Only the person's own scratch is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from kostnader.budget.queries import Tjanstebelopp
from kostnader.fordelning.matris import ZERO, Kolumn, Matris, compute_matris
from kostnader.fordelning.nyckel_forhand import Rad
from kostnader.fordelning.underlag import MONTHS, Matvarde, Underlag, read_measures
from kostnader.fordelning.version import Measure, Versionsfakta
from kostnader.tjanster.models import Tjanst
from samverkan.lib.swedish import sort_key

TRIED = "Provat värde"


@dataclass
class Provad:
    """What is tried for one service; None and empty mean as it is. `members` take part from `month` on."""

    version: int | None = None
    amount: Decimal | None = None
    month: int = 1
    members: frozenset[int] | None = None

    @property
    def is_changed(self) -> bool:
        return self.version is not None or self.amount is not None or self.members is not None


@dataclass
class Kladd:
    """Everything that is tried: per service, and measures (kind, day) → organisation → value."""

    tjanster: dict[int, Provad] = field(default_factory=dict)
    measures: dict[Measure, dict[int, Decimal]] = field(default_factory=dict)

    def of(self, tjanst_id: int) -> Provad:
        return self.tjanster.get(tjanst_id, Provad())

    @property
    def is_changed(self) -> bool:
        return any(one.is_changed for one in self.tjanster.values()) or any(self.measures.values())

    def to_session(self) -> dict[str, Any]:
        """As plain JSON for the session."""
        return {
            "tjanster": {
                str(pk): {
                    "version": one.version,
                    "amount": None if one.amount is None else str(one.amount),
                    "month": one.month,
                    "members": None if one.members is None else sorted(one.members),
                }
                for pk, one in self.tjanster.items()
                if one.is_changed
            },
            "measures": [
                [kind, day.isoformat(), {str(pk): str(value) for pk, value in values.items()}]
                for (kind, day), values in self.measures.items()
                if day and values
            ],
        }

    @classmethod
    def from_session(cls, stored: Mapping[str, Any] | None) -> "Kladd":
        if not stored:
            return cls()
        tjanster = {
            int(pk): Provad(
                one["version"],
                None if one["amount"] is None else Decimal(one["amount"]),
                one["month"],
                None if one["members"] is None else frozenset(one["members"]),
            )
            for pk, one in stored["tjanster"].items()
        }
        measures = {
            (kind, date.fromisoformat(day)): {int(pk): Decimal(value) for pk, value in values.items()}
            for kind, day, values in stored["measures"]
        }
        return cls(tjanster, measures)


def tried(underlag: Underlag, kladd: Kladd, versions: Mapping[int, Versionsfakta]) -> Underlag:
    """A copy of the inputs with what is tried in it; the original is left as it is."""
    chosen = {
        pk: (one.month, versions[one.version])
        for pk, one in kladd.tjanster.items()
        if one.version is not None and one.version in versions
    }
    copy = replace(underlag, chosen=chosen, measures={}, units={})
    copy.amounts, copy.participants = dict(underlag.amounts), dict(underlag.participants)
    for pk, one in kladd.tjanster.items():
        if one.amount is not None:
            copy.amounts[pk] = Tjanstebelopp(one.amount, one.amount)
        if one.members is not None:
            months = underlag.participants.get(pk, {})
            copy.participants[pk] = {
                month: one.members if month >= one.month else months.get(month, frozenset())
                for month in MONTHS
            }
    read_measures(copy)
    for measure, values in kladd.measures.items():
        known = copy.measures.get(measure)
        if known is not None:
            copy.measures[measure] = known | {pk: Matvarde(v, TRIED, None) for pk, v in values.items()}
    return copy


def proposal(
    kladd: Kladd, tjanst: Tjanst, year: int, versions: Mapping[int, Versionsfakta]
) -> Versionsfakta | None:
    """The key that is tried for the service, from the month it is tried; None when its own key stands."""
    one = kladd.of(tjanst.pk)
    tried_version = versions.get(one.version) if one.version is not None else None
    if tried_version is None or tjanst.nyckel_id is None:
        return None
    return replace(tried_version, valid_from=date(year, one.month, 1), note="")


@dataclass
class Utfall:
    """Before and after, for the service that is open and for all that is summed."""

    underlag: Underlag
    before: Matris
    after: Matris

    def kolumner(self, tjanst_id: int) -> tuple[Kolumn | None, Kolumn | None]:
        return self.before.kolumn(tjanst_id), self.after.kolumn(tjanst_id)

    def rows(self) -> list[Rad]:
        """Each member's sum over the services, before and after, in Swedish order."""
        people = self.underlag.inhabitants()
        names = {rad.id: rad.name for rad in (*self.before.rader, *self.after.rader)}
        rows = [
            Rad(pk, name, self.before.totals.get(pk, ZERO), self.after.totals.get(pk, ZERO), people.get(pk))
            for pk, name in names.items()
        ]
        return sorted(rows, key=lambda rad: sort_key(rad.name))


def compare(underlag: Underlag, changed: Underlag) -> Utfall:
    """Share both."""
    return Utfall(changed, compute_matris(underlag), compute_matris(changed))


@dataclass(frozen=True)
class Medlemsrad:
    """A member in the form of one service: takes part, its measures, and what it pays."""

    id: int
    name: str
    takes_part: bool
    measures: list[tuple[str, str, str, bool]]  # field, value, fault, whether it differs from what is stored
    before: Decimal | None
    after: Decimal | None

    @property
    def change(self) -> Decimal:
        return (self.after or ZERO) - (self.before or ZERO)


def measures_of(changed: Underlag, tjanst: Tjanst) -> list[Measure]:
    """The measures that the service's key asks for at the end of the year, tried or not."""
    version = changed.version_for(tjanst, 12)
    return sorted(m for m in (version.measures(changed.year) if version else ()) if m[1])


def measure_field(measure: Measure, organisation_id: int) -> str:
    """The name of the field for one member's measure."""
    return f"matt-{measure[0]}-{measure[1]}-{organisation_id}"


def taking_part(underlag: Underlag, tjanst_id: int) -> frozenset[int]:
    """Who takes part at the end of the year."""
    return underlag.participants.get(tjanst_id, {}).get(12, frozenset())


def changed_services(kladd: Kladd, tjanster: list[Tjanst]) -> Iterator[Tjanst]:
    return (tjanst for tjanst in tjanster if kladd.of(tjanst.pk).is_changed)
