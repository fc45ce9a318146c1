"""What of the follow-up rests on decisions: tasks that a § gave, goals that a § adopted."""

from collections.abc import Collection, Iterator

from protokoll.uppfoljning.models import Mal, Uppdrag
from samverkan.beslut.beslutsobjekt import Beslutsobjekt
from samverkan.konton.rules import may_see_handlingar

STAYS = "Det står kvar i uppföljningen. Stryk eller ändra det där."


def followed_up(beslut_ids: Collection[int]) -> Iterator[Beslutsobjekt]:
    """Tasks and goals of the given decisions. Two queries."""
    for uppdrag in Uppdrag.objects.filter(beslut__in=beslut_ids).exclude(status=Uppdrag.Status.STRUKET):
        label = f"Uppdrag till {uppdrag.responsible}, {uppdrag.get_status_display().lower()}"
        where = {"url_name": "uppfoljning:uppdrag", "url_kwargs": {"pk": uppdrag.pk}}
        yield Beslutsobjekt(
            uppdrag.beslut_id, label, uppdrag.text, see=may_see_handlingar, afterwards=STAYS, **where
        )
    for mal in Mal.objects.filter(beslut__in=beslut_ids):
        where = {"url_name": "uppfoljning:mal", "url_kwargs": {"pk": mal.pk, "year": mal.year}}
        yield Beslutsobjekt(
            mal.beslut_id, f"Mål {mal.year}", mal.text, see=may_see_handlingar, afterwards=STAYS, **where
        )
