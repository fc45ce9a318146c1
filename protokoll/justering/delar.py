"""What justering hangs on a meeting's page: where its protocol stands."""

from collections.abc import Collection

from protokoll.justering.models import Protokoll
from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.steg import Lage, Steg
from samverkan.konton.rules import may_see_minutes_work, may_see_protokoll

STATES = Sammantrade.Status


def protokollet(sammantraden: Collection[Sammantrade]) -> dict[int, Lage]:
    """The meeting's protocol, from the end of the meeting on; one query."""
    found = Protokoll.objects.filter(sammantrade__in=sammantraden, kind=Protokoll.Kind.HELT)
    newest = {
        one.sammantrade_id: one for one in found.exclude(status=Protokoll.Status.ERSATT).defer("content")
    }
    ended = [one for one in sammantraden if one.status in (STATES.AVSLUTAT, STATES.JUSTERAT)]
    return {one.pk: _lage(one, newest.get(one.pk)) for one in ended}


def _lage(sammantrade: Sammantrade, protokoll: Protokoll | None) -> Lage:
    if protokoll is None:
        words = {"sammantrade": sammantrade.pk}
        text = "Granska utkastet och skicka det till justering"
        return Lage(text, False, "Till utkastet", "justering:utkast", words, do=may_see_minutes_work)
    words = {"pk": protokoll.pk}
    if protokoll.status == Protokoll.Status.JUSTERAT:
        text = f"Justerat {protokoll.justerat_on}"
        return Lage(text, True, "Läs protokollet", "protokoll:visa", words, do=may_see_protokoll)
    text = f"Justeras, senast {protokoll.deadline}"
    return Lage(
        text, False, "Till justeringen", "justering:runda", words, waits=True, do=may_see_minutes_work
    )


STEG = (Steg(60, "Protokoll", may_see_protokoll, protokollet),)
