"""Which § is dealt with, which is left out, which is added while the meeting goes on."""

from django.db import transaction
from django.db.models import Max

from protokoll.arenden.models import Arende
from protokoll.paragrafer.acts.las import lock_sammantrade, lock_undecided
from protokoll.paragrafer.acts.oppna import lagg_upp_paragraf
from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.narvaro import coming_lage, handled, read_lista, store_lage, upprop_paragraf
from protokoll.paragrafer.narvarolista import JAV, Lage, Narvarolista
from protokoll.sammantraden.models import Dagordningspunkt, Deltagare, Sammantrade
from protokoll.sammantraden.rules import may_decide_unannounced
from samverkan.handelser.acts import log
from samverkan.lib.brist import Brist, refuse_if_any
from samverkan.lib.errors import Refused


@transaction.atomic
def oppna_paragraf(paragraf: Paragraf, *, actor) -> Paragraf:
    """Begin a §: attendance goes on from the § before, jäv is over, the chair leads. An open one waits.

    Raises Refused before the upprop (KL 5:66), for a decided §, and while the open one has been voted on.
    """
    locked = lock_undecided(paragraf)
    if locked.status == Paragraf.Status.OPPEN:
        return locked
    for other in locked.sammantrade.paragrafer.filter(status=Paragraf.Status.OPPEN):
        _park(other)
    carry_over(locked)
    locked.status = Paragraf.Status.OPPEN
    locked.save(update_fields=["status", "ordforande"])
    log("paragraf.opened", locked, actor=actor, samverkan=locked.organ.samverkan)
    return locked


def _park(paragraf: Paragraf) -> None:
    """What was open waits; its attendance is taken anew when it is opened again."""
    if paragraf.omrostningar.exists():
        raise Refused(f"”{paragraf.heading}” har gått till omröstning. Avgör den först (KL 5:53).")
    paragraf.status = Paragraf.Status.VANTAR
    paragraf.save(update_fields=["status"])
    if len(handled(paragraf.sammantrade)):
        paragraf.narvaro.exclude(status=JAV).delete()


def carry_over(paragraf: Paragraf) -> tuple[Narvarolista, Lage]:
    """Give the § its attendance and chair from the § before. Does not save the §."""
    sammantrade = paragraf.sammantrade
    lista = read_lista(sammantrade)
    lage = coming_lage(sammantrade, lista, paragraf)
    if not lage:
        raise Refused("Gör upprop först: vilka är här (KL 5:66)?")
    before = handled(sammantrade, but=paragraf)
    called = None if before else upprop_paragraf(sammantrade)
    if called and called != paragraf.pk:
        Paragraf(pk=called).narvaro.all().delete()
    store_lage(paragraf, lage)
    last: Deltagare | None = before[-1].ordforande if before else None
    paragraf.ordforande = lista.chair(lage) or (last if last in lista.serving(lage) else None)
    return lista, lage


@transaction.atomic
def utga(paragraf: Paragraf, *, skal: str, actor) -> None:
    """Leave a § out: it gets no number. The matter stays open. Raises Refused without a reason."""
    locked = lock_undecided(paragraf)
    if not skal.strip():
        raise Refused("Ange varför ärendet utgår.", field="skal")
    if locked.omrostningar.exists():
        raise Refused("Paragrafen har gått till omröstning och måste avgöras (KL 5:53).")
    locked.status = Paragraf.Status.UTGAR
    locked.motet = f"Ärendet utgår: {skal.strip()}"
    locked.save(update_fields=["status", "motet"])
    log("paragraf.dropped", locked, actor=actor, samverkan=locked.organ.samverkan, skal=skal.strip())


@transaction.atomic
def lagg_till_arende(
    sammantrade: Sammantrade,
    *,
    arende: Arende | None = None,
    heading: str = "",
    kind: str = Dagordningspunkt.Kind.BESLUT,
    bradskande: bool = False,
    alla_eniga: bool = False,
    actor,
) -> Paragraf:
    """Take up a matter that was not on the agenda, last of the §§.

    Raises Refused without heading, for a matter that is on the agenda, and in fullmäktige unless it is
    urgent and all present agree (KL 5:52).
    """
    locked = lock_sammantrade(sammantrade)
    title = heading.strip() or (arende.heading if arende else "")
    if not title:
        raise Refused("Välj ett ärende eller skriv en rubrik.", field="heading")
    if arende and locked.paragrafer.filter(arende=arende).exclude(status=Paragraf.Status.UTGAR).exists():
        raise Refused(f"{arende} står redan på dagordningen.", field="arende")
    if not may_decide_unannounced(locked.organ.kind, urgent=bradskande, all_agree=alla_eniga):
        text = "Ett ärende som inte kungjorts avgörs bara om det är brådskande och alla är eniga."
        refuse_if_any([Brist("KL 5:52", text, field="alla_eniga")])
    last = locked.punkter.aggregate(last=Max("order"))["last"] or 0
    point = Dagordningspunkt(
        sammantrade=locked, order=last + 1, kind=kind, heading=title[:200], arende=arende, numbered=True
    )
    point.save(force_insert=True)
    order = (locked.paragrafer.aggregate(last=Max("order"))["last"] or 0) + 1
    paragraf = lagg_upp_paragraf(locked, point, order)
    log("paragraf.added", paragraf, actor=actor, samverkan=locked.organ.samverkan)
    return paragraf


@transaction.atomic
def satt_omedelbar(paragraf: Paragraf, omedelbar: bool, *, actor) -> None:
    """Mark that a § is justerad at once; its text is then fixed in writing at the meeting (praxis).

    Refuses where the body's reglemente does not allow it.
    """
    locked = lock_undecided(paragraf)
    if omedelbar and not locked.organ.omedelbar:
        raise Refused("Reglementet medger inte omedelbar justering. Justera med hela protokollet.")
    locked.omedelbar = omedelbar
    locked.save(update_fields=["omedelbar"])
    action = "paragraf.omedelbar" if omedelbar else "paragraf.inte_omedelbar"
    log(action, locked, actor=actor, samverkan=locked.organ.samverkan)
