"""Who is there, who serves for whom, who leaves for jäv, who leads."""

from collections.abc import Collection, Mapping

from django.db import transaction

from protokoll.paragrafer.acts.las import lock_paragraf, lock_sammantrade, refuse_in_justering
from protokoll.paragrafer.acts.platser import leave, seat
from protokoll.paragrafer.models import Paragraf
from protokoll.paragrafer.narvaro import read_all, read_lage, read_lista, store_lage
from protokoll.paragrafer.narvarolista import (
    ERSATTARE,
    FRANVARANDE,
    JAV,
    LEDAMOT,
    NARVARANDE,
    OVRIG,
    TJANSTGOR,
    Lage,
    Narvarolista,
    Plats,
    status_of,
)
from protokoll.sammantraden.models import Deltagare, Sammantrade
from protokoll.sammantraden.rules import Distansnarvaro, Distansregler, remote_faults
from samverkan.handelser.acts import log
from samverkan.lib.brist import Brist, refuse_if_any
from samverkan.lib.errors import Refused
from samverkan.lib.local_time import local_day
from samverkan.organ.rules import keeps_protokoll


@transaction.atomic
def upprop(
    sammantrade: Sammantrade,
    *,
    narvarande: Collection[Deltagare],
    distans: Collection[Deltagare] = (),
    forhinder: Mapping[Deltagare, str] | None = None,
    actor,
) -> None:
    """Call the roll: who is here, who of them from elsewhere, who is excused. Substitutes are called in.

    May be done again until the first § is opened; then attendance is kept § by §. Raises Refused for one who
    takes part from elsewhere without support (KL 5:16, 6:24), and after the first § is opened.
    """
    locked = lock_sammantrade(sammantrade)
    first = locked.paragrafer.order_by("order").first()
    if locked.paragrafer.exclude(status__in=[Paragraf.Status.VANTAR, Paragraf.Status.UTGAR]).exists():
        raise Refused("Uppropet är gjort. Ändra närvaron vid den paragraf där någon kom eller gick.")
    lista = read_lista(locked)
    _refuse_remote(locked, [one for one in lista.people if one in distans and one in narvarande])
    for one in lista.people:
        one.remote, one.identity_checked = one in distans, one in distans
        one.excused = (forhinder or {}).get(one, "")[:160]
    Deltagare.objects.bulk_update(lista.people, ["remote", "identity_checked", "excused"])
    lage = {
        one.pk: Plats(TJANSTGOR if one.group == LEDAMOT else NARVARANDE)
        for one in lista.people
        if one in narvarande
    }
    for paragraf in locked.paragrafer.all():
        paragraf.narvaro.all().delete()
    store_lage(first, lista.fill(lage))
    log("sammantrade.upprop", locked, actor=actor, samverkan=locked.organ.samverkan, antal=len(lage))


def _refuse_remote(sammantrade: Sammantrade, people: list[Deltagare]) -> None:
    organ = sammantrade.organ
    elected = [one for one in people if one.group != OVRIG]
    if not elected or not keeps_protokoll(organ.kind):
        return
    regler = Distansregler(organ.remote_from, organ.remote_to)
    here = Distansnarvaro(ljud_och_bild=True, lika_villkor=True, identitet_kontrollerad=True)
    refuse_if_any(remote_faults(local_day(sammantrade.starts_at), organ.kind, regler, here))


@transaction.atomic
def satt_narvaro(
    paragraf: Paragraf,
    deltagare: Deltagare,
    status: str,
    *,
    ersatter: Deltagare | None = None,
    skal: str = "",
    actor,
) -> str:
    """Say how one stands from this § on; returns what followed, in words ('Sofia Övrén (MP) träder in …').

    `status`: tjanstgor, narvarande, franvarande or jav. A ledamot who comes takes the seat from the
    substitute; when one leaves, the substitute in turn is called in. `ersatter` names the seat of a
    substitute who serves. `skal` overrides the order of service and the rule against serving again, where
    reglementet allows it. For a § not begun it is what is expected there. Raises Refused with the clause.
    """
    locked = lock_paragraf(paragraf, Sammantrade.Status.PAGAR, Sammantrade.Status.AVSLUTAT)
    refuse_in_justering(locked)
    lista = read_lista(locked.sammantrade)
    before = read_lage(locked)
    if locked.status == Paragraf.Status.VANTAR:
        after = _planned(before, deltagare, status, ersatter)
    elif status == TJANSTGOR:
        states = read_all(locked.sammantrade)
        after = seat(lista, before, deltagare, ersatter, skal=skal, states=_until(locked, states))
    else:
        after = leave(lista, before, deltagare, status)
    _refuse_lost_words(locked, before, after)
    _refuse_undecidable(locked, lista, after)
    store_lage(locked, after)
    _lead(locked, lista, after)
    told = told_change(lista, before, after)
    if told:
        log(
            "narvaro.changed",
            locked,
            actor=actor,
            samverkan=locked.organ.samverkan,
            vad=told,
            skal=f" ({skal})" if skal else "",
        )
    return told


