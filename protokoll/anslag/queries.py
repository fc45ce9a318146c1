"""Questions about notices: what the public may read, what waits for the secretary, what a notice says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from protokoll.anslag.domstol import common_court
from protokoll.anslag.models import Anslag, Avbrott, Tavelplats, Webbversion
from protokoll.anslag.overklagande import how_to_appeal, is_appealable
from protokoll.anslag.rules import Tillkannagivande
from protokoll.anslag.tid import WITH_APPEAL
from samverkan.lib import klocka
from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.models import Medlem, Organisation, Samverkan

UP_HERE = Q(posted_at__isnull=False, taken_down_at=None, tavla__own=True)


def with_parties(found: QuerySet[Anslag]) -> QuerySet[Anslag]:
    """Notices with the rows that every page about them reads."""
    return found.select_related("organ__samverkan__issuer", "samverkan__issuer", "sammantrade")


def on_board(samverkan: Samverkan | None = None) -> QuerySet[Anslag]:
    """What stands on the public board in here now, the newest first; of one samverkan or of all."""
    here = Tavelplats.objects.filter(UP_HERE, anslag=OuterRef("pk"))
    found = Anslag.objects.filter(Exists(here)).exclude(status=Anslag.Status.NERTAGET)
    if samverkan is not None:
        found = found.filter(samverkan=samverkan)
    own = Prefetch("platser", Tavelplats.objects.filter(UP_HERE), to_attr="har")
    return with_parties(found).prefetch_related(own).order_by("-post_on", "-pk")


def published(samverkan: Samverkan | None = None) -> QuerySet[Webbversion]:
    """Protocols the public may read today. What the originals say is never fetched."""
    found = Webbversion.objects.filter(
        published_at__isnull=False, unpublished_at=None, unpublish_on__gt=klocka.today()
    )
    if samverkan is not None:
        found = found.filter(protokoll__sammantrade__organ__samverkan=samverkan)
    related = found.select_related("protokoll__sammantrade__organ__samverkan", "dokument")
    return related.defer("protokoll__content", "masks").order_by("-protokoll__sammantrade__starts_at", "-pk")


def members_on(samverkan: Samverkan, day: date) -> list[Organisation]:
    """The members on a day, in Swedish order."""
    found = Medlem.objects.active_on(day).filter(samverkan=samverkan).select_related("organisation")
    return sorted((one.organisation for one in found), key=lambda one: sort_key(one.short_name))


def appeal_guidance(anslag: Anslag) -> tuple[str, ...]:
    """How to appeal what the notice is about, a paragraph each; nothing when it cannot be (KL 13)."""
    if anslag.kind not in WITH_APPEAL or not is_appealable(anslag.organ.kind):
        return ()
    samverkan = anslag.samverkan
    members = members_on(samverkan, anslag.meeting_date or anslag.post_on)
    names = [one.short_name for one in members if one.kind == Organisation.Kind.KOMMUN] or [
        samverkan.issuer.short_name
    ]
    court = common_court(samverkan.issuer.kommunkod, [one.kommunkod for one in members])
    who, how, when, grounds = how_to_appeal(
        samverkan.form, names, court, anslag.last_appeal_on or anslag.post_on
    )
    if anslag.last_appeal_on is None:
        when = "Sista dagen att överklaga räknas ut när anslaget är uppe på alla tavlor. Då står den här."
    return who, how, when, grounds


def as_rule(anslag: Anslag) -> Tillkannagivande:
    """The notice as the rule on its contents sees it, were it put up now."""
    return Tillkannagivande(
        organ=anslag.organ.name,
        sammantradesdag=anslag.meeting_date,
        paragrafer=anslag.paragrafer,
        justerat=anslag.justerat_on,
        uppsatt=anslag.posted_on or klocka.today(),
        forvaringsplats=anslag.kept_at,
        handlaggare=anslag.responsible,
        overklagande=" ".join(appeal_guidance(anslag)),
    )


@dataclass(frozen=True)
class Anslagsrad:
    """A notice in the secretary's list, with how many boards wait."""

    anslag: Anslag
    vantar: int
    avbrott: int

    @property
    def is_waiting(self) -> bool:
        return self.anslag.status == Anslag.Status.VANTAR


def notices(samverkan: Samverkan, *statuses: str) -> QuerySet[Anslag]:
    """Notices in these states with the number of boards (`tavlor`) and of those that wait (`vantande`)."""
    waiting = Count("platser", filter=Q(platser__posted_at=None))
    found = Anslag.objects.filter(samverkan=samverkan, status__in=statuses)
    return with_parties(found).annotate(tavlor=Count("platser"), vantande=waiting).order_by("-post_on", "-pk")


def standing(samverkan: Samverkan) -> QuerySet[Anslag]:
    """What is up, or on its way up."""
    return notices(samverkan, Anslag.Status.VANTAR, Anslag.Status.UPPE)


def outages_now(samverkan: Samverkan) -> QuerySet[Avbrott]:
    """Boards of the samverkan that cannot be read now."""
    return Avbrott.objects.filter(tavla__organ__samverkan=samverkan, ended_at=None).select_related(
        "tavla__organ"
    )
