"""Investments for tests."""

from decimal import Decimal

import factory
from factory.django import DjangoModelFactory

from kostnader.models import (
    Avskrivningstyp,
    Investering,
    Investeringsbudget,
    Investeringsutfall,
    Prognosomgang,
)
from tests import factories as f


class AvskrivningstypFactory(DjangoModelFactory):
    class Meta:
        model = Avskrivningstyp

    samverkan = factory.SubFactory(f.SamverkanFactory)
    name = factory.Sequence(lambda n: f"Typ {n}")
    years = 4


class InvesteringFactory(DjangoModelFactory):
    class Meta:
        model = Investering

    samverkan = factory.SubFactory(f.SamverkanFactory)
    name = factory.Sequence(lambda n: f"Investering {n:02}")
    order = factory.Sequence(lambda n: n)


class InvesteringsbudgetFactory(DjangoModelFactory):
    class Meta:
        model = Investeringsbudget

    investering = factory.SubFactory(InvesteringFactory)
    year = 2023
    kind = Investeringsbudget.Kind.URSPRUNGLIG
    amount = Decimal("480000.00")


class InvesteringsutfallFactory(DjangoModelFactory):
    class Meta:
        model = Investeringsutfall

    investering = factory.SubFactory(InvesteringFactory)
    month = "2023-05-01"
    amount = Decimal("100000.00")


class PrognosomgangFactory(DjangoModelFactory):
    class Meta:
        model = Prognosomgang

    samverkan = factory.SelfAttribute("budget.samverkan")
    budget = factory.SubFactory(f.BudgetFactory)
    year = 2023
    name = factory.Sequence(lambda n: f"Prognos {n}")
    through = 8