def _planned(before: Lage, one: Deltagare, status: str, ersatter: Deltagare | None) -> dict[int, Plats]:
    if status == JAV:
        raise Refused("Jäv antecknas när paragrafen är öppen (KL 6:30).")
    if one.group == ERSATTARE and status == TJANSTGOR and ersatter is None:
        raise Refused("Ange vem ersättaren tjänstgör för (KL 6:17).", field="ersatter")
    return dict(before) | {one.pk: Plats(status, ersatter.pk if ersatter else None)}


def _until(paragraf: Paragraf, states: Mapping[int, Lage]) -> list[Lage]:
    """The states of the §§ dealt with before this one."""
    done = paragraf.sammantrade.paragrafer.filter(status=Paragraf.Status.AVGJORD).exclude(pk=paragraf.pk)
    if paragraf.decided_at:
        done = done.filter(decided_at__lt=paragraf.decided_at)
    return [states.get(pk, {}) for pk in done.order_by("decided_at", "number").values_list("pk", flat=True)]


def _refuse_lost_words(paragraf: Paragraf, before: Lage, after: Lage) -> None:
    """One who has made a proposal, voted or reserved oneself at the § took part in it (KL 4:27, 5:67)."""
    gone = {pk for pk in before if status_of(before, pk) == TJANSTGOR != status_of(after, pk)}
    said = {
        *paragraf.yrkanden.filter(withdrawn=False).values_list("deltagare_id", flat=True),
        *paragraf.omrostningar.filter(roster__isnull=False).values_list("roster__deltagare_id", flat=True),
        *paragraf.reservationer.filter(kind="reservation").values_list("deltagare_id", flat=True),
    }
    for one in Deltagare.objects.filter(pk__in=gone & said):
        raise Refused(
            f"{one} har yrkat, röstat eller reserverat sig i paragrafen. Ta bort det först (KL 5:67)."
        )


def _refuse_undecidable(paragraf: Paragraf, lista: Narvarolista, lage: Lage) -> None:
    if paragraf.status == Paragraf.Status.AVGJORD:
        brist = lista.quorum(lage).brist
        refuse_if_any([brist] if brist else [])


def _lead(paragraf: Paragraf, lista: Narvarolista, lage: Lage) -> None:
    """The chair goes on while they serve; else the next of the presidium leads (KL 5:11, 6:15)."""
    first = lista.chair(lage)
    kept = paragraf.ordforande if paragraf.ordforande in lista.serving(lage) else None
    of_presidium = kept is not None and bool(kept.presidium)
    chair = first or kept if paragraf.status != Paragraf.Status.AVGJORD or of_presidium else kept or first
    if paragraf.status != Paragraf.Status.VANTAR and paragraf.ordforande != chair:
        paragraf.ordforande = chair
        paragraf.save(update_fields=["ordforande"])


def told_change(lista: Narvarolista, before: Lage, after: Lage) -> str:
    """What differs, in words."""
    words = {
        TJANSTGOR: "tjänstgör",
        NARVARANDE: "närvarande",
        JAV: "jäv, lämnar rummet",
        FRANVARANDE: "borta",
    }
    told = []
    for one in lista.people:
        old, new = before.get(one.pk), after.get(one.pk)
        if old == new or status_of(before, one.pk) == status_of(after, one.pk) == FRANVARANDE:
            continue
        seat_of = f" för {lista.by_id[new.ersatter]}" if new and new.ersatter else ""
        told.append(f"{one}: {words[status_of(after, one.pk)]}{seat_of}")
    return "; ".join(told)


