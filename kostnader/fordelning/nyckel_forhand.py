"""What a key would mean: each member's share of a service now and with it, on this year's figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from fractions import Fraction

from kostnader.budget.models import Budget
from kostnader.budget.queries import Tjanstebelopp, newest_budget
from kostnader.fordelning.matris import ZERO, Kolumn, compute_kolumn
from kostnader.fordelning.nyckel_queries import text_of
from kostnader.fordelning.tables import change_percent
from kostnader.fordelning.underlag import Underlag, read_measures, read_underlag
from kostnader.fordelning.validering import faults_of
from kostnader.fordelning.version import Versionsfakta
from kostnader.tjanster.models import Tjanst
from samverkan.lib.swedish import sort_key

EXAMPLE = Decimal("1000000.00")


@dataclass(frozen=True)
class Rad:
    """One member: kronor now (None without a share) and with the new key."""

    id: int
    name: str
    before: Decimal | None
    after: Decimal | None
    people: Decimal | None = None

    @property
    def change(self) -> Decimal:
        return (self.after or ZERO) - (self.before or ZERO)

    @property
    def percent_text(self) -> str:
        """The change as a share of what is paid now, in words."""
        return change_percent(self.after or ZERO, self.before or ZERO)

    @property
    def per_head(self) -> Fraction | None:
        return (
            Fraction(self.after) / Fraction(self.people) if self.people and self.after is not None else None
        )


@dataclass
class Forhandsvisning:
    """The key in words, what is wrong with it, and its effect on one service."""

    text: str
    faults: list[str] = field(default_factory=list)
    budget: Budget | None = None
    tjanster: list[Tjanst] = field(default_factory=list)
    tjanst: Tjanst | None = None
    is_example: bool = False
    before: Kolumn | None = None
    after: Kolumn | None = None
    rows: list[Rad] = field(default_factory=list)

    @property
    def is_current(self) -> bool:
        """Whether the key is the very version that is in force: nothing to compare."""
        return (
            self.before is not None
            and self.after is not None
            and self.after.version_id is not None
            and self.before.version_id == self.after.version_id
        )

    @property
    def marks(self) -> list[tuple[Rad, int, int]]:
        """Each member with the places of before and after on a scale 0–100."""
        return with_marks(self.rows)


def preview(
    samverkan, year: int, facts: Versionsfakta, *, tjanst_id: int | None = None, amount: Decimal | None = None
) -> Forhandsvisning:
    """Share one service by the key: the one asked for, else one that uses the key, else the first."""
    own_faults = [fault.text for fault in faults_of(facts.nyckel(year))]
    found = Forhandsvisning(text_of(facts, year), own_faults)
    found.budget = newest_budget(samverkan, year)
    underlag = read_underlag(samverkan, year, found.budget)
    found.tjanster = underlag.tjanster
    found.tjanst = _tjanst(underlag, facts, tjanst_id)
    if found.tjanst is None or own_faults:
        return found
    stored = underlag.amounts.get(found.tjanst.pk, Tjanstebelopp())
    if amount is None and not stored.shared:
        amount, found.is_example = EXAMPLE, True
    if amount is not None:
        underlag.amounts = {**underlag.amounts, found.tjanst.pk: Tjanstebelopp(amount, amount)}
    found.before = compute_kolumn(underlag, found.tjanst)
    tried = replace(underlag, chosen={found.tjanst.pk: (1, facts)}, measures={})
    read_measures(tried)
    found.after = compute_kolumn(tried, found.tjanst)
    found.faults = found.after.faults
    found.rows = rows_of(found.before, found.after, underlag)
    return found


def with_marks(rows: Sequence[Rad]) -> list[tuple[Rad, int, int]]:
    """Rows with the places of their two amounts, whole numbers 0–100 from the least (or 0) to the largest."""
    amounts = [amount for rad in rows for amount in (rad.before or ZERO, rad.after or ZERO)]
    low, high = min([ZERO, *amounts]), max([ZERO, *amounts])
    span = high - low

    def place(amount: Decimal | None) -> int:
        return int(100 * ((amount or ZERO) - low) / span) if span else 0

    return [(rad, place(rad.before), place(rad.after)) for rad in rows]


def rows_of(before: Kolumn, after: Kolumn, underlag: Underlag) -> list[Rad]:
    """The members of either, in Swedish order."""
    people = underlag.inhabitants()
    present = [underlag.organisationer[pk] for pk in {*before.amounts, *after.amounts}]
    return [
        Rad(one.pk, one.short_name, before.amounts.get(one.pk), after.amounts.get(one.pk), people.get(one.pk))
        for one in sorted(present, key=lambda o: sort_key(o.short_name))
    ]


def _tjanst(underlag: Underlag, facts: Versionsfakta, tjanst_id: int | None) -> Tjanst | None:
    asked = [t for t in underlag.tjanster if t.pk == tjanst_id]
    using = [t for t in underlag.tjanster if facts.nyckel_id and t.nyckel_id == facts.nyckel_id]
    return next(iter([*asked, *using, *underlag.tjanster]), None)
