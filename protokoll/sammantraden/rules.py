"""Calling a meeting, its states, who may see it, who may serve again (KL 5, 6 and 9 kap.)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from samverkan.lib.brist import Brist
from samverkan.lib.helgdag import vardag_before

WEEK = 7  # KL 5:14, 9:10: at least one week before
STATES = {
    "planerat": {"kallat", "installt"},
    "kallat": {"pagar", "planerat", "installt"},
    "pagar": {"avslutat"},
    "avslutat": {"justerat"},
    "justerat": set(),
    "installt": {"planerat"},
}
_NAMES = {
    "planerat": "planerat",
    "kallat": "kallat",
    "pagar": "öppnat",
    "avslutat": "avslutat",
    "justerat": "justerat",
    "installt": "inställt",
}


@dataclass(frozen=True)
class Frist:
    """The last day to do something, and where that is said."""

    dag: date
    lagrum: str


@dataclass(frozen=True)
class Kallelseregler:
    """What decides when a meeting must be called.

    `slag` is the kind of body, `dagar` the days reglementet asks for (0: it says nothing), `budget` whether a
    direktion fixes the budget, `bradska` where reglementet lets a kallelse be late ('' : nowhere).
    """

    slag: str
    dagar: int = 0
    budget: bool = False
    bradska: str = ""

    @property
    def is_bound_by_week(self) -> bool:
        """Whether the law itself sets a week: fullmäktige (KL 5:13–15), a direktion's budget (KL 9:10)."""
        return self.slag == "fullmaktige" or (self.slag == "direktion" and self.budget)


def latest_kallelse(meeting: date, regler: Kallelseregler) -> Frist:
    """The last day the kallelse may be sent and posted; calendar days, the stricter of law and reglemente.

    Source: KL 5:13–15 (assembly: a week), 9:10 (direktion's budget: a week), 6:17, 6:23 (nämnd: reglementet).
    """
    law = WEEK if regler.is_bound_by_week else 0
    if law >= regler.dagar:
        clause = "KL 5:13–15" if regler.slag == "fullmaktige" else "KL 9:10" if law else "KL 6:23"
        return Frist(meeting - timedelta(days=law), clause)
    return Frist(meeting - timedelta(days=regler.dagar), "reglementet")


def latest_urgent(meeting: date) -> date:
    """The last day to announce an urgent matter to the assembly: the vardag before (KL 5:14–15)."""
    return vardag_before(meeting)


def late_kallelse(meeting: date, sent: date, regler: Kallelseregler, *, skal: str = "") -> Brist | None:
    """Why a kallelse sent this day is refused; None when it is in time or a clause lets it be late.

    An urgent reason (`skal`) opens KL 5:14–15 for the assembly until the vardag before, and for a nämnd what
    reglementet says. A direktion that fixes the budget has no way around the week (KL 9:10).
    """
    frist = latest_kallelse(meeting, regler)
    if sent <= frist.dag:
        return None
    if sent > meeting:
        return Brist(frist.lagrum, "Kallelsen kan inte skickas efter sammanträdet.", field="skal")
    text = f"Kallelsen skulle ha skickats senast {frist.dag}."
    clause = clause_for_late(meeting, sent, regler)
    if clause is None:
        return Brist(frist.lagrum, f"{text} Flytta sammanträdet.", field="skal")
    return None if skal.strip() else Brist(clause, f"{text} Ange varför ärendet är brådskande.", field="skal")


def clause_for_late(meeting: date, sent: date, regler: Kallelseregler) -> str | None:
    """The clause that lets a kallelse be late for an urgent reason, None without one (KL 5:14–15, 9:10)."""
    if regler.slag == "fullmaktige":
        return "KL 5:14–15" if sent <= latest_urgent(meeting) else None
    if regler.is_bound_by_week:
        return None
    return regler.bradska or None


def may_decide_unannounced(slag: str, *, urgent: bool, all_agree: bool) -> bool:
    """Whether a matter that was not announced may be decided (KL 5:52).

    The assembly needs urgency and that all present agree; a nämnd takes it up when it fixes the agenda.
    """
    return slag != "fullmaktige" or (urgent and all_agree)


