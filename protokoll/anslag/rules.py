"""The notice of justering on the board: its days, what it holds, what proves it (KL 8, 9 and 13 kap.)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samverkan.beslut.rules import APPEAL_DAYS, NOTICE_DAYS, laga_kraft, last_appeal
from samverkan.lib.brist import Brist
from samverkan.lib.helgdag import DAY, why_no_working_day
from samverkan.lib.local_time import local_day

# What may stand on the board, a closed list (KL 8:10–11). How to appeal (p. 5) stands with each notice, and
# protocols that may be published (p. 4) have pages of their own.
ALLOWED = {
    "sammantrade": ("Tillkännagivande av sammanträde", "KL 8:10 p. 1, 8:11"),
    "protokoll": ("Justerat protokoll", "KL 8:10 p. 2"),
    "delegation": ("Beslut på delegation", "KL 8:10 p. 3"),
    "forfattning": ("Tillkännagivande enligt lag eller förordning", "KL 8:10 p. 6"),
}


@dataclass(frozen=True)
class Tavelavbrott:
    """The board or the notice was out of reach, from one moment to another; None: it still is."""

    fran: datetime
    till: datetime | None


@dataclass(frozen=True)
class Tavelrad:
    """One member's board: when the notice went up there (None: not yet) and when it was out of reach."""

    medlem: str
    uppsatt: datetime | None
    avbrott: tuple[Tavelavbrott, ...] = ()


@dataclass(frozen=True)
class Forklaring:
    """Why the last day to appeal is the day it is: three weeks, then the days passed over and their names."""

    uppsatt: date
    tre_veckor: date
    hoppade: tuple[tuple[date, str], ...]
    sista_dag: date

    @property
    def text(self) -> str:
        """Plain Swedish for the notice, the anslagsbevis and the page."""
        start = f"Beslutet överklagas senast {self.sista_dag}, därför att anslaget sattes upp {self.uppsatt}"
        if not self.hoppade:
            return f"{start} och tiden är tre veckor."
        days = ", ".join(f"{day} ({name})" for day, name in self.hoppade)
        return f"{start} och tiden är tre veckor. Den kan inte sluta {days}."


@dataclass(frozen=True)
class Anslagstid:
    """The days of a notice. `tas_ned` is the earliest day it may be taken down, the same on every board."""

    uppsatt: date
    sista_dag: date
    tas_ned: date
    laga_kraft: date
    forklaring: Forklaring


def post_by(justerat: date) -> date:
    """The latest day the notice may go up: the second day after justering, weekends counted (KL 8:12)."""
    return justerat + timedelta(days=NOTICE_DAYS)


def late_posting(justerat: date, posted: date) -> Brist | None:
    """What is wrong with the day of posting: before justering, or later than the law allows (KL 8:12)."""
    if posted < justerat:
        return Brist("KL 8:12", f"Protokollet justerades {justerat} och kan inte anslås före den dagen.")
    if posted > post_by(justerat):
        return Brist("KL 8:12", f"Anslaget skulle ha satts upp senast {post_by(justerat)}.")
    return None


def period_start(tavlor: Sequence[Tavelrad]) -> date | None:
    """The day the appeal period is counted from; None while a board lacks the notice.

    It is the day the notice was up on all members' boards (KL 9:32, 13:5). It must stand there the
    whole time: where it was out of reach before the period had run out, the three weeks start over the day
    it is back.
    """
    if not tavlor or any(tavla.uppsatt is None for tavla in tavlor):
        return None
    start = max(local_day(tavla.uppsatt) for tavla in tavlor if tavla.uppsatt)
    outages = [(local_day(avbrott.fran), avbrott.till) for tavla in tavlor for avbrott in tavla.avbrott]
    for down, back in sorted(outages, key=lambda outage: outage[0]):
        if down > last_appeal(start):
            break
        if back is None:
            return None
        start = max(start, local_day(back))
    return start


def explain(posted: date) -> Forklaring:
    """How the last day to appeal follows from the day of posting (KL 13:5; lag 1930:173 2 §)."""
    weeks, last = posted + timedelta(days=APPEAL_DAYS), last_appeal(posted)
    passed = [weeks + DAY * step for step in range((last - weeks).days)]
    return Forklaring(posted, weeks, tuple((day, why_no_working_day(day)) for day in passed), last)


