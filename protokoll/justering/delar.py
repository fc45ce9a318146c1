"""What justering hangs elsewhere: a meeting's protocol, and where the § of a decision can be read."""

from collections.abc import Collection

from django.http import HttpRequest

from protokoll.justering.models import Protokoll
from protokoll.justering.rattelser import corrections
from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.steg import Lage, Steg
from samverkan.beslut.delar import Del
from samverkan.beslut.models import Beslut
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


def i_protokollet(request: HttpRequest, beslut: Beslut) -> dict | None:
    """The justerat protocol of a decided §, and by which § it is corrected."""
    paragraf = getattr(beslut, "paragraf_i_protokoll", None)
    if paragraf is None:
        return None
    justerat = paragraf.protokoll.filter(status=Protokoll.Status.JUSTERAT)
    found = justerat.values_list("pk", flat=True).order_by("-pk").first()
    waiting = may_see_minutes_work(request.user, request.samverkan)
    rattelser = corrections([paragraf.pk], waiting=waiting)
    return {"protokoll": found, "rattelser": rattelser} if found or rattelser else None


BESLUTSDELAR = (Del(20, may_see_protokoll, "protokoll/justering/rattad.html", i_protokollet),)
STEG = (Steg(60, "Protokoll", may_see_protokoll, protokollet),)