def must_meet(asking: int, seats: int) -> bool:
    """Whether a nämnd must meet because so many of its members ask: a third (KL 6:23)."""
    return seats > 0 and 3 * asking >= seats


def may_move(state: str, to: str) -> bool:
    """Whether a meeting may go from one state to another; a held meeting never goes back."""
    return to in STATES[state]


def refused_move(state: str, to: str) -> Brist | None:
    """Why a meeting may not change state so; None when it may."""
    if may_move(state, to):
        return None
    return Brist("", f"Sammanträdet är {_NAMES[state]} och kan inte bli {_NAMES[to]}.")


def is_public(slag: str, *, budget: bool = False, oppen: bool = False, hemligt: bool = False) -> bool:
    """Whether the public may listen (KL 5:42, 6:25, 9:10).

    The assembly and a direktion's budget meeting are public; a nämnd is closed unless fullmäktige has allowed
    it to open (`oppen`), and always for myndighetsutövning or sekretess (`hemligt`). Groups are closed.
    """
    if slag == "fullmaktige" or (slag == "direktion" and budget):
        return not hemligt
    return slag in {"direktion", "namnd", "gemensam_namnd"} and oppen and not hemligt


def may_serve_again(reason: str, *, replaced: bool, slag: str, reglemente_forbids: bool = True) -> bool:
    """Whether one who stopped serving may serve again that day (KL 5:19–20; nämnd by reglemente, 6:17).

    `reason` is 'jav' or another; jäv always lets one back after the matter. For another reason not, once a
    substitute has come in, unless a nämnd's reglemente says otherwise.
    """
    if reason == "jav" or not replaced:
        return True
    return slag != "fullmaktige" and not reglemente_forbids


@dataclass(frozen=True)
class Distansregler:
    """What holds for remote participation on a meeting's day.

    `tillaten_from`/`tillaten_till`: when fullmäktige (the förbundsordning) allows it, both included;
    None: never, or without an end. `ny_lag_from`: when prop. 2025/26:164 takes force, if known.
    """

    tillaten_from: date | None
    tillaten_till: date | None = None
    ny_lag_from: date | None = None

    def allows(self, day: date) -> bool:
        return self.tillaten_from is not None and self.tillaten_from <= day <= (
            self.tillaten_till or date.max
        )

    def is_new_law(self, day: date) -> bool:
        return self.ny_lag_from is not None and day >= self.ny_lag_from


@dataclass(frozen=True)
class Distansnarvaro:
    """How somebody takes part from elsewhere, as the chair has found it."""

    ljud_och_bild: bool
    lika_villkor: bool
    identitet_kontrollerad: bool
    i_presidiet: bool = False


def remote_faults(day: date, slag: str, regler: Distansregler, narvaro: Distansnarvaro) -> list[Brist]:
    """Why somebody at a distance does not count as present on the meeting's day (KL 5:16, 6:24).

    The older wording asks for equal terms. The amendment (prop. 2025/26:164) drops that, asks the chair to
    see to who takes part, and keeps the presidium of the assembly in the room. The meeting's day decides.
    """
    clause = "KL 5:16" if slag == "fullmaktige" else "KL 6:24"
    new = regler.is_new_law(day)
    faults = {
        "Deltagande på distans är inte tillåtet den dagen.": not regler.allows(day),
        "Den som deltar på distans ska höras och synas i realtid.": not narvaro.ljud_och_bild,
        "Alla ska kunna se och höra varandra på lika villkor.": not new and not narvaro.lika_villkor,
        "Ordföranden ska försäkra sig om vem som deltar.": new and not narvaro.identitet_kontrollerad,
        "Fullmäktiges presidium ska vara på plats.": new and slag == "fullmaktige" and narvaro.i_presidiet,
    }
    return [Brist(clause, text) for text, is_so in faults.items() if is_so]


def open_faults(called: Collection[str], present: int, needed: int) -> list[Brist]:
    """Why a meeting cannot be opened: nobody called, or too few to decide (KL 5:45, 6:17, 6:27)."""
    faults = [] if called else [Brist("KL 6:17", "Ingen är kallad till sammanträdet.")]
    if present < needed:
        faults.append(Brist("KL 5:45, 6:27", f"{present} tjänstgör och {needed} behövs för beslut."))
    return faults
