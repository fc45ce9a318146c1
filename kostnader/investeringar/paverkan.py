"""What depreciation does to coming budgets and to the members' shares."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kostnader.budget.models import Budget, Budgetpost, Budgetrad
from kostnader.fordelning.nyckel import Nyckelfel
from kostnader.fordelning.rules import prepare
from kostnader.fordelning.underlag import Underlag, read_underlag
from kostnader.investeringar.queries import DECEMBER, Siffror, figures
from kostnader.investeringar.rules import ZERO
from kostnader.tjanster.models import Tjanst
from samverkan.lib.hashing import sha256_hex
from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.models import Organisation, Samverkan
from samverkan.tabeller.kallor import Period
from samverkan.tabeller.tabell import SUMMA, Kolumn, Rad, Tabell

ROW_NAME = "Avskrivningar"


@dataclass
class Budgetforslag:
    """A service's depreciation of the budget's year beside what its row holds now (kronor)."""

    tjanst: Tjanst
    months: list[Decimal]
    rad: Budgetrad | None = None
    post: Budgetpost | None = None
    investeringar: list[str] = field(default_factory=list)

    @property
    def amount(self) -> Decimal:
        return sum(self.months, ZERO)

    @property
    def now(self) -> Decimal:
        return self.post.amount if self.post else ZERO

    @property
    def revision(self) -> int:
        return self.post.revision if self.post else 0

    @property
    def row_name(self) -> str:
        return self.rad.kostnadsslag if self.rad else ROW_NAME

    @property
    def change(self) -> Decimal:
        return self.amount - self.now

    @property
    def differs(self) -> bool:
        return self.change != 0


def budget_proposals(budget: Budget) -> list[Budgetforslag]:
    """Per service that bears depreciation in the budget's year: the amount and the row it goes into."""
    found: dict[int, Budgetforslag] = {}
    for one in figures(budget.samverkan, Period(budget.year, DECEMBER)):
        tjanst, plan = one.investering.tjanst, one.plan
        if tjanst is None or plan is None or not plan.of_year(budget.year):
            continue
        forslag = found.setdefault(tjanst.pk, Budgetforslag(tjanst, [ZERO] * 12))
        pairs = zip(forslag.months, plan.of_months(budget.year), strict=True)
        forslag.months = [known + new for known, new in pairs]
        forslag.investeringar.append(str(one.investering))
    rows = budget.rader.filter(tjanst__in=found, kostnadsslag__iexact=ROW_NAME).prefetch_related("poster")
    for rad in rows:
        forslag = found[rad.tjanst_id]
        forslag.rad = rad
        forslag.post = next((p for p in rad.poster.all() if p.kind == Budgetpost.Kind.URSPRUNGLIG), None)
    return sorted(found.values(), key=lambda one: (one.tjanst.order, one.tjanst.name))


def fingerprint(proposals: Sequence[Budgetforslag]) -> str:
    """What a person saw: it differs as soon as an amount, a row or its cell does."""
    seen = [f"{one.tjanst.pk}:{one.months}:{one.rad and one.rad.pk}:{one.revision}" for one in proposals]
    return sha256_hex("|".join(seen).encode())


@dataclass
class Medlemsandelar:
    """The year's depreciation per member, and what could not be shared and why."""

    tabell: Tabell | None
    faults: list[str]


def shares(samverkan: Samverkan, year: int) -> Medlemsandelar:
    """What the year's depreciation comes to for each member, by the key of the service that bears it.

    What is bought for one member alone is borne by that member. Five queries more than the figures.
    """
    rows = [one for one in figures(samverkan, Period(year, DECEMBER)) if one.plan and one.plan.of_year(year)]
    by_tjanst: dict[int, Decimal] = defaultdict(Decimal)
    columns: dict[int, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    names: dict[str, Organisation] = {}
    faults: list[str] = []
    for one in rows:
        _place(one, one.plan.of_year(year), by_tjanst, columns, names, faults)
    underlag = read_underlag(samverkan, year, None) if by_tjanst else None
    services = {one.investering.tjanst_id: one.investering.tjanst for one in rows if one.investering.tjanst}
    for pk, amount in by_tjanst.items():
        for orgnr, part in _shared(underlag, services[pk], amount, faults).items():
            columns[pk][orgnr] += part
    if underlag:
        names |= {one.orgnr: one for one in underlag.organisationer.values()}
    return Medlemsandelar(_table(year, columns, services, names), faults)


def _place(
    one: Siffror,
    amount: Decimal,
    by_tjanst: dict[int, Decimal],
    columns: dict[int, dict[str, Decimal]],
    names: dict[str, Organisation],
    faults: list[str],
) -> None:
    """An investment's amount: to its own member, to its service's key, or told as not shared."""
    tjanst, organisation = one.investering.tjanst, one.investering.organisation
    if tjanst is None:
        faults.append(f"{one.investering}: välj vilken tjänst som bär avskrivningen.")
    elif organisation is not None:
        names[organisation.orgnr] = organisation
        columns[tjanst.pk][organisation.orgnr] += amount
    else:
        by_tjanst[tjanst.pk] += amount


def _shared(underlag: Underlag, tjanst: Tjanst, amount: Decimal, faults: list[str]) -> dict[str, Decimal]:
    """The amount by the service's key, per organisation number; nothing, and a fault, where it cannot be."""
    try:
        skeden = underlag.skeden(tjanst)
        if not skeden:
            faults.append(f"{tjanst.name} har ingen nyckel eller ingen som deltar {underlag.year}.")
            return {}
        if not all(skede.nyckel.is_weighted for skede in skeden):
            faults.append(f"{tjanst.name} har avtalade belopp eller priser: avskrivningen ändrar dem inte.")
            return {}
        return prepare(skeden).fordela(amount).belopp
    except Nyckelfel as error:
        faults.append(f"{tjanst.name}: {error}")
        return {}


def _table(
    year: int,
    columns: dict[int, dict[str, Decimal]],
    services: dict[int, Tjanst],
    names: dict[str, Organisation],
) -> Tabell | None:
    shown = sorted((pk for pk in columns if columns[pk]), key=lambda pk: services[pk].order)
    members = sorted(
        {orgnr for pk in shown for orgnr in columns[pk]}, key=lambda orgnr: sort_key(names[orgnr].short_name)
    )
    if not members:
        return None
    keys = [str(pk) for pk in shown]
    rows = []
    for orgnr in members:
        values = [columns[pk].get(orgnr, ZERO) for pk in shown]
        rows.append(Rad(orgnr, names[orgnr].short_name, (*values, sum(values, ZERO))))
    totals = tuple(sum(column, ZERO) for column in zip(*(row.values for row in rows), strict=True))
    return Tabell(
        name=f"Avskrivningar {year} per medlem",
        head="Medlem",
        columns=(
            *(Kolumn(key, services[pk].label) for key, pk in zip(keys, shown, strict=True)),
            Kolumn("summa", "Summa", of=tuple(keys)),
        ),
        rows=(*rows, Rad("summa", "Summa", totals, SUMMA)),
        note="Delat som tjänstens budget. Det som är köpt bara för en medlem bär den medlemmen.",
    )
