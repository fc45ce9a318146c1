"""A year issued so far, and the year before it, for the tests of what a member pays."""

import datetime
from decimal import Decimal

from django.test import Client

from kostnader.budget.models import Budget
from kostnader.fakturor.acts import open_korning, utfarda_korning
from kostnader.fakturor.models import Fakturakorning
from kostnader.fakturor.plan import make_plan
from kostnader.fordelning.acts import freeze_fordelning
from kostnader.fordelning.models import Fordelning
from samverkan.jobb.acts import perform
from samverkan.models import Beslut, Organisation
from tests import factories as f
from tests.scener import Scen


def freeze_year(
    scen: Scen, year: int, amounts: dict[object, Decimal], beslut: Beslut | None = None
) -> Fordelning:
    """A fastställd budget of another year, with so many kronor per service, shared and frozen."""
    budget = f.BudgetFactory(samverkan=scen.samverkan, year=year)
    for tjanst, amount in amounts.items():
        f.BudgetpostFactory(rad=f.BudgetradFactory(budget=budget, tjanst=tjanst), amount=amount)
    beslut = beslut or f.BeslutFactory(
        samverkan=scen.samverkan, organ=scen.beslut.organ, paragraf="9", date=datetime.date(year - 1, 6, 16)
    )
    Budget.objects.filter(pk=budget.pk).update(status="faststalld", beslut=beslut)
    budget.refresh_from_db()
    return freeze_fordelning(budget, actor=scen.controller)


def run(scen: Scen, month: int, *, year: int = 2023, day: datetime.date | None = None) -> Fakturakorning:
    """Issue a month to everyone."""
    opened = open_korning(
        scen.samverkan,
        year=year,
        month=month,
        issue_date=day or datetime.date(year, month, 1),
        actor=scen.controller,
    )
    plan = make_plan(opened)
    ids = {b.organisation.pk for b in plan.betalare}
    jobb = utfarda_korning(opened, payer_ids=ids, fingerprint=plan.fingerprint, actor=scen.controller)
    perform(jobb.pk)
    opened.refresh_from_db()
    return opened


def reader(scen: Scen, *organisations: Organisation) -> Client:
    """Signed in as a kommunläsare of these."""
    person = f.AnvandareFactory()
    for organisation in organisations:
        f.RollFactory(
            anvandare=person, samverkan=scen.samverkan, kind="kommunlasare", organisation=organisation
        )
    client = Client()
    client.force_login(person)
    return client
