"""The boards of a body: what it ought to have, adding and changing one, the times one could not be read."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from protokoll.anslag.models import Anslag, Avbrott, Tavla
from protokoll.anslag.tid import DAYS, put_days
from samverkan.handelser.acts import log
from samverkan.handelser.changes import apply_changes
from samverkan.lib import klocka
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.medlemmar.models import Medlem, Organisation, Samverkan
from samverkan.organ.models import Organ


def posts_with_members(organ: Organ) -> bool:
    """Whether the body's notices stand on every member's board (KL 9:32), the utskott of such a body too."""
    if organ.kind == Organ.Kind.UTSKOTT and organ.parent:
        return posts_with_members(organ.parent)
    return organ.kind == Organ.Kind.GEMENSAM_NAMND


def missing_tavlor(organ: Organ, day: date) -> list[Tavla]:
    """The boards the body ought to have on a day and has not, unsaved (KL 8:9, 9:6 p. 10, 9:17, 9:32).

    The issuer's board is the one in here; every other member of a gemensam nämnd has its own.
    """
    issuer = organ.samverkan.issuer
    wanted: dict[int, Organisation] = {issuer.pk: issuer}
    if posts_with_members(organ):
        members = Medlem.objects.active_on(day).filter(samverkan=organ.samverkan)
        wanted |= {one.organisation_id: one.organisation for one in members.select_related("organisation")}
    known = list(organ.tavlor.all())
    there = {tavla.organisation_id for tavla in known}
    if any(tavla.own for tavla in known):
        there.add(issuer.pk)
    return [
        Tavla(organ=organ, organisation=one, name=one.short_name, own=one.pk == issuer.pk)
        for pk, one in wanted.items()
        if pk not in there
    ]


def skapa_tavlor(organ: Organ, *, actor) -> list[Tavla]:
    """Lay up the boards the body ought to have and lacks. Safe to do again."""
    with transaction.atomic():
        Organ.objects.select_for_update().get(pk=organ.pk)
        missing = missing_tavlor(organ, klocka.today())
        for tavla in missing:
            tavla.save(force_insert=True)
            log("tavla.created", tavla, actor=actor, samverkan=organ.samverkan, organ=organ.name)
    return missing


def lagg_till_tavla(tavla: Tavla, *, actor) -> Tavla:
    """Add a board by hand. Refuses a second with the same name in the body."""
    with transaction.atomic():
        clean_or_refuse(tavla, field="name")
        tavla.save(force_insert=True)
        log("tavla.created", tavla, actor=actor, samverkan=tavla.organ.samverkan, organ=tavla.organ.name)
    return tavla


def andra_tavla(tavla: Tavla, *, actor, **values: object) -> Tavla:
    """Change a board's name, address or use. A member's board of a gemensam nämnd stays in use (KL 9:32)."""
    with transaction.atomic():
        tavla = (
            Tavla.objects.select_for_update(of=("self",)).select_related("organ__samverkan").get(pk=tavla.pk)
        )
        changed = apply_changes(tavla, values)
        _refuse_unused(tavla)
        clean_or_refuse(tavla, field="name")
        tavla.save()
        if changed:
            log("tavla.changed", tavla, actor=actor, samverkan=tavla.organ.samverkan, falt=changed)
    return tavla


def _refuse_unused(tavla: Tavla) -> None:
    if tavla.active:
        return
    organ = tavla.organ
    others = organ.tavlor.filter(active=True).exclude(pk=tavla.pk)
    if not others.exists():
        raise Refused("Organet ska ha minst en anslagstavla (KL 8:9).", field="active")
    is_member = Medlem.objects.active_on(klocka.today()).filter(
        samverkan=organ.samverkan, organisation=tavla.organisation_id
    )
    is_needed = posts_with_members(organ) and is_member.exists()
    if is_needed and not others.filter(organisation=tavla.organisation_id).exists():
        text = f"{tavla.name} är medlem, och anslaget ska stå på varje medlems tavla (KL 9:32)."
        raise Refused(text, field="active")


def registrera_avbrott(
    tavla: Tavla, *, began_at: datetime, ended_at: datetime | None, reason: str, actor
) -> list[Anslag]:
    """Note that a board could not be read; what stood there gets its time to appeal anew (KL 8:12, 13:5).

    `ended_at` None: it still cannot. Gives the notices that stood there then. Refuses moments to come and an
    outage while another one lasts.
    """
    avbrott = Avbrott(tavla=tavla, began_at=began_at, ended_at=ended_at, reason=reason)
    if began_at > klocka.now():
        raise Refused("Avbrottet kan inte börja framåt i tiden.", field="began_at")
    if ended_at and ended_at > klocka.now():
        raise Refused("Lämna sluttiden tom om avbrottet pågår.", field="ended_at")
    with transaction.atomic():
        Tavla.objects.select_for_update(of=("self",)).get(pk=tavla.pk)
        if ended_at is None and tavla.avbrott.filter(ended_at=None).exists():
            raise Refused("Ett avbrott pågår redan. Ange när det slutade.")
        clean_or_refuse(avbrott, field="ended_at")
        avbrott.save(force_insert=True)
        _log_avbrott("avbrott.registered", avbrott, actor)
        return recompute_on(tavla, since=began_at, actor=actor)


def avsluta_avbrott(avbrott: Avbrott, *, ended_at: datetime, actor) -> list[Anslag]:
    """Note when a board could be read again; days are told anew from it. Gives the notices concerned."""
    with transaction.atomic():
        avbrott = (
            Avbrott.objects.select_for_update(of=("self",)).select_related("tavla__organ").get(pk=avbrott.pk)
        )
        if avbrott.ended_at is not None:
            raise Refused("Avbrottet är redan avslutat.")
        if ended_at > klocka.now():
            raise Refused("Den tiden har inte varit än.", field="ended_at")
        avbrott.ended_at = ended_at
        clean_or_refuse(avbrott, field="ended_at")
        avbrott.save(update_fields=["ended_at"])
        _log_avbrott("avbrott.ended", avbrott, actor)
        return recompute_on(avbrott.tavla, since=avbrott.began_at, actor=actor)


def _log_avbrott(action: str, avbrott: Avbrott, actor) -> None:
    facts = {
        "tavla": avbrott.tavla.name,
        "fran": _moment(avbrott.began_at),
        "till": _moment(avbrott.ended_at),
    }
    log(action, avbrott, actor=actor, samverkan=avbrott.tavla.organ.samverkan, orsak=avbrott.reason, **facts)


def _moment(moment: datetime | None) -> str:
    from_utc = moment.astimezone(klocka.now().tzinfo) if moment else None
    return f"{from_utc:%Y-%m-%d %H.%M}" if from_utc else "pågår"


def recompute_on(tavla: Tavla, *, since: datetime, actor) -> list[Anslag]:
    """Tell the days of every notice on the board anew. Those already taken down are given, unchanged."""
    stood = Anslag.objects.filter(platser__tavla=tavla, platser__posted_at__isnull=False)
    stood = stood.exclude(platser__tavla=tavla, platser__taken_down_at__lt=since)
    concerned = list(stood.select_for_update(of=("self",)).order_by("pk"))
    for anslag in concerned:
        if anslag.status != Anslag.Status.NERTAGET:
            save_days(anslag, actor=actor)
    return concerned


def save_days(anslag: Anslag, *, actor) -> None:
    """Compute and save the days of a notice the caller has locked; a change is logged with old and new."""
    changed = put_days(anslag)
    anslag.save(update_fields=DAYS)
    if changed:
        organ: Organ = anslag.organ
        samverkan: Samverkan = organ.samverkan
        log("anslag.days", anslag, actor=actor, samverkan=samverkan, dagar="; ".join(changed))


CHANGEABLE = ("name", "organisation", "url", "own", "active")


def values_of(cleaned: Mapping[str, object]) -> dict[str, object]:
    """What of a cleaned form belongs to a board."""
    return {key: cleaned[key] for key in CHANGEABLE if key in cleaned}
