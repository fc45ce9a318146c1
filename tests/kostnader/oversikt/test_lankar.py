"""Every link that the start page's panels can show leads to a page that opens."""

import datetime
import inspect
import re
from collections.abc import Iterable

import pytest
from django.test import Client
from django.utils import timezone

from kostnader.fakturor.models import Leverans
from kostnader.oversikt import administration, att_gora, steg
from kostnader.oversikt.administration import waiting_administration
from kostnader.oversikt.att_gora import Uppgift, lage_of_year
from kostnader.oversikt.steg import Steg, first_steps
from samverkan.models import Samverkan
from tests import factories as f
from tests.kostnader.oversikt.scen import freeze_year, run
from tests.pages import page_url
from tests.scener import liten_scen

pytestmark = pytest.mark.django_db
ADDRESS = re.compile(r'"([a-z]+:[a-z_]+)"')


def in_source() -> set[str]:
    """Every address the three modules name."""
    return {name for module in (att_gora, steg, administration) for name in named_in(module)}


def named_in(module: object) -> list[str]:
    return ADDRESS.findall(inspect.getsource(module))


def followed(samverkan: Samverkan, found: Iterable[Uppgift | Steg]) -> set[str]:
    """The addresses of these, each of which opens for who is both controller and administratör."""
    person = f.AnvandareFactory()
    for kind in ("controller", "administrator"):
        f.RollFactory(anvandare=person, samverkan=samverkan, kind=kind)
    client, names = Client(), set()
    client.force_login(person)
    for one in found:
        answer = client.get(page_url(samverkan, one.url_name, **one.kwargs), follow=True)
        assert (one.url_name, answer.status_code) == (one.url_name, 200)
        names.add(one.url_name)
    return names


def shown(samverkan: Samverkan, year: int = 2023) -> set[str]:
    """What the panels show of the samverkan, followed."""
    lage = lage_of_year(samverkan, year)
    steps = [one for one in first_steps(samverkan) if not one.klar]
    found = [*lage.vantar, *lage.att_veta, *steps, *waiting_administration(samverkan, year)]
    return followed(samverkan, found)


def from_nothing_to_a_budget() -> set[str]:
    """A samverkan on its way: nothing at all, then services and keys that are not ready."""
    empty = f.SamverkanFactory()
    on_the_way = liten_scen()
    f.TjanstFactory(samverkan=on_the_way.samverkan, name="Växel")
    f.BudgetFactory(samverkan=on_the_way.samverkan, year=2024)
    f.OrganisationFactory._meta.model.objects.filter(pk=on_the_way.medlemmar[1].pk).update(city="")
    return shown(empty) | shown(on_the_way.samverkan)


def a_year_that_stands_still() -> set[str]:
    """Measures that lack, a run under way, mail that failed, members that lack details, a role that ends."""
    scen = liten_scen(8)
    scen.freeze()
    freeze_year(scen, 2022, {scen.tjanst: "90000.00"})
    run(scen, 1)
    Leverans.objects.update(mail_error="mailbox full", mail_attempts=5)
    f.RollFactory(samverkan=scen.samverkan, kind="revisor", valid_to=timezone.localdate())
    type(scen.medlemmar[0]).objects.filter(pk__in=[o.pk for o in scen.medlemmar]).update(buyer_reference="")
    return shown(scen.samverkan) | shown(scen.samverkan, a_measure_that_lacks(scen))


def a_measure_that_lacks(scen) -> int:
    """Next year's budget for a service whose key asks for a measure nobody has; its year."""
    nyckel = f.NyckelFactory(samverkan=scen.samverkan)
    day = datetime.date(2022, 12, 31)
    f.NyckelkomponentFactory(
        version=f.NyckelversionFactory(nyckel=nyckel),
        kind="matt",
        mattslag=f.MattslagFactory(),
        reference_date=day,
    )
    tjanst = f.TjanstFactory(samverkan=scen.samverkan, nyckel=nyckel)
    f.AnslutningFactory(tjanst=tjanst, organisation=scen.medlemmar[1])
    draft = f.BudgetFactory(samverkan=scen.samverkan, year=2024)
    f.BudgetpostFactory(rad=f.BudgetradFactory(budget=draft, tjanst=tjanst))
    return 2024


def test_every_address_the_panels_name_opens_with_what_they_give_it() -> None:
    assert from_nothing_to_a_budget() | a_year_that_stands_still() == in_source()
