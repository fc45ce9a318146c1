"""What is asked about a meeting and its §§."""

from collections.abc import Sequence

from django.db.models import Case, Count, Max, QuerySet, When

from protokoll.arenden.models import Arende
from protokoll.paragrafer.models import Paragraf, Paragrafserie, Textversion, Yrkande
from protokoll.sammantraden.models import Deltagare, Fras, Sammantrade
from samverkan.beslut.beredning import Beredningsobjekt, describe

# Ledamöter, ersättare, others; each in their order.
LISTED = (Case(When(group="ledamot", then=0), When(group="ersattare", then=1), default=2), "order", "id")


def sammantraden_of(samverkan) -> QuerySet[Sammantrade]:
    """The meetings of a samverkan."""
    return Sammantrade.objects.filter(organ__samverkan=samverkan).select_related("organ__samverkan")


def paragrafer_of(samverkan) -> QuerySet[Paragraf]:
    """The §§ of a samverkan, with what a page says about one."""
    related = "sammantrade__organ__samverkan", "arende", "punkt", "ordforande", "beslut"
    return Paragraf.objects.filter(organ__samverkan=samverkan).select_related(*related)


def agenda_of(sammantrade: Sammantrade) -> list[Paragraf]:
    """The §§ of a meeting in the order of the agenda. One query."""
    return list(
        sammantrade.paragrafer.select_related("ordforande", "punkt", "arende").order_by("order", "id")
    )


def presumptive_numbers(sammantrade: Sammantrade, paragrafer: Sequence[Paragraf]) -> dict[int, int]:
    """The number each § has, or will get if they are decided in agenda order, by its id. One query."""
    waiting = [one for one in paragrafer if one.status in (Paragraf.Status.VANTAR, Paragraf.Status.OPPEN)]
    numbers = {one.pk: one.number for one in paragrafer if one.number}
    if not waiting:
        return numbers
    series = Paragrafserie.objects.filter(organ=sammantrade.organ, year=waiting[0].year)
    last = series.aggregate(last=Max("last"))["last"] or 0
    return numbers | {one.pk: last + place for place, one in enumerate(waiting, start=1)}


def yrkanden_of(paragraf: Paragraf) -> list[Yrkande]:
    """The proposals that stand, in the order they are put, with who joins them. Two queries."""
    found = paragraf.yrkanden.filter(withdrawn=False).select_related("deltagare__organisation")
    return list(found.prefetch_related("with_support_of"))


def omrostningar_of(paragraf: Paragraf) -> list:
    """The votes of a § with every name. Three queries at most."""
    return list(paragraf.omrostningar.prefetch_related("roster__deltagare"))


def objekt_of(paragraf: Paragraf) -> list[Beredningsobjekt]:
    """The live objects the § decides on, as they are now."""
    if paragraf.arende_id is None:
        return []
    carried = set(paragraf.arende.objekt.values_list("kind", "object_id"))
    return list(describe(carried).values()) if carried else []


def fraser_of(samverkan) -> list[Fras]:
    """The phrases of a samverkan, by place and order."""
    return list(samverkan.fraser.all())


def waiting_arenden(sammantrade: Sammantrade) -> QuerySet[Arende]:
    """Open matters that are not on the agenda."""
    on_agenda = sammantrade.paragrafer.filter(arende__isnull=False).exclude(status=Paragraf.Status.UTGAR)
    found = Arende.objects.filter(samverkan=sammantrade.organ.samverkan, status=Arende.Status.OPPET)
    return found.exclude(pk__in=on_agenda.values("arende"))


def versions_of(paragraf: Paragraf) -> QuerySet[Textversion]:
    """Every version of the texts of a §, the newest first."""
    return paragraf.textversioner.select_related("actor").order_by("-id")


def version_counts(paragraf: Paragraf) -> dict[str, int]:
    """How many versions each text has. One query."""
    rows = paragraf.textversioner.order_by().values("field").annotate(antal=Count("id"))
    return {row["field"]: row["antal"] for row in rows}


def serving_at(paragraf: Paragraf) -> QuerySet[Deltagare]:
    """Those who serve at a §, as listed."""
    rows = paragraf.narvaro.filter(status="tjanstgor").values("deltagare")
    return Deltagare.objects.filter(pk__in=rows).select_related("organisation").order_by(*LISTED)


def there_at(paragraf: Paragraf) -> QuerySet[Deltagare]:
    """Those who are there, serving or not."""
    rows = paragraf.narvaro.filter(status__in=["tjanstgor", "narvarande"]).values("deltagare")
    return Deltagare.objects.filter(pk__in=rows).select_related("organisation").order_by(*LISTED)


def served_some(sammantrade: Sammantrade) -> QuerySet[Deltagare]:
    """Those who have served at some § of the meeting."""
    rows = sammantrade.deltagare.filter(narvaro__status="tjanstgor").values("pk")
    return sammantrade.deltagare.filter(pk__in=rows).order_by(*LISTED)
