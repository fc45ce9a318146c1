"""Questions about bodies, people and mandates."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q

from samverkan.konton.models import Anvandare
from samverkan.lib import klocka
from samverkan.lib.brist import Brist
from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.models import Medlem, Organisation
from samverkan.organ.models import Mandat, Organ, Person
from samverkan.organ.rules import (
    ELECTED_BY_MEMBERS,
    PRESIDIUM,
    Fortroendevald,
    composition_faults,
    keeps_protokoll,
)


def day_of(year: int) -> date:
    """The day a year's pages show people as of: today, else the last or first day of that year."""
    today = klocka.today()
    if year == today.year:
        return today
    return date(year, 12, 31) if year < today.year else date(year, 1, 1)


@dataclass
class OrganRow:
    """A body as lists show it."""

    organ: Organ
    ledamoter: int = 0
    ersattare: int = 0
    ordforande: str = ""


def organ_of(samverkan, day: date) -> list[OrganRow]:
    """The samverkan's bodies, own ones first, with who sits there that day. Two queries."""
    rows = {organ.pk: OrganRow(organ) for organ in Organ.objects.filter(samverkan=samverkan)}
    for mandat in Mandat.objects.active_on(day).filter(organ__samverkan=samverkan).select_related("person"):
        row = rows[mandat.organ_id]
        row.ledamoter += mandat.role == Mandat.Role.LEDAMOT
        row.ersattare += mandat.role == Mandat.Role.ERSATTARE
        if mandat.presidium == Mandat.Presidium.ORDFORANDE:
            row.ordforande = mandat.name_and_party
    return sorted(rows.values(), key=lambda row: (row.organ.outside, *_rank(row.organ)))


def _rank(organ: Organ) -> tuple[bool, str]:
    """Those the law asks a protocol of first, then by name."""
    return not keeps_protokoll(organ.kind), sort_key(organ.name)


def own_organ(samverkan) -> list[Organ]:
    """The bodies of the samverkan itself, those the law asks a protocol of first, then by name."""
    return sorted(Organ.objects.filter(samverkan=samverkan, outside=False), key=_rank)


def organ_in(samverkan, pk: int) -> Organ | None:
    """The body, when it belongs to the samverkan."""
    return Organ.objects.select_related("samverkan", "parent").filter(samverkan=samverkan, pk=pk).first()


def person_in(samverkan, pk: int) -> Person | None:
    """The person, when it belongs to the samverkan."""
    found = Person.objects.select_related("samverkan", "anvandare")
    return found.filter(samverkan=samverkan, pk=pk).first()


def mandat_in(samverkan, pk: int) -> Mandat | None:
    """The mandate, when its body belongs to the samverkan."""
    found = Mandat.objects.select_related("organ__samverkan", "person", "organisation")
    return found.filter(organ__samverkan=samverkan, pk=pk).first()


def person_of(user: Anvandare, samverkan) -> Person | None:
    """Who the signed-in one is in the samverkan's bodies, if anybody."""
    return Person.objects.filter(samverkan=samverkan, anvandare=user).first()


def mandat_on(organ: Organ, day: date) -> list[Mandat]:
    """Who is what in a body on a day: presidium, ledamöter by member, ersättare in order, others."""
    found = Mandat.objects.active_on(day).filter(organ=organ).select_related("person", "organisation")
    return sorted(found, key=_place)


def _place(mandat: Mandat) -> tuple[object, ...]:
    chair = PRESIDIUM.index(mandat.presidium) if mandat.presidium else len(PRESIDIUM)
    member = sort_key(mandat.organisation.short_name) if mandat.organisation else ""
    role = Mandat.Role.values.index(mandat.role)
    return role, chair, member, mandat.order, sort_key(mandat.person.name)


def as_fortroendevald(mandat: Mandat) -> Fortroendevald:
    """The mandate as the rules read it."""
    return Fortroendevald(
        person=mandat.person.name,
        roll=mandat.role,
        medlem=mandat.organisation.short_name if mandat.organisation else "",
        parti=mandat.party,
        ordning=mandat.order or 1,
        presidium=mandat.presidium,
        valid_from=mandat.valid_from,
        valid_to=mandat.valid_to or date.max,
    )


@dataclass
class Medlemsplats:
    """One member's people in a body, and what is wrong with how many they are."""

    name: str
    ledamoter: list[Mandat] = field(default_factory=list)
    ersattare: list[Mandat] = field(default_factory=list)
    brister: list[Brist] = field(default_factory=list)


