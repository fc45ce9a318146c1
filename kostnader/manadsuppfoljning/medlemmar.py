"""Net cost per member: the budget as it was shared, outcome and forecast by the key for the outcome."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from kostnader.fordelning.matris import Matris, frozen_matris
from kostnader.fordelning.models import Fordelning
from kostnader.fordelning.queries import live_matris
from kostnader.fordelning.utfall_delning import Delning, Utfallsdelning
from kostnader.manadsuppfoljning.kolumner import HELAR, Kolumner, months_text
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
    Siffrad,
    add,
    add_values,
)
from kostnader.manadsuppfoljning.tabeller import Tabellbygge, fetcher
from kostnader.prognos.rules import MONTHS, ZERO, forecast_months
from samverkan.lib.split import split
from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.models import Organisation
from samverkan.tabeller.kallor import Tabellkalla
from samverkan.tabeller.tabell import PROCENT, RUBRIK, SUMMA, TEXT, Kolumn, Rad, Tabell

ANDEL = "andel"
Shares = dict[int, dict[str, Decimal]]  # organisation id → key of value → kronor
SHARE_OF = {UTFALL: "av utfallet", PROGNOS: "av prognosen"}
EARLIER = {BOKSLUT2: 2, BOKSLUT: 1, FORRA_ACK: 1}


@dataclass
class Medlemsdelning:
    """A month shared over the members. `missed`: what could not be shared, by key of value; `faults` why."""

    manad: Manad
    shares: Shares = field(default_factory=lambda: defaultdict(lambda: defaultdict(lambda: ZERO)))
    missed: dict[str, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))
    faults: list[str] = field(default_factory=list)
    this_year: dict[int, Delning] = field(default_factory=dict)  # to explain

    @cached_property
    def by_tjanst(self) -> dict[int, list[Siffrad]]:
        found: dict[int, list[Siffrad]] = defaultdict(list)
        for row in self.manad.net:
            found[row.tjanst.pk].append(row)
        return found

    @cached_property
    def members(self) -> list[Organisation]:
        found = Organisation.objects.filter(pk__in=list(self.shares))
        return sorted(found, key=lambda one: sort_key(one.short_name))


def share_month(manad: Manad, wanted: set[str]) -> Medlemsdelning:
    """Share the values asked for. A fixed number of queries per year that has outcome."""
    delning = Medlemsdelning(manad)
    _share_budget(delning, wanted)
    year = Utfallsdelning(manad.samverkan, manad.year)
    delning.this_year = _share(delning, year, UTFALL, manad.year, manad.through)
    if UTFALL_MANAD in wanted and manad.through:
        _share(delning, year, UTFALL_MANAD, manad.year, manad.through, manad.through - 1)
    if PROGNOS in wanted:
        _share_forecast(delning, year)
    before: dict[int, Utfallsdelning] = {}
    for key, back in EARLIER.items():
        of = manad.year - back
        if key in wanted and manad.underlag.has_outcome(of):
            before[of] = before.get(of) or Utfallsdelning(manad.samverkan, of)
            _share(delning, before[of], key, of, manad.through if key == FORRA_ACK else MONTHS)
    return delning


def medlemmar(manad: Manad, view: str = HELAR) -> Tabell:
    """A row per member; what cannot be shared is a row of its own, so that the sum is the whole net cost."""
    bygge = Tabellbygge(manad, view)
    delning = share_month(manad, _wanted(bygge.kolumner))
    of = UTFALL if any(found.get(UTFALL) for found in delning.shares.values()) else PROGNOS
    if view == HELAR:
        bygge.kolumner = Kolumner(
            (*bygge.kolumner.columns, Kolumn(ANDEL, "Andel", PROCENT, SHARE_OF[of])),
            bygge.kolumner.deviations,
        )
    spent = sum((found.get(of, ZERO) for found in delning.shares.values()), ZERO)
    for one in delning.members:
        values = dict(delning.shares[one.pk])
        share = {ANDEL: values.get(of, ZERO) * 100 / spent} if spent else {}
        bygge.add(f"medlem-{one.orgnr}", one.short_name, values | share, linked=False)
    if any(delning.missed.values()):
        bygge.add("odelat", "Inte fördelat", delning.missed, linked=False)
    whole = add_values([*delning.shares.values(), delning.missed])
    bygge.add("summa", "Summa", whole | ({ANDEL: Decimal(100)} if spent else {}), level=SUMMA, linked=False)
    note = "Utfall och prognos är delade efter nyckeln för utfallet"
    if delning.faults:
        note += f". Allt kunde inte fördelas: {' '.join(delning.faults)}"
    return bygge.tabell("Nettokostnad per medlem", "Medlem", note=note)


def delning_i_ord(manad: Manad) -> Tabell | None:
    """How the outcome was shared: per service its key and, for each member, how the share is counted."""
    delning = share_month(manad, {UTFALL})
    columns = (
        Kolumn("delat", "Att dela"),
        Kolumn("sa", "Så räknas andelen", TEXT),
        Kolumn(ANDEL, "Andel"),
    )
    rows: list[Rad] = []
    for one in delning.this_year.values():
        if not one.amount or not one.shares:
            continue
        how = f"{one.tjanst}: {one.nyckel}{', i samma proportioner som budgeten' if one.as_budget else ''}"
        rows.append(Rad(f"tjanst-{one.tjanst_id}", how, (), RUBRIK))
        for member in delning.members:
            if member.pk in one.shares:
                explained = one.explanation(member.pk) or {"delar": []}
                words = " + ".join(part["formel"] for part in explained["delar"])
                values = (one.amount, words, one.shares[member.pk])
                rows.append(Rad(f"{one.tjanst_id}-{member.orgnr}", member.short_name, values))
    if not rows:
        return None
    note = f"Utfall {months_text(manad.through)} {manad.year}, delat till öret"
    return Tabell("Så delas utfallet", "Tjänst och medlem", columns, tuple(rows), note=note)


def _wanted(kolumner: Kolumner) -> set[str]:
    keys = {column.key for column in kolumner.columns}
    return keys | {part for pair in kolumner.deviations.values() for part in pair}


def _share_budget(delning: Medlemsdelning, wanted: set[str]) -> None:
    """The budget as it was frozen, or comes out now, service by service."""
    manad = delning.manad
    if manad.budget is None or not wanted & {"budget", URSPRUNGLIG, BUDGET_ACK, BUDGET_MANAD}:
        return
    frozen = _frozen(manad)
    matris = frozen.get(manad.budget.pk)
    first = next(iter(frozen.values()), None)
    added = any(row.values[TILLAGG] for row in manad.net)
    original = _amounts(first) if added and matris and first is not matris else None
    amounts = _amounts(matris or live_matris(manad.samverkan, manad.year, manad.budget))
    for tjanst, rows in delning.by_tjanst.items():
        told = {key: value or ZERO for key, value in add(rows).items()}
        whole, mine = told[URSPRUNGLIG] + told[TILLAGG], amounts.get(tjanst)
        if mine is None:
            for key in (URSPRUNGLIG, TILLAGG, BUDGET_ACK, BUDGET_MANAD):
                delning.missed[key] += told[key]
            continue
        began = _as(mine, whole, told[URSPRUNGLIG]) if original is None else original.get(tjanst, {})
        so_far, month = (_as(mine, whole, told[key]) for key in (BUDGET_ACK, BUDGET_MANAD))
        for organisation in {**mine, **began}:
            shares, now = delning.shares[organisation], mine.get(organisation, ZERO)
            shares[URSPRUNGLIG] += began.get(organisation, ZERO)
            shares[TILLAGG] += now - began.get(organisation, ZERO)
            shares[BUDGET_ACK] += so_far.get(organisation, ZERO)
            shares[BUDGET_MANAD] += month.get(organisation, ZERO)


def _as(amounts: dict[int, Decimal], whole: Decimal, part: Decimal) -> dict[int, Decimal]:
    """`part` of the budget shared in proportion to `amounts`, which share `whole`."""
    if part == whole:
        return amounts
    if not any(amounts.values()):
        return {}
    return split(part, {organisation: abs(amount) for organisation, amount in amounts.items()})


def _frozen(manad: Manad) -> dict[int, Matris]:
    """The year's frozen sharings by budget, in order; of several for one budget the newest."""
    found = Fordelning.objects.filter(samverkan=manad.samverkan, year=manad.year).order_by("number")
    newest = {fordelning.budget_id: fordelning for fordelning in found}
    ends = [*newest.values()][:1] + [one for pk, one in newest.items() if pk == manad.budget.pk]
    return {one.budget_id: frozen_matris(one) for one in ends}


