"""Opening and closing the meeting."""

from datetime import date, datetime, time

from django.db import transaction

from protokoll.paragrafer.acts.las import lock_sammantrade
from protokoll.paragrafer.models import Expediering, Paragraf
from protokoll.paragrafer.mottagare import recipients_of
from protokoll.paragrafer.narvarolista import LEDAMOT, OVRIG
from protokoll.paragrafer.rules import closing_moment
from protokoll.sammantraden.models import Dagordningspunkt, Deltagare, Sammantrade, Utskick
from protokoll.sammantraden.rules import open_faults
from samverkan.handelser.acts import log
from samverkan.lib.brist import refuse_if_any
from samverkan.lib.errors import Refused
from samverkan.lib.klocka import now
from samverkan.lib.local_time import local_day
from samverkan.organ.models import Mandat


@transaction.atomic
def oppna_sammantrade(sammantrade: Sammantrade, *, actor) -> Sammantrade:
    """Open a called meeting: freeze who has a mandate that day, lay up a § per numbered point.

    The § takes texts, underlag, recipients and diary number from its matter. Raises Refused when the meeting
    is not called (KL 6:17), its day has not come, it has been opened, has nobody to attend or nothing to
    treat (KL 5:66).
    """
    locked = lock_sammantrade(sammantrade, Sammantrade.Status.KALLAT)
    moment = now()
    _refuse_before_its_day(locked, local_day(moment))
    people = _freeze_deltagare(locked)
    refuse_if_any(open_faults([one for one in people if one.group != OVRIG], 1, 1))
    points = [one for one in _points(locked) if one.numbered and one.kind != Dagordningspunkt.Kind.RUBRIK]
    if not points:
        raise Refused("Dagordningen har inget ärende som får en egen paragraf. Lägg till ett (KL 5:66).")
    for order, point in enumerate(points, start=1):
        lagg_upp_paragraf(locked, point, order)
    locked.status, locked.opened_at = Sammantrade.Status.PAGAR, moment
    locked.save(update_fields=["status", "opened_at"])
    log("sammantrade.opened", locked, actor=actor, samverkan=locked.organ.samverkan, antal=len(points))
    sammantrade.status, sammantrade.opened_at = locked.status, moment
    return locked


def _refuse_before_its_day(sammantrade: Sammantrade, day: date) -> None:
    """Decisions taken on another day than the one people were called to could be undone in court."""
    planned = local_day(sammantrade.starts_at)
    if day < planned:
        raise Refused(
            f"Kallelsen gäller {planned}. Flytta sammanträdet om det hålls i dag, och kalla på nytt."
        )


def _points(sammantrade: Sammantrade) -> list[Dagordningspunkt]:
    return list(
        sammantrade.punkter.select_related("arende").prefetch_related("arende__bilagor", "arende__mottagare")
    )


def _freeze_deltagare(sammantrade: Sammantrade) -> list[Deltagare]:
    """Everybody with a mandate on the day, as they are that day; who has answered forhinder is excused."""
    day = local_day(sammantrade.starts_at)
    mandat = Mandat.objects.filter(organ=sammantrade.organ).active_on(day).select_related("person")
    absent = Utskick.objects.filter(kallelse__sammantrade=sammantrade, answer="forhinder")
    excused = set(absent.values_list("person_id", flat=True))
    people = [_frozen(one, sammantrade, excused) for one in mandat]
    return Deltagare.objects.bulk_create(people)


def _frozen(mandat: Mandat, sammantrade: Sammantrade, excused: set[int]) -> Deltagare:
    elected = mandat.role in (Mandat.Role.LEDAMOT, Mandat.Role.ERSATTARE)
    return Deltagare(
        sammantrade=sammantrade,
        person=mandat.person,
        group=mandat.role if elected else OVRIG,
        name=mandat.person.name,
        party=mandat.party,
        title="" if elected else mandat.person.title or mandat.get_role_display().lower(),
        organisation_id=mandat.organisation_id,
        presidium=mandat.presidium,
        secretary=mandat.role == Mandat.Role.SEKRETERARE,
        order=mandat.order,
        excused="anmält förhinder" if mandat.person_id in excused else "",
        remote=sammantrade.remote and mandat.role == LEDAMOT,
    )


