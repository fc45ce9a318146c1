"""Investments as tables of figures: what screen, Excel, paper and reports are made from."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import groupby

from django.urls import reverse

from kostnader.investeringar.models import Investering
from kostnader.investeringar.queries import (
    DECEMBER,
    OMBUDGETERING,
    TILLAGG,
    URSPRUNGLIG,
    Siffror,
    figures,
    round_of,
)
from kostnader.investeringar.rules import ZERO
from samverkan.lib.period import Month
from samverkan.lib.swedish import MONTHS, MONTHS_SHORT, sentences
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period, Tabellkalla
from samverkan.tabeller.tabell import RUBRIK, SUMMA, TEXT, Kolumn, Rad, Tabell, Value

PLAN_YEARS = 5
SIGN = "Plus är lägre utgift än budget"
GEMENSAMT = "Gemensamt"
REGISTER = "Registret över investeringar."


def investeringar(samverkan: Samverkan, period: Period) -> Tabell | None:
    """The year's budget, outcome and forecast per investment, under the group it belongs to.

    With a forecast the deviation is the budget less the forecast; without one, and when the year is over,
    less the outcome. Where no forecast is given for an investment its budget counts as one.
    """
    found = [one for one in figures(samverkan, period) if one.has_year]
    if not found:
        return None
    omgang = round_of(samverkan, period)
    return Tabell(
        name=f"Investeringar {period.year}",
        head="Investering",
        columns=_year_columns(period, with_forecast=omgang is not None),
        rows=_grouped(found, lambda one: _year_values(one, with_forecast=omgang is not None), period.year),
        sign=SIGN,
        note=_forecast_note(found) if omgang else "",
        source=sentences(REGISTER, f"Prognos: {omgang}" if omgang else ""),
    )


def _year_columns(period: Period, *, with_forecast: bool) -> tuple[Kolumn, ...]:
    prognos = (Kolumn("prognos", "Prognos", note="helår"),) if with_forecast else ()
    against = "prognos" if with_forecast else "utfall"
    return (
        Kolumn("ursprunglig", "Ursprungsbudget"),
        Kolumn("tillagg", "Tillägg"),
        Kolumn("ombudgetering", "Ombudgetering"),
        Kolumn("budget", "Summa budget", of=("ursprunglig", "tillagg", "ombudgetering")),
        Kolumn("utfall", "Utfall", note=span_text(period)),
        *prognos,
        Kolumn("avvikelse", "Avvikelse", note=f"mot {against}", of=("budget", f"-{against}")),
    )


def _year_values(one: Siffror, *, with_forecast: bool) -> list[Decimal]:
    forecast = one.prognos.amount if one.prognos else one.budget
    against = forecast if with_forecast else one.utfall
    kinds = [one.of_kind(kind) for kind in (URSPRUNGLIG, TILLAGG, OMBUDGETERING)]
    return [*kinds, one.budget, one.utfall, *([forecast] if with_forecast else []), one.budget - against]


def _forecast_note(found: Iterable[Siffror]) -> str:
    silent = [one.investering.name for one in found if one.prognos is None]
    return f"Budgeten står som prognos för {', '.join(silent)}" if silent else ""


def investeringar_totalt(samverkan: Samverkan, period: Period) -> Tabell | None:
    """Each investment from its beginning against its decided total (RKR R14: beslutad totalutgift)."""
    pagar = Investering.Status.PAGAR
    found = [one for one in figures(samverkan, period) if one.has_year or one.investering.status == pagar]
    if not found:
        return None
    undecided = any(one.investering.decided_total is None for one in found)
    return Tabell(
        name=f"Investeringar till och med {MONTHS[period.through - 1]} {period.year}, totalt",
        head="Investering",
        columns=(
            Kolumn("beslutad", "Beslutad totalutgift"),
            Kolumn("tidigare", "Utfall tidigare år"),
            Kolumn("utfall", f"Utfall {period.year}", note=span_text(period)),
            Kolumn("ackumulerat", "Utfall totalt", of=("tidigare", "utfall")),
            Kolumn("prognos", "Prognos totalt"),
            Kolumn("avvikelse", "Avvikelse", note="mot prognos", of=("beslutad", "-prognos")),
        ),
        rows=_grouped(found, _total_values, period.year),
        sign="Plus är lägre utgift än beslutat",
        note="Där ingen totalutgift är beslutad står summan av årens budgetar" if undecided else "",
        source=REGISTER,
    )


def _total_values(one: Siffror) -> list[Decimal]:
    told = one.expected
    return [one.decided, one.before, one.utfall, one.spent, told, one.decided - told]


def investeringsplan(samverkan: Samverkan, period: Period) -> Tabell | None:
    """The budgets of the year and the four that follow, per investment."""
    years = range(period.year, period.year + PLAN_YEARS)
    found = [one for one in figures(samverkan, period) if any(one.budget_of(year) for year in years)]
    if not found:
        return None
    return Tabell(
        name=f"Investeringsplan {years[0]}–{years[-1]}",
        head="Investering",
        columns=(
            *(Kolumn(str(year), str(year)) for year in years),
            Kolumn("summa", "Summa", of=tuple(str(year) for year in years)),
        ),
        rows=_grouped(found, lambda one: _with_sum([one.budget_of(year) for year in years]), period.year),
        source=REGISTER,
    )


def avskrivningar(samverkan: Samverkan, period: Period) -> Tabell | None:
    """What has been and is written off, and what is left in the books at the end of the period."""
    month = Month(period.year, period.through)
    planned = [(one, one.plan) for one in figures(samverkan, period) if one.plan and one.plan.first <= month]
    if not planned:
        return None
    plans = {one.investering.pk: plan for one, plan in planned}

    def values(one: Siffror) -> list[Value]:
        plan = plans[one.investering.pk]
        before = plan.through(Month(period.year - 1, DECEMBER))
        this = plan.of_year(period.year, period.through)
        return [f"{plan.years} år", str(plan.first), plan.amount, before, this, plan.left(month)]

    return Tabell(
        name=f"Avskrivningar {period.year}",
        head="Investering",
        columns=(
            Kolumn("tid", "Skrivs av på", kind=TEXT),
            Kolumn("fran", "I bruk från", kind=TEXT),
            Kolumn("anskaffning", "Anskaffningsvärde"),
            Kolumn("tidigare", "Avskrivet tidigare år"),
            Kolumn("arets", "Årets avskrivning", note=span_text(period)),
            Kolumn("kvar", "Kvar i böckerna", of=("anskaffning", "-tidigare", "-arets")),
        ),
        rows=_grouped([one for one, _ in planned], values, period.year, total_label="Summa avskrivningar"),
        note="Lika mycket varje månad från den månad då tillgången är i bruk. Pågående räknas med prognosen.",
        source=REGISTER,
    )


def avskrivningsplan(samverkan: Samverkan, period: Period) -> Tabell | None:
    """What is written off each year from the period's on, under the service that bears it."""
    years = range(period.year, period.year + PLAN_YEARS + 1)
    planned = [(one, one.plan) for one in figures(samverkan, period) if one.plan]
    found = [one for one, plan in planned if any(plan.of_year(year) for year in years)]
    if not found:
        return None
    plans = {one.investering.pk: plan for one, plan in planned}

    def bearer(one: Siffror) -> str:
        return one.investering.tjanst.name if one.investering.tjanst else "Ingen tjänst vald"

    return Tabell(
        name=f"Avskrivningar {years[0]}–{years[-1]}",
        head="Investering",
        columns=tuple(Kolumn(str(year), str(year)) for year in years),
        rows=_grouped(
            found,
            lambda one: [plans[one.investering.pk].of_year(year) for year in years],
            period.year,
            group=bearer,
            total_label="Summa avskrivningar",
        ),
        source=REGISTER,
    )


