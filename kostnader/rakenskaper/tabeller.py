"""The financial statements as tables (law 2018:597, chapters 5, 6, 8 and 10; kommunallagen 11:10)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from kostnader.budget.queries import decided_budget, newest_budget
from kostnader.rakenskaper import queries
from kostnader.rakenskaper.queries import Siffror, budget_rows
from kostnader.rakenskaper.rader import BALANS, BALANSKRAV, KASSAFLODE, RESULTAT, Lagrad
from kostnader.rakenskaper.rules import ROW_OF_KIND, ZERO, balance_difference
from kostnader.utfall.queries import drift
from samverkan.lib.period import Month
from samverkan.lib.swedish import MONTHS_SHORT, format_amount, span
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period
from samverkan.tabeller.tabell import RUBRIK, SUMMA, VARAV, Kolumn, Rad, Tabell

BETTER = "Intäkter är plus, kostnader minus. Plus i avvikelsen är bättre än budget."
MOST_PARTS = 3  # kinds of cost that are shown under their row; more than that is a table of its own


def resultatrakning(samverkan: Samverkan, period: Period) -> Tabell | None:
    """The result: the whole year against budget and the year before; part of a year with its forecast."""
    before = Period(period.year - 1, period.through)
    utfall = queries.resultat_utfall(samverkan, period)
    fore = queries.resultat_utfall(samverkan, before)
    budget = queries.resultat_budget(samverkan, period)
    columns = [
        (Kolumn("utfall", f"Utfall {_span(period)}"), utfall),
        (Kolumn("utfall_fore", f"Utfall {_span(before)}"), fore),
        (Kolumn("budget", f"Budget {_span(period)}"), budget),
    ]
    if period.through < 12:
        columns += [
            (Kolumn("prognos", f"Prognos {period.year}"), queries.resultat_prognos(samverkan, period)),
            (
                Kolumn("arsbudget", f"Budget {period.year}"),
                queries.resultat_budget(samverkan, Period(period.year)),
            ),
        ]
    if not any(siffror.rader for _, siffror in columns):
        return None
    rows = _result_rows(samverkan, [siffror for _, siffror in columns])
    kolumner = [kolumn for kolumn, _ in columns]
    kolumner.insert(3, Kolumn("avvikelse", "Avvikelse", of=("utfall", "-budget")))
    rader = tuple(
        Rad(key, label, (*v[:3], _difference(v[0], v[2]), *v[3:]), level) for key, label, level, v in rows
    )
    source = _source(samverkan, period, RESULTAT)
    return Tabell("Resultaträkning", "Post", tuple(kolumner), rader, sign=BETTER, source=source)


def _result_rows(samverkan: Samverkan, columns: Sequence[Siffror]) -> list[tuple]:
    kinds = queries.slagen(samverkan)
    found = []
    for rad in RESULTAT:
        values = [siffror.rader.get(rad.key) for siffror in columns]
        if all(value is None for value in values):
            continue
        found.append((rad.key, rad.label, SUMMA if rad.parts else "rad", values))
        inner = [
            slag
            for slag in kinds.values()
            if ROW_OF_KIND[slag.kind] == rad.key and any(slag.pk in siffror.slag for siffror in columns)
        ]
        if 1 < len(inner) <= MOST_PARTS:
            found += [
                (f"{rad.key}_{slag.pk}", f"varav {slag.name}", VARAV, [s.slag.get(slag.pk) for s in columns])
                for slag in inner
            ]
    return found


def balansrakning(samverkan: Samverkan, period: Period) -> Tabell | None:
    """The balance sheet beside the one at the end of last year. Says so when the sides differ."""
    own, before = queries.balans(samverkan, period), queries.balans(samverkan, Period(period.year - 1))
    note = ""
    if difference := balance_difference(own):
        way = "större" if difference > 0 else "mindre"
        note = f"Tillgångarna är {format_amount(abs(difference))} kr {way} än eget kapital och skulder."
    columns = (Kolumn("utfall", _day(period)), Kolumn("utfall_fore", _day(Period(period.year - 1))))
    source = _source(samverkan, period, BALANS)
    return _statement("Balansräkning", BALANS, columns, (own, before), note=note, source=source)


def kassaflodesanalys(samverkan: Samverkan, period: Period) -> Tabell | None:
    """The cash flow beside the year before."""
    before = Period(period.year - 1, period.through)
    columns = (Kolumn("utfall", _span(period)), Kolumn("utfall_fore", _span(before)))
    amounts = (queries.kassafloden(samverkan, period), queries.kassafloden(samverkan, before))
    source = _source(samverkan, period, KASSAFLODE)
    sign = "Plus är pengar in."
    return _statement("Kassaflödesanalys", KASSAFLODE, columns, amounts, sign=sign, source=source)


def balanskravsutredning(samverkan: Samverkan, period: Period) -> Tabell | None:
    """Whether the year balances, beside the year before (kommunallagen 11:10–14)."""
    before = Period(period.year - 1)
    columns = (Kolumn("utfall", str(period.year)), Kolumn("utfall_fore", str(before.year)))
    amounts = (queries.balanskrav(samverkan, period), queries.balanskrav(samverkan, before))
    source = _source(samverkan, period, (*RESULTAT, *BALANSKRAV))
    return _statement("Balanskravsutredning", BALANSKRAV, columns, amounts, source=source)


def driftredovisning(samverkan: Samverkan, period: Period) -> Tabell | None:
    """Outcome against budget per service and kind of cost; its sum is the result (law 2018:597, 10:1)."""
    year = period.year
    budget = decided_budget(samverkan, year) or newest_budget(samverkan, year)
    found = [
        budget_rows(budget, period.through),
        drift(samverkan, year, period.through),
        drift(samverkan, year - 1, period.through),
    ]
    told = [bool(part) for part in found]
    rows: list[Rad] = []
    totals = [ZERO] * len(found)
    kinds = queries.slagen(samverkan)
    for tjanst in samverkan.tjanster.filter(direct_from_supplier=False):
        inner = [slag for slag in kinds.values() if any((tjanst.pk, slag.pk) in part for part in found)]
        if not inner:
            continue
        rows.append(Rad(f"t{tjanst.pk}", tjanst.name, (), RUBRIK))
        sums = [ZERO] * len(found)
        for slag in inner:
            amounts = [-part.get((tjanst.pk, slag.pk), ZERO) for part in found]
            sums = [total + amount for total, amount in zip(sums, amounts, strict=True)]
            rows.append(Rad(f"t{tjanst.pk}_{slag.pk}", slag.name, _against_budget(amounts, told)))
        rows.append(Rad(f"t{tjanst.pk}_summa", f"Summa {tjanst.label}", _against_budget(sums, told), SUMMA))
        totals = [total + amount for total, amount in zip(totals, sums, strict=True)]
    if not rows:
        return None
    rows.append(Rad("summa", "Resultat", _against_budget(totals, told), SUMMA))
    columns = (
        Kolumn("budget", f"Budget {_span(period)}"),
        Kolumn("utfall", f"Utfall {_span(period)}"),
        Kolumn("avvikelse", "Avvikelse", of=("utfall", "-budget")),
        Kolumn("utfall_fore", f"Utfall {_span(Period(year - 1, period.through))}"),
    )
    source = f"Bokföringen{f' och {budget}' if budget else ''}."
    return Tabell("Driftredovisning", "Verksamhet", columns, tuple(rows), sign=BETTER, source=source)


def _against_budget(amounts: Sequence[Decimal], told: Sequence[bool]) -> tuple[Decimal | None, ...]:
    """Budget, outcome, deviation, last year. A column of which nothing at all is `told` does not apply."""
    budget, utfall, before = (
        amount if is_told else None for amount, is_told in zip(amounts, told, strict=True)
    )
    return budget, utfall, None if utfall is None else utfall - (budget or ZERO), before


def _statement(
    name: str,
    rader: Sequence[Lagrad],
    columns: tuple[Kolumn, ...],
    amounts: Sequence[Mapping[str, Decimal]],
    *,
    sign: str = "",
    note: str = "",
    source: str = "",
) -> Tabell | None:
    """Rows that have a figure in any column, under their headings; None when there is no figure at all."""
    rows: list[Rad] = []
    heading = ""
    for rad in rader:
        heading = rad.group or heading
        values = tuple(column.get(rad.key) for column in amounts)
        if all(value is None for value in values):
            continue
        if heading:
            rows.append(Rad(f"{rad.key}_rubrik", heading, (), RUBRIK))
            heading = ""
        rows.append(Rad(rad.key, rad.label, values, SUMMA if rad.parts else "rad"))
    return Tabell(name, "Post", columns, tuple(rows), sign=sign, note=note, source=source) if rows else None


def _source(samverkan: Samverkan, period: Period, rader: Sequence[Lagrad]) -> str:
    """Where the rows come from: whether any of them, this year or the year before, is typed. One query."""
    keys = [rad.key for rad in rader]
    years = (period.year, period.year - 1)
    by_hand = samverkan.rakenskapsposter.filter(year__in=years, rad__in=keys).exists()
    return "Räkenskaperna; rader är ifyllda för hand." if by_hand else "Räkenskaperna, ur bokföringen."


def _difference(utfall: Decimal | None, budget: Decimal | None) -> Decimal | None:
    """What is not there is nothing, so that the deviations sum as the rows do."""
    return None if utfall is None and budget is None else (utfall or ZERO) - (budget or ZERO)


def _span(period: Period) -> str:
    """'2023', or 'jan–aug 2023'."""
    if period.through == 12:
        return str(period.year)
    return f"{span(MONTHS_SHORT, 1, period.through)} {period.year}"


def _day(period: Period) -> str:
    return Month(period.year, period.through).last_day.isoformat()
