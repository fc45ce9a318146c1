"""Changes in a text that is out for justering: who has signed the old one must read and sign again."""

from collections.abc import Mapping

from django.db import transaction

from protokoll.justering.acts import lock_protokoll
from protokoll.justering.innehall import build_content, content_hash, told
from protokoll.justering.models import Andringsforslag, Justering, Protokoll
from protokoll.paragrafer.acts import spara_text
from protokoll.paragrafer.models import Paragraf
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused

FIELDS = ("heading", "beslut_text", "sammanfattning", "motet", "beslutsgang")


@transaction.atomic
def infor_forslag(forslag: Andringsforslag, *, texts: Mapping[str, str], answer: str = "", actor) -> None:
    """Take in a proposed change. `texts` are the new texts of the § by field (see FIELDS); the rest stand.

    Refuses a proposal that is answered, and one that changes nothing.
    """
    protokoll = _open_round(forslag.justering.protokoll)
    forslag = _unanswered(forslag)
    if not _rewrite(protokoll, forslag.paragraf, texts, actor):
        raise Refused("Texten är densamma som förut. Skriv in ändringen, eller avslå förslaget med skäl.")
    _answer(forslag, Andringsforslag.Status.INFORT, answer, actor)


@transaction.atomic
def avsla_forslag(forslag: Andringsforslag, *, answer: str, actor) -> None:
    """Leave the text as it is, and say why."""
    if not answer.strip():
        raise Refused("Skriv varför ändringen inte förs in.", field="answer")
    _open_round(forslag.justering.protokoll)
    _answer(_unanswered(forslag), Andringsforslag.Status.AVSLAGET, answer, actor)


@transaction.atomic
def ratta_paragraf(protokoll: Protokoll, paragraf: Paragraf, *, texts: Mapping[str, str], actor) -> bool:
    """The secretary mends a § during the round. False when nothing was changed."""
    return _rewrite(_open_round(protokoll), paragraf, texts, actor)


def _open_round(protokoll: Protokoll) -> Protokoll:
    locked = lock_protokoll(protokoll)
    if locked.status != Protokoll.Status.JUSTERAS:
        raise Refused("Justeringen är avslutad. Öppna protokollet som en ny version för att ändra.")
    return locked


def _unanswered(forslag: Andringsforslag) -> Andringsforslag:
    forslag = (
        Andringsforslag.objects.select_for_update(of=("self",)).select_related("paragraf").get(pk=forslag.pk)
    )
    if forslag.status != Andringsforslag.Status.VANTAR:
        raise Refused("Förslaget är redan besvarat.")
    return forslag


def _rewrite(protokoll: Protokoll, paragraf: Paragraf, texts: Mapping[str, str], actor) -> bool:
    """Save the texts, freeze the content anew and undo signatures on the old. False: the same text."""
    for name in FIELDS:
        if name in texts:
            spara_text(paragraf, name, texts[name], in_round=True, actor=actor)
    # The same §§, attendance and votes: only what is written may differ.
    paragrafer = list(told(protokoll.paragrafer.all()).order_by("number"))
    content = build_content(protokoll.sammantrade, paragrafer, kind=protokoll.kind)
    before, after = protokoll.content_sha256, content_hash(content)
    if before == after:
        return False
    protokoll.content, protokoll.content_sha256 = content, after
    protokoll.save(update_fields=["content", "content_sha256"])
    again = protokoll.justeringar.exclude(status=Justering.Status.VANTAR)
    undone = ", ".join(str(one.deltagare) for one in again.select_related("deltagare"))
    again.update(status=Justering.Status.VANTAR, signed_at=None, signed_sha256="", reason="", read_at=None)
    _log(
        "protokoll.changed",
        protokoll,
        actor,
        paragraf=f"§ {paragraf.number}",
        fore=before,
        efter=after,
        igen=f"; läser och skriver under igen: {undone}" if undone else "",
    )
    return True


def _answer(forslag: Andringsforslag, status: str, answer: str, actor) -> None:
    forslag.status, forslag.answer = status, answer.strip()
    forslag.save(update_fields=["status", "answer"])
    protokoll = forslag.justering.protokoll
    _log(
        "protokoll.answered",
        protokoll,
        actor,
        paragraf=f"§ {forslag.paragraf.number}",
        hur=forslag.get_status_display().lower(),
    )


def _log(action: str, protokoll: Protokoll, actor, **data: object) -> None:
    log(action, protokoll, actor=actor, samverkan=protokoll.sammantrade.organ.samverkan, **data)
