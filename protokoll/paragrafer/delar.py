"""What the meeting page hangs on the work around a meeting: opening it, keeping the minutes, closing it."""

from collections.abc import Collection

from django.utils import timezone

from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.steg import Lage, Steg
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work

Status = Sammantrade.Status


def sammantradet(sammantraden: Collection[Sammantrade]) -> dict[int, Lage]:
    """Where the meeting itself stands; nothing for one that is inställt."""
    return {one.pk: _lage(one) for one in sammantraden if one.status != Status.INSTALLT}


def _lage(one: Sammantrade) -> Lage:
    words = {"pk": one.pk}
    if one.status == Status.PLANERAT:
        return Lage("Öppnas när kallelsen är skickad", waits=True)
    if one.status == Status.KALLAT:
        return Lage(
            "Inte öppnat", False, "Öppna sammanträdet", "mote:sammantrade", words, do=may_keep_minutes
        )
    if one.status == Status.PAGAR:
        return Lage("Pågår", False, "Till mötessidan", "mote:sammantrade", words)
    closed = f"Avslutat kl. {timezone.localtime(one.closed_at):%H.%M}" if one.closed_at else "Avslutat"
    return Lage(closed, True, "Mötessidan", "mote:sammantrade", words)


STEG = (Steg(40, "Sammanträdet", may_see_minutes_work, sammantradet),)