def lagg_upp_paragraf(sammantrade: Sammantrade, point: Dagordningspunkt, order: int) -> Paragraf:
    """A § for a point of the agenda, with what its matter says. Secret papers are named by their clause."""
    arende = point.arende
    paragraf = Paragraf(
        sammantrade=sammantrade,
        punkt=point,
        arende=arende,
        organ=sammantrade.organ,
        year=local_day(sammantrade.starts_at).year,
        order=order,
        heading=point.heading,
    )
    if arende is None:
        paragraf.save(force_insert=True)
        return paragraf
    paragraf.dnr, paragraf.secret = arende.dnr, arende.secret
    paragraf.beslut_text, paragraf.sammanfattning = arende.forslag, arende.sammanfattning
    paragraf.underlag = [
        f"Handling med sekretess ({one.secret_clause})" if one.secret else one.title
        for one in arende.bilagor.all()
        if not one.removed
    ]
    paragraf.save(force_insert=True)
    recipients = recipients_of(arende, local_day(sammantrade.starts_at))
    Expediering.objects.bulk_create(
        Expediering(paragraf=paragraf, name=name, email=email, order=place)
        for place, (name, email) in enumerate(recipients)
    )
    return paragraf


@transaction.atomic
def stanga_sammantrade(sammantrade: Sammantrade, *, clock: time | None = None, actor) -> Sammantrade:
    """Close the meeting now, or at a time of day as clocks showed it (summer time and midnight allowed for).

    Raises Refused with undecided §§ (KL 5:66–67), without the justerare reglementet asks for (KL 5:69), or
    at a time before the last decision.
    """
    locked = lock_sammantrade(sammantrade)
    _refuse_unfinished(locked)
    closed = closing_moment(locked.opened_at, clock) if clock else now()
    last = locked.paragrafer.filter(decided_at__isnull=False).order_by("-decided_at").first()
    closed = _not_before(closed, max(last.decided_at if last else locked.opened_at, locked.opened_at))
    locked.status, locked.closed_at = Sammantrade.Status.AVSLUTAT, closed
    locked.save(update_fields=["status", "closed_at"])
    log(
        "sammantrade.closed", locked, actor=actor, samverkan=locked.organ.samverkan, tid=f"kl. {closed:%H.%M}"
    )
    sammantrade.status, sammantrade.closed_at = locked.status, closed
    return locked


def _refuse_unfinished(sammantrade: Sammantrade) -> None:
    waiting = sammantrade.paragrafer.filter(status__in=[Paragraf.Status.VANTAR, Paragraf.Status.OPPEN])
    headings = ", ".join(f"”{one.heading}”" for one in waiting)
    if headings:
        raise Refused(
            f"Alla paragrafer är inte avgjorda: {headings}. Avgör, bordlägg eller låt dem utgå (KL 5:66–67)."
        )
    needed = sammantrade.organ.justerare_count
    if sammantrade.deltagare.filter(justerare=True).count() < needed:
        raise Refused(f"Välj {needed} justerare innan sammanträdet avslutas (KL 5:69).")


def _not_before(closed: datetime, last: datetime) -> datetime:
    """A time of day has no seconds: the minute of the last decision is not before it."""
    if closed.replace(second=0, microsecond=0) == last.astimezone(closed.tzinfo).replace(
        second=0, microsecond=0
    ):
        return max(closed, last.astimezone(closed.tzinfo))
    if closed < last:
        local = last.astimezone(closed.tzinfo)
        raise Refused(
            f"Sista paragrafen avgjordes {local:%H.%M}. Ange en senare tid (KL 5:66).", field="clock"
        )
    return closed
