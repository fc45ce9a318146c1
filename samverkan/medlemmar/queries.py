"""Questions about members."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet

from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.models import Enhet, Matt, Mattslag, Medlem, Organisation, Samverkan
from samverkan.medlemmar.rules import missing_for_invoice

INVANARE = "invanare"


@dataclass
class MedlemRow:
    """A member of a year as lists show it."""

    organisation: Organisation
    periods: list[Medlem] = field(default_factory=list)
    population: Decimal | None = None
    population_on: date | None = None
    is_issuer: bool = False

    @property
    def name(self) -> str:
        return self.organisation.name

    @property
    def sort_name(self) -> str:
        return sort_key(self.organisation.name)

    @property
    def valid_from(self) -> date:
        return self.periods[0].valid_from

    @property
    def valid_to(self) -> date | None:
        return self.periods[-1].valid_to

    @property
    def missing(self) -> list[str]:
        """What the invoice details lack; the issuer is never invoiced."""
        return [] if self.is_issuer else missing_for_invoice(self.organisation)


def members_of_year(samverkan: Samverkan, year: int) -> list[MedlemRow]:
    """Those who are members some day of the year, by name, with the newest population by its end.

    Two queries.
    """
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = Medlem.objects.active_during(first, last).filter(samverkan=samverkan)
    rows: dict[int, MedlemRow] = {}
    for medlem in found.select_related("organisation").order_by("valid_from"):
        row = rows.setdefault(medlem.organisation_id, MedlemRow(medlem.organisation))
        row.periods.append(medlem)
        row.is_issuer = medlem.organisation_id == samverkan.issuer_id
    for matt in newest_population(rows, last):
        rows[matt.organisation_id].population = matt.value
        rows[matt.organisation_id].population_on = matt.reference_date
    return sorted(rows.values(), key=lambda row: row.sort_name)


def newest_population(organisation_ids, until: date) -> QuerySet[Matt]:
    """The newest number of inhabitants of each organisation, counted on the day or before it."""
    common = Matt.objects.filter(mattslag__code=INVANARE, mattslag__samverkan=None, enhet=None)
    counted = common.filter(organisation__in=list(organisation_ids), reference_date__lte=until)
    return counted.order_by("organisation_id", "-reference_date").distinct("organisation_id")


def organisations_of_year(samverkan: Samverkan, year: int) -> list[Organisation]:
    """The members of the year, in Swedish order."""
    return [row.organisation for row in members_of_year(samverkan, year)]


def organisation_in(samverkan: Samverkan, pk: int) -> Organisation | None:
    """The organisation if it is, or has been, a member here, or issues the invoices; else None."""
    belongs = Q(medlemskap__samverkan=samverkan) | Q(utfardar_for=samverkan)
    return Organisation.objects.filter(belongs, pk=pk).distinct().first()


def memberships(samverkan: Samverkan, organisation: Organisation) -> list[Medlem]:
    """All periods of membership, the newest first."""
    found = Medlem.objects.filter(samverkan=samverkan, organisation=organisation)
    return list(found.select_related("organisation").order_by("-valid_from"))


def enheter_of(samverkan: Samverkan, organisation: Organisation) -> list[Enhet]:
    """The member's units in this samverkan."""
    return list(Enhet.objects.filter(samverkan=samverkan, organisation=organisation))


def newest_matt(samverkan: Samverkan, organisation: Organisation) -> list[Matt]:
    """The newest figure of each kind for the organisation and its units here."""
    kinds = Mattslag.objects.filter(Q(samverkan=None) | Q(samverkan=samverkan))
    own = Q(enhet=None) | Q(enhet__samverkan=samverkan)
    found = Matt.objects.filter(own, organisation=organisation, mattslag__in=kinds)
    newest = found.order_by("mattslag_id", "enhet_id", "-reference_date").distinct("mattslag_id", "enhet_id")
    return sorted(
        newest.select_related("mattslag", "enhet", "organisation", "attested_by"),
        key=lambda matt: (matt.mattslag.name, sort_key(matt.enhet.name) if matt.enhet else ""),
    )


def not_members(samverkan: Samverkan) -> list[Organisation]:
    """Organisations known here that have no membership without end, in Swedish order."""
    current = Medlem.objects.filter(samverkan=samverkan, valid_to=None).values("organisation")
    return sorted(Organisation.objects.exclude(pk__in=current), key=lambda one: sort_key(one.name))
