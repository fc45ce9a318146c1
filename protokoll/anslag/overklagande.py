"""Laglighetsprövning: what may be appealed, by whom, how and until when (KL 13 kap.)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.lib.brist import Brist

ASSEMBLIES = {"fullmaktige", "direktion"}
BOARDS = {"namnd", "gemensam_namnd", "utskott"}


def is_appealable(slag: str, *, forberedande_eller_verkstallande: bool = False) -> bool:
    """Whether a decision can be tried (KL 13:2).

    An assembly's always, a nämnd's unless it only prepares or executes. `slag` is the kind of body; groups
    outside the law's bodies make no decisions that can be tried.
    """
    return slag in ASSEMBLIES or (slag in BOARDS and not forberedande_eller_verkstallande)


def who_may_appeal(form: str, medlemmar: Sequence[str]) -> str:
    """Who may ask for trial, in plain Swedish (KL 1:5, 13:1); `form` as in Samverkan, `medlemmar` by name."""
    places = ", ".join(medlemmar[:-1]) + (" eller " if len(medlemmar) > 1 else "") + medlemmar[-1]
    people = (
        f"Den som är folkbokförd, äger fast egendom eller ska betala kommunalskatt i {places} får överklaga."
    )
    return f"{people} Det får också förbundets medlemmar." if form == "kommunalforbund" else people


@dataclass(frozen=True)
class Overklagande:
    """An appeal as it came in: the day, in writing or not, the decision it names, and the circumstances."""

    inkom: date
    skriftligt: bool
    beslut: str
    omstandigheter: str


def faults_of_appeal(appeal: Overklagande, sista_dag: date) -> list[Brist]:
    """What stops an appeal from being tried (KL 13:4–6).

    It is in time if it came by the last day, to the court or by mistake to the municipality (13:6).
    """
    faults = {
        "Överklagandet ska vara skriftligt.": ("KL 13:4", not appeal.skriftligt),
        "Överklagandet ska ange vilket beslut det gäller.": ("KL 13:4", not appeal.beslut.strip()),
        "Överklagandet ska ange omständigheterna.": ("KL 13:4", not appeal.omstandigheter.strip()),
        f"Överklagandet kom in efter {sista_dag}.": ("KL 13:5", appeal.inkom > sista_dag),
    }
    return [Brist(lagrum, text) for text, (lagrum, is_so) in faults.items() if is_so]


def how_to_appeal(form: str, medlemmar: Sequence[str], domstol: str, sista_dag: date) -> tuple[str, ...]:
    """The guidance beside a notice, a paragraph each: who, how, until when, on what grounds (KL 13:1–8)."""
    return (
        who_may_appeal(form, medlemmar),
        f"Överklaga skriftligt till {domstol}. Skriv vilket beslut du överklagar och varför du anser "
        "att det är olagligt.",
        f"Överklagandet ska ha kommit in senast {sista_dag}.",
        "Domstolen prövar om beslutet har kommit till på rätt sätt, rör det som är en uppgift för kommunen, "
        "har fattats av rätt organ och följer lag. Den kan upphäva beslutet men inte ersätta det.",
    )
