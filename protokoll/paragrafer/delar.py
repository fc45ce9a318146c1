"""What the §§ hang elsewhere: the meeting's step, and who took part on the page of a decision."""

from collections.abc import Collection

from django.http import HttpRequest
from django.utils import timezone

from protokoll.paragrafer.foretradda import members_at
from protokoll.paragrafer.models import Paragraf
from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.steg import Lage, Steg
from samverkan.beslut.delar import Del
from samverkan.beslut.models import Beslut
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work, may_see_protokoll
from samverkan.lib import klocka
from samverkan.lib.local_time import local_day

Status = Sammantrade.Status


def sammantradet(sammantraden: Collection[Sammantrade]) -> dict[int, Lage]:
    """Where the meeting itself stands; nothing for one that is inställt."""
    return {one.pk: _lage(one) for one in sammantraden if one.status != Status.INSTALLT}


def _lage(one: Sammantrade) -> Lage:
    words = {"pk": one.pk}
    if one.status == Status.PLANERAT:
        return Lage("Öppnas när kallelsen är skickad", waits=True)
    if one.status == Status.KALLAT and local_day(one.starts_at) > klocka.today():
        return Lage(f"Öppnas {local_day(one.starts_at)}", waits=True)
    if one.status == Status.KALLAT:
        return Lage(
            "Inte öppnat", False, "Öppna sammanträdet", "mote:sammantrade", words, do=may_keep_minutes
        )
    if one.status == Status.PAGAR:
        return Lage("Pågår", False, "Till mötessidan", "mote:sammantrade", words)
    closed = f"Avslutat kl. {timezone.localtime(one.closed_at):%H.%M}" if one.closed_at else "Avslutat"
    return Lage(closed, True, "Mötessidan", "mote:sammantrade", words)


def foretradda(request: HttpRequest, beslut: Beslut) -> dict | None:
    """Who took part, member by member: for all once the § is justerad, before that for who keeps minutes."""
    found = Paragraf.objects.select_related("organ", "sammantrade").filter(beslut=beslut).first()
    if found is None:
        return None
    justerat = beslut.status in (Beslut.Status.JUSTERAT, Beslut.Status.LAGA_KRAFT)
    is_open = justerat and not found.secret
    if not is_open and not may_see_minutes_work(request.user, request.samverkan):
        return None
    members = members_at(found)
    missing = [one.medlem for one in members if not one.is_represented]
    return {"medlemmar": members, "saknas": missing} if members else None


BESLUTSDELAR = (Del(10, may_see_protokoll, "protokoll/paragrafer/foretradda.html", foretradda),)
STEG = (Steg(40, "Sammanträdet", may_see_minutes_work, sammantradet),)
