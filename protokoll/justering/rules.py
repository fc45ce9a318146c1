"""Justering: who signs which §§, who may not, in what order, by when, and when it is done (KL 5:69, 6:35)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samverkan.beslut.rules import JUSTERING_DAYS
from samverkan.lib.brist import Brist
from samverkan.lib.helgdag import DAY, is_working_day
from samverkan.lib.local_time import local_day
from samverkan.organ.paragrafserie import paragrafer_text

ROLES = ("sekreterare", "justerare", "ordforande")  # the fixed order: written, attested, led
DONE, REFUSED = "underskriven", "avbojd"
STATES = {
    "justeras": {"underskrivet", "ersatt"},
    "underskrivet": {"justerat", "ersatt"},  # all have signed; justerat when the sealed paper is there
    "justerat": {"ersatt"},
    "ersatt": set(),
}


@dataclass(frozen=True)
class Ledd:
    """One § as justering sees it: who led it, who were there and serving, whether it was justerat at once."""

    nummer: int
    ordforande: str
    tjanstgorande: frozenset[str]
    omedelbar: bool = False


@dataclass(frozen=True)
class Underskrift:
    """A signature that is needed: who, as what, for which §§."""

    person: str
    roll: str
    paragrafer: frozenset[int]

    @property
    def text(self) -> str:
        """'§§ 8–14'."""
        return paragrafer_text(self.paragrafer)


def justering_deadline(meeting_ended: date) -> date:
    """The last day for justering: 14 days after the meeting, weekends counted (KL 5:69; 6:35)."""
    return meeting_ended + timedelta(days=JUSTERING_DAYS)


def reminder_days(sent: date, deadline: date) -> tuple[date, ...]:
    """Days to remind those who have not signed: a week before, three days before, and the last day.

    Weekends and holidays move a reminder back; none falls on the day it was sent or before.
    """
    days = set()
    for before in (7, 3, 0):
        day = deadline - DAY * before
        while not is_working_day(day):
            day -= DAY
        days.add(day)
    return tuple(sorted(day for day in days if day > sent))


def required_signatures(
    paragrafer: Iterable[Ledd], sekreterare: str, justerare: Mapping[int, Collection[str]]
) -> tuple[Underskrift, ...]:
    """Everyone who must sign, in the fixed order: the secretary and, each for their §§, justerare and chairs.

    `justerare` says for each § who attest it. Those led by somebody are signed by that chair (KL 5:65, 5:69;
    in what manner is for the reglemente).
    """
    whole = list(paragrafer)
    by_chair: dict[str, set[int]] = {}
    by_justerare: dict[str, set[int]] = {}
    for one in whole:
        by_chair.setdefault(one.ordforande, set()).add(one.nummer)
        for person in justerare.get(one.nummer, ()):
            by_justerare.setdefault(person, set()).add(one.nummer)
    numbers = frozenset(one.nummer for one in whole)
    return (
        Underskrift(sekreterare, "sekreterare", numbers),
        *(Underskrift(person, "justerare", frozenset(seen)) for person, seen in by_justerare.items()),
        *(Underskrift(person, "ordforande", frozenset(led)) for person, led in by_chair.items()),
    )


def justerare_faults(person: str, paragrafer: Sequence[Ledd], sekreterare: str) -> list[Brist]:
    """Why a person may not attest these §§ (KL 5:69 and practice).

    A justerare can tell that the text is right: served at each §, did not lead it, did not write.
    """
    led = [one.nummer for one in paragrafer if one.ordforande == person]
    absent = [one.nummer for one in paragrafer if person not in one.tjanstgorande]
    faults = {
        f"{person} är sekreterare och kan inte justera.": person == sekreterare,
        f"{person} ledde {paragrafer_text(led)} och undertecknar som ordförande.": bool(led),
        f"{person} tjänstgjorde inte vid {paragrafer_text(absent)}. Välj en annan justerare för dem.": bool(
            absent
        ),
    }
    return [Brist("KL 5:69", text, field="justerare") for text, is_so in faults.items() if is_so]


def unattested(
    paragrafer: Iterable[Ledd], justerare: Mapping[int, Collection[str]], needed: int
) -> list[Brist]:
    """§§ with fewer justerare than the reglemente asks for (KL 5:69)."""
    short = [one.nummer for one in paragrafer if len(set(justerare.get(one.nummer, ()))) < needed]
    text = f"{paragrafer_text(short)} ska ha {needed} justerare."
    return [Brist("KL 5:69", text, field="justerare")] if short else []


@dataclass(frozen=True)
class Undertecknande:
    """A signature (`svar` DONE) or a refusal (REFUSED) with its reason, and the text it was given on."""

    person: str
    roll: str
    svar: str
    tid: datetime
    text_hash: str
    skal: str = ""


def sign_faults(
    person: str,
    roll: str,
    needed: Sequence[Underskrift],
    given: Sequence[Undertecknande],
    text_hash: str,
    *,
    fast_ordning: bool,
    oppna_forslag: int = 0,
) -> list[Brist]:
    """Why somebody may not sign now: not asked, already signed, not their turn, or change proposals are open.

    In a fixed order (reglementet) those before must have signed this text; within a role the order is free.
    """
    if not any(one.person == person and one.roll == roll for one in needed):
        return [Brist("KL 5:69", f"{person} ska inte underteckna det här protokollet som {roll}.")]
    waiting = waiting_for(needed, given, text_hash)
    if not any(one.person == person and one.roll == roll for one in waiting):
        return [Brist("", f"{person} har redan undertecknat.")]
    faults = []
    if oppna_forslag:
        faults.append(Brist("", f"{oppna_forslag} ändringsförslag är inte besvarade."))
    before = [one.person for one in waiting if ROLES.index(one.roll) < ROLES.index(roll)]
    if fast_ordning and before:
        faults.append(Brist("reglementet", f"{', '.join(before)} undertecknar före."))
    return faults


def decline_faults(skal: str) -> list[Brist]:
    """Why a refusal to sign is not taken: it needs a reason, for the next version to mend it."""
    return [] if skal.strip() else [Brist("", "Skriv varför du inte undertecknar.", field="skal")]


def waiting_for(
    needed: Sequence[Underskrift], given: Sequence[Undertecknande], text_hash: str
) -> tuple[Underskrift, ...]:
    """Signatures still missing on this very text; one given on another version is none."""
    signed = {(one.person, one.roll) for one in given if one.svar == DONE and one.text_hash == text_hash}
    return tuple(one for one in needed if (one.person, one.roll) not in signed)


def justerat_on(
    needed: Sequence[Underskrift], given: Sequence[Undertecknande], text_hash: str
) -> date | None:
    """The Swedish day the protocol became justerat: that of the last signature; None before (KL 5:69)."""
    if not needed or waiting_for(needed, given, text_hash):
        return None
    keys = {(one.person, one.roll) for one in needed}
    own = [one for one in given if one.svar == DONE and one.text_hash == text_hash]
    return max(local_day(one.tid) for one in own if (one.person, one.roll) in keys)


def justerat_by_paragraf(
    paragrafer: Iterable[Ledd], meeting: date, whole: date | None
) -> dict[int, date | None]:
    """The day each § was justerat: omedelbart at the meeting, the others with the whole (reglementet).

    §§ justerade at once get a notice of their own, so their days to appeal run from it.
    """
    return {one.nummer: meeting if one.omedelbar else whole for one in paragrafer}


def omedelbar_faults(*, text: str, ar_beslutad: bool, stod_i_reglemente: bool) -> list[Brist]:
    """Why a § cannot be justerad at once: undecided, not in writing, no support in reglementet (practice)."""
    faults = {
        "Paragrafen är inte beslutad.": not ar_beslutad,
        "Paragrafens text ska finnas i skrift innan den justeras omedelbart.": not text.strip(),
        "Reglementet medger inte omedelbar justering.": not stod_i_reglemente,
    }
    return [Brist("reglementet", fault) for fault, is_so in faults.items() if is_so]


def late_justering(meeting_ended: date, justerat: date) -> Brist | None:
    """What is said of a justering after its last day: it holds, but was late (KL 5:69)."""
    deadline = justering_deadline(meeting_ended)
    if justerat <= deadline:
        return None
    return Brist("KL 5:69", f"Protokollet skulle ha justerats senast {deadline}.")


def may_move(state: str, to: str) -> bool:
    """Whether a version may go from one state to another; it never goes back, only a new one replaces it."""
    return to in STATES[state]


def reopen_faults(*, anslaget: bool, skal: str) -> list[Brist]:
    """Why a protocol cannot be reopened as a new version: needs a reason, and not to be posted.

    The time to appeal runs from the notice about this very text, and the notice may not come down before
    (KL 8:12, 13:5). So a posted protocol is corrected by a § of its own, never rewritten: see `rattelser`.
    """
    faults = []
    if anslaget:
        text = "Protokollet är anslaget och ändras inte mer. Rätta felet i en ny paragraf på ett sammanträde."
        faults.append(Brist("KL 8:12, 13:5", text, field="skal"))
    if not skal.strip():
        faults.append(Brist("", "Skriv varför protokollet öppnas igen.", field="skal"))
    return faults
