"""Key versions that rest on decisions, for the pages of decisions."""

from collections.abc import Collection, Iterator

from kostnader.fordelning.models import Nyckelversion
from samverkan.beslut.beslutsobjekt import Beslutsobjekt


def keys_decided_by(beslut_ids: Collection[int]) -> Iterator[Beslutsobjekt]:
    """The key versions adopted by the given decisions. One query."""
    decided = Nyckelversion.objects.filter(beslut__in=beslut_ids, status=Nyckelversion.Status.FASTSTALLD)
    found = decided.select_related("nyckel")
    for version in found.order_by("nyckel__name", "number"):
        text = f"{version}, från {version.valid_from}"
        where = {"url_name": "nycklar:version", "url_kwargs": {"pk": version.pk}}
        yield Beslutsobjekt(version.beslut_id, "Fördelningsnyckel", text, **where)
