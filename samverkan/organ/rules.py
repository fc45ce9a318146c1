"""What holds for a body, its seats and those elected to it (KL 5, 6 and 9 kap.). No database."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.lib.brist import Brist

ASSEMBLIES = {"fullmaktige", "direktion"}  # a direktion is both assembly and board (KL 9:3)
NAMNDER = {"namnd", "gemensam_namnd", "utskott"}
ELECTED_BY_MEMBERS = {"gemensam_namnd", "direktion"}  # each member elects its own (KL 9:3, 9:24)
PRESIDIUM = ("ordforande", "vice", "vice2")


@dataclass(frozen=True)
class Fortroendevald:
    """One elected to a body: who, as what, by which member, for which party, both days included (KL 4:1).

    `roll` is 'ledamot' or 'ersattare'; `presidium` '' or a place in PRESIDIUM; `ordning` the place among
    substitutes, from 1.
    """

    person: str
    roll: str
    medlem: str
    parti: str = ""
    ordning: int = 1
    presidium: str = ""
    valid_from: date = date.min
    valid_to: date = date.max

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day <= self.valid_to


@dataclass(frozen=True)
class Inkallelseordning:
    """How substitutes are called in, as reglementet says (KL 6:17).

    `samma_medlem`: only one elected by the same member may replace. `partier`: for a ledamot's party, the
    parties whose substitutes come first, in order; the own party is first when the table says nothing.
    """

    samma_medlem: bool = True
    partier: Mapping[str, Sequence[str]] | None = None

    def party_place(self, ledamot: Fortroendevald, ersattare: Fortroendevald) -> int:
        order = list((self.partier or {}).get(ledamot.parti, (ledamot.parti,)))
        return order.index(ersattare.parti) if ersattare.parti in order else len(order)


def keeps_protokoll(slag: str) -> bool:
    """Whether the law demands a protocol of this kind of body (KL 5:65, 6:35); groups may keep one."""
    return slag in ASSEMBLIES | NAMNDER


def quorum(seats: int) -> int:
    """The least number of serving members who may decide: more than half of the seats (KL 5:45, 6:27).

    ValueError when the body has no seats.
    """
    if seats < 1:
        raise ValueError("A body that decides has at least one seat")
    return seats // 2 + 1


def is_quorate(seats: int, serving: int) -> bool:
    """Whether so many serving members, substitutes and remote ones counted, may decide (KL 5:45, 6:27)."""
    return serving >= quorum(seats)


def composition_faults(mandat: Sequence[Fortroendevald], medlemmar: Sequence[str], day: date) -> list[Brist]:
    """What a body of several members lacks on a day (KL 9:3 kommunalförbund, 9:24 gemensam nämnd).

    Each member has at least one ledamot and one ersättare, and as many of the one as of the other.
    """
    now = [one for one in mandat if one.holds_on(day)]
    faults = []
    for medlem in medlemmar:
        roles = [one.roll for one in now if one.medlem == medlem]
        ledamoter, ersattare = roles.count("ledamot"), roles.count("ersattare")
        if not ledamoter or not ersattare:
            faults.append(
                Brist("KL 9:3, 9:24", f"{medlem} saknar {'ersättare' if ledamoter else 'ledamot'}.")
            )
        elif ledamoter != ersattare:
            numbers = f"{ledamoter} ledamöter och {ersattare} ersättare"
            faults.append(Brist("KL 9:3, 9:24", f"{medlem} har {numbers}; det ska vara lika många."))
    return faults


def substitutes_for(
    ledamot: Fortroendevald, ersattare: Sequence[Fortroendevald], ordning: Inkallelseordning
) -> tuple[Fortroendevald, ...]:
    """Those who may serve for a ledamot, the first in turn first (KL 5:17, 6:17)."""
    may = [
        one
        for one in ersattare
        if one.roll == "ersattare" and (not ordning.samma_medlem or one.medlem == ledamot.medlem)
    ]
    return tuple(
        sorted(may, key=lambda one: (ordning.party_place(ledamot, one), one.ordning, one.medlem, one.person))
    )


def call_in(
    vacant: Sequence[Fortroendevald],
    present: Sequence[Fortroendevald],
    ordning: Inkallelseordning,
    serving: Mapping[Fortroendevald, Fortroendevald] | None = None,
) -> dict[Fortroendevald, Fortroendevald]:
    """Which present ersättare serves for which absent ledamot (KL 5:17–18, 6:17).

    One who has begun (`serving`) keeps the seat before those earlier in turn, as long as both facts hold.
    A seat for which nobody may serve is left out.
    """
    kept = {seat: one for seat, one in (serving or {}).items() if seat in vacant and one in present}
    taken = set(kept.values())
    for seat in vacant:
        free = (one for one in substitutes_for(seat, present, ordning) if one not in taken)
        one = kept.get(seat) or next(free, None)
        if one:
            kept[seat] = one
            taken.add(one)
    return {seat: kept[seat] for seat in vacant if seat in kept}


def wrong_turn(
    seat: Fortroendevald, chosen: Fortroendevald, free: Sequence[Fortroendevald], ordning: Inkallelseordning
) -> Brist | None:
    """What is wrong with letting `chosen` serve while `free` are present and not serving (KL 5:17, 6:17)."""
    order = substitutes_for(seat, [*free, chosen], ordning)
    if chosen not in order:
        return Brist(
            "KL 6:17", f"{chosen.person} kan inte tjänstgöra för {seat.person}: vald av en annan medlem."
        )
    if order[0].person != chosen.person:
        return Brist("KL 6:17", f"{order[0].person} står före {chosen.person} i turordningen.")
    return None


def presiding(mandat: Collection[Fortroendevald], present: Collection[str]) -> str | None:
    """Who leads: the first of the presidium present; None means that the body elects one (KL 5:11, 6:15)."""
    places = {one.presidium: one.person for one in mandat if one.presidium and one.person in present}
    return next((places[place] for place in PRESIDIUM if place in places), None)
