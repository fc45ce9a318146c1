"""The reports that rest on a decision."""

from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef

from kostnader.rapporter.models import Rapport
from samverkan.beslut.beslutsobjekt import Beslutsobjekt


def rapporter_decided_by(beslut_ids: Collection[int]) -> Iterable[Beslutsobjekt]:
    """The fastställda reports of the given decisions. One query."""
    newer = Rapport.objects.filter(
        samverkan=OuterRef("samverkan"),
        kind=OuterRef("kind"),
        year=OuterRef("year"),
        through=OuterRef("through"),
        number__gt=OuterRef("number"),
        status=Rapport.Status.FASTSTALLD,
    )
    for rapport in Rapport.objects.filter(beslut__in=beslut_ids).annotate(replaced=Exists(newer)):
        yield Beslutsobjekt(
            rapport.beslut_id,
            "Rapport",
            str(rapport),
            url_name="rapporter:las",
            url_kwargs={"year": rapport.year, "pk": rapport.pk},
            holds=""
            if rapport.replaced
            else "Fastställ en ny version av rapporten med ett annat beslut först.",
            afterwards="Är redan ersatt av en nyare version." if rapport.replaced else "",
        )
