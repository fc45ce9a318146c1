"""What may be done with a notice: prepare it, put it up, confirm the members' boards, take it down."""

from datetime import date, datetime, time

from django.db import transaction

from protokoll.anslag import bevis, queries
from protokoll.anslag.models import Anslag, Tavelplats
from protokoll.anslag.rules import (
    late_posting,
    missing_in_notice,
    not_allowed_on_board,
    post_by,
)
from protokoll.anslag.tavlor import save_days, skapa_tavlor
from protokoll.justering.models import Protokoll
from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.rules import Kallelseregler, late_kallelse, latest_kallelse
from samverkan.dokument.acts import store_dokument
from samverkan.handelser.acts import log
from samverkan.lib import klocka
from samverkan.lib.brist import Brist, refuse_if_any
from samverkan.lib.cleaning import clean_or_refuse
from samverkan.lib.errors import Refused
from samverkan.lib.local_time import local_day, local_moment
from samverkan.organ.rules import keeps_protokoll

NOON = time(12)
ON_EVERY_BOARD = {Anslag.Kind.PROTOKOLL, Anslag.Kind.DELEGATION}


def prepare_for_protokoll(protokoll: Protokoll, actor) -> Anslag | None:
    """Prepare the notice of a protocol that has just become justerat and put it up here at once (KL 8:12).

    None for bodies whose protocols the law does not put on the board. The notice of a version that has been
    replaced comes down. It happens by itself: `actor`, whose signature was the last, has put nothing up.
    """
    sammantrade = protokoll.sammantrade
    organ = sammantrade.organ
    if organ.outside or not keeps_protokoll(organ.kind):
        return None
    known = Anslag.objects.filter(protokoll=protokoll).first()
    if known:
        return known
    with transaction.atomic():
        _take_down_replaced(protokoll, actor)
        return prepare(_notice_of(protokoll), actor=None)


def _notice_of(protokoll: Protokoll) -> Anslag:
    sammantrade = protokoll.sammantrade
    organ = sammantrade.organ
    content = protokoll.content
    return Anslag(
        organ=organ,
        kind=Anslag.Kind.PROTOKOLL,
        heading=f"{organ.name}, {content['paragrafer_text']}",
        sammantrade=sammantrade,
        protokoll=protokoll,
        paragrafer=content["paragrafer_text"],
        meeting_date=local_day(sammantrade.starts_at),
        justerat_on=protokoll.justerat_on,
        responsible=", ".join(one["namn"] for one in content["sekreterare"]),
        post_on=klocka.today(),
    )


def _take_down_replaced(protokoll: Protokoll, actor) -> None:
    """A version that has been replaced is no longer announced; its notice would point at the wrong text."""
    replaced = Anslag.objects.filter(
        protokoll__sammantrade=protokoll.sammantrade,
        protokoll__kind=protokoll.kind,
        protokoll__status=Protokoll.Status.ERSATT,
    ).exclude(status=Anslag.Status.NERTAGET)
    for anslag in replaced.select_for_update(of=("self",)):
        _down(anslag, reason="ersatt av en ny version", actor=actor)


def prepare(anslag: Anslag, *, actor) -> Anslag:
    """Save a new notice with a place on each board it belongs on; put it up if its day has come.

    In: an unsaved notice of a body. Refuses anything the law does not list (KL 8:10–11).
    """
    organ = anslag.organ
    anslag.samverkan = organ.samverkan
    refuse_unless_in_law(anslag.kind)
    anslag.kept_at = anslag.kept_at or organ.kept_at or organ.samverkan.issuer.name
    anslag.responsible = anslag.responsible or (actor.name if actor else organ.samverkan.contact_name)
    with transaction.atomic():
        skapa_tavlor(organ, actor=actor)
        clean_or_refuse(anslag)
        anslag.save(force_insert=True)
        boards = organ.tavlor.filter(active=True)
        if anslag.kind not in ON_EVERY_BOARD and boards.filter(own=True).exists():
            boards = boards.filter(own=True)
        Tavelplats.objects.bulk_create(Tavelplats(anslag=anslag, tavla=tavla) for tavla in boards)
        log("anslag.prepared", anslag, actor=actor, samverkan=anslag.samverkan, dag=anslag.post_on)
        if anslag.post_on <= klocka.today() and not missing(anslag):
            _up(anslag, actor)
    return anslag


