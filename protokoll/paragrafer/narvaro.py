"""Attendance read from and written to the database, as states by §."""

from collections import defaultdict
from collections.abc import Sequence

from django.db.models import F

from protokoll.paragrafer.models import Narvaro, Paragraf
from protokoll.paragrafer.narvarolista import LEDAMOT, Lage, Narvarolista, Plats, after
from protokoll.sammantraden.models import Deltagare, Sammantrade
from samverkan.organ.inkallelse import inkallelseordning


def read_lista(sammantrade: Sammantrade, people: Sequence[Deltagare] | None = None) -> Narvarolista:
    """The people of the meeting. A body without a number of seats has as many as its ledamöter."""
    if people is None:
        people = list(sammantrade.deltagare.select_related("organisation"))
    organ = sammantrade.organ
    seats = organ.seats or sum(one.group == LEDAMOT for one in people)
    return Narvarolista(in_order(people), organ.kind, max(seats, 1), inkallelseordning(organ))


def in_order(people: Sequence[Deltagare]) -> list[Deltagare]:
    """Ledamöter, then ersättare, then others; each in their order."""
    groups = [LEDAMOT, "ersattare", "ovrig"]
    return sorted(people, key=lambda one: (groups.index(one.group), one.order, one.pk))


def read_lage(paragraf: Paragraf) -> dict[int, Plats]:
    """Who stands how at one §."""
    return {row.deltagare_id: Plats(row.status, row.ersatter_id) for row in paragraf.narvaro.all()}


def read_all(sammantrade: Sammantrade) -> dict[int, dict[int, Plats]]:
    """Every § of the meeting with who stands how, by the id of the §."""
    states: dict[int, dict[int, Plats]] = defaultdict(dict)
    for row in Narvaro.objects.filter(paragraf__sammantrade=sammantrade):
        states[row.paragraf_id][row.deltagare_id] = Plats(row.status, row.ersatter_id)
    return states


def handled(sammantrade: Sammantrade, *, but: Paragraf | None = None) -> list[Paragraf]:
    """The §§ that have been dealt with, in the order they were; the one that is open last."""
    found = sammantrade.paragrafer.filter(status__in=[Paragraf.Status.AVGJORD, Paragraf.Status.OPPEN])
    found = found.exclude(pk=but.pk) if but else found
    return list(found.order_by(F("decided_at").asc(nulls_last=True), "number").select_related("ordforande"))


def coming_lage(sammantrade: Sammantrade, lista: Narvarolista, paragraf: Paragraf) -> dict[int, Plats]:
    """How everybody stands when this § begins: after the §§ dealt with, with what is planned for this one.

    Before the first § that is what the upprop said.
    """
    states = read_all(sammantrade)
    planned = states.get(paragraf.pk, {})
    earlier: list[Lage] = [states.get(one.pk, {}) for one in handled(sammantrade, but=paragraf)]
    if not earlier:
        return dict(states.get(upprop_paragraf(sammantrade), {})) | planned
    return after(lista, earlier) | planned


def upprop_paragraf(sammantrade: Sammantrade) -> int | None:
    """The id of the § that carries what the upprop said, before any § is opened."""
    rows = Narvaro.objects.filter(paragraf__sammantrade=sammantrade)
    return rows.order_by("paragraf__order").values_list("paragraf_id", flat=True).first()


def store_lage(paragraf: Paragraf, lage: Lage) -> None:
    """Replace the rows of the §."""
    paragraf.narvaro.all().delete()
    Narvaro.objects.bulk_create(
        Narvaro(paragraf=paragraf, deltagare_id=person, status=plats.status, ersatter_id=plats.ersatter)
        for person, plats in lage.items()
    )
