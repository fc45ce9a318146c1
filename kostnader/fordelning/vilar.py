"""Key versions that rest on decisions, for the pages of decisions."""

from collections.abc import Collection, Iterator

from kostnader.fordelning.models import Nyckelversion
from samverkan.beslut.beslutsobjekt import Beslutsobjekt


def keys_decided_by(beslut_ids: Collection[int]) -> Iterator[Beslutsobjekt]:
    """The key versions adopted by the given decisions. One query."""
    found = Nyckelversion.objects.filter(beslut__in=beslut_ids).select_related("nyckel")
    for version in found.order_by("nyckel__name", "number"):
        text = f"{version}, från {version.valid_from}"
        yield Beslutsobjekt(version.beslut_id, "Fördelningsnyckel", text)
