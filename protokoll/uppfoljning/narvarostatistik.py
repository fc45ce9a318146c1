"""Who was there: per meeting how many seats were filled, per member how often, in person or by substitute.

A seat is filled at a meeting when its ledamot, or an ersättare who serves for it, took part in a decision.
"""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import chain

from protokoll.paragrafer.models import Narvaro, Paragraf
from protokoll.sammantraden.models import Deltagare, Sammantrade
from protokoll.uppfoljning.rules import attendance_share
from samverkan.lib.local_time import local_day
from samverkan.lib.swedish import sort_key
from samverkan.organ.models import Organ
from samverkan.organ.rules import quorum

HELD = (Sammantrade.Status.AVSLUTAT, Sammantrade.Status.JUSTERAT)
OWN, SUBSTITUTE, AWAY = "sjalv", "ersattare", "borta"


@dataclass(frozen=True)
class Plats:
    """How one seat was at one meeting."""

    deltagare: Deltagare
    how: str


@dataclass(frozen=True)
class Mote:
    """A meeting that has been held: its seats, how many were filled, and the fewest at any §."""

    sammantrade: Sammantrade
    platser: list[Plats]
    seats: int
    least: int
    share: Fraction

    @property
    def day(self) -> date:
        return local_day(self.sammantrade.starts_at)

    @property
    def filled(self) -> int:
        return sum(plats.how != AWAY for plats in self.platser)

    @property
    def quorum(self) -> int:
        return quorum(self.seats)

    @property
    def percent(self) -> int:
        """The share in whole percent, for a bar."""
        return round(self.share * 100)

    @property
    def preliminary(self) -> bool:
        """The protocol is not justerat yet."""
        return self.sammantrade.status != Sammantrade.Status.JUSTERAT


@dataclass
class Ruta:
    """One member's seats at one meeting; none of them: it was no member of the body then."""

    own: int = 0
    substitute: int = 0
    seats: int = 0

    @property
    def filled(self) -> int:
        return self.own + self.substitute

    @property
    def how(self) -> str:
        """'sjalv', 'ersattare' or 'borta' for all its seats; 'delvis' when they differ; '' without a seat."""
        if not self.seats:
            return ""
        whole = {self.own: OWN, self.substitute: SUBSTITUTE, self.seats - self.filled: AWAY}
        return whole.get(self.seats, "delvis")


@dataclass
class MedlemRad:
    """One member over the meetings."""

    name: str
    rutor: list[Ruta] = field(default_factory=list)

    @property
    def own(self) -> int:
        return sum(ruta.own for ruta in self.rutor)

    @property
    def substitute(self) -> int:
        return sum(ruta.substitute for ruta in self.rutor)

    @property
    def possible(self) -> int:
        return sum(ruta.seats for ruta in self.rutor)

    @property
    def attended(self) -> int:
        return self.own + self.substitute

    @property
    def share(self) -> Fraction:
        return Fraction(self.attended, self.possible or 1)

    @property
    def percent(self) -> int:
        return round(self.share * 100)


@dataclass(frozen=True)
class Statistik:
    """The meetings of a body, in order, and its members over them."""

    organ: Organ
    moten: list[Mote]
    medlemmar: list[MedlemRad]

    @property
    def share(self) -> Fraction | None:
        """The share over all meetings; None without one."""
        possible = sum(mote.seats for mote in self.moten)
        return Fraction(sum(mote.filled for mote in self.moten), possible) if possible else None


def organ_with_meetings(samverkan, *, also_unadjusted: bool) -> list[Organ]:
    """The bodies that have held a meeting whose attendance may be shown, in Swedish order."""
    statuses = HELD if also_unadjusted else HELD[1:]
    found = Organ.objects.filter(samverkan=samverkan, sammantraden__status__in=statuses).distinct()
    return sorted(found, key=lambda organ: sort_key(organ.name))


def statistik(organ: Organ, year: int | None, *, also_unadjusted: bool) -> Statistik:
    """Attendance of a body in a year, or ever. Four queries, however many meetings.

    Without `also_unadjusted` only meetings whose protocol is justerat are counted.
    """
    found = organ.sammantraden.filter(status__in=HELD if also_unadjusted else HELD[1:])
    if year:
        found = found.filter(starts_at__year=year)
    meetings = list(found.order_by("starts_at"))
    ledamoter, rows = _ledamoter(meetings), _rows(meetings)
    moten = [_mote(organ, one, ledamoter[one.pk], rows[one.pk]) for one in meetings]
    return Statistik(organ, moten, _members(moten))


def _ledamoter(meetings: list[Sammantrade]) -> dict[int, list[Deltagare]]:
    found: dict[int, list[Deltagare]] = defaultdict(list)
    people = Deltagare.objects.filter(sammantrade__in=meetings, group=Deltagare.Group.LEDAMOT)
    for one in people.select_related("organisation").order_by("order", "pk"):
        found[one.sammantrade_id].append(one)
    return found


def _rows(meetings: list[Sammantrade]) -> dict[int, dict[int, set[tuple[int, int | None]]]]:
    """Who served, and for whom, by meeting and §."""
    found: dict[int, dict[int, set]] = defaultdict(lambda: defaultdict(set))
    served = Narvaro.objects.filter(
        paragraf__sammantrade__in=meetings,
        paragraf__status=Paragraf.Status.AVGJORD,
        status=Narvaro.Status.TJANSTGOR,
    )
    values = served.values_list("paragraf__sammantrade_id", "paragraf_id", "deltagare_id", "ersatter_id")
    for sammantrade, paragraf, deltagare, ersatter in values:
        found[sammantrade][paragraf].add((deltagare, ersatter))
    return found


def _mote(
    organ: Organ,
    sammantrade: Sammantrade,
    ledamoter: list[Deltagare],
    served: dict[int, set[tuple[int, int | None]]],
) -> Mote:
    seats = {one.pk for one in ledamoter}
    in_person = {who for who, _ in chain.from_iterable(served.values())} & seats
    replaced = {whom for _, whom in chain.from_iterable(served.values()) if whom} & seats
    how = {pk: OWN if pk in in_person else SUBSTITUTE if pk in replaced else AWAY for pk in seats}
    filled_at = [
        ({who for who, _ in pairs} | {whom for _, whom in pairs}) & seats for pairs in served.values()
    ]
    count = max(organ.seats, len(seats), 1)
    vacant = [f"vakant {n}" for n in range(count - len(seats))]
    return Mote(
        sammantrade,
        [Plats(one, how[one.pk]) for one in ledamoter],
        seats=count,
        least=min(map(len, filled_at), default=0),
        share=attendance_share(
            [str(pk) for pk in in_person | replaced], [*(str(pk) for pk in seats), *vacant]
        ),
    )


def _members(moten: list[Mote]) -> list[MedlemRad]:
    """A row per member, in Swedish order; ledamöter elected by nobody stand by their own name."""
    names = {_name(plats) for mote in moten for plats in mote.platser}
    rows = []
    for name in sorted(names, key=sort_key):
        row = MedlemRad(name)
        for mote in moten:
            mine = [plats.how for plats in mote.platser if _name(plats) == name]
            row.rutor.append(Ruta(mine.count(OWN), mine.count(SUBSTITUTE), len(mine)))
        rows.append(row)
    return rows


def _name(plats: Plats) -> str:
    organisation = plats.deltagare.organisation
    return organisation.short_name if organisation else plats.deltagare.name
