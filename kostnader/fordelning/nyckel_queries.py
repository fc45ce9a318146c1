"""Questions about keys and their versions."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max, Q

from kostnader.fordelning.models import Fordelningsnyckel, Nyckelversion
from kostnader.fordelning.version import Versionsfakta, in_force, read_versions
from kostnader.fordelning.wording import nyckel_text
from kostnader.tjanster.models import Tjanst
from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.models import Matt, Mattslag, Medlem, Organisation


@dataclass
class Nyckelrad:
    """A key with what uses it and its versions, newest first; `current` is in force at the year's end."""

    nyckel: Fordelningsnyckel
    year: int
    versions: list[Versionsfakta] = field(default_factory=list)
    tjanster: list[Tjanst] = field(default_factory=list)

    @property
    def current(self) -> Versionsfakta | None:
        usable = [v for v in self.versions if v.status != Nyckelversion.Status.AVSLAGEN]
        return in_force(usable, date(self.year, 12, 31))

    @property
    def shown(self) -> Versionsfakta | None:
        """The one in force, else the newest."""
        return self.current or (self.versions[0] if self.versions else None)

    @property
    def text(self) -> str:
        return text_of(self.shown, self.year) if self.shown else ""

    @property
    def lacks_beslut(self) -> bool:
        """In use without a decision behind it."""
        current = self.current
        return bool(self.tjanster) and current is not None and not (current.is_decided and current.beslut)

    @property
    def open(self) -> Versionsfakta | None:
        """The newest version that is on its way to a decision."""
        on_the_way = (Nyckelversion.Status.UTKAST, Nyckelversion.Status.FORESLAGEN)
        return next((v for v in self.versions if v.status in on_the_way), None)


def text_of(facts: Versionsfakta, year: int) -> str:
    """The version in words, its dates as of a year."""
    return nyckel_text(facts.nyckel(year)) if facts.delar else "Nyckeln är tom"


def nyckel_rows(samverkan, year: int, pk: int | None = None) -> list[Nyckelrad]:
    """All keys (or one) with versions and services, in Swedish order. A fixed number of queries."""
    found = Fordelningsnyckel.objects.filter(samverkan=samverkan)
    if pk is not None:
        found = found.filter(pk=pk)
    rows = {nyckel.pk: Nyckelrad(nyckel, year) for nyckel in found}
    versions = Nyckelversion.objects.filter(nyckel__in=rows).order_by("-valid_from", "-number")
    for version in read_versions(versions):
        rows[version.nyckel_id].versions.append(version)
    first, last = date(year, 1, 1), date(year, 12, 31)
    for tjanst in Tjanst.objects.active_during(first, last).filter(nyckel__in=rows):
        rows[tjanst.nyckel_id].tjanster.append(tjanst)
    return sorted(rows.values(), key=lambda row: sort_key(row.nyckel.name))


def version_in(samverkan, pk: int) -> Nyckelversion | None:
    """A version of one of the samverkan's keys."""
    found = Nyckelversion.objects.filter(nyckel__samverkan=samverkan, pk=pk)
    return found.select_related("nyckel__samverkan", "beslut__organ", "bearer").first()


def all_versions(samverkan) -> list[Versionsfakta]:
    """Every version that has not been turned down, by key and age: what can be tried or compared."""
    usable = Nyckelversion.objects.filter(nyckel__samverkan=samverkan).exclude(
        status=Nyckelversion.Status.AVSLAGEN
    )
    found = read_versions(usable.order_by("nyckel__name", "valid_from", "number"))
    return sorted(found, key=lambda v: (sort_key(v.namn), v.valid_from, v.number))


def last_invoiced(nyckel: Fordelningsnyckel) -> date | None:
    """The last day that services of the key are invoiced for; what was credited is as if never invoiced."""
    counted = Q(tjanster__fakturarader__faktura__kind="faktura") & Q(
        tjanster__fakturarader__faktura__kredit__isnull=True
    )
    found = Fordelningsnyckel.objects.filter(pk=nyckel.pk)
    return found.aggregate(day=Max("tjanster__fakturarader__period_to", filter=counted))["day"]


def kinds_of(samverkan) -> list[Mattslag]:
    """The kinds of measure a key may use: the common ones and the samverkan's own."""
    return list(Mattslag.objects.filter(Q(samverkan=None) | Q(samverkan=samverkan)))


def newest_days(samverkan, year: int) -> dict[int, date]:
    """Per kind of measure the newest day, before the year begins, that every member has it for."""
    members = {one.pk for one in members_for(samverkan, year)}
    counted = Matt.objects.filter(organisation__in=members, reference_date__lt=date(year, 1, 1))
    who: dict[tuple[int, date], set[int]] = defaultdict(set)
    for kind, day, organisation in counted.values_list("mattslag", "reference_date", "organisation"):
        who[kind, day].add(organisation)
    return {kind: day for (kind, day), found in sorted(who.items()) if found == members}


def members_for(samverkan, year: int, facts: Versionsfakta | None = None) -> list[Organisation]:
    """Whom a version may name: the members of the year, and those it names already."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    members = Medlem.objects.active_during(first, last).filter(samverkan=samverkan)
    named = {orgnr for one in facts.delar for orgnr in one.per_member} if facts else set()
    named |= {facts.bearer} if facts and facts.bearer else set()
    wanted = Q(pk__in=members.values("organisation")) | Q(orgnr__in=named)
    return sorted(Organisation.objects.filter(wanted), key=lambda one: sort_key(one.short_name))
