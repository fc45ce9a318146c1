"""The round of justering: start it, read, propose changes, sign or decline, begin again (KL 5:69, 6:35)."""

from collections.abc import Collection, Sequence

from django.db import transaction

from protokoll.justering.granskning import faults, omedelbara_faults
from protokoll.justering.innehall import build_content, content_hash, decided_of, told
from protokoll.justering.models import Andringsforslag, Justering, Protokoll
from protokoll.justering.queries import is_posted, lage_of
from protokoll.justering.rules import (
    decline_faults,
    justering_deadline,
    reopen_faults,
    sign_faults,
)
from protokoll.justering.undertecknare import Undertecknare, undertecknare
from protokoll.paragrafer.models import Paragraf
from protokoll.sammantraden.models import Sammantrade
from samverkan.handelser.acts import log
from samverkan.jobb.acts import start_jobb
from samverkan.lib.brist import refuse_if_any
from samverkan.lib.errors import Refused
from samverkan.lib.klocka import now
from samverkan.lib.local_time import local_day
from samverkan.organ.models import Organ

FORSEGLA_JOBB = "protokoll.forsegla"
KALLA_JOBB = "protokoll.justering_mail"
ROLE_ORDER = (Justering.Role.SEKRETERARE, Justering.Role.JUSTERARE, Justering.Role.ORDFORANDE)


@transaction.atomic
def starta_justering(sammantrade: Sammantrade, *, actor) -> Protokoll:
    """Freeze the protocol of a closed meeting and ask its signers. They are mailed by a job.

    Refuses, with clause, while anything the law asks is missing, when a justerare was away at their §§ or
    someone has no account, and when the protocol is out already (KL 5:65–69).
    """
    sammantrade = _lock(sammantrade)
    if sammantrade.status != Sammantrade.Status.AVSLUTAT:
        raise Refused("Avsluta sammanträdet innan protokollet justeras (KL 5:69).")
    if (
        sammantrade.protokoll.filter(kind=Protokoll.Kind.HELT)
        .exclude(status=Protokoll.Status.ERSATT)
        .exists()
    ):
        raise Refused("Protokollet är redan ute på justering.")
    return _freeze(sammantrade, decided_of(sammantrade), kind=Protokoll.Kind.HELT, actor=actor)


@transaction.atomic
def starta_omedelbar_justering(sammantrade: Sammantrade, numbers: Collection[int], *, actor) -> Protokoll:
    """Freeze single decided §§ as a protocol of their own, during the meeting or after it.

    Refuses §§ that are not decided, have no text, or are out for justering already (reglementet).
    """
    sammantrade = _lock(sammantrade)
    if sammantrade.status not in (Sammantrade.Status.PAGAR, Sammantrade.Status.AVSLUTAT):
        raise Refused("Omedelbar justering görs under sammanträdet eller direkt efter det.")
    paragrafer = list(told(sammantrade.paragrafer.filter(number__in=numbers)).order_by("number"))
    out = Protokoll.objects.exclude(status=Protokoll.Status.ERSATT).filter(paragrafer__in=paragrafer)
    if out.exists():
        raise Refused("En av paragraferna är redan ute på justering eller justerad.", field="paragrafer")
    Paragraf.objects.filter(pk__in=[one.pk for one in paragrafer]).update(omedelbar=True)
    for one in paragrafer:
        one.omedelbar = True
    return _freeze(sammantrade, paragrafer, kind=Protokoll.Kind.OMEDELBART, actor=actor)


def _lock(sammantrade: Sammantrade) -> Sammantrade:
    found = Sammantrade.objects.select_for_update(of=("self",)).select_related("organ__samverkan")
    return found.get(pk=sammantrade.pk)


