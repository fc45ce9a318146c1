"""Entering decisions and moving them on."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from samverkan.beslut.beslutsobjekt import resting_on
from samverkan.beslut.models import Beslut
from samverkan.beslut.queries import usable_beslut
from samverkan.dokument.acts import store_dokument
from samverkan.dokument.rules import refuse_unless_pdf
from samverkan.handelser.acts import log
from samverkan.lib import klocka
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused

ORDER = [Beslut.Status.FATTAT, Beslut.Status.JUSTERAT, Beslut.Status.LAGA_KRAFT]


def register_beslut(beslut: Beslut, *, pdf: tuple[str, bytes] | None = None, actor) -> Beslut:
    """Enter a decision by hand. Refuses what the model does not allow, and a document that is no PDF.

    In: an unsaved Beslut; an unsaved organ is laid up with it. `pdf` is a file's name and bytes.
    """
    if pdf:
        refuse_unless_pdf(pdf[1], field="pdf")
    with transaction.atomic():
        _save_new_organ(beslut, actor)
        clean_or_refuse(beslut, field="paragraf")
        if pdf:
            kind = {"content_type": "application/pdf", "samverkan": beslut.samverkan}
            beslut.dokument = store_dokument(pdf[1], filename=pdf[0], **kind)
        beslut.save(force_insert=True)
        log("beslut.registered", beslut, actor=actor, samverkan=beslut.samverkan, rubrik=beslut.heading)
    return beslut


def _save_new_organ(beslut: Beslut, actor) -> None:
    organ = beslut.organ
    if organ.pk:
        return
    clean_or_refuse(organ, field="new_organ")
    organ.save(force_insert=True)
    beslut.organ = organ  # again, now that it has an id
    log("organ.created", organ, actor=actor, samverkan=organ.samverkan)


def move_beslut(beslut: Beslut, *, status: str, laga_kraft_on: date | None = None, actor) -> None:
    """Move a decision on: fattat → justerat → laga kraft, or to upphävt.

    Refuses to go back, and to annul a decision while something in force rests on it.
    """
    if beslut.status == Beslut.Status.UPPHAVT:
        raise Refused("Beslutet är upphävt och kan inte ändras.")
    if status != Beslut.Status.UPPHAVT and ORDER.index(status) <= ORDER.index(beslut.status):
        raise Refused("Ett beslut går bara framåt: fattat, justerat, laga kraft.", field="status")
    if status == Beslut.Status.LAGA_KRAFT:
        _check_laga_kraft(beslut, laga_kraft_on)
        beslut.laga_kraft_on = laga_kraft_on
    with transaction.atomic():
        # Whoever adopts something by it holds the row too (`lock_usable`): one of the two waits.
        Beslut.objects.select_for_update().get(pk=beslut.pk)
        if status == Beslut.Status.UPPHAVT:
            _refuse_in_force(beslut)
        beslut.status = status
        beslut.save(update_fields=["status", "laga_kraft_on"])
        log(
            "beslut.status",
            beslut,
            actor=actor,
            samverkan=beslut.samverkan,
            status=beslut.get_status_display().lower(),
        )


def note_appeal(beslut: Beslut, *, day: date | None, actor) -> Beslut:
    """Note the day an appeal came in (KL 13:4–6), or take the note back (None).

    An appealed decision gains no force by itself; when the court has answered it is moved on by hand.
    """
    with transaction.atomic():
        beslut = Beslut.objects.select_for_update(of=("self",)).select_related("samverkan").get(pk=beslut.pk)
        if beslut.status not in (Beslut.Status.FATTAT, Beslut.Status.JUSTERAT):
            raise Refused(f"Beslutet är redan {beslut.get_status_display().lower()}.", field="appealed_on")
        if day and not beslut.date <= day <= klocka.today():
            raise Refused(
                f"Överklagandet har kommit in mellan beslutet {beslut.date} och i dag.", field="appealed_on"
            )
        beslut.appealed_on = day
        beslut.save(update_fields=["appealed_on"])
        action = "beslut.appealed" if day else "beslut.appeal_withdrawn"
        log(action, beslut, actor=actor, samverkan=beslut.samverkan, dag=day or "")
    return beslut


def _refuse_in_force(beslut: Beslut) -> None:
    held = [item for item in resting_on([beslut.pk]).get(beslut.pk, []) if item.holds]
    if held:
        texts = " ".join(f"{item.text}: {item.holds}" for item in held)
        raise Refused(f"Det här gäller och vilar på beslutet. {texts}")


def lock_usable(samverkan, beslut: Beslut) -> bool:
    """Whether something can be adopted by the decision; it stays so through the caller's transaction."""
    locked = usable_beslut(samverkan).select_for_update(of=("self",), no_key=True).filter(pk=beslut.pk)
    return locked.first() is not None


def _check_laga_kraft(beslut: Beslut, day: date | None) -> None:
    if day is None:
        raise Refused("Ange dagen då beslutet fick laga kraft.", field="laga_kraft_on")
    if day < beslut.date:
        raise Refused(f"Laga kraft kommer efter beslutet, som är från {beslut.date}.", field="laga_kraft_on")
    if day > timezone.localdate():
        raise Refused("Den dagen har inte kommit än. Vänta tills den har passerat.", field="laga_kraft_on")
