"""Writing in a section: saved as it is typed, nothing of another's lost, every version kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from kostnader.rapporter.acts.las import lock_avsnitt
from kostnader.rapporter.models import Avsnitt, Avsnittsversion
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.klocka import now
from samverkan.lib.merging import TextConflict, merge, normal

PAUSE = timedelta(minutes=5)  # writing without such a pause is one version
FIELD = "text"


@dataclass(frozen=True)
class Sparat:
    """What stands after saving; `merged` when another's lines were taken in."""

    text: str
    revision: int
    merged: bool
    at: datetime


@transaction.atomic
def spara_text(avsnitt: Avsnitt, value: str, *, base: str | None = None, actor) -> Sparat:
    """Save the text of a draft section. `base` is what the writer began from; None overwrites.

    Changes in different lines are merged; in the same lines TextConflict carries both. A text from last
    period counts as touched. Raises Refused when the section or the report is not open.
    """
    locked = lock_avsnitt(avsnitt.pk)
    _refuse_closed(locked)
    stored, wanted = normal(locked.text), normal(value)
    merged = base is not None and stored not in (normal(base), wanted)
    if merged:
        wanted = _merged(locked, normal(base or ""), wanted, stored)
    if wanted != stored:
        locked.text, locked.carried = wanted, False
        locked.revision += 1
        locked.save(update_fields=["text", "carried", "revision"])
        _remember(locked, stored, actor)
    return Sparat(locked.text, locked.revision, merged, now())


def _refuse_closed(avsnitt: Avsnitt) -> None:
    if not avsnitt.rapport.is_open:
        status = avsnitt.rapport.get_status_display().lower()
        raise Refused(f"Rapporten är {status} och kan inte ändras.", field=FIELD)
    if not avsnitt.is_open:
        status = avsnitt.get_status_display().lower()
        raise Refused(f"Avsnittet är {status}. Öppna det igen för att skriva i det.", field=FIELD)


def _merged(avsnitt: Avsnitt, base: str, mine: str, theirs: str) -> str:
    both = merge(base, mine, theirs)
    if both is None:
        last = avsnitt.versioner.select_related("actor").last()
        raise TextConflict(FIELD, theirs, mine, last.actor.name if last and last.actor else "Någon annan")
    return both


def _remember(avsnitt: Avsnitt, before: str, actor) -> None:
    """Keep the version; tell the log once per stretch of writing."""
    moment = now()
    last = avsnitt.versioner.last()
    if last and last.actor == actor and moment - last.at < PAUSE:
        last.text, last.at = avsnitt.text, moment
        last.save(update_fields=["text", "at"])
        return
    Avsnittsversion.objects.create(avsnitt=avsnitt, text=avsnitt.text, before=before, actor=actor, at=moment)
    log("avsnitt.written", avsnitt, actor=actor, samverkan=avsnitt.rapport.samverkan, rapport=avsnitt.rapport)
