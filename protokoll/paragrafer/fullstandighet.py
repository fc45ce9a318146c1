"""What a protocol lacks before it may be justerat (KL 5:65–68, for every nämnd by 6:35)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from protokoll.paragrafer.omrostning import AVSTAR, Rostetal, Votum, tally
from samverkan.lib.brist import Brist
from samverkan.organ.paragrafserie import broken_series


@dataclass(frozen=True)
class Protokollsyrkande:
    """A proposal as the protocol tells it: by whom, what, and whether it was withdrawn."""

    av: str
    text: str
    aterkallat: bool = False


@dataclass(frozen=True)
class Protokollsomrostning:
    """A vote as the protocol tells it: what yes and no meant, the tally, and the named votes when open."""

    ja_betyder: str
    nej_betyder: str
    rostetal: Rostetal
    oppen: bool = True
    roster: tuple[Votum, ...] = ()


@dataclass(frozen=True)
class Protokollsparagraf:
    """One § as the protocol tells it. `deltar` are those who took part in the decision."""

    nummer: int
    rubrik: str
    beslut: str
    deltar: tuple[str, ...]
    ordforande: str
    ar_beslut: bool = True
    yrkanden: tuple[Protokollsyrkande, ...] = ()
    propositionsordning: str = ""
    omrostningar: tuple[Protokollsomrostning, ...] = ()
    reservationer: tuple[str, ...] = ()
    anmalda_reservationer: tuple[str, ...] = ()


@dataclass(frozen=True)
class Protokollsinnehall:
    """The whole protocol before justering."""

    organ: str
    plats: str
    oppnat: datetime | None
    avslutat: datetime | None
    sekreterare: str
    justerare: tuple[str, ...]
    tjanstgorande: tuple[str, ...]
    paragrafer: tuple[Protokollsparagraf, ...]
    ar_fullmaktige: bool = False
    obesvarade_interpellationer: tuple[str, ...] = ()


def missing(protokoll: Protokollsinnehall, *, first: int = 1, needs_justerare: int = 1) -> list[Brist]:
    """Everything that stops the protocol from being justerat, the whole, then § by § (KL 5:65–68, 6:35).

    `first` is the number the meeting's §§ begin with, `needs_justerare` how many reglementet asks for.
    """
    faults = [*_whole(protokoll, needs_justerare), *_numbering(protokoll.paragrafer, first)]
    for paragraf in protokoll.paragrafer:
        faults += missing_in_paragraf(paragraf, protokoll.tjanstgorande)
    return faults


def _whole(protokoll: Protokollsinnehall, needs_justerare: int) -> Iterator[Brist]:
    lacking = {
        "var sammanträdet hölls": ("", protokoll.plats),
        "när sammanträdet öppnades": ("", protokoll.oppnat),
        "när sammanträdet avslutades": ("", protokoll.avslutat),
        "vem som var sekreterare": ("", protokoll.sekreterare),
        "vilka som tjänstgjorde": ("KL 5:66", protokoll.tjanstgorande),
        "vilka ärenden som handlades": ("KL 5:66", protokoll.paragrafer),
    }
    yield from (
        Brist(clause, f"Protokollet saknar {what}.") for what, (clause, value) in lacking.items() if not value
    )
    if len(set(protokoll.justerare)) < needs_justerare:
        yield Brist("KL 5:69", f"Protokollet ska ha {needs_justerare} justerare.")
    if protokoll.ar_fullmaktige and protokoll.obesvarade_interpellationer:
        headings = ", ".join(protokoll.obesvarade_interpellationer)
        yield Brist("KL 5:68", f"Protokollet saknar vad som hände med {headings}.")


def _numbering(paragrafer: Sequence[Protokollsparagraf], first: int) -> Iterator[Brist]:
    numbers = [paragraf.nummer - first + 1 for paragraf in paragrafer]
    if any(number < 1 for number in numbers):
        yield Brist("", f"Paragraferna ska börja med § {first}.")
    elif broken_series(numbers):
        yield Brist("", "Paragraferna ska följa på varandra utan lucka eller dubblett.")


def missing_in_paragraf(paragraf: Protokollsparagraf, tjanstgorande: Collection[str]) -> list[Brist]:
    """What one § lacks of what KL 5:67 lists; without a decision (information) it needs a heading only."""
    number = paragraf.nummer
    faults = [] if paragraf.rubrik.strip() else [Brist("KL 5:66", f"§ {number} saknar rubrik.", number)]
    if paragraf.ar_beslut:
        faults += [*_decision(paragraf, tjanstgorande), *_proposals(paragraf), *_reservations(paragraf)]
    for vote in paragraf.omrostningar:
        faults += vote_faults(vote, paragraf)
    return faults


def _decision(paragraf: Protokollsparagraf, tjanstgorande: Collection[str]) -> Iterator[Brist]:
    number = paragraf.nummer
    if not paragraf.beslut.strip():
        yield Brist("KL 5:67 p. 4", f"§ {number} saknar beslutstext.", number, "beslut")
    if not paragraf.ordforande:
        yield Brist("KL 5:65", f"§ {number} saknar ordförande.", number, "ordforande")
    if not paragraf.deltar:
        yield Brist("KL 5:67 p. 5", f"§ {number} saknar vilka som deltog i beslutet.", number, "deltar")
    for person in sorted(set(paragraf.deltar) - set(tjanstgorande)):
        text = f"§ {number}: {person} deltog i beslutet men står inte bland de tjänstgörande."
        yield Brist("KL 5:66", text, number, "deltar")


def _proposals(paragraf: Protokollsparagraf) -> Iterator[Brist]:
    number = paragraf.nummer
    live = [one for one in paragraf.yrkanden if not one.aterkallat]
    if any(not one.text.strip() or not one.av for one in live):
        text = f"§ {number} har ett yrkande utan text eller utan namn."
        yield Brist("KL 5:67 p. 1", text, number, "yrkanden")
    if len(live) > 1 and not paragraf.propositionsordning.strip():
        text = f"§ {number} saknar i vilken ordning förslagen lades fram."
        yield Brist("KL 5:67 p. 2", text, number, "propositionsordning")


def _reservations(paragraf: Protokollsparagraf) -> Iterator[Brist]:
    number = paragraf.nummer
    for person in sorted(set(paragraf.anmalda_reservationer) - set(paragraf.reservationer)):
        text = f"§ {number} saknar reservationen som {person} anmälde."
        yield Brist("KL 5:67 p. 6", text, number, "reservationer")
    for person in sorted(set(paragraf.reservationer) - set(paragraf.deltar)):
        text = f"§ {number}: {person} deltog inte i beslutet och kan inte reservera sig."
        yield Brist("KL 4:27", text, number, "reservationer")


def vote_faults(vote: Protokollsomrostning, paragraf: Protokollsparagraf) -> list[Brist]:
    """What a vote lacks: what was voted on and, when open, how each voted, in all (KL 5:67 p. 2, 3, 5)."""
    number, faults = paragraf.nummer, []
    if not vote.ja_betyder.strip() or not vote.nej_betyder.strip():
        faults.append(
            Brist("KL 5:67 p. 2", f"§ {number} saknar vad ja och nej betydde i omröstningen.", number)
        )
    if vote.oppen and tally(vote.roster) != vote.rostetal:
        text = f"§ {number}: rösterna är {tally(vote.roster).text} men röstetalet {vote.rostetal.text}."
        faults.append(Brist("KL 5:67 p. 3", text, number))
    if not vote.oppen and any(rost.rost != AVSTAR for rost in vote.roster):
        faults.append(
            Brist("KL 5:54", f"§ {number}: en sluten omröstning visar inte hur var och en röstade.", number)
        )
    missed = sorted(set(paragraf.deltar) - {rost.person for rost in vote.roster}) if vote.oppen else []
    if missed:
        text = f"§ {number} saknar hur {', '.join(missed)} röstade."
        faults.append(Brist("KL 5:67 p. 5", text, number))
    return faults
