"""Projects for tests."""

import datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from kostnader.models import Projekt, Projektdeltagare, Tidpost
from tests import factories as f


class ProjektFactory(DjangoModelFactory):
    class Meta:
        model = Projekt

    samverkan = factory.SubFactory(f.SamverkanFactory)
    number = factory.Sequence(lambda n: str(1000 + n))
    name = factory.Sequence(lambda n: f"Projekt {n:02}")


class ProjektdeltagareFactory(DjangoModelFactory):
    class Meta:
        model = Projektdeltagare

    projekt = factory.SubFactory(ProjektFactory)
    organisation = factory.SubFactory(f.OrganisationFactory)
    joined = datetime.date(2023, 1, 1)


class TidpostFactory(DjangoModelFactory):
    class Meta:
        model = Tidpost

    projekt = factory.SubFactory(ProjektFactory)
    month = datetime.date(2023, 3, 1)
    hours = Decimal(40)