def refuse_unless_in_law(kind: str) -> None:
    """Raise Refused for a kind of notice that is not in the law's list: news, events, advertisements."""
    brist = not_allowed_on_board(kind)
    refuse_if_any([brist] if brist else [])


def missing(anslag: Anslag) -> list[Brist]:
    """What a notice lacks before it may go up (KL 8:10, 8:12)."""
    if anslag.kind != Anslag.Kind.PROTOKOLL:
        return []
    return missing_in_notice(queries.as_rule(anslag))


def ansla_sammantrade(sammantrade: Sammantrade, *, skal: str = "", actor) -> Anslag:
    """Announce a meeting on the board (KL 5:13–15, 8:10 p. 1, 8:11, 9:10).

    Refuses a late one unless the law lets an urgent matter (`skal`) be announced later.
    """
    organ, day = sammantrade.organ, local_day(sammantrade.starts_at)
    if sammantrade.status in (Sammantrade.Status.INSTALLT, Sammantrade.Status.AVSLUTAT):
        raise Refused("Sammanträdet är inställt eller redan hållet.")
    if day < klocka.today():
        raise Refused("Sammanträdet har redan varit.")
    brist = late_announcement(sammantrade, klocka.today(), skal=skal)
    refuse_if_any([brist] if brist else [])
    place = f", {sammantrade.place}" if sammantrade.place else ""
    moment = sammantrade.starts_at.astimezone(klocka.now().tzinfo)
    text = f"Sammanträde {day} kl. {moment:%H.%M}{place}."
    if sammantrade.public:
        text += " Sammanträdet är offentligt."
    anslag = Anslag(
        organ=organ,
        kind=Anslag.Kind.SAMMANTRADE,
        heading=f"{organ.name} sammanträder {day}",
        text=f"{text} {skal}".strip(),
        sammantrade=sammantrade,
        meeting_date=day,
        post_on=klocka.today(),
    )
    return prepare(anslag, actor=actor)


def late_announcement(sammantrade: Sammantrade, day: date, *, skal: str = "") -> Brist | None:
    """Why a meeting can no longer be announced on the day. Only the law's own week counts here."""
    regler = _week(sammantrade)
    if not regler.is_bound_by_week:
        return None
    return late_kallelse(local_day(sammantrade.starts_at), day, regler, skal=skal)


def announce_by(sammantrade: Sammantrade) -> date | None:
    """The last day the law gives for announcing the meeting; None where it gives none."""
    regler = _week(sammantrade)
    if not regler.is_bound_by_week:
        return None
    return latest_kallelse(local_day(sammantrade.starts_at), regler).dag


def _week(sammantrade: Sammantrade) -> Kallelseregler:
    return Kallelseregler(slag=sammantrade.organ.kind, budget=sammantrade.decides_budget)


def ansla(anslag: Anslag, *, actor) -> None:
    """Put the notice up on the board in here. Refuses one that lacks something, or comes too early."""
    with transaction.atomic():
        _up(_locked(anslag), actor)


def _up(anslag: Anslag, actor) -> None:
    refuse_if_any(missing(anslag))
    now = klocka.now()
    if anslag.justerat_on and now.date() < anslag.justerat_on:
        refuse_if_any([late_posting(anslag.justerat_on, now.date())])
    own = anslag.platser.filter(tavla__own=True, posted_at=None)
    if own.update(posted_at=now, confirmed_by=actor):
        facts = {"sent": _late(anslag, now.date())}
        log("anslag.posted", anslag, actor=actor, samverkan=anslag.samverkan, **facts)
    save_days(anslag, actor=actor)


def _late(anslag: Anslag, day: date) -> str:
    """What is said in the log of a notice that went up too late (KL 8:12); it counts from when it is up."""
    is_late = anslag.justerat_on is not None and day > post_by(anslag.justerat_on)
    return f", senare än {post_by(anslag.justerat_on)} (KL 8:12)" if is_late else ""