def earliest_take_down(posted: date) -> date:
    """The first day the notice may come down: the day after the appeal period has run out (KL 8:12)."""
    return last_appeal(posted) + DAY


def anslagstid(tavlor: Sequence[Tavelrad]) -> Anslagstid | None:
    """All days of the notice on these boards; None while the period does not run (KL 8:12, 9:32, 13:5)."""
    start = period_start(tavlor)
    if start is None:
        return None
    return Anslagstid(start, last_appeal(start), earliest_take_down(start), laga_kraft(start), explain(start))


def missing_boards(tavlor: Sequence[Tavelrad], medlemmar: Sequence[str]) -> list[Brist]:
    """Members of a gemensam nämnd on whose board the notice is not up (KL 9:32)."""
    posted = {tavla.medlem for tavla in tavlor if tavla.uppsatt is not None}
    return [
        Brist("KL 9:32", f"Anslaget är inte uppsatt på anslagstavlan hos {medlem}.")
        for medlem in medlemmar
        if medlem not in posted
    ]


@dataclass(frozen=True)
class Tillkannagivande:
    """What a notice of justering states. Empty text and None are missing."""

    organ: str
    sammantradesdag: date | None
    paragrafer: str
    justerat: date | None
    uppsatt: date | None
    forvaringsplats: str
    handlaggare: str
    overklagande: str


def missing_in_notice(notice: Tillkannagivande) -> list[Brist]:
    """What a notice lacks: where the protocol is and the day of posting (KL 8:12), how to appeal (8:10 p. 5).

    The rest follows from good order: a reader must see which decisions the notice is about.
    """
    wanted = {
        "organ": ("", "vilket organ det gäller"),
        "sammantradesdag": ("", "dagen för sammanträdet"),
        "paragrafer": ("", "vilka paragrafer som är justerade"),
        "justerat": ("KL 8:12", "dagen för justeringen"),
        "uppsatt": ("KL 8:12", "dagen då anslaget sätts upp"),
        "forvaringsplats": ("KL 8:12", "var protokollet finns tillgängligt"),
        "handlaggare": ("", "vem som svarar för anslaget"),
        "overklagande": ("KL 8:10 p. 5", "hur beslutet överklagas"),
    }
    return [
        Brist(lagrum, f"Anslaget saknar {what}.", field=field)
        for field, (lagrum, what) in wanted.items()
        if not getattr(notice, field)
    ]


def not_allowed_on_board(slag: str) -> Brist | None:
    """Refusal of anything but what the law lists; the board is kept apart from other contents (KL 8:9–11)."""
    if slag in ALLOWED:
        return None
    allowed = ", ".join(name.lower() for name, _ in ALLOWED.values())
    return Brist("KL 8:10–11", f"Anslagstavlan får bara innehålla det lagen räknar upp: {allowed}.")


@dataclass(frozen=True)
class Bevisrad:
    """A line of the anslagsbevis: one board, up and down, and for how many days between."""

    medlem: str
    uppsatt: date
    nedtaget: date | None
    avbrott: int
    brist: Brist | None


def bevisrad(tavla: Tavelrad, tid: Anslagstid, nedtaget: datetime | None) -> Bevisrad:
    """What one board proves; a notice taken down too early is said (KL 8:12). ValueError if never posted."""
    if tavla.uppsatt is None:
        raise ValueError(f"The notice was never up on the board of {tavla.medlem}")
    down = local_day(nedtaget) if nedtaget else None
    early = down is not None and down < tid.tas_ned
    brist = Brist("KL 8:12", f"Anslaget togs ned {down}, före {tid.tas_ned}.") if early else None
    return Bevisrad(tavla.medlem, local_day(tavla.uppsatt), down, len(tavla.avbrott), brist)


def beslut_status(
    today: date, *, justerat: date | None, sista_dag: date | None, overklagat: bool = False
) -> str:
    """'fattat', 'justerat' or 'laga_kraft' on a day (KL 5:69, 13:5).

    Laga kraft comes the day after the last day to appeal, unless somebody has appealed; then the outcome
    in court is entered by hand.
    """
    if justerat is None or today < justerat:
        return "fattat"
    has_run_out = sista_dag is not None and today > sista_dag
    return "laga_kraft" if has_run_out and not overklagat else "justerat"