def _amounts(matris: Matris) -> dict[int, dict[int, Decimal]]:
    return {kolumn.tjanst_id: kolumn.amounts for kolumn in matris.counted if kolumn.amounts}


def _share(
    delning: Medlemsdelning, of: Utfallsdelning, key: str, year: int, through: int, first: int = 0
) -> dict[int, Delning]:
    """The outcome of some months of a year, by who took part in each."""
    months: dict[int, list[Decimal]] = {}
    for tjanst, rows in _spent(delning).items():
        told = [row.utfall[year] for row in rows if year in row.utfall]
        if told:
            sums = [sum(one, ZERO) for one in zip(*told, strict=True)]
            months[tjanst] = [
                amount if first <= number < through else ZERO for number, amount in enumerate(sums)
            ]
    return _book(delning, key, of.shared({pk: sum(one, ZERO) for pk, one in months.items()}, months))


def _share_forecast(delning: Medlemsdelning, of: Utfallsdelning) -> None:
    """The forecast: the months gone as they were, what is left evenly over the months to come."""
    through = delning.manad.through
    months: dict[int, list[Decimal]] = {}
    for tjanst, rows in delning.by_tjanst.items():
        forecast = add(rows)[PROGNOS]
        if forecast is None:
            continue
        spent = [row.months(delning.manad.year) for row in _spent(delning).get(tjanst, [])]
        gone = [sum(one, ZERO) for one in zip(*spent, strict=True)] if spent else [ZERO] * MONTHS
        months[tjanst] = forecast_months(forecast, gone, through)
    _book(delning, PROGNOS, of.shared({pk: sum(one, ZERO) for pk, one in months.items()}, months))


def _spent(delning: Medlemsdelning):
    """The rows of known outcome per service, without what the members pay."""
    net = {(row.tjanst.pk, row.slag.name.casefold()) for row in delning.manad.net}
    found = defaultdict(list)
    for key, row in delning.manad.underlag.rows.items():
        if key in net:
            found[key[0]].append(row)
    return found


def _book(delning: Medlemsdelning, key: str, shared: dict[int, Delning]) -> dict[int, Delning]:
    for one in shared.values():
        for organisation, share in one.shares.items():
            delning.shares[organisation][key] += share
        if one.unshared:
            delning.missed[key] += one.unshared
        delning.faults += [fault for fault in one.faults if fault not in delning.faults]
    return shared


KALLA = Tabellkalla("medlemmar", "Nettokostnad per medlem", "Uppföljning", fetcher(medlemmar))
