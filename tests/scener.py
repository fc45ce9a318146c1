"""Scenes: small cooperations ready to act in, for tests that need more than one factory."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from kostnader.budget.models import Budget
from kostnader.fordelning.acts import freeze_fordelning
from kostnader.fordelning.models import Fordelning, Nyckelversion
from samverkan.models import Anvandare, Beslut, Organisation, Samverkan
from tests import factories as f


@dataclass
class Scen:
    """A samverkan whose first member is the host, one service shared equally, a fastställd budget."""

    samverkan: Samverkan
    medlemmar: list[Organisation]
    tjanst: object
    budget: Budget
    beslut: Beslut
    controller: Anvandare

    def freeze(self) -> Fordelning:
        return freeze_fordelning(self.budget, actor=self.controller)


def delad_tjanst(scen_samverkan: Samverkan, medlemmar: list[Organisation], beslut: Beslut, **tjanst: object):
    """A service that the members share equally by a fastställd key."""
    nyckel = f.NyckelFactory(samverkan=scen_samverkan, short_name="lika")
    version = f.NyckelversionFactory(nyckel=nyckel, number=1, beslut=beslut)
    f.NyckelkomponentFactory(version=version, weight="1/1")
    Nyckelversion.objects.filter(pk=version.pk).update(status="faststalld")
    created = f.TjanstFactory(samverkan=scen_samverkan, nyckel=nyckel, **tjanst)
    for organisation in medlemmar:
        f.AnslutningFactory(tjanst=created, organisation=organisation)
    return created


def liten_scen(
    antal: int = 3, *, year: int = 2023, amount: Decimal = Decimal("120000.00"), **tjanst: object
) -> Scen:
    """`antal` members share `amount` (kronor) equally over the year; decided in § 12."""
    medlemmar = [f.OrganisationFactory() for _ in range(antal)]
    samverkan = f.SamverkanFactory(issuer=medlemmar[0])
    for organisation in medlemmar:
        f.MedlemFactory(samverkan=samverkan, organisation=organisation)
    beslut = f.BeslutFactory(samverkan=samverkan, paragraf="12")
    created = delad_tjanst(samverkan, medlemmar, beslut, **{"rhythm": "kvartal"} | tjanst)
    controller = f.AnvandareFactory(name="Maria Controller")
    f.RollFactory(anvandare=controller, samverkan=samverkan, kind="controller")
    budget = f.BudgetFactory(samverkan=samverkan, year=year)
    f.BudgetpostFactory(rad=f.BudgetradFactory(budget=budget, tjanst=created), amount=amount)
    Budget.objects.filter(pk=budget.pk).update(
        status="faststalld", beslut=beslut, decided_at=datetime.datetime.now(datetime.UTC)
    )
    budget.refresh_from_db()
    return Scen(samverkan, medlemmar, created, budget, beslut, controller)
