"""How the chair put the matter and what the body found, written from the proposals and votes.

The sentences are the samverkan's own phrases; the secretary may change what comes out.
"""

from collections.abc import Iterable, Mapping, Sequence

from protokoll.paragrafer.fraser import STANDARD, fill
from protokoll.paragrafer.models import Omrostning, Paragraf, Yrkande
from protokoll.paragrafer.omrostning import Rostetal, majority_text
from samverkan.organ.models import Organ

PLACE = "beslutsgang"
CARRIED = Yrkande.Outcome.BIFALLET
PUT_OFF = {"aterremiss": "återremitteras", "bordlaggning": "bordläggas"}


def phrases_of(samverkan) -> dict[str, str]:
    """The sentences of the samverkan by label; the usual ones where it has none of its own."""
    usual = {label: text for place, label, text in STANDARD if place == PLACE}
    return usual | dict(samverkan.fraser.filter(place=PLACE).values_list("label", "text"))


def write_beslutsgang(paragraf: Paragraf) -> str:
    """The text for a §; empty when nobody made a proposal and no vote was held. Three queries."""
    proposals = paragraf.yrkanden.filter(withdrawn=False).select_related("deltagare")
    return compose(
        paragraf.organ,
        list(proposals),
        list(paragraf.omrostningar.all()),
        phrases_of(paragraf.organ.samverkan),
    )


def compose(
    organ: Organ, proposals: Sequence[Yrkande], votes: Sequence[Omrostning], phrases: Mapping[str, str]
) -> str:
    """Paragraphs in the order the chair put the questions (KL 5:53, 5:67 p. 2)."""
    common = common_gaps(organ)
    parts = [
        fill(phrases[label], common | gaps) for label, gaps in [*_questions(proposals), *map(_vote, votes)]
    ]
    return "\n\n".join(parts)


def common_gaps(organ: Organ) -> dict[str, str]:
    """The gaps every phrase may have."""
    subject = organ.as_subject
    inside = subject[:1].lower() + subject[1:] if organ.called else subject
    return {"organ": subject, "organ_litet": inside, "ordforande": "ordföranden"}


Question = tuple[str, dict[str, str]]


def _questions(proposals: Sequence[Yrkande]) -> Iterable[Question]:
    for one in proposals:
        if one.kind in PUT_OFF:
            yield _put_off(one)
    main = [one for one in proposals if one.kind in ("bifall", "avslag", "andring")]
    if main:
        yield _main(main)
    for one in proposals:
        if one.kind == "tillagg":
            yield _by_itself(one)


def _put_off(one: Yrkande) -> Question:
    what = PUT_OFF[one.kind]
    carried = f"ärendet ska {what}" if one.outcome == CARRIED else "ärendet ska avgöras i dag"
    return "Avgöras i dag", {"vad": what, "utfall": carried}


def _main(main: Sequence[Yrkande]) -> Question:
    kinds = {one.kind for one in main}
    if kinds == {"bifall"}:
        return "Ett förslag", {}
    if "andring" not in kinds:
        rejected = any(one.kind == "avslag" and one.outcome == CARRIED for one in main)
        return "Bifall mot avslag", {"utfall": f"{'avslår' if rejected else 'bifaller'} förslaget"}
    if len(main) == 1:
        return _by_itself(main[0])
    names = [str(one.deltagare) for one in main]
    won = " och ".join(str(one.deltagare) for one in main if one.outcome == CARRIED)
    result = f"bifaller förslaget från {won}" if won else "avslår förslagen"
    return "Förslag mot förslag", {"namn": f"{', '.join(names[:-1])} och {names[-1]}", "utfall": result}


def _by_itself(one: Yrkande) -> Question:
    result = "bifaller det" if one.outcome == CARRIED else "avslår det"
    return "Var för sig", {"namn": str(one.deltagare), "utfall": result}


def _vote(vote: Omrostning) -> Question:
    count = Rostetal(vote.yes_count or 0, vote.no_count or 0, vote.abstain_count or 0)
    gaps = {"ja": vote.yes_means, "nej": vote.no_means, "rostetal": count.text + _by_what(vote)}
    return "Omröstning", {k: v.rstrip(".") for k, v in gaps.items()} | {
        "utfall": f"{vote.outcome}-propositionen"
    }


def _by_what(vote: Omrostning) -> str:
    """What decided, when it was not simply most votes."""
    if vote.majority:
        return f", och {majority_text(vote.majority)} av rösterna krävs enligt {vote.majority_clause}"
    if vote.minority:
        return ", och en tredjedel av de närvarande räcker"
    return (
        ", ordförandens utslagsröst avgör" if vote.casting_vote else ", lotten avgör" if vote.by_lot else ""
    )
