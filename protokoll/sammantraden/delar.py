"""What planning hangs elsewhere: the first step of every meeting, and a body's meetings on its page."""

from collections.abc import Collection

from django.http import HttpRequest

from protokoll.sammantraden.arshjul_queries import posts_of
from protokoll.sammantraden.models import Sammantrade
from protokoll.sammantraden.queries import sammantraden_of_year
from protokoll.sammantraden.steg import Lage, Steg
from protokoll.sammantraden.visning import hours
from samverkan.konton.rules import may_keep_minutes, may_see_minutes_work, may_see_protokoll
from samverkan.organ.delar import Del
from samverkan.organ.models import Organ


def tid_och_plats(sammantraden: Collection[Sammantrade]) -> dict[int, Lage]:
    """When and where: set from the beginning, but a meeting wants a place."""
    return {one.pk: _lage(one) for one in sammantraden}


def _lage(sammantrade: Sammantrade) -> Lage:
    text = hours(sammantrade).capitalize()
    if sammantrade.place:
        return Lage(f"{text}, {sammantrade.place}", done=True)
    if sammantrade.status != Sammantrade.Status.PLANERAT:
        return Lage(text, done=True)
    kwargs = {"pk": sammantrade.pk}
    return Lage(
        f"{text}. Plats saknas.", False, "Ange plats", "sammantraden:andra", kwargs, do=may_keep_minutes
    )


def organets_sammantraden(request: HttpRequest, organ: Organ) -> dict | None:
    """The body's meetings of the year, and how much its wheel holds."""
    if organ.outside:
        return None
    return {
        "sammantraden": sammantraden_of_year(request.samverkan, request.year, organ=organ),
        "arshjul": len(posts_of(organ)),
        "sees_work": may_see_minutes_work(request.user, request.samverkan),
        "may_plan": may_keep_minutes(request.user, request.samverkan),
    }


STEG = (Steg(10, "Tid och plats", may_see_protokoll, tid_och_plats),)
ORGANDELAR = (Del(10, may_see_protokoll, "protokoll/sammantraden/organ_del.html", organets_sammantraden),)
