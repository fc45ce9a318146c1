"""Who sits where at a §: seats, substitutes, chair, and how one § follows on another. No database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from protokoll.paragrafer.rules import Beslutsforhet, Narvarande, quorum_at
from samverkan.organ.rules import Fortroendevald, Inkallelseordning, call_in, presiding, wrong_turn

if TYPE_CHECKING:
    from protokoll.sammantraden.models import Deltagare
    from samverkan.lib.brist import Brist

TJANSTGOR, NARVARANDE, JAV, FRANVARANDE = "tjanstgor", "narvarande", "jav", "franvarande"
LEDAMOT, ERSATTARE, OVRIG = "ledamot", "ersattare", "ovrig"


@dataclass(frozen=True)
class Plats:
    """How one person stands at a §; `ersatter` is the id of the ledamot they serve for."""

    status: str
    ersatter: int | None = None


Lage = Mapping[int, Plats]  # by the id of the Deltagare; who is not in it is away


@dataclass(frozen=True)
class Narvarolista:
    """The people of a meeting in the order they are listed, the kind of their body, and how it calls in."""

    people: Sequence[Deltagare]
    slag: str
    seats: int
    ordning: Inkallelseordning

    @property
    def by_id(self) -> dict[int, Deltagare]:
        return {one.pk: one for one in self.people}

    def vacant(self, lage: Lage) -> list[Deltagare]:
        """Ledamöter who do not serve and for whom nobody serves."""
        taken = {plats.ersatter for plats in lage.values()}
        return [
            one
            for one in self.people
            if one.group == LEDAMOT and status_of(lage, one.pk) != TJANSTGOR and one.pk not in taken
        ]

    def free(self, lage: Lage) -> list[Deltagare]:
        """Ersättare who are there without serving."""
        return [
            one for one in self.people if one.group == ERSATTARE and status_of(lage, one.pk) == NARVARANDE
        ]

    def fill(self, lage: Lage, seats: Iterable[Deltagare] | None = None) -> dict[int, Plats]:
        """The state with present substitutes called in to vacant seats, by the rules (KL 5:17–18, 6:17)."""
        vacant = self.vacant(lage) if seats is None else [one for one in self.vacant(lage) if one in seats]
        who = {elected(one): one for one in self.people}
        called = call_in([elected(v) for v in vacant], [elected(f) for f in self.free(lage)], self.ordning)
        return dict(lage) | {who[one].pk: Plats(TJANSTGOR, who[seat].pk) for seat, one in called.items()}

    def wrong_turn(self, seat: Deltagare, chosen: Deltagare, lage: Lage) -> Brist | None:
        """What is wrong with this substitute in this seat (KL 5:17, 6:17)."""
        others = [elected(one) for one in self.free(lage) if one != chosen]
        return wrong_turn(elected(seat), elected(chosen), others, self.ordning)

    def chair(self, lage: Lage) -> Deltagare | None:
        """The first of the presidium who serves; None: the body elects one (KL 5:11, 6:15)."""
        serving = {one.name_and_party: one for one in self.serving(lage) if one.presidium}
        name = presiding([elected(one) for one in serving.values()], serving.keys())
        return serving[name] if name else None

    def serving(self, lage: Lage) -> list[Deltagare]:
        """Those who take part in the decision, as listed."""
        return [one for one in self.people if status_of(lage, one.pk) == TJANSTGOR]

    def quorum(self, lage: Lage) -> Beslutsforhet:
        """Whether the body may decide (KL 5:45–46, 6:27)."""
        elected_ones = [one for one in self.people if one.group != OVRIG]
        stands = [Narvarande(str(one.pk), status_of(lage, one.pk)) for one in elected_ones]
        return quorum_at(self.slag, self.seats, stands)


def status_of(lage: Lage, person: int) -> str:
    """How somebody stands; away when nothing is said."""
    return lage[person].status if person in lage else FRANVARANDE


def elected(one: Deltagare) -> Fortroendevald:
    """The person as the rules of bodies know one."""
    medlem = str(one.organisation_id or "")
    return Fortroendevald(one.name_and_party, one.group, medlem, one.party, one.order, one.presidium)


def after(lista: Narvarolista, earlier: Sequence[Lage]) -> dict[int, Plats]:
    """How everybody stands when the next § begins; `earlier` are the states so far, the latest last.

    Who was out for jäv is back as before it, and whoever came in instead is no longer needed (KL 5:20, 6:30).
    """
    if not earlier:
        return {}
    lage = dict(earlier[-1])
    back = {person for person, plats in lage.items() if plats.status == JAV}
    for person in back:
        lage[person] = _before_jav(lista, earlier, person)
        for other, plats in lage.items():
            if plats.ersatter == person and other not in back:
                lage[other] = Plats(NARVARANDE)
    return _one_in_each_seat(lage)


def _before_jav(lista: Narvarolista, earlier: Sequence[Lage], person: int) -> Plats:
    for lage in reversed(earlier):
        if status_of(lage, person) != JAV:
            return lage.get(person, Plats(NARVARANDE))
    return Plats(TJANSTGOR if lista.by_id[person].group == LEDAMOT else NARVARANDE)


def _one_in_each_seat(lage: dict[int, Plats]) -> dict[int, Plats]:
    """A substitute back from jäv finds the seat taken by a ledamot or another: then there without serving."""
    seen: set[int] = set()
    for person, plats in list(lage.items()):
        if plats.ersatter is None:
            continue
        if plats.ersatter in seen or status_of(lage, plats.ersatter) == TJANSTGOR:
            lage[person] = Plats(NARVARANDE)
        seen.add(plats.ersatter)
    return lage


def expected(current: Lage, planned: Sequence[Lage]) -> list[dict[int, Plats]]:
    """How everybody is expected to stand at the §§ to come: as now, but for what is planned for each."""
    states, now = [], dict(current)
    for plan in planned:
        now = _one_in_each_seat(now | dict(plan))
        states.append(now)
    return states