def _freeze(
    sammantrade: Sammantrade,
    paragrafer: Sequence[Paragraf],
    *,
    kind: str,
    actor,
    version: int = 1,
    reason: str = "",
) -> Protokoll:
    deltagare = list(sammantrade.deltagare.select_related("person"))
    content = build_content(sammantrade, paragrafer, kind=kind)
    check = faults if kind == Protokoll.Kind.HELT else omedelbara_faults
    refuse_if_any(check(sammantrade, deltagare, paragrafer, content))
    protokoll = Protokoll.objects.create(
        sammantrade=sammantrade,
        kind=kind,
        version=version,
        content=content,
        content_sha256=content_hash(content),
        reason=reason,
        deadline=justering_deadline(local_day(sammantrade.closed_at or now())),
    )
    protokoll.started_at = now()  # the model's own moment is the wall clock's
    protokoll.save(update_fields=["started_at"])
    protokoll.paragrafer.set(paragrafer)
    _ask(protokoll, undertecknare(deltagare, paragrafer, sammantrade.organ.justerare_count))
    _log(
        "protokoll.started",
        protokoll,
        actor,
        paragrafer=content["paragrafer_text"],
        sha256=protokoll.content_sha256,
    )
    start_jobb(KALLA_JOBB, protokoll, actor=actor, samverkan=sammantrade.organ.samverkan)
    return protokoll


def _ask(protokoll: Protokoll, signers: Sequence[Undertecknare]) -> None:
    Justering.objects.bulk_create(
        Justering(
            protokoll=protokoll,
            deltagare=one.deltagare,
            role=one.roll,
            numbers=list(one.nummer),
            order=ROLE_ORDER.index(one.roll),
        )
        for one in signers
    )


def las(justering: Justering, *, actor) -> None:
    """Note that the signer has opened the protocol; the first time counts."""
    _refuse_others(justering, actor)
    Justering.objects.filter(pk=justering.pk, read_at__isnull=True).update(read_at=now())


@transaction.atomic
def foresla_andring(justering: Justering, paragraf: Paragraf, *, text: str, actor) -> Andringsforslag:
    """Ask for a change in a § that one attests or led. Refuses when one has signed, or says nothing."""
    justering = lock_justering(justering, actor)
    if justering.status == Justering.Status.UNDERSKRIVEN:
        raise Refused("Du har skrivit under. Be sekreteraren rätta, så får du läsa och skriva under på nytt.")
    if paragraf.number not in justering.numbers:
        raise Refused("Du justerar inte den paragrafen.", field="text")
    if not text.strip():
        raise Refused("Skriv vad som ska ändras.", field="text")
    forslag = Andringsforslag.objects.create(justering=justering, paragraf=paragraf, text=text.strip())
    _log("protokoll.proposed", justering.protokoll, actor, paragraf=f"§ {paragraf.number}")
    return forslag


@transaction.atomic
def skriv_under(justering: Justering, *, sha256: str, actor) -> None:
    """Sign the text with this hash: the one that was read. The last signature starts the seal.

    Refuses another's signature, a second one, one out of turn, one on a text that has changed since it was
    read, and one while change proposals wait for an answer (KL 5:69, reglementet). Whether the person has
    shown the password again is for the page to ask.
    """
    justering = lock_justering(justering, actor)
    protokoll = justering.protokoll
    lage = lage_of(protokoll)
    organ: Organ = protokoll.sammantrade.organ
    refuse_if_any(
        sign_faults(
            str(justering.deltagare),
            justering.role,
            lage.needed,
            lage.given,
            protokoll.content_sha256,
            fast_ordning=organ.justering_order == Organ.Justeringsordning.FAST,
            oppna_forslag=len(lage.open_forslag),
        )
    )
    if sha256 != protokoll.content_sha256:
        raise Refused("Texten har ändrats sedan du läste den. Läs den igen och skriv under sedan.")
    justering.status, justering.reason = Justering.Status.UNDERSKRIVEN, ""
    justering.signed_at, justering.signed_sha256 = now(), sha256
    justering.save(update_fields=["status", "reason", "signed_at", "signed_sha256"])
    _log("protokoll.signed", protokoll, actor, roll=justering.get_role_display().lower(), sha256=sha256)
    if lage_of(protokoll).is_complete:
        _all_have_signed(protokoll, actor)


