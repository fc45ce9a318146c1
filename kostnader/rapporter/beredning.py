"""Reports on their way to a decision: what a matter's papers say, and what its § does to them."""

from collections.abc import Collection

from kostnader.rapporter.acts import faststalla_rapport, oppna_rapport
from kostnader.rapporter.models import Rapport
from samverkan.beslut.beredning import Beredare, Beredningsobjekt
from samverkan.beslut.models import Beslut

KIND = "rapport"
Status, Outcome = Rapport.Status, Beslut.Outcome
EFFECT = "Bifall fastställer just den här versionen när protokollet är justerat."


def waiting(samverkan) -> list[Beredningsobjekt]:
    """The reports of a samverkan that are ready for a decision."""
    return [_told(one) for one in Rapport.objects.filter(samverkan=samverkan, status=Status.KLAR)]


def described(ids: Collection[int]) -> list[Beredningsobjekt]:
    """What the given reports say now."""
    return [_told(one) for one in Rapport.objects.filter(pk__in=ids)]


def decided(rapport_id: int, beslut: Beslut, actor) -> None:
    """Bifall fastställer; avslag and återremiss open it for changes; bordläggning leaves it as it is."""
    rapport = Rapport.objects.get(pk=rapport_id)
    if beslut.outcome == Outcome.BIFALL:
        faststalla_rapport(rapport, beslut=beslut, actor=actor)
    elif beslut.outcome in (Outcome.AVSLAG, Outcome.ATERREMISS) and rapport.status == Status.KLAR:
        reason = f"{beslut.get_outcome_display()}, {beslut}"
        oppna_rapport(rapport, reason=reason, actor=actor)


def _told(rapport: Rapport) -> Beredningsobjekt:
    return Beredningsobjekt(
        kind=KIND,
        object_id=rapport.pk,
        label=str(rapport),
        status=rapport.get_status_display(),
        text=f"{rapport.get_kind_display()}, {rapport.period_text}",
        effect=EFFECT if rapport.status == Status.KLAR else "",
        open=rapport.status == Status.KLAR,
        url_name="rapporter:las",
        url_kwargs={"year": rapport.year, "pk": rapport.pk},
    )


BEREDARE = Beredare(KIND, "Rapport", waiting, described, decided)
