"""Questions about tasks, goals and the control plan. Each list asks a fixed number of queries."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from protokoll.uppfoljning.kurva import Kurva, draw
from protokoll.uppfoljning.models import Kontrollmoment, Mal, Malvarde, Uppdrag
from protokoll.uppfoljning.rules import (
    CONSEQUENCE,
    LIKELIHOOD,
    SCALE,
    Risk,
    broken_on,
    is_met,
    outcome_of,
    risk_level,
    task_status,
)
from protokoll.uppfoljning.villkor import figure, measured, villkor_of, villkor_text
from samverkan.lib import klocka
from samverkan.lib.swedish import sort_key

LAGEN = {
    "forsenat": "Försenade",
    "snart": "Ska vara klara inom 14 dagar",
    "pagar": "Senare eller utan datum",
    "klart": "Klara",
    "struket": "Strukna",
}
LEVELS = {"lag": "Låg", "medel": "Medel", "hog": "Hög", "kritisk": "Kritisk"}
LONG_AGO = date.max  # tasks without a day come last


@dataclass(frozen=True)
class UppdragRow:
    """A task and where it stands today; `days` is how many are left, negative when late."""

    uppdrag: Uppdrag
    lage: str
    days: int | None

    @property
    def when(self) -> str:
        """'3 dagar försenat', 'i dag', 'om 12 dagar'; empty for one that is closed or has no day."""
        if self.days is None or self.lage in ("klart", "struket"):
            return ""
        if self.days == 0:
            return "i dag"
        word = "dag" if abs(self.days) == 1 else "dagar"
        return f"om {self.days} {word}" if self.days > 0 else f"{-self.days} {word} försenat"


def uppdrag_row(uppdrag: Uppdrag) -> UppdragRow:
    """A task as pages show it."""
    today = klocka.today()
    days = (uppdrag.due_on - today).days if uppdrag.due_on else None
    return UppdragRow(uppdrag, task_status(uppdrag.due_on, uppdrag.status, today), days)


def uppdrag_of(samverkan, *statuses: str) -> list[UppdragRow]:
    """The samverkan's tasks of the given statuses (all without), late ones first, then by day."""
    found = Uppdrag.objects.filter(samverkan=samverkan).select_related("beslut__organ", "person")
    rows = [uppdrag_row(one) for one in (found.filter(status__in=statuses) if statuses else found)]
    places = list(LAGEN)
    return sorted(rows, key=lambda row: (places.index(row.lage), _day(row.uppdrag), row.uppdrag.pk))


def _day(uppdrag: Uppdrag) -> date:
    return uppdrag.due_on or LONG_AGO


def by_lage(rows: list[UppdragRow]) -> list[tuple[str, str, list[UppdragRow]]]:
    """The rows in groups: (state, heading, rows), empty ones left out."""
    groups = [(lage, name, [row for row in rows if row.lage == lage]) for lage, name in LAGEN.items()]
    return [group for group in groups if group[2]]


def overdue_count(samverkan, year: int) -> int:
    """How many tasks are late, whatever year is looked at."""
    late = Uppdrag.objects.filter(samverkan=samverkan, status=Uppdrag.Status.OPPET, due_on__lt=klocka.today())
    return late.count()


@dataclass(frozen=True)
class MalRow:
    """A goal with its values and what follows from them."""

    mal: Mal
    varden: list[Malvarde]
    krav: str
    broken: date | None
    met: bool | None
    outcome: Fraction | None
    kurva: Kurva | None

    @property
    def broken_value(self) -> Malvarde | None:
        """The value that broke the condition."""
        return next((row for row in self.varden if row.day == self.broken), None)

    @property
    def outcome_text(self) -> str:
        """'78 %'; 'snitt 78,2 %'; 'summa 3 möten'."""
        if self.outcome is None:
            return ""
        kind = {"summa": "summa ", "medel": "snitt "}.get(self.mal.galler, "")
        return kind + figure(self.outcome, self.mal.unit)


