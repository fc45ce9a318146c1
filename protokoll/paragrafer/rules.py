"""What holds for one §: who counts, jäv, bordläggning, reservation (KL 4, 5 and 6 kap.)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction

from samverkan.lib.brist import Brist
from samverkan.lib.local_time import local_day, local_moment
from samverkan.organ.rules import quorum

MINORITY = Fraction(1, 3)  # KL 5:50


@dataclass(frozen=True)
class Beslutsforhet:
    """Whether the body may decide a §: who counts, how many are needed, and what is wrong (None: nothing)."""

    narvarande: int
    behovs: int
    brist: Brist | None

    @property
    def holds(self) -> bool:
        return self.brist is None

    @property
    def text(self) -> str:
        """'9 tjänstgör, 8 behövs', for the page beside the §."""
        return f"{self.narvarande} tjänstgör, {self.behovs} behövs"


@dataclass(frozen=True)
class Narvarande:
    """Somebody at a § and how.

    `status`: 'tjanstgor' (as ledamot or for one), 'narvarande', 'jav' (would have served), 'franvarande'.
    `i_rummet` says of one with jäv that they have not left.
    """

    person: str
    status: str
    i_rummet: bool = False


def who_decides(narvaro: Collection[Narvarande]) -> frozenset[str]:
    """Those who take part in deciding the §: they serve and have no jäv (KL 4:22, 5:47, 6:30)."""
    return frozenset(one.person for one in narvaro if one.status == "tjanstgor")


def quorum_at(slag: str, seats: int, narvaro: Collection[Narvarande]) -> Beslutsforhet:
    """Whether the body may decide this § (KL 5:45–46, 6:27), asked § by §.

    In a nämnd one with jäv does not count. The assembly may decide even when jäv alone brings it under the
    number (5:46), so there one with jäv is counted.
    """
    counted = who_decides(narvaro)
    if slag == "fullmaktige":
        counted |= {one.person for one in narvaro if one.status == "jav"}
    needed, clause = quorum(seats), "KL 5:45" if slag == "fullmaktige" else "KL 6:27"
    short = len(counted) < needed
    text = f"Organet är inte beslutfört: {len(counted)} tjänstgör och {needed} av {seats} behövs."
    return Beslutsforhet(len(counted), needed, Brist(clause, text) if short else None)


def jav_faults(slag: str, narvaro: Collection[Narvarande]) -> list[Brist]:
    """Those with jäv who are still there: in a nämnd they may neither take part nor be present (KL 6:30).

    In the assembly they may stay in the room but not take part (KL 5:47).
    """
    if slag == "fullmaktige":
        return []
    return [
        Brist("KL 6:30", f"{one.person} är jävig och ska lämna rummet innan paragrafen behandlas.")
        for one in narvaro
        if one.status == "jav" and one.i_rummet
    ]


def accountable_faults(subject: str, accountable: Collection[str], deciding: Collection[str]) -> list[Brist]:
    """Accountable persons who take part in ansvarsfrihet or in the election of their revisor (KL 5:48)."""
    if subject not in {"ansvarsfrihet", "val_av_revisor"}:
        return []
    both = sorted(set(accountable) & set(deciding))
    return [Brist("KL 5:48", f"{person} är redovisningsskyldig och får inte delta.") for person in both]


def must_take_part(slag: str, *, tog_del: bool, myndighetsutovning: bool) -> bool:
    """Whether one may not abstain: who took part in a nämnd decides on myndighetsutövning (KL 4:25–26)."""
    return slag != "fullmaktige" and tog_del and myndighetsutovning


@dataclass(frozen=True)
class Uppskov:
    """A vote on putting a matter off: how many are for it, how many against, how many are present."""

    ja: int
    nej: int
    narvarande: int
    tidigare_av_minoritet: bool = False


def is_put_off(slag: str, vote: Uppskov) -> bool:
    """Whether a matter is bordlagt or återremitterat (KL 5:50, 6:33).

    In the assembly a third of those present is enough, but not for a matter that a minority has put off once:
    then, as always in a nämnd or direktion, a simple majority is needed. A tie is for the chair's vote.
    """
    if slag == "fullmaktige" and not vote.tidigare_av_minoritet:
        return vote.narvarande > 0 and Fraction(vote.ja, vote.narvarande) >= MINORITY
    return vote.ja > vote.nej


def is_put_off_by_minority(slag: str, vote: Uppskov) -> bool:
    """Whether only the right of the minority put it off: it cannot be used again for the matter (KL 5:50)."""
    return is_put_off(slag, vote) and vote.ja <= vote.nej


def reservation_faults(
    person: str, deciding: Collection[str], announced: datetime, closed: datetime | None
) -> list[Brist]:
    """Why a reservation is refused (KL 4:27): by one who took no part, or announced after the meeting.

    `closed` None: the meeting is still going on. Both moments are aware.
    """
    faults = []
    if person not in deciding:
        faults.append(Brist("KL 4:27", f"{person} deltog inte i beslutet och kan inte reservera sig."))
    if closed is not None and announced >= closed:
        faults.append(Brist("KL 4:27", "Reservationen ska anmälas innan sammanträdet avslutas."))
    return faults


def late_motivation(handed_in: date, justerat: date | None) -> Brist | None:
    """Why the text of an announced reservation comes too late: justering is the end (KL 4:27)."""
    if justerat is None or handed_in <= justerat:
        return None
    return Brist("KL 4:27", f"Motiveringen skulle ha lämnats senast vid justeringen {justerat}.")


def note_faults(*, ar_tillaten: bool, ar_narvarande: bool) -> list[Brist]:
    """Why a protokollsanteckning is refused: not allowed, or the person is not there (KL 4:28, 6:17)."""
    faults = {"Den som inte är närvarande kan inte få något antecknat.": not ar_narvarande}
    faults["Organet har inte medgett protokollsanteckningen."] = not ar_tillaten
    return [Brist("KL 4:28", text) for text, is_so in faults.items() if is_so]


def closing_moment(opened: datetime, clock: time) -> datetime:
    """The moment a meeting was closed when clocks showed this: the first such moment not before it opened.

    Handles a meeting past midnight and the hour that comes twice when summer time ends. Raises Refused for
    an hour that no clock shows.
    """
    day = local_day(opened)
    for moment in (local_moment(day, clock), local_moment(day, clock).replace(fold=1)):
        # Same wall clock, other side of the turn: compared as points in time, not as clocks.
        if moment.astimezone(UTC) >= opened.astimezone(UTC).replace(second=0, microsecond=0):
            return moment
    return local_moment(day + timedelta(days=1), clock)
