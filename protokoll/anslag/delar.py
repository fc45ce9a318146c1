"""What the notice board hangs on a meeting's page: its protocol's notice, and the protocol on the web."""

from collections.abc import Collection

from django.db.models import Count, Q

from protokoll.anslag.models import Anslag, Webbversion
from protokoll.anslag.rules import post_by
from protokoll.justering.models import Protokoll
from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.steg import Lage, Steg
from samverkan.konton.rules import may_see_minutes_work
from samverkan.lib import klocka


def anslaget(sammantraden: Collection[Sammantrade]) -> dict[int, Lage]:
    """The notice of each meeting's whole protocol, from the day it is there; one query."""
    waiting = Count("platser", filter=Q(platser__posted_at=None))
    whole = Anslag.objects.filter(
        protokoll__kind=Protokoll.Kind.HELT, protokoll__sammantrade__in=sammantraden
    )
    rows = whole.exclude(protokoll__status=Protokoll.Status.ERSATT).annotate(left=waiting)
    return {one.sammantrade_id: _anslag(one) for one in rows}


def _anslag(anslag: Anslag) -> Lage:
    where = {"act": "Till anslaget", "url_name": "anslag:anslag", "url_kwargs": {"pk": anslag.pk}}
    if anslag.status == Anslag.Status.VANTAR:
        boards = "1 tavla återstår" if anslag.left == 1 else f"{anslag.left} tavlor återstår"
        last = f", senast {post_by(anslag.justerat_on)}" if anslag.justerat_on else ""
        return Lage(f"{boards}{last}", **where)
    if anslag.status == Anslag.Status.NERTAGET:
        return Lage("Nertaget", True, **where)
    return Lage(f"Uppe. Överklagas senast {anslag.last_appeal_on}", True, **where)


def webbversionen(sammantraden: Collection[Sammantrade]) -> dict[int, Lage]:
    """Whether each justerat protocol is on the web, where the body publishes at all; two queries."""
    found = Protokoll.objects.filter(
        kind=Protokoll.Kind.HELT, status=Protokoll.Status.JUSTERAT, sammantrade__in=sammantraden
    )
    shown = found.filter(sammantrade__organ__publish_days__gt=0).values_list("sammantrade_id", "pk")
    versions = {
        one.protokoll_id: one
        for one in Webbversion.objects.filter(protokoll__in=[pk for _, pk in shown]).defer("masks")
    }
    return {meeting: _webb(versions.get(pk)) for meeting, pk in shown}


def _webb(version: Webbversion | None) -> Lage:
    if version is None:
        return Lage("Inte publicerat", False, "Gör webbversion", "anslag:webb", waits=True)
    where = {"act": "Webbversionen", "url_name": "anslag:webbversion", "url_kwargs": {"pk": version.pk}}
    if version.published_at is None:
        return Lage("Maskas", **where)
    is_on = version.unpublished_at is None and version.unpublish_on > klocka.today()
    return Lage(f"På webben till {version.unpublish_on}" if is_on else "Avpublicerat", True, **where)


STEG = (
    Steg(70, "Anslag", may_see_minutes_work, anslaget),
    Steg(80, "Protokollet på webben", may_see_minutes_work, webbversionen),
)