def mal_row(mal: Mal) -> MalRow:
    """A goal as pages show it; its values come from a prefetch when there is one."""
    rows = sorted(mal.varden.all(), key=lambda row: row.day)
    villkor, values = villkor_of(mal), measured(rows)
    return MalRow(
        mal=mal,
        varden=rows,
        krav=villkor_text(mal),
        broken=broken_on(villkor, values) if villkor else mal.broken_on,
        met=is_met(villkor, values) if villkor else None,
        outcome=outcome_of(mal.galler, values) if villkor else None,
        kurva=draw(mal, rows) if villkor and rows else None,
    )


def mal_of(samverkan, year: int) -> list[MalRow]:
    """The goals of a year, by area in Swedish order. Two queries."""
    found = Mal.objects.filter(samverkan=samverkan, year=year).select_related("beslut__organ")
    rows = [mal_row(mal) for mal in found.prefetch_related("varden")]
    return sorted(rows, key=lambda row: (sort_key(row.mal.area), row.mal.order, row.mal.pk))


def judgement_counts(rows: list[MalRow]) -> list[tuple[str, str, int]]:
    """How many goals are judged how: (value, word, count), none left out."""
    counts = Counter(row.mal.judgement for row in rows)
    order = [*Mal.Judgement.values[1:], ""]
    return [(value, Mal.Judgement(value).label, counts[value]) for value in order]


@dataclass(frozen=True)
class MomentRow:
    """A risk of the plan: its number in the list, its place in the matrix, and where its control stands."""

    number: int
    moment: Kontrollmoment
    risk: Risk
    level: str
    lage: str

    @property
    def level_name(self) -> str:
        return LEVELS[self.level]


@dataclass
class Cell:
    """A square of the matrix: its level and the risks in it."""

    risk: Risk
    level: str
    rows: list[MomentRow] = field(default_factory=list)

    @property
    def level_name(self) -> str:
        return LEVELS[self.level]


def plan_of(samverkan, year: int) -> list[MomentRow]:
    """The risks of a year's plan, the gravest first, numbered. One query."""
    found = Kontrollmoment.objects.filter(samverkan=samverkan, year=year)
    ordered = sorted(found, key=lambda one: (-one.sannolikhet * one.konsekvens, sort_key(one.risk), one.pk))
    return [moment_row(moment, number) for number, moment in enumerate(ordered, 1)]


def moment_row(moment: Kontrollmoment, number: int = 0) -> MomentRow:
    """A risk as pages show it."""
    risk = Risk(moment.sannolikhet, moment.konsekvens)
    state = "klart" if moment.result else "oppet"
    accepted = moment.hantering == Kontrollmoment.Hantering.ACCEPTERAS
    lage = "accepterad" if accepted else task_status(moment.due_on, state, klocka.today())
    return MomentRow(number, moment, risk, risk_level(risk), lage)


def matrix(rows: list[MomentRow]) -> list[tuple[int, str, list[Cell]]]:
    """The 4 × 4 matrix, the likeliest first: (likelihood, its name, cells by consequence)."""
    places = {(s, k): _cell(s, k) for s in range(1, SCALE + 1) for k in range(1, SCALE + 1)}
    for row in rows:
        places[row.risk.sannolikhet, row.risk.konsekvens].rows.append(row)
    return [(s, LIKELIHOOD[s - 1], [places[s, k] for k in range(1, SCALE + 1)]) for s in range(SCALE, 0, -1)]


def _cell(s: int, k: int) -> Cell:
    risk = Risk(s, k)
    return Cell(risk, risk_level(risk))


def consequences() -> list[tuple[int, str]]:
    """The heads of the matrix: (1, 'försumbar') … (4, 'katastrofal')."""
    return list(enumerate(CONSEQUENCE, 1))


def plan_size(samverkan, year: int) -> int:
    """How many risks a year's plan has."""
    return Kontrollmoment.objects.filter(samverkan=samverkan, year=year).count()
