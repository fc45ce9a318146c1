"""Votes: what is open, who wins, casting vote and lot, the order of propositions (KL 4 and 5 kap., 6:33)."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from samverkan.lib.errors import Refused

JA, NEJ, AVSTAR = "ja", "nej", "avstar"
CHOICES = (JA, NEJ, AVSTAR)
CLOSED = {"val", "anstallning"}  # KL 5:54


@dataclass(frozen=True)
class Votum:
    """One serving person's vote: 'ja', 'nej' or 'avstar'."""

    person: str
    rost: str

    def __post_init__(self) -> None:
        if self.rost not in CHOICES:
            raise ValueError(f"A vote is one of {CHOICES}, not {self.rost!r}")


@dataclass(frozen=True)
class Rostetal:
    """How many voted for each proposition, and how many abstained."""

    ja: int
    nej: int
    avstar: int = 0

    @property
    def text(self) -> str:
        """'9 ja, 4 nej, 1 avstår'."""
        abstained = f", {self.avstar} avstår" if self.avstar else ""
        return f"{self.ja} ja, {self.nej} nej{abstained}"


@dataclass(frozen=True)
class Utfall:
    """Which proposition won ('ja', 'nej'), by what: 'majoritet', 'utslagsrost', 'lott' or 'kvalificerad'."""

    vinner: str
    genom: str
    lagrum: str


def is_open(slag: str) -> bool:
    """Whether a vote is open: all but elections and the hiring of staff, see CLOSED (KL 5:54)."""
    return slag not in CLOSED


def tally(roster: Sequence[Votum]) -> Rostetal:
    """The count of named votes, one vote each (KL 4:24). Raises Refused when somebody stands twice."""
    twice = [person for person, count in Counter(rost.person for rost in roster).items() if count > 1]
    if twice:
        raise Refused(f"{twice[0]} har röstat två gånger. Var och en har en röst.")
    count = Counter(rost.rost for rost in roster)
    return Rostetal(count[JA], count[NEJ], count[AVSTAR])


def outcome_of_open(roster: Sequence[Votum], ordforande: str) -> Utfall:
    """Who wins an open vote: most votes, at a tie the chair's vote once more (KL 5:55–56, 6:33).

    Raises Refused at a tie when the chair abstained: the chair must vote when it is needed (KL 4:25).
    """
    votes = tally(roster)
    if votes.ja != votes.nej:
        return Utfall(JA if votes.ja > votes.nej else NEJ, "majoritet", "KL 5:55")
    chair = next((rost.rost for rost in roster if rost.person == ordforande), AVSTAR)
    if chair == AVSTAR:
        raise Refused("Rösterna är lika många. Ordföranden måste rösta (KL 4:25, 5:56).", field="ordforande")
    return Utfall(chair, "utslagsrost", "KL 5:56")


def outcome_of_qualified(votes: Rostetal, andel: Fraction) -> Utfall:
    """Who wins where the förbundsordning asks for a share of the votes cast (KL 5:55, 9:6 p. 7).

    Without that share for 'ja', 'nej' has won; abstentions do not count. ValueError for less than a half.
    """
    if not Fraction(1, 2) <= andel <= 1:
        raise ValueError("A qualified majority is a share from a half to the whole")
    cast = votes.ja + votes.nej
    reached = cast > 0 and votes.ja > votes.nej and Fraction(votes.ja, cast) >= andel
    return Utfall(JA if reached else NEJ, "kvalificerad", "KL 5:55")


MAJORITIES = {"2/3": "två tredjedelar", "3/4": "tre fjärdedelar", "4/5": "fyra femtedelar", "1": "alla"}


def majority_text(share: str) -> str:
    """The share of the votes a body asks for (Organ.Majoritet), in words: 'två tredjedelar'."""
    return MAJORITIES[share]


@dataclass(frozen=True)
class Valutgang:
    """Those elected, and those who must draw lots for the last places (empty: nobody)."""

    valda: tuple[str, ...]
    lottas: tuple[str, ...]
    platser_att_lotta: int


def outcome_of_election(votes: Mapping[str, int], seats: int, lott: Sequence[str] = ()) -> Valutgang:
    """Who is elected in a closed vote: most votes; those equal at the last place draw lots (KL 5:54–56).

    `lott` names those whom the lot chose, when it has been drawn. Raises Refused when it chose somebody
    else, too few or too many. ValueError when there are fewer candidates than seats.
    """
    if not 1 <= seats <= len(votes):
        raise ValueError("There must be a seat, and a candidate for each seat")
    limit = sorted(votes.values(), reverse=True)[seats - 1]
    safe = [name for name in votes if votes[name] > limit]
    equal = tuple(name for name in votes if votes[name] == limit)
    left = seats - len(safe)
    if len(equal) == left:
        return Valutgang((*safe, *equal), (), 0)
    if not lott:
        return Valutgang(tuple(safe), equal, left)
    if len(set(lott)) != left or len(lott) != left or not set(lott) <= set(equal):
        raise Refused(f"Lotten ska välja {left} av {', '.join(equal)}.", field="lott")
    return Valutgang((*safe, *lott), (), 0)


@dataclass(frozen=True)
class Forslag:
    """A proposal at the meeting. `slag`: bordlaggning, aterremiss, avslag, bifall, andring or tillagg."""

    text: str
    slag: str
    av: str = ""
    aterkallat: bool = False


def proposition_order(yrkanden: Sequence[Forslag]) -> tuple[tuple[Forslag, ...], ...]:
    """The order in which the chair puts the proposals (KL 5:53, 6:33), in groups decided one after the other.

    Whether the matter is put off comes first (bordläggning, then återremiss), then the main proposals against
    each other, then additions, each for itself. Withdrawn ones are left out (KL 5:67 p. 1).
    """
    live = [one for one in yrkanden if not one.aterkallat]
    groups = [tuple(one for one in live if one.slag == slag) for slag in ("bordlaggning", "aterremiss")]
    main = tuple(one for one in live if one.slag in {"bifall", "andring", "avslag"})
    additions = [(one,) for one in live if one.slag == "tillagg"]
    return tuple(group for group in [*groups, main, *additions] if group)


def decided_by_acclamation(found: str, proposals: Sequence[str], *, vote_asked: bool) -> str | None:
    """What is decided when the chair has stated the outcome; None when a vote is asked for (KL 5:53, 6:33).

    ValueError when the chair found what nobody proposed.
    """
    if found not in proposals:
        raise ValueError(f"Nobody proposed {found!r}")
    return None if vote_asked else found


@dataclass(frozen=True)
class Rond:
    """One vote in a series: what a yes means, what a no means, and which won."""

    ja: str
    nej: str
    vinner: str


def kontraproposition(
    huvudforslag: str, others: Sequence[str], decide: Callable[[str, str], str]
) -> tuple[Rond, ...]:
    """The votes needed when a vote is asked for and there are several proposals (KL 5:53–54 and practice).

    The others are put against each other, two at a time, until one is left as counter-proposal; the last vote
    is between it and the main proposal. `decide(ja, nej)` gives the winner. ValueError without another.
    """
    if not others or huvudforslag in others or len(set(others)) != len(others):
        raise ValueError("A vote needs a main proposal and at least one other, all different")
    rounds: list[Rond] = []
    counter = others[0]
    for challenger in others[1:]:
        rounds.append(Rond(counter, challenger, decide(counter, challenger)))
        counter = rounds[-1].vinner
    return (*rounds, Rond(huvudforslag, counter, decide(huvudforslag, counter)))
