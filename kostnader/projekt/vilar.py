"""Which projects rest on decisions."""

from collections.abc import Collection, Iterator

from kostnader.projekt.models import Projekt
from samverkan.beslut.beslutsobjekt import Beslutsobjekt
from samverkan.konton.rules import may_see_kostnader


def projekt_decided_by(beslut_ids: Collection[int]) -> Iterator[Beslutsobjekt]:
    """The projects that rest on the given decisions, for the pages of decisions."""
    for one in Projekt.objects.filter(beslut__in=beslut_ids):
        yield Beslutsobjekt(
            one.beslut_id,
            "Projekt",
            str(one),
            one.budget,
            "projekt:projekt",
            {"pk": one.pk},
            see=may_see_kostnader,
            holds="Byt beslut på projektet först.",
        )
