"""Writing in a §: saved as it is typed, nothing of another's lost, every version kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from protokoll.paragrafer.acts.las import BEFORE_JUSTERING, lock_paragraf, refuse_in_justering
from protokoll.paragrafer.models import Paragraf, Textversion
from protokoll.paragrafer.texter import FIELDS, read_field, write_field
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.klocka import now
from samverkan.lib.merging import TextConflict, merge, normal

PAUSE = timedelta(minutes=5)  # writing without such a pause is one version


@dataclass(frozen=True)
class Sparat:
    """What stands after saving; `merged` when another's lines were taken in."""

    text: str
    merged: bool
    at: datetime


@transaction.atomic
def spara_text(
    paragraf: Paragraf, field: str, value: str, *, base: str | None = None, in_round: bool = False, actor
) -> Sparat:
    """Save one text of a § ('beslut_text', 'sammanfattning', 'motet', 'beslutsgang', 'underlag' and
    'skickas_till' by lines, 'heading'). `base` is what the writer began from; None overwrites.

    Changes in different lines are merged; in the same lines TextConflict carries both. A decided § may be
    written in until justering, and each such change is logged (KL 5:69); `in_round` lets the round itself
    take in a proposed change. Raises Refused when a protocol of the § is out for justering.
    """
    locked = lock_paragraf(paragraf, *BEFORE_JUSTERING)
    if not in_round:
        refuse_in_justering(locked)
    stored, wanted = normal(read_field(locked, field)), normal(value)
    merged = base is not None and stored not in (normal(base), wanted)
    if merged:
        wanted = _merged(locked, field, normal(base or ""), wanted, stored)
    if wanted != stored:
        _refuse_emptied(locked, field, wanted)
        write_field(locked, field, wanted)
        _remember(locked, field, stored, actor)
    return Sparat(normal(read_field(locked, field)), merged, now())


def _merged(paragraf: Paragraf, field: str, base: str, mine: str, theirs: str) -> str:
    both = merge(base, mine, theirs)
    if both is None:
        last = paragraf.textversioner.filter(field=field).select_related("actor").last()
        raise TextConflict(field, theirs, mine, last.actor.name if last and last.actor else "Någon annan")
    return both


def _refuse_emptied(paragraf: Paragraf, field: str, text: str) -> None:
    if paragraf.status == Paragraf.Status.AVGJORD and field == "beslut_text" and not text.strip():
        raise Refused("En avgjord paragraf har en beslutstext (KL 5:67 p. 4).", field=field)


def _remember(paragraf: Paragraf, field: str, before: str, actor) -> None:
    """Keep the version; tell the log once per stretch of writing, and each time when the § is decided."""
    moment = now()
    last = paragraf.textversioner.filter(field=field).last()
    decided = paragraf.status == Paragraf.Status.AVGJORD
    text = read_field(paragraf, field)
    if last and last.actor == actor and moment - last.at < PAUSE and not decided:
        last.text, last.at = text, moment
        last.save(update_fields=["text", "at"])
        return
    version = Textversion(paragraf=paragraf, field=field, text=text, before=before, actor=actor, at=moment)
    version.save(force_insert=True)
    action = "paragraf.corrected" if decided else "paragraf.written"
    falt = FIELDS[field].lower()
    log(action, paragraf, actor=actor, samverkan=paragraf.organ.samverkan, falt=falt)
    if decided and paragraf.beslut and not paragraf.secret:
        paragraf.beslut.text, paragraf.beslut.heading = paragraf.beslut_text, paragraf.heading
        paragraf.beslut.save(update_fields=["text", "heading"])


@transaction.atomic
def satt_utgang(paragraf: Paragraf, outcome: str, *, actor) -> None:
    """Remember which outcome the secretary has chosen, before the § is decided."""
    locked = lock_paragraf(paragraf)
    if outcome not in Paragraf.Outcome.values:
        raise Refused("Välj bifall, avslag, återremiss eller bordläggning.", field="outcome")
    if locked.status == Paragraf.Status.AVGJORD:
        raise Refused(f"§ {locked.number} är redan avgjord (KL 5:53).", field="outcome")
    if locked.outcome != outcome:
        locked.outcome = outcome
        locked.save(update_fields=["outcome"])
        log(
            "paragraf.outcome_chosen",
            locked,
            actor=actor,
            samverkan=locked.organ.samverkan,
            utgang=locked.get_outcome_display().lower(),
        )
