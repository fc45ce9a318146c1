"""Votes: open with names, closed with counts (KL 5:54–56)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.db import transaction
from django.db.models import Max

from protokoll.paragrafer.acts.las import lock_undecided
from protokoll.paragrafer.models import Omrostning, Paragraf, Rost
from protokoll.paragrafer.narvaro import read_lage, read_lista
from protokoll.paragrafer.omrostning import (
    AVSTAR,
    Rostetal,
    Votum,
    is_open,
    outcome_of_open,
    outcome_of_qualified,
    tally,
)
from protokoll.paragrafer.rules import Uppskov, is_put_off_by_minority, must_take_part
from protokoll.sammantraden.models import Deltagare
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused


@dataclass(frozen=True)
class Fraga:
    """What is voted on, and what yes and no mean (KL 5:67 p. 2).

    `puts_off`: 'bordlaggning' or 'aterremiss' when a yes puts the matter off. `qualified`: whether the
    förbundsordning asks for more than a simple majority for a yes (KL 5:55, 9:6 p. 7). `on_enskild`: whether
    the matter is myndighetsutövning mot enskild, so that nobody who took part in it may abstain (4:26).
    """

    question: str
    yes_means: str
    no_means: str
    puts_off: str = ""
    qualified: bool = False
    on_enskild: bool = False

    def __post_init__(self) -> None:
        for name in ("question", "yes_means", "no_means"):
            if not getattr(self, name).strip():
                raise Refused("Skriv vad som prövas och vad ja och nej betyder (KL 5:67 p. 2).", field=name)


@transaction.atomic
def rosta(paragraf: Paragraf, fraga: Fraga, roster: Mapping[Deltagare, str], *, actor) -> Omrostning:
    """An open vote with names: 'ja', 'nej' or 'avstar' for each who serves, and for nobody else.

    At a tie the chair's vote decides; a share asked for by the förbundsordning, or the third that may put a
    matter of the assembly off, go before it (`_outcome`). Raises Refused for a vote of one who does not serve
    at the § (KL 4:24, 5:67 p. 5), when somebody's is missing, when the chair abstains at a tie (KL 4:25,
    5:56) or anybody on myndighetsutövning in a nämnd (4:26), and for a qualified majority that the body's
    page knows nothing of.
    """
    locked = _open(paragraf)
    serving = _serving(locked)
    for one in roster:
        if one not in serving:
            raise Refused(
                f"{one} tjänstgör inte vid paragrafen och har ingen röst (KL 4:24).", field="roster"
            )
    if missed := [str(one) for one in serving if one not in roster]:
        raise Refused(f"Ange hur {', '.join(missed)} röstade (KL 5:67 p. 5).", field="roster")
    _refuse_abstaining(locked, fraga, roster)
    votes = [Votum(str(one.pk), value) for one, value in roster.items()]
    count = tally(votes)
    vote = _store(locked, fraga, count, **_outcome(locked, fraga, votes))
    Rost.objects.bulk_create(
        Rost(omrostning=vote, deltagare=one, value=value) for one, value in roster.items()
    )
    _log(vote, count, actor)
    return vote


def _refuse_abstaining(paragraf: Paragraf, fraga: Fraga, roster: Mapping[Deltagare, str]) -> None:
    if not must_take_part(paragraf.organ.kind, tog_del=True, myndighetsutovning=fraga.on_enskild):
        return
    if silent := [str(one) for one, value in roster.items() if value == AVSTAR]:
        raise Refused(
            f"{', '.join(silent)} har deltagit i ärendet, som är myndighetsutövning mot någon enskild, och "
            "måste rösta (KL 4:26). Den som är jävig lämnar rummet innan paragrafen behandlas.",
            field="on_enskild",
        )


def _outcome(paragraf: Paragraf, fraga: Fraga, votes: Sequence[Votum]) -> dict[str, object]:
    """Who won an open vote, and by what: as fields of Omrostning."""
    organ, count = paragraf.organ, tally(votes)
    if fraga.qualified:
        if not organ.majoritet:
            raise Refused(
                "Ingen kvalificerad majoritet är angiven för organet. Skriv in den på organets sida, med vad "
                "den gäller och var det står (KL 9:6 p. 7).",
                field="qualified",
            )
        won = outcome_of_qualified(count, Fraction(organ.majoritet)).vinner
        return {"outcome": won, "majority": organ.majoritet, "majority_clause": organ.majoritet_clause}
    if fraga.puts_off:
        asked = Uppskov(count.ja, count.nej, len(votes), _put_off_by_minority_before(paragraf))
        if is_put_off_by_minority(organ.kind, asked):
            return {"outcome": "ja", "puts_off": fraga.puts_off, "minority": True}
    result = outcome_of_open(votes, str(paragraf.ordforande_id))
    casting = result.genom == "utslagsrost"
    return {"outcome": result.vinner, "casting_vote": casting, "puts_off": fraga.puts_off}


def _put_off_by_minority_before(paragraf: Paragraf) -> bool:
    """Whether a minority has put the matter off at an earlier § (KL 5:50)."""
    earlier = Omrostning.objects.filter(minority=True, paragraf__arende=paragraf.arende_id)
    return paragraf.arende_id is not None and earlier.exclude(paragraf=paragraf).exists()


@transaction.atomic
def rosta_slutet(
    paragraf: Paragraf, fraga: Fraga, count: Rostetal, *, slag: str, lott: str = "", actor
) -> Omrostning:
    """A closed vote, for 'val' or 'anstallning' alone: the counts. At a tie the lot decides ('ja' or 'nej').

    Raises Refused for another kind (KL 5:54), when the counts are not those who serve (KL 4:24), and at a tie
    before the lot is drawn (KL 5:56).
    """
    locked = _open(paragraf)
    if is_open(slag):
        raise Refused("Bara val och anställning avgörs med slutna sedlar (KL 5:54).", field="slag")
    serving = len(_serving(locked))
    if count.ja + count.nej + count.avstar != serving:
        text = f"{serving} tjänstgör men {count.ja + count.nej + count.avstar} röster är angivna (KL 4:24)."
        raise Refused(text, field="ja")
    tie = count.ja == count.nej
    if tie and lott not in ("ja", "nej"):
        raise Refused("Rösterna är lika många. Ange vad lotten avgjorde (KL 5:56).", field="lott")
    winner = lott if tie else "ja" if count.ja > count.nej else "nej"
    vote = _store(locked, fraga, count, outcome=winner, secret_ballot=True, by_lot=tie)
    _log(vote, count, actor)
    return vote


def _open(paragraf: Paragraf) -> Paragraf:
    locked = lock_undecided(paragraf)
    if locked.status != Paragraf.Status.OPPEN:
        raise Refused("Öppna paragrafen först (KL 5:67).")
    return locked


def _serving(paragraf: Paragraf) -> list[Deltagare]:
    return read_lista(paragraf.sammantrade).serving(read_lage(paragraf))


def _store(paragraf: Paragraf, fraga: Fraga, count: Rostetal, **how: object) -> Omrostning:
    vote = Omrostning(
        paragraf=paragraf,
        question=fraga.question.strip()[:300],
        yes_means=fraga.yes_means.strip()[:300],
        no_means=fraga.no_means.strip()[:300],
        order=(paragraf.omrostningar.aggregate(last=Max("order"))["last"] or 0) + 1,
        yes_count=count.ja,
        no_count=count.nej,
        abstain_count=count.avstar,
        **how,
    )
    vote.save(force_insert=True)
    return vote


def _log(vote: Omrostning, count: Rostetal, actor) -> None:
    paragraf = vote.paragraf
    log("omrostning.held", paragraf, actor=actor, samverkan=paragraf.organ.samverkan, rostetal=count.text)


@transaction.atomic
def stryk_omrostning(vote: Omrostning, *, actor) -> None:
    """Remove a vote that was taken down wrong, before the § is decided; the log remembers it."""
    locked = _open(vote.paragraf)
    count = Rostetal(vote.yes_count or 0, vote.no_count or 0, vote.abstain_count or 0)
    vote.roster.all().delete()
    vote.delete()
    log("omrostning.removed", locked, actor=actor, samverkan=locked.organ.samverkan, rostetal=count.text)