def _all_have_signed(protokoll: Protokoll, actor) -> None:
    """It is justerat the day of the last signature; the sealed paper follows by a job."""
    protokoll.status, protokoll.justerat_on = Protokoll.Status.UNDERSKRIVET, local_day(now())
    protokoll.save(update_fields=["status", "justerat_on"])
    start_jobb(FORSEGLA_JOBB, protokoll, actor=actor, samverkan=protokoll.sammantrade.organ.samverkan)


@transaction.atomic
def avboj(justering: Justering, *, reason: str, actor) -> None:
    """Decline to sign, with a reason; the secretary answers by mending the text or by a new version."""
    refuse_if_any(decline_faults(reason))
    justering = lock_justering(justering, actor)
    if justering.status == Justering.Status.UNDERSKRIVEN:
        raise Refused("Du har redan skrivit under.")
    justering.status, justering.reason = Justering.Status.AVBOJD, reason.strip()
    justering.save(update_fields=["status", "reason"])
    _log("protokoll.declined", justering.protokoll, actor, skal=justering.reason)


@transaction.atomic
def ny_version(protokoll: Protokoll, *, reason: str, actor) -> Protokoll:
    """Open the protocol again as a new version, for which all sign again; the old one is ersatt.

    Refuses without a reason, and when it has been posted (KL 8:12, 13:5; see `rattelser`).
    """
    protokoll = lock_protokoll(protokoll)
    if protokoll.status == Protokoll.Status.ERSATT:
        raise Refused("Den versionen är redan ersatt.")
    refuse_if_any(reopen_faults(anslaget=is_posted(protokoll), skal=reason))
    protokoll.status = Protokoll.Status.ERSATT
    protokoll.save(update_fields=["status"])
    sammantrade = _lock(protokoll.sammantrade)
    if sammantrade.status == Sammantrade.Status.JUSTERAT:
        sammantrade.status = Sammantrade.Status.AVSLUTAT
        sammantrade.save(update_fields=["status"])
    numbers = list(protokoll.paragrafer.values_list("number", flat=True))
    paragrafer = list(told(sammantrade.paragrafer.filter(number__in=numbers)).order_by("number"))
    _log("protokoll.reopened", protokoll, actor, skal=reason.strip())
    return _freeze(
        sammantrade,
        paragrafer,
        kind=protokoll.kind,
        actor=actor,
        version=protokoll.version + 1,
        reason=reason.strip(),
    )


def lock_protokoll(protokoll: Protokoll) -> Protokoll:
    """The row, locked: rounds take turns."""
    found = Protokoll.objects.select_for_update(of=("self",))
    return found.select_related("sammantrade__organ__samverkan").get(pk=protokoll.pk)


def lock_justering(justering: Justering, actor) -> Justering:
    """The signer's row with its protocol locked. Refuses another person, and a round that is over."""
    _refuse_others(justering, actor)
    protokoll = lock_protokoll(justering.protokoll)
    if protokoll.status != Protokoll.Status.JUSTERAS:
        raise Refused(f"Protokollet är {protokoll.get_status_display().lower()} och ändras inte längre.")
    locked = Justering.objects.select_related("deltagare__person").get(pk=justering.pk)
    locked.protokoll = protokoll
    return locked


def _refuse_others(justering: Justering, actor) -> None:
    person = justering.deltagare.person
    if person is None or actor is None or person.anvandare_id != actor.pk:
        raise Refused(f"Bara {justering.deltagare.name} kan justera i det namnet (KL 5:69).")


def _log(action: str, protokoll: Protokoll, actor, **data: object) -> None:
    log(action, protokoll, actor=actor, samverkan=protokoll.sammantrade.organ.samverkan, **data)
