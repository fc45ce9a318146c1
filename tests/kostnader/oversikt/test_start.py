import datetime

import pytest
from django.test import Client
from django.utils import timezone

from kostnader.oversikt.administration import waiting_administration
from kostnader.oversikt.steg import first_steps
from tests import factories as f
from tests.kostnader.oversikt.scen import run
from tests.pages import page_url, signed_in
from tests.scener import liten_scen

pytestmark = pytest.mark.django_db

ALL = [
    "Medlemmar",
    "Någon som är controller",
    "Tjänster",
    "Fördelningsnyckel",
    "Budget",
    "Fördelning",
    "Fakturauppgifter",
    "Första fakturakörningen",
]


def done(samverkan) -> list[str]:
    return [steg.rubrik for steg in first_steps(samverkan) if steg.klar]


def test_a_new_samverkan_has_every_step_before_it() -> None:
    samverkan = f.SamverkanFactory()
    assert [steg.rubrik for steg in first_steps(samverkan)] == ALL
    assert done(samverkan) == ["Fakturauppgifter"]


def test_the_steps_are_taken_one_by_one_and_gone_with_the_first_invoice() -> None:
    scen = liten_scen()
    assert done(scen.samverkan) == [*ALL[:5], "Fakturauppgifter"]
    scen.freeze()
    assert done(scen.samverkan) == ALL[:7]
    run(scen, 1)
    assert first_steps(scen.samverkan) == []


def test_the_act_stands_on_the_step_that_is_next(client: Client) -> None:
    samverkan = signed_in(client, "administrator")
    page = client.get(page_url(samverkan, "start:start")).content.decode()
    assert page.count("knapp fylld") == 1
    assert f'href="{page_url(samverkan, "medlemmar:lagg_till")}"' in page


def test_a_step_that_is_someone_elses_says_whose(client: Client) -> None:
    samverkan = signed_in(client, "administrator")
    f.RollFactory(samverkan=samverkan, kind="controller")
    for _ in range(2):
        f.MedlemFactory(samverkan=samverkan)
    page = client.get(page_url(samverkan, "start:start")).content.decode()
    assert "Det gör den som är controller." in page


def test_services_without_members_or_key_are_named() -> None:
    scen = liten_scen()
    f.TjanstFactory(samverkan=scen.samverkan, name="Växel")
    texts = {steg.rubrik: (steg.klar, steg.text) for steg in first_steps(scen.samverkan)}
    assert texts["Tjänster"] == (False, "Anslut medlemmar till Växel.")
    assert texts["Fördelningsnyckel"] == (False, "Saknas för Växel.")


def test_the_administrator_is_told_what_lacks_and_which_roles_end() -> None:
    scen = liten_scen()
    scen.freeze()
    run(scen, 1)
    lacking = scen.medlemmar[1]
    type(lacking).objects.filter(pk=lacking.pk).update(buyer_reference="")
    soon = timezone.localdate() + datetime.timedelta(days=60)
    ending = f.RollFactory(samverkan=scen.samverkan, kind="revisor", valid_to=soon)
    f.RollFactory(samverkan=scen.samverkan, kind="revisor", valid_to=soon + datetime.timedelta(days=1))
    assert [one.rubrik for one in waiting_administration(scen.samverkan, 2023)] == [
        f"{lacking.name} saknar referens för fakturan",
        f"{ending.anvandare.name} har sin roll till {soon}",
    ]


def test_nothing_to_arrange_shows_no_panel(client: Client) -> None:
    scen = liten_scen()
    scen.freeze()
    run(scen, 1)
    client.force_login(f.RollFactory(samverkan=scen.samverkan, kind="administrator").anvandare)
    page = client.get(page_url(scen.samverkan, "start:start")).content.decode()
    assert "Att ordna i samverkan" not in page