def span_text(period: Period) -> str:
    """'helår', 'jan', 'jan–mars'."""
    if period.through == DECEMBER:
        return "helår"
    last = MONTHS_SHORT[period.through - 1]
    return last if period.through == 1 else f"jan–{last}"


def _with_sum(values: list[Decimal]) -> list[Decimal]:
    return [*values, sum(values, ZERO)]


def _grouped(
    found: Sequence[Siffror],
    values: Callable[[Siffror], Sequence[Value]],
    year: int,
    group: Callable[[Siffror], str] = lambda one: one.investering.group_label,
    total_label: str = "Totala investeringar",
) -> tuple[Rad, ...]:
    """A row per investment under its group, each group's sum and the sum of all.

    Groups stand in the order of their first investment. A group that is alone needs no sum of its own, and
    what is all in common no head either.
    """
    places: dict[str, int] = {}
    for one in found:
        places.setdefault(group(one), len(places))
    ordered = sorted(found, key=lambda one: places[group(one)])
    rows: list[Rad] = []
    alone = list(places) == [GEMENSAMT]
    for number, (label, members) in enumerate(groupby(ordered, key=group)):
        own = [_row(one, values(one), year) for one in members]
        head = [] if alone else [Rad(f"grupp-{number}", label, level=RUBRIK)]
        total = [] if len(places) == 1 else [_sum_row(f"summa-{number}", f"Summa {label}", own)]
        rows += [*head, *own, *total]
    counted = [row for row in rows if row.key.startswith("investering-")]
    return (*rows, _sum_row("summa", total_label, counted))


def _row(one: Siffror, values: Sequence[Value], year: int) -> Rad:
    words = {"slug": one.investering.samverkan.slug, "year": year, "pk": one.investering.pk}
    href = reverse("investeringar:investering", kwargs=words)
    return Rad(f"investering-{one.investering.pk}", str(one.investering), tuple(values), href=href)


def _sum_row(key: str, label: str, rows: Sequence[Rad]) -> Rad:
    columns = zip(*(row.values for row in rows), strict=True)
    return Rad(key, label, tuple(_total(column) for column in columns), SUMMA, of=tuple(r.key for r in rows))


def _total(column: Sequence[Value]) -> Value:
    numbers = [value for value in column if isinstance(value, Decimal)]
    return sum(numbers, ZERO) if numbers else ""


TABELLKALLOR = tuple(
    Tabellkalla(key, label, "Investeringar", fetch)
    for key, label, fetch in (
        ("investeringar", "Investeringar, året", investeringar),
        ("investeringar_totalt", "Investeringar, totalt", investeringar_totalt),
        ("investeringsplan", "Investeringsplan, fem år", investeringsplan),
        ("avskrivningar", "Avskrivningar", avskrivningar),
    )
)
