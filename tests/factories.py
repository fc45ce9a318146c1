"""Test data, one factory per model. Sorted: samverkan first, then kostnader, protokoll in feature order."""

import datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from kostnader.budget.acts import ensure_kostnadsslag
from kostnader.models import (
    Anslutning,
    Budget,
    Budgetpost,
    Budgetrad,
    Fordelningsnyckel,
    Nyckelkomponent,
    Nyckelversion,
    Tjanst,
)
from protokoll.models import Arende, Arshjulspost, Dagordningspunkt, Paragraf, Sammantrade
from samverkan.lib.orgnr import luhn_digit
from samverkan.models import (
    Anvandare,
    Beslut,
    Enhet,
    Mandat,
    Matt,
    Mattslag,
    Medlem,
    Organ,
    Organisation,
    Person,
    Roll,
    Samverkan,
)

START = datetime.date(2020, 1, 1)
PASSWORD = "en lång lösenordsfras 7"


def orgnr(number: int) -> str:
    """A valid organisation number in the municipal series."""
    base = f"212{number:06}"
    return f"{base[:6]}-{base[6:]}{luhn_digit(base)}"


class AnvandareFactory(DjangoModelFactory):
    class Meta:
        model = Anvandare
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@kommun.example")
    name = factory.Sequence(lambda n: f"Person {n}")

    @factory.post_generation
    def password(self, create: bool, extracted: str | None, **kwargs: object) -> None:
        self.set_password(extracted or PASSWORD)
        self.save()


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    short_name = factory.Sequence(lambda n: f"Kommun{n:03}")
    name = factory.LazyAttribute(lambda o: f"{o.short_name} kommun")
    orgnr = factory.Sequence(lambda n: orgnr(n + 100))
    address = "Storgatan 1"
    postal_code = "971 85"
    city = factory.LazyAttribute(lambda o: o.short_name)
    invoice_email = factory.LazyAttribute(lambda o: f"faktura@{o.short_name.lower()}.example")
    buyer_reference = factory.Sequence(lambda n: f"REF-{n:04}")
    bankgiro = "5050-1055"


class SamverkanFactory(DjangoModelFactory):
    class Meta:
        model = Samverkan

    slug = factory.Sequence(lambda n: f"samverkan-{n}")
    name = factory.Sequence(lambda n: f"Samverkan {n}")
    form = Samverkan.Form.GEMENSAM_NAMND
    issuer = factory.SubFactory(OrganisationFactory)
    contact_name = "Vera Referens"
    contact_email = "fragor@samverkan.example"


