"""What every act at the meeting begins with: the meeting's row is locked, so that two windows take turns."""

from protokoll.paragrafer.models import Paragraf
from protokoll.sammantraden.models import Sammantrade
from samverkan.lib.errors import Refused

OPEN = {Sammantrade.Status.PAGAR}
BEFORE_JUSTERING = {Sammantrade.Status.PAGAR, Sammantrade.Status.AVSLUTAT}


def lock_sammantrade(sammantrade: Sammantrade, *states: str) -> Sammantrade:
    """The meeting's row, locked. Refuses when it is in none of the states (none given: it goes on)."""
    found = Sammantrade.objects.select_for_update(of=("self",)).select_related("organ__samverkan")
    locked = found.get(pk=sammantrade.pk)
    if locked.status not in (states or OPEN):
        raise Refused(_WHY[locked.status])
    return locked


_WHY = {
    "planerat": "Sammanträdet är inte öppnat. Kalla och öppna det först (KL 6:17).",
    "kallat": "Sammanträdet är inte öppnat. Öppna det först (KL 5:66).",
    "pagar": "Sammanträdet pågår redan.",
    "avslutat": "Sammanträdet är avslutat. Det som inte gjordes då kan inte göras nu (KL 4:27, 5:67).",
    "justerat": "Protokollet är justerat och ändras inte (KL 5:69).",
    "installt": "Sammanträdet är inställt.",
}


def lock_paragraf(paragraf: Paragraf, *states: str) -> Paragraf:
    """The §, with its meeting locked before it. Refuses as `lock_sammantrade`."""
    lock_sammantrade(Sammantrade(pk=paragraf.sammantrade_id), *states)
    related = "sammantrade__organ__samverkan", "arende", "punkt", "ordforande", "beslut"
    return Paragraf.objects.select_for_update(of=("self",)).select_related(*related).get(pk=paragraf.pk)


def lock_undecided(paragraf: Paragraf) -> Paragraf:
    """A § of the meeting that goes on, which is not decided. Refuses another."""
    locked = lock_paragraf(paragraf)
    if locked.status == Paragraf.Status.AVGJORD:
        raise Refused(f"§ {locked.number} är redan avgjord. Texten kan rättas före justeringen (KL 5:69).")
    if locked.status == Paragraf.Status.UTGAR:
        raise Refused(f"”{locked.heading}” utgår. Lägg till ärendet igen om det ska behandlas.")
    return locked


def refuse_in_justering(paragraf: Paragraf) -> None:
    """What is out for justering, or justerat, is not written in any more (KL 5:69)."""
    if paragraf.protokoll.exclude(status="ersatt").exists():
        raise Refused(
            "Paragrafen är ute på justering eller justerad. Ändra genom ett ändringsförslag (KL 5:69)."
        )