@dataclass
class Sammansattning:
    """A body's people on a day. `brister` concern the body as a whole; each member has its own."""

    day: date
    presidium: list[Mandat] = field(default_factory=list)
    platser: list[Medlemsplats] = field(default_factory=list)
    ovriga: list[Mandat] = field(default_factory=list)
    brister: list[Brist] = field(default_factory=list)

    @property
    def ledamoter(self) -> int:
        return sum(len(plats.ledamoter) for plats in self.platser)

    @property
    def ersattare(self) -> int:
        return sum(len(plats.ersattare) for plats in self.platser)

    @property
    def is_empty(self) -> bool:
        return not (self.platser or self.ovriga) or not (self.ledamoter or self.ersattare or self.ovriga)

    @property
    def with_brister(self) -> list[Medlemsplats]:
        return [plats for plats in self.platser if plats.brister]


def sammansattning(organ: Organ, day: date) -> Sammansattning:
    """Who sits in a body on a day, member by member, and what its composition lacks (KL 9:3, 9:24)."""
    mandat = mandat_on(organ, day)
    whole = Sammansattning(day)
    whole.presidium = [one for one in mandat if one.presidium]
    elected = [one for one in mandat if one.role in (Mandat.Role.LEDAMOT, Mandat.Role.ERSATTARE)]
    whole.ovriga = [one for one in mandat if one not in elected]
    whole.platser = _platser(organ, elected, day)
    whole.brister = _brister(organ, mandat)
    return whole


def _platser(organ: Organ, elected: Sequence[Mandat], day: date) -> list[Medlemsplats]:
    by_member: dict[str, Medlemsplats] = {}
    member_elects = organ.kind in ELECTED_BY_MEMBERS
    members = members_on(organ.samverkan, day) if member_elects else []
    for one in members:
        by_member[one.short_name] = Medlemsplats(one.short_name)
    for mandat in elected:
        name = mandat.organisation.short_name if mandat.organisation else ""
        plats = by_member.setdefault(name, Medlemsplats(name))
        (plats.ledamoter if mandat.role == Mandat.Role.LEDAMOT else plats.ersattare).append(mandat)
    if member_elects:
        held = [as_fortroendevald(mandat) for mandat in elected]
        for one in members:
            plats = by_member[one.short_name]
            plats.brister = composition_faults(held, [one.short_name], day)
    return sorted(by_member.values(), key=lambda plats: sort_key(plats.name))


def _brister(organ: Organ, mandat: Sequence[Mandat]) -> list[Brist]:
    if organ.outside or not mandat:
        return []
    count = Counter(one.role for one in mandat)
    faults = []
    if organ.seats and count["ledamot"] != organ.seats:
        text = f"{count['ledamot']} ledamöter är valda och organet har {organ.seats} platser."
        faults.append(Brist("reglementet", text))
    if keeps_protokoll(organ.kind) and not any(one.presidium == "ordforande" for one in mandat):
        faults.append(Brist("KL 6:15", "Ingen är ordförande."))
    return faults


def members_on(samverkan, day: date) -> list[Organisation]:
    """The members of a day, in Swedish order."""
    found = Medlem.objects.active_on(day).filter(samverkan=samverkan).select_related("organisation")
    return sorted((one.organisation for one in found), key=lambda one: sort_key(one.short_name))


def former_mandat(organ: Organ, day: date) -> list[Mandat]:
    """The mandates that had ended by a day, or have not begun, newest first."""
    found = Mandat.objects.filter(organ=organ).filter(Q(valid_to__lt=day) | Q(valid_from__gt=day))
    return list(found.select_related("person", "organisation").order_by("-valid_from", "person__name"))


@dataclass
class PersonRow:
    """A person as lists show it, with what they are today."""

    person: Person
    mandat: list[Mandat] = field(default_factory=list)


def people_of(samverkan, day: date) -> list[PersonRow]:
    """Everyone entered, in Swedish order, with the mandates of a day. Two queries."""
    people = Person.objects.filter(samverkan=samverkan).select_related("anvandare")
    held: dict[int, list[Mandat]] = defaultdict(list)
    active = Mandat.objects.active_on(day).filter(organ__samverkan=samverkan)
    for mandat in active.select_related("organ", "organisation", "person"):
        held[mandat.person_id].append(mandat)
    rows = [PersonRow(person, sorted(held[person.pk], key=_by_organ)) for person in people]
    return sorted(rows, key=lambda row: sort_key(row.person.name))


def _by_organ(mandat: Mandat) -> str:
    return sort_key(mandat.organ.name)


def mandat_of(person: Person) -> list[Mandat]:
    """Everything a person is and has been, newest first."""
    found = Mandat.objects.filter(person=person).select_related("organ", "organisation", "person")
    return list(found.order_by("-valid_from", "organ__name"))


def accounts_in(samverkan) -> Iterable[Anvandare]:
    """Those with a role in the samverkan, whom a person may be joined to."""
    return Anvandare.objects.filter(roller__samverkan=samverkan).distinct().order_by("name")


def account_for(samverkan, email: str) -> Anvandare | None:
    """The account with a role here and this address, that no person has yet."""
    free = accounts_in(samverkan).exclude(personer__samverkan=samverkan)
    return free.filter(email__iexact=email).first() if email else None