class MedlemFactory(DjangoModelFactory):
    class Meta:
        model = Medlem

    samverkan = factory.SubFactory(SamverkanFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    valid_from = START


class EnhetFactory(DjangoModelFactory):
    class Meta:
        model = Enhet

    samverkan = factory.SubFactory(SamverkanFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    name = factory.Sequence(lambda n: f"Enhet {n}")


class MattslagFactory(DjangoModelFactory):
    class Meta:
        model = Mattslag
        django_get_or_create = ("code", "samverkan")

    samverkan = None
    code = "invanare"
    name = "Invånare"
    unit = "invånare"


class MattFactory(DjangoModelFactory):
    class Meta:
        model = Matt

    mattslag = factory.SubFactory(MattslagFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    reference_date = datetime.date(2020, 12, 31)
    value = 1000
    source = "SCB"


class RollFactory(DjangoModelFactory):
    class Meta:
        model = Roll

    anvandare = factory.SubFactory(AnvandareFactory)
    samverkan = factory.SubFactory(SamverkanFactory)
    kind = Roll.Kind.CONTROLLER
    valid_from = START


class OrganFactory(DjangoModelFactory):
    class Meta:
        model = Organ

    samverkan = factory.SubFactory(SamverkanFactory)
    name = factory.Sequence(lambda n: f"Nämnd {n}")
    kind = Organ.Kind.NAMND


class PersonFactory(DjangoModelFactory):
    class Meta:
        model = Person

    samverkan = factory.SubFactory(SamverkanFactory)
    name = factory.Sequence(lambda n: f"Förtroendevald {n:02}")
    email = factory.Sequence(lambda n: f"vald{n}@kommun.example")


class MandatFactory(DjangoModelFactory):
    class Meta:
        model = Mandat

    organ = factory.SubFactory(OrganFactory)
    person = factory.SubFactory(PersonFactory, samverkan=factory.SelfAttribute("..organ.samverkan"))
    role = Mandat.Role.LEDAMOT
    valid_from = START


class BeslutFactory(DjangoModelFactory):
    class Meta:
        model = Beslut

    samverkan = factory.SubFactory(SamverkanFactory)
    organ = factory.SubFactory(OrganFactory, samverkan=factory.SelfAttribute("..samverkan"))
    date = datetime.date(2022, 6, 22)
    paragraf = factory.Sequence(lambda n: str(n + 1))
    heading = "Budget 2023"
    status = Beslut.Status.LAGA_KRAFT
    laga_kraft_on = datetime.date(2022, 7, 30)


class NyckelFactory(DjangoModelFactory):
    class Meta:
        model = Fordelningsnyckel

    samverkan = factory.SubFactory(SamverkanFactory)
    name = factory.Sequence(lambda n: f"Nyckel {n}")
    short_name = "nyckel"


class NyckelversionFactory(DjangoModelFactory):
    class Meta:
        model = Nyckelversion

    nyckel = factory.SubFactory(NyckelFactory)
    number = factory.Sequence(lambda n: n + 1)
    valid_from = START


class NyckelkomponentFactory(DjangoModelFactory):
    class Meta:
        model = Nyckelkomponent

    version = factory.SubFactory(NyckelversionFactory)
    kind = Nyckelkomponent.Kind.LIKA
    weight = "1"


class TjanstFactory(DjangoModelFactory):
    class Meta:
        model = Tjanst

    samverkan = factory.SubFactory(SamverkanFactory)
    name = factory.Sequence(lambda n: f"Tjänst {n:02}")
    order = factory.Sequence(lambda n: n)
    valid_from = START


class AnslutningFactory(DjangoModelFactory):
    class Meta:
        model = Anslutning

    tjanst = factory.SubFactory(TjanstFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    valid_from = START


class BudgetFactory(DjangoModelFactory):
    class Meta:
        model = Budget

    samverkan = factory.SubFactory(SamverkanFactory)
    year = 2023
    number = 1


class BudgetradFactory(DjangoModelFactory):
    class Meta:
        model = Budgetrad
        skip_postgeneration_save = True

    budget = factory.SubFactory(BudgetFactory)
    tjanst = factory.SubFactory(TjanstFactory, samverkan=factory.SelfAttribute("..budget.samverkan"))
    kostnadsslag = "Drift"

    @factory.post_generation
    def known_kostnadsslag(self, create: bool, extracted: object, **kwargs: object) -> None:
        ensure_kostnadsslag(self.budget.samverkan, [self.kostnadsslag])


class BudgetpostFactory(DjangoModelFactory):
    class Meta:
        model = Budgetpost

    rad = factory.SubFactory(BudgetradFactory)
    kind = Budgetpost.Kind.URSPRUNGLIG
    amount = Decimal("120000.00")


class SammantradeFactory(DjangoModelFactory):
    class Meta:
        model = Sammantrade

    organ = factory.SubFactory(OrganFactory)
    starts_at = datetime.datetime(2023, 6, 21, 11, 0, tzinfo=datetime.UTC)  # 13.00 by Swedish clocks
    ends_at = datetime.datetime(2023, 6, 21, 14, 0, tzinfo=datetime.UTC)
    place = "Teams"


class ArshjulspostFactory(DjangoModelFactory):
    class Meta:
        model = Arshjulspost

    organ = factory.SubFactory(OrganFactory)
    month = 6
    heading = factory.Sequence(lambda n: f"Ärende {n}")
    kind = "beslut"


class ArendeFactory(DjangoModelFactory):
    class Meta:
        model = Arende

    samverkan = factory.SelfAttribute("organ.samverkan")
    organ = factory.SubFactory(OrganFactory)
    dnr = factory.Sequence(lambda n: f"2023/{n + 1}")
    heading = factory.Sequence(lambda n: f"Ärende {n}")
    opened_on = datetime.date(2023, 1, 10)


class DagordningspunktFactory(DjangoModelFactory):
    class Meta:
        model = Dagordningspunkt

    sammantrade = factory.SubFactory(
        SammantradeFactory,
        starts_at=factory.Sequence(
            lambda n: datetime.datetime(2023, 3, 6, 8, tzinfo=datetime.UTC) + datetime.timedelta(days=n)
        ),
        ends_at=None,
    )
    order = factory.Sequence(lambda n: n)
    heading = factory.Sequence(lambda n: f"Punkt {n}")


class ParagrafFactory(DjangoModelFactory):
    class Meta:
        model = Paragraf

    sammantrade = factory.SubFactory(SammantradeFactory)
    organ = factory.SelfAttribute("sammantrade.organ")
    year = 2023
    order = factory.Sequence(lambda n: n)
    heading = factory.Sequence(lambda n: f"Paragraf {n}")
