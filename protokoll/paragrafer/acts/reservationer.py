"""Reservations and notes to the minutes (KL 4:27–28)."""

from django.db import transaction

from protokoll.paragrafer.acts.las import BEFORE_JUSTERING, lock_paragraf, refuse_in_justering
from protokoll.paragrafer.models import Paragraf, Reservation
from protokoll.paragrafer.narvaro import read_lage, read_lista
from protokoll.paragrafer.narvarolista import FRANVARANDE, JAV, status_of
from protokoll.paragrafer.rules import note_faults, reservation_faults
from protokoll.sammantraden.models import Deltagare
from samverkan.handelser.acts import log
from samverkan.lib.brist import refuse_if_any
from samverkan.lib.errors import Refused
from samverkan.lib.klocka import now


@transaction.atomic
def reservera(paragraf: Paragraf, deltagare: Deltagare, *, text: str = "", actor) -> Reservation:
    """Announce a reservation; its text may follow until justering.

    Raises Refused for one who took no part in the decision and after the meeting has closed (KL 4:27).
    """
    locked = _treated(paragraf)
    serving = read_lista(locked.sammantrade).serving(read_lage(locked))
    closed = locked.sammantrade.closed_at
    refuse_if_any(reservation_faults(str(deltagare), {str(one) for one in serving}, now(), closed))
    if locked.reservationer.filter(deltagare=deltagare, kind=Reservation.Kind.RESERVATION).exists():
        raise Refused(f"{deltagare} har redan reserverat sig.", field="deltagare")
    return _store(locked, deltagare, Reservation.Kind.RESERVATION, text, actor)


@transaction.atomic
def anteckna(
    paragraf: Paragraf, deltagare: Deltagare, *, text: str, medgiven: bool = True, actor
) -> Reservation:
    """Take a note to the minutes that the body allows, from one who is there (KL 4:28, 6:17)."""
    locked = _treated(paragraf)
    there = status_of(read_lage(locked), deltagare.pk) not in (FRANVARANDE, JAV)
    refuse_if_any(note_faults(ar_tillaten=medgiven, ar_narvarande=there))
    if locked.sammantrade.closed_at:
        raise Refused("Anteckningen ska begäras innan sammanträdet avslutas (KL 4:28).")
    if not text.strip():
        raise Refused("Skriv vad som ska antecknas.", field="text")
    return _store(locked, deltagare, Reservation.Kind.ANTECKNING, text, actor)


def _treated(paragraf: Paragraf) -> Paragraf:
    locked = lock_paragraf(paragraf, *BEFORE_JUSTERING)
    if locked.status not in (Paragraf.Status.OPPEN, Paragraf.Status.AVGJORD):
        raise Refused("Paragrafen har inte behandlats än (KL 4:27).")
    return locked


def _store(paragraf: Paragraf, deltagare: Deltagare, kind: str, text: str, actor) -> Reservation:
    one = Reservation(
        paragraf=paragraf, deltagare=deltagare, kind=kind, text=text.strip(), announced_at=now()
    )
    one.save(force_insert=True)
    action = f"{kind}.announced"
    log(action, paragraf, actor=actor, samverkan=paragraf.organ.samverkan, namn=deltagare)
    return one


def _before_justering(one: Reservation) -> Paragraf:
    locked = lock_paragraf(one.paragraf, *BEFORE_JUSTERING)
    refuse_in_justering(locked)
    return locked


@transaction.atomic
def skriv_motivering(one: Reservation, text: str, *, actor) -> None:
    """Put in or change the words of an announced reservation, until justering (KL 4:27)."""
    locked = _before_justering(one)
    one.text = text.strip()
    one.save(update_fields=["text"])
    log("reservation.written", locked, actor=actor, samverkan=locked.organ.samverkan, namn=one.deltagare)


@transaction.atomic
def ta_tillbaka(one: Reservation, *, actor) -> None:
    """Take back a reservation or a note."""
    locked = _before_justering(one)
    one.delete()
    log("reservation.withdrawn", locked, actor=actor, samverkan=locked.organ.samverkan, namn=one.deltagare)