@transaction.atomic
def anmal_jav(paragraf: Paragraf, deltagare: Deltagare, *, skal: str = "", actor) -> str:
    """One with jäv leaves the room for the § that is open (KL 6:28–30, 5:47); returns what followed."""
    locked = lock_paragraf(paragraf)
    if locked.status != Paragraf.Status.OPPEN:
        raise Refused("Jäv anmäls medan paragrafen är öppen (KL 6:30).")
    if status_of(read_lage(locked), deltagare.pk) not in (TJANSTGOR, NARVARANDE):
        raise Refused(f"{deltagare} är inte närvarande.", field="deltagare")
    return satt_narvaro(locked, deltagare, JAV, skal=skal, actor=actor)


@transaction.atomic
def byt_ordforande(paragraf: Paragraf, deltagare: Deltagare, *, skal: str = "", actor) -> None:
    """Let another lead the §. Somebody outside the presidium, or before them who is there, needs a reason.

    Raises Refused for one who does not serve at the § (KL 5:11, 6:15).
    """
    locked = lock_paragraf(paragraf)
    lista, lage = read_lista(locked.sammantrade), read_lage(locked)
    if status_of(lage, deltagare.pk) != TJANSTGOR:
        raise Refused(f"{deltagare} tjänstgör inte vid paragrafen och kan inte leda den (KL 5:11, 6:15).")
    first = lista.chair(lage)
    if first and first != deltagare and not skal:
        text = f"{first} är närmast i presidiet och tjänstgör. Ange varför {deltagare} leder."
        refuse_if_any([Brist("KL 5:11, 6:15", text, field="skal")])
    locked.ordforande = deltagare
    locked.save(update_fields=["ordforande"])
    log(
        "paragraf.chair",
        locked,
        actor=actor,
        samverkan=locked.organ.samverkan,
        namn=deltagare,
        skal=f" ({skal})" if skal else "",
    )


@transaction.atomic
def lagg_till_deltagare(sammantrade: Sammantrade, *, name: str, title: str = "", actor) -> Deltagare:
    """Somebody else in the room, such as who presents a matter; there from the § that is open."""
    locked = lock_sammantrade(sammantrade)
    if not name.strip():
        raise Refused("Ange namnet.", field="name")
    order = locked.deltagare.filter(group=OVRIG).count() + 1
    one = Deltagare(sammantrade=locked, group=OVRIG, name=name.strip()[:120], title=title[:120], order=order)
    one.save(force_insert=True)
    at = locked.paragrafer.filter(status=Paragraf.Status.OPPEN).first()
    at = at or locked.paragrafer.filter(narvaro__isnull=False, status=Paragraf.Status.VANTAR).first()
    if at:
        store_lage(at, read_lage(at) | {one.pk: Plats(NARVARANDE)})
    log("deltagare.added", one, actor=actor, samverkan=locked.organ.samverkan)
    return one


@transaction.atomic
def valja_justerare(sammantrade: Sammantrade, chosen: Collection[Deltagare], *, actor) -> None:
    """Elect those who attest the protocol with the chair. Raises Refused for one who was absent, who leads
    the meeting or keeps it, or for another number than reglementet asks for (KL 5:69 and praxis).
    """
    locked = lock_sammantrade(sammantrade, Sammantrade.Status.PAGAR, Sammantrade.Status.AVSLUTAT)
    states = read_all(locked)
    needed = locked.organ.justerare_count
    if len(set(chosen)) != needed:
        raise Refused(f"Reglementet säger {needed} justerare. Välj så många (KL 5:69).", field="justerare")
    for one in chosen:
        if not any(status_of(lage, one.pk) == TJANSTGOR for lage in states.values()):
            raise Refused(
                f"{one} har inte tjänstgjort och kan inte justera protokollet (KL 5:66, 5:69).",
                field="justerare",
            )
        if locked.paragrafer.filter(ordforande=one).exists():
            raise Refused(
                f"{one} leder sammanträdet och justerar som ordförande. Välj en annan.", field="justerare"
            )
    locked.deltagare.update(justerare=False)
    locked.deltagare.filter(pk__in=[one.pk for one in chosen]).update(justerare=True)
    names = ", ".join(map(str, chosen))
    log("sammantrade.justerare", locked, actor=actor, samverkan=locked.organ.samverkan, namn=names)
