"""Following up: what was to be done, goals that cannot be called met, risks, attendance."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate

from samverkan.lib.brist import Brist

JUDGEMENTS = {
    "": "Inte bedömt",
    "uppfyllt": "Uppfyllt",
    "delvis": "Delvis uppfyllt",
    "inte": "Inte uppfyllt",
}
SCALE = 4  # steps of likelihood and of consequence
LIKELIHOOD = ("mycket sällan", "sällan", "regelbundet", "ofta")
CONSEQUENCE = ("försumbar", "måttlig", "allvarlig", "katastrofal")
CLOSED = {"klart", "struket"}


@dataclass(frozen=True)
class Matvarde:
    """A value of an indicator on a day, in the goal's unit."""

    dag: date
    varde: Decimal


@dataclass(frozen=True)
class Malvillkor:
    """A goal with a figure.

    `riktning` is 'minst' or 'hogst'; `galler` says what must reach the figure: 'varje' value ("at every
    meeting"), the 'sista', or the 'summa' or 'medel' of the period.
    """

    malvarde: Decimal
    riktning: str
    galler: str
    slutar: date

    def holds(self, value: Decimal) -> bool:
        return value >= self.malvarde if self.riktning == "minst" else value <= self.malvarde


def broken_on(mal: Malvillkor, values: Sequence[Matvarde]) -> date | None:
    """The day the goal could no longer be met; None while it can.

    A goal for every value breaks at the first that misses it; a ceiling on a sum when the sum goes over
    (values of a sum are not negative). What is to be reached at last, or on average, can only be missed on
    its last day.
    """
    ordered = sorted(values, key=lambda value: value.dag)
    if mal.galler == "varje":
        return next((value.dag for value in ordered if not mal.holds(value.varde)), None)
    if mal.galler == "summa" and mal.riktning == "hogst":
        sums = accumulate(value.varde for value in ordered)
        return next(
            (value.dag for value, total in zip(ordered, sums, strict=True) if not mal.holds(total)), None
        )
    return None


def total(values: Sequence[Matvarde]) -> Decimal:
    """What the values come to together."""
    return sum((value.varde for value in values), Decimal(0))


def outcome_of(galler: str, values: Sequence[Matvarde]) -> Fraction | None:
    """The figure a goal stands at, exact: the sum, the average, or else the last value. None without one."""
    if not values:
        return None
    if galler in {"summa", "medel"}:
        return Fraction(total(values)) / (len(values) if galler == "medel" else 1)
    return Fraction(max(values, key=lambda value: value.dag).varde)


def is_met(mal: Malvillkor, values: Sequence[Matvarde]) -> bool | None:
    """Whether the goal was met, seen at its end; None without a value."""
    if not values:
        return None
    if mal.galler == "varje":
        return all(mal.holds(value.varde) for value in values)
    if mal.galler == "summa":
        return mal.holds(total(values))
    if mal.galler == "medel":
        # Both sides times the number of values: an average is seldom an exact decimal.
        return replace(mal, malvarde=mal.malvarde * len(values)).holds(total(values))
    return mal.holds(max(values, key=lambda value: value.dag).varde)


def judgement_faults(
    judgement: str,
    mal: Malvillkor | None,
    values: Sequence[Matvarde],
    today: date,
    *,
    villkor_brutet: bool = False,
) -> list[Brist]:
    """Why a goal cannot be judged so: what is broken is never met, what has not ended is not judged met.

    `mal` None: a goal in words only; then `villkor_brutet` says that its condition is broken. KeyError for an
    unknown judgement.
    """
    name = JUDGEMENTS[judgement].lower()
    if judgement != "uppfyllt":
        return []
    if villkor_brutet:
        return [
            Brist("", f"Villkoret är redan brutet. Målet kan inte bedömas som {name}.", field="judgement")
        ]
    if mal is None:
        return []
    return _figure_faults(mal, values, today)


def prognos_faults(
    prognos: str, mal: Malvillkor | None, values: Sequence[Matvarde], *, villkor_brutet: bool = False
) -> list[Brist]:
    """Why a goal cannot be expected to be met ('nas'): a condition that is broken stays broken."""
    day = broken_on(mal, values) if mal else None
    if prognos != "nas" or not (day or villkor_brutet):
        return []
    when = f"bröts redan {day}" if day else "är redan brutet"
    return [Brist("", f"Villkoret {when}. Målet kan inte väntas bli uppfyllt.", field="prognos")]


def _figure_faults(mal: Malvillkor, values: Sequence[Matvarde], today: date) -> list[Brist]:
    broken = broken_on(mal, values)
    if broken:
        text = f"Villkoret bröts redan {broken}. Målet kan inte bedömas som uppfyllt."
    elif not values:
        text = "Målet har inget värde. Ange ett utfall innan målet bedöms som uppfyllt."
    elif not is_met(mal, values):
        text = "Utfallet når inte målvärdet. Målet kan inte bedömas som uppfyllt."
    elif today < mal.slutar and not (mal.galler == "summa" and mal.riktning == "minst"):
        text = f"Målet gäller till {mal.slutar} och kan bedömas som uppfyllt först då."
    else:
        return []
    return [Brist("", text, field="judgement")]


@dataclass(frozen=True)
class Risk:
    """A risk's place in the matrix: likelihood and consequence, each 1–4."""

    sannolikhet: int
    konsekvens: int

    def __post_init__(self) -> None:
        if not (1 <= self.sannolikhet <= SCALE and 1 <= self.konsekvens <= SCALE):
            raise ValueError(f"Likelihood and consequence go from 1 to {SCALE}")

    @property
    def varde(self) -> int:
        """Riskvärdet, S × K: 1–16."""
        return self.sannolikhet * self.konsekvens

    @property
    def text(self) -> str:
        """'3 × 4 = 12'."""
        return f"{self.sannolikhet} × {self.konsekvens} = {self.varde}"


def risk_level(risk: Risk) -> str:
    """'lag' (1–3), 'medel' (4–8), 'hog' (9–12) or 'kritisk' (16), the usual colours of a 4 × 4 matrix."""
    limits = {"lag": 3, "medel": 8, "hog": 12, "kritisk": 16}
    return next(level for level, most in limits.items() if risk.varde <= most)


def needs_control(risk: Risk, grans: int = 9) -> bool:
    """Whether a risk goes into the internkontrollplan; `grans` is the least riskvärde that does."""
    return risk.varde >= grans


def risk_faults(risk: Risk, beslut: str, motivering: str) -> list[Brist]:
    """Why a decision on a risk is refused: who accepts a high one ('accepteras') says why (KL 6:6)."""
    if beslut != "accepteras" or not needs_control(risk) or motivering.strip():
        return []
    return [Brist("KL 6:6", f"Risken är {risk.text}. Skriv varför den accepteras.", field="motivering")]


def task_status(due: date | None, state: str, today: date) -> str:
    """Where a task stands: 'klart', 'struket', 'forsenat', 'snart' (due within 14 days) or 'pagar'."""
    if state in CLOSED:
        return state
    if due is None:
        return "pagar"
    left = (due - today).days
    return "forsenat" if left < 0 else "snart" if left <= 14 else "pagar"


def attendance_share(present: Collection[str], expected: Collection[str]) -> Fraction:
    """The share of expected seats that were filled; each name once. ValueError when nobody was expected."""
    if not expected:
        raise ValueError("A share needs somebody who was expected")
    return Fraction(len(set(present) & set(expected)), len(set(expected)))
