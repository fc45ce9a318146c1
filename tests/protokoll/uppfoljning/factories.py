"""Test data for following up, one factory per model."""

import datetime
from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from protokoll.models import Kontrollmoment, Mal, Malvarde, Uppdrag
from tests.factories import SamverkanFactory


class UppdragFactory(DjangoModelFactory):
    class Meta:
        model = Uppdrag

    samverkan = factory.SubFactory(SamverkanFactory)
    text = factory.Sequence(lambda n: f"Boka sammanträdesdag {n}")
    responsible = "Samordnaren"


class MalFactory(DjangoModelFactory):
    class Meta:
        model = Mal

    samverkan = factory.SubFactory(SamverkanFactory)
    year = 2022
    text = factory.Sequence(lambda n: f"Minst tre av fyra kommuner deltar vid möte {n}")
    unit = "%"
    target = Decimal("75.00")
    galler = Mal.Galler.VARJE


class MalvardeFactory(DjangoModelFactory):
    class Meta:
        model = Malvarde

    mal = factory.SubFactory(MalFactory)
    day = datetime.date(2022, 1, 26)
    value = Decimal("79.00")


class KontrollmomentFactory(DjangoModelFactory):
    class Meta:
        model = Kontrollmoment

    samverkan = factory.SubFactory(SamverkanFactory)
    year = 2022
    risk = factory.Sequence(lambda n: f"Projekt {n} blir försenat")
    sannolikhet = 3
    konsekvens = 3
    moment = "Kontrollera att projekt följer plan"
    responsible = "Samordnaren"
