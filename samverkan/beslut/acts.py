"""Entering decisions and moving them on."""

from datetime import date

from django.db import transaction

from samverkan.beslut.models import Beslut
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused

ORDER = [Beslut.Status.FATTAT, Beslut.Status.JUSTERAT, Beslut.Status.LAGA_KRAFT]


def register_beslut(beslut: Beslut, *, actor) -> Beslut:
    """Enter a decision by hand: an unsaved Beslut, validated and saved. Raises ValidationError."""
    with transaction.atomic():
        beslut.full_clean()
        beslut.save(force_insert=True)
        log("beslut.registered", beslut, actor=actor, samverkan=beslut.samverkan, rubrik=beslut.heading)
    return beslut


def move_beslut(beslut: Beslut, *, status: str, laga_kraft_on: date | None = None, actor) -> None:
    """Move a decision on: fattat → justerat → laga kraft, or to upphävt. Refuses to go back."""
    if beslut.status == Beslut.Status.UPPHAVT:
        raise Refused("Beslutet är upphävt och kan inte ändras.")
    if status != Beslut.Status.UPPHAVT and ORDER.index(status) <= ORDER.index(beslut.status):
        raise Refused("Ett beslut går bara framåt: fattat, justerat, laga kraft.")
    if status == Beslut.Status.LAGA_KRAFT and laga_kraft_on is None:
        raise Refused("Ange dagen då beslutet fick laga kraft.", field="laga_kraft_on")
    with transaction.atomic():
        beslut.status, beslut.laga_kraft_on = status, laga_kraft_on or beslut.laga_kraft_on
        beslut.save(update_fields=["status", "laga_kraft_on"])
        log(
            "beslut.status",
            beslut,
            actor=actor,
            samverkan=beslut.samverkan,
            status=beslut.get_status_display(),
        )
