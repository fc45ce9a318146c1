"""The year's rounds as tables: one line per round, and per service through the rounds."""

from decimal import Decimal

from kostnader.prognos.models import Prognosomgang
from kostnader.prognos.queries import frozen_sums, omgangar, rader, read_round
from kostnader.prognos.rules import ZERO
from samverkan.lib.swedish import MONTHS
from samverkan.medlemmar.models import Samverkan
from samverkan.tabeller.kallor import Period, Tabellkalla
from samverkan.tabeller.tabell import SUMMA, TEXT, Kolumn, Rad, Tabell

PLUS_IS_BETTER = "Plus är bättre än budget"
Sums = dict[int, dict[int, tuple[Decimal, Decimal]]]  # omgång → tjänst → budget and forecast


def round_sums(rounds: list[Prognosomgang]) -> Sums:
    """Budget and forecast per round and service, kronor. What is open is computed now."""
    sums = frozen_sums(rounds)
    read = {}
    for omgang in rounds:
        if omgang.is_open:
            if omgang.budget_id not in read:
                read[omgang.budget_id] = read_round(omgang)
            found: dict[int, tuple[Decimal, Decimal]] = {}
            for row in rader(omgang, read[omgang.budget_id]):
                budget, amount = found.get(row.tjanst.pk, (ZERO, ZERO))
                found[row.tjanst.pk] = budget + row.budget, amount + row.amount
            sums[omgang.pk] = found
    return sums


def whole(sums: Sums, omgang: Prognosomgang) -> tuple[Decimal, Decimal]:
    """The whole round's budget and forecast."""
    found = sums[omgang.pk].values()
    return sum((one for one, _ in found), ZERO), sum((two for _, two in found), ZERO)


def prognosomgangar(samverkan: Samverkan, period: Period) -> Tabell | None:
    """One line per round whose outcome ends in the period; None when there is none."""
    rounds = [one for one in omgangar(samverkan, period.year) if one.through <= period.through]
    return rounds_table(rounds, round_sums(rounds)) if rounds else None


def rounds_table(rounds: list[Prognosomgang], sums: Sums) -> Tabell:
    """Budget, forecast and deviation of each round, and how it moved since the one before."""
    rows, before = [], None
    for omgang in rounds:
        budget, amount = whole(sums, omgang)
        moved = None if before is None else before - amount
        values = (through_text(omgang), state_text(omgang), budget, amount, budget - amount, moved)
        rows.append(Rad(str(omgang.pk), omgang.name, values))
        before = amount
    columns = (
        Kolumn("utfall", "Utfall till och med", TEXT),
        Kolumn("lage", "Läge", TEXT),
        Kolumn("budget", "Budget"),
        Kolumn("prognos", "Prognos"),
        Kolumn("avvikelse", "Avvikelse", of=("budget", "-prognos")),
        Kolumn("forandring", "Mot förra omgången"),
    )
    return Tabell(
        f"Prognosomgångar {rounds[0].year}", "Omgång", columns, tuple(rows), sign=PLUS_IS_BETTER,
        note="Nettokostnad, helår",
    )  # fmt: skip


def services_table(rounds: list[Prognosomgang], sums: Sums) -> Tabell:
    """The forecast of each service, round by round, and the last one's deviation from the budget."""
    samverkan, last = rounds[0].samverkan, rounds[-1]
    seen = {tjanst for found in sums.values() for tjanst in found}
    columns = (
        Kolumn("budget", "Budget"),
        *(Kolumn(str(one.pk), one.name) for one in rounds),
        Kolumn("avvikelse", "Avvikelse", note=last.name, of=("budget", f"-{last.pk}")),
    )
    rows = []
    for tjanst in samverkan.tjanster.filter(pk__in=seen):
        found = [sums[one.pk].get(tjanst.pk) for one in rounds]
        budget, latest = found[-1] or (ZERO, ZERO)
        values = (budget, *(pair[1] if pair else None for pair in found), budget - latest)
        rows.append(Rad(str(tjanst.pk), tjanst.name, values))
    budget, latest = whole(sums, last)
    totals = (budget, *(whole(sums, one)[1] for one in rounds), budget - latest)
    rows.append(Rad("summa", "Summa", totals, SUMMA))
    return Tabell(
        "Prognos per tjänst", "Tjänst", columns, tuple(rows), sign=PLUS_IS_BETTER, note="Nettokostnad, helår"
    )


def through_text(omgang: Prognosomgang) -> str:
    """'mars', or 'inget utfall'."""
    return MONTHS[omgang.through - 1] if omgang.through else "inget utfall"


def state_text(omgang: Prognosomgang) -> str:
    """'låst 2024-03-12'."""
    return f"låst {omgang.locked_at:%Y-%m-%d}" if omgang.locked_at else "öppen"


TABELLKALLOR = (Tabellkalla("prognosomgangar", "Prognosomgångar", "Uppföljning", prognosomgangar),)
