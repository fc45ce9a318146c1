"""Which members took part in a decision, by whom, and who of them reserved themselves or voted no.

When a cost is moved between members, the first question is whether one's own was there (KL 9:24: each member
has its ledamöter and ersättare). It is told from attendance at that very §.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from protokoll.paragrafer.models import Narvaro, Paragraf, Reservation, Rost
from protokoll.sammantraden.models import Deltagare
from samverkan.lib.swedish import sort_key
from samverkan.organ.rules import ELECTED_BY_MEMBERS

Group, Status = Deltagare.Group, Narvaro.Status


@dataclass(frozen=True)
class Medlemsrost:
    """One member at a §: its people who served ('Jonas Hällgren (MP), ersättare'), who left for jäv, and
    those of them who reserved themselves or voted no in the last vote.
    """

    medlem: str
    tjanstgor: tuple[str, ...] = ()
    javiga: tuple[str, ...] = ()
    reserverar: tuple[str, ...] = ()
    nej: tuple[str, ...] = ()

    @property
    def is_represented(self) -> bool:
        return bool(self.tjanstgor)


def members_at(paragraf: Paragraf) -> list[Medlemsrost]:
    """Every member of the body at the §, in Swedish order; none for a body that members do not elect.

    Five queries.
    """
    if paragraf.organ.kind not in ELECTED_BY_MEMBERS:
        return []
    people = paragraf.sammantrade.deltagare.exclude(group=Group.OVRIG).exclude(organisation=None)
    members: dict[str, list[Deltagare]] = {}
    for person in people.select_related("organisation").order_by("group", "order", "pk"):
        members.setdefault(person.organisation.short_name, []).append(person)
    stands = dict(paragraf.narvaro.values_list("deltagare_id", "status"))
    reserved = set(
        paragraf.reservationer.filter(kind=Reservation.Kind.RESERVATION).values_list("deltagare", flat=True)
    )
    against = _voted_no(paragraf)
    return [
        Medlemsrost(
            name,
            tuple(_served(one) for one in own if stands.get(one.pk) == Status.TJANSTGOR),
            _names(own, {pk for pk, status in stands.items() if status == Status.JAV}),
            _names(own, reserved),
            _names(own, against),
        )
        for name, own in sorted(members.items(), key=lambda item: sort_key(item[0]))
    ]


def _served(person: Deltagare) -> str:
    return f"{person}, ersättare" if person.group == Group.ERSATTARE else str(person)


def _names(people: Sequence[Deltagare], ids: set[int]) -> tuple[str, ...]:
    return tuple(str(one) for one in people if one.pk in ids)


def _voted_no(paragraf: Paragraf) -> set[int]:
    """Those who voted no in the last open vote on the matter itself."""
    votes = Rost.objects.filter(
        omrostning__paragraf=paragraf, omrostning__puts_off="", omrostning__secret_ballot=False
    )
    last = votes.order_by("-omrostning__order").values_list("omrostning_id", flat=True).first()
    found = votes.filter(omrostning_id=last, value=Rost.Value.NEJ)
    return set(found.values_list("deltagare_id", flat=True))