def bekrafta(anslag: Anslag, platser: list[int] | None = None, *, day: date | None = None, actor) -> int:
    """Confirm that the notice is up on members' boards: those with the given ids, or all that wait (KL 9:32).

    `day` is when it went up (default: today). The time to appeal is counted from the day the last of them
    is up. Gives how many. Refuses days to come and days before justering.
    """
    with transaction.atomic():
        anslag = _locked(anslag)
        moment = _moment_on(anslag, day or klocka.today())
        waiting = anslag.platser.filter(posted_at=None, tavla__own=False)
        if platser is not None:
            waiting = waiting.filter(pk__in=platser)
        names = list(waiting.values_list("tavla__name", flat=True))
        if not names:
            raise Refused("Anslaget är redan bekräftat på de tavlorna.")
        waiting.update(posted_at=moment, confirmed_by=actor)
        facts = {"tavlor": ", ".join(names), "dag": moment.date()}
        log("anslag.confirmed", anslag, actor=actor, samverkan=anslag.samverkan, **facts)
        save_days(anslag, actor=actor)
    return len(names)


def _moment_on(anslag: Anslag, day: date) -> datetime:
    now = klocka.now()
    if day > now.date():
        raise Refused("Den dagen har inte kommit än.", field="day")
    if anslag.justerat_on and day < anslag.justerat_on:
        raise Refused(f"{late_posting(anslag.justerat_on, day)}", field="day")
    if anslag.status == Anslag.Status.NERTAGET:
        raise Refused("Anslaget är nertaget.")
    return now if day == now.date() else local_moment(day, NOON)


def ta_ned(anslag: Anslag, *, actor) -> None:
    """Take the notice down and store the evidence. Refuses while it must stand (KL 8:12, 13:5).

    The announcement of a meeting that is called off may come down at once.
    """
    with transaction.atomic():
        anslag = _locked(anslag)
        refuse_if_any(why_it_stands(anslag, klocka.today()))
        _down(anslag, reason="", actor=actor)


def why_it_stands(anslag: Anslag, day: date) -> list[Brist]:
    """Why the notice may not be taken down on the day; nothing when it may."""
    if anslag.status == Anslag.Status.NERTAGET:
        return [Brist("", "Anslaget är redan nertaget.")]
    meeting = anslag.sammantrade
    if anslag.kind == Anslag.Kind.SAMMANTRADE and meeting and meeting.status == Sammantrade.Status.INSTALLT:
        return []
    if anslag.take_down_on is None or anslag.status == Anslag.Status.VANTAR:
        return [
            Brist("KL 8:12", "Anslaget ska stå tills tiden att överklaga har gått ut, och den löper inte än.")
        ]
    if day < anslag.take_down_on:
        clause = {Anslag.Kind.SAMMANTRADE: "KL 5:13, 8:11"}.get(anslag.kind, "KL 8:12")
        clause = anslag.clause or clause
        return [Brist(clause, f"Anslaget får tas ned tidigast {anslag.take_down_on}.")]
    return []


def _down(anslag: Anslag, *, reason: str, actor) -> None:
    """Take down a locked notice: the board in here now, and a paper that proves the whole."""
    now = klocka.now()
    anslag.platser.filter(tavla__own=True, posted_at__isnull=False, taken_down_at=None).update(
        taken_down_at=now
    )
    if anslag.posted_on is None:  # never up everywhere: nothing to prove but that it was withdrawn
        anslag.posted_on = now.date()
    anslag.status, anslag.taken_down_at = Anslag.Status.NERTAGET, now
    if anslag.kind == Anslag.Kind.PROTOKOLL:
        anslag.bevis = store_dokument(
            bevis.render_anslagsbevis(anslag),
            filename=bevis.file_name(anslag),
            content_type="application/pdf",
            samverkan=anslag.samverkan,
        )
    anslag.save(update_fields=["status", "taken_down_at", "posted_on", "bevis"])
    facts = {"skal": f", {reason}" if reason else ""}
    log("anslag.taken_down", anslag, actor=actor, samverkan=anslag.samverkan, **facts)


def _locked(anslag: Anslag) -> Anslag:
    return queries.with_parties(Anslag.objects.select_for_update(of=("self",))).get(pk=anslag.pk)
