"""What stops a protocol from going out for justering, § by § (KL 5:65–69)."""

from collections.abc import Sequence

from protokoll.justering.innehall import Content
from protokoll.justering.rules import omedelbar_faults
from protokoll.justering.undertecknare import signing_faults
from protokoll.paragrafer.fullstandighet import (
    Protokollsinnehall,
    Protokollsomrostning,
    Protokollsparagraf,
    Protokollsyrkande,
    missing,
    missing_in_paragraf,
)
from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.omrostning import Rostetal, Votum
from protokoll.sammantraden.models import Deltagare, Sammantrade
from samverkan.lib.brist import Brist
from samverkan.organ.models import Organ


def faults(
    sammantrade: Sammantrade,
    deltagare: Sequence[Deltagare],
    paragrafer: Sequence[Paragraf],
    content: Content,
) -> list[Brist]:
    """Everything that the whole protocol lacks, and why its signers cannot sign it."""
    organ: Organ = sammantrade.organ
    told = [
        _paragraf(paragraf, part) for paragraf, part in zip(paragrafer, content["paragrafer"], strict=True)
    ]
    whole = Protokollsinnehall(
        organ=organ.name,
        plats=content["plats"],
        oppnat=sammantrade.opened_at,
        avslutat=sammantrade.closed_at,
        sekreterare=" ".join(one["namn"] for one in content["sekreterare"]),
        justerare=tuple(one["namn"] for one in content["justerare"]),
        tjanstgorande=_serving(content),
        paragrafer=tuple(told),
        ar_fullmaktige=organ.kind == Organ.Kind.FULLMAKTIGE,
    )
    first = min((paragraf.nummer for paragraf in told), default=1)
    own = missing(whole, first=first, needs_justerare=organ.justerare_count)
    # Once is enough: who signs is told in full below.
    own = [brist for brist in own if brist.lagrum != "KL 5:69" and "sekreterare" not in brist.text]
    return [*own, *signing_faults(deltagare, paragrafer, organ.justerare_count)]


def omedelbara_faults(
    sammantrade: Sammantrade,
    deltagare: Sequence[Deltagare],
    paragrafer: Sequence[Paragraf],
    content: Content,
) -> list[Brist]:
    """Why these §§ cannot be justerade at once, during or right after the meeting."""
    found: list[Brist] = [] if paragrafer else [Brist("", "Välj vilka paragrafer som justeras omedelbart.")]
    for paragraf, part in zip(paragrafer, content["paragrafer"], strict=True):
        found += missing_in_paragraf(_paragraf(paragraf, part), _serving(content))
        decided = paragraf.status == Paragraf.Status.AVGJORD
        found += omedelbar_faults(
            text=paragraf.beslut_text, ar_beslutad=decided, stod_i_reglemente=sammantrade.organ.omedelbar
        )
    return found + signing_faults(deltagare, paragrafer, sammantrade.organ.justerare_count)


def _serving(content: Content) -> tuple[str, ...]:
    groups = content["narvaro"]
    rows = [*groups["ledamoter"], *groups["ersattare_tjanst"]]
    return tuple(f"{row['namn']} ({row['parti']})" if row["parti"] else row["namn"] for row in rows)


def _paragraf(paragraf: Paragraf, part: Content) -> Protokollsparagraf:
    decides = bool(
        paragraf.punkt is None or paragraf.punkt.kind == "beslut" or part["beslut"] or part["utgang"]
    )
    reserved = tuple(one["namn"] for one in part["reservationer"] if one["slag"] == "reservation")
    return Protokollsparagraf(
        nummer=part["nummer"],
        rubrik=part["rubrik"],
        beslut=part["beslut"],
        deltar=tuple(part["deltagare"]),
        ordforande=part["ordforande"],
        ar_beslut=decides,
        yrkanden=tuple(Protokollsyrkande(one["namn"], one["text"]) for one in part["yrkanden"]),
        propositionsordning=part["beslutsgang"],
        omrostningar=tuple(_omrostning(vote) for vote in part["omrostningar"]),
        reservationer=reserved,
        anmalda_reservationer=reserved,
    )


def _omrostning(vote: Content) -> Protokollsomrostning:
    named = tuple(Votum(person, way) for way, people in vote["namn"].items() for person in people)
    return Protokollsomrostning(
        ja_betyder=vote["ja_betyder"],
        nej_betyder=vote["nej_betyder"],
        rostetal=Rostetal(vote["ja"], vote["nej"], vote["avstar"]),
        oppen=not vote["sluten"],
        roster=named,
    )
