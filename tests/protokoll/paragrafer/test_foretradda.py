"""Which members took part in a decision."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from protokoll.paragrafer.acts import reservera
from protokoll.paragrafer.foretradda import Medlemsrost, members_at
from protokoll.paragrafer.models import Paragraf
from samverkan.konton.models import Roll
from samverkan.lib import klocka
from tests.pages import page_url
from tests.protokoll.scen import OPENS, Motesscen, mote_scen

pytestmark = pytest.mark.django_db


@pytest.fixture
def scen() -> Motesscen:
    return mote_scen("oppnat")


def test_each_member_is_told_with_who_served_for_it(scen: Motesscen) -> None:
    paragraf = scen.avgor("Budget")
    with klocka.at(OPENS):
        reservera(paragraf, scen.person("Stina Sarri"), text="", actor=scen.sekreterare)
    assert members_at(paragraf) == [
        Medlemsrost("Arjeplog", ("Ivar Stenman (S)",)),
        Medlemsrost("Boden", ("Jonas Hällgren (MP), ersättare",)),
        Medlemsrost("Kiruna", ("Stina Sarri (M)",), reserverar=("Stina Sarri (M)",)),
        Medlemsrost("Luleå"),
        Medlemsrost("Piteå", ("Jon Lindgren (S)",)),
    ]
    read = Paragraf.objects.select_related("organ", "sammantrade").get(pk=paragraf.pk)
    with CaptureQueriesContext(connection) as captured:
        members_at(read)
    assert len(captured) == 5


def test_a_body_that_members_do_not_elect_has_no_members(scen: Motesscen) -> None:
    paragraf = scen.avgor("Budget")
    paragraf.organ.kind = "namnd"
    assert members_at(paragraf) == []


def test_the_decisions_page_says_who_was_not_there_when_justerat(scen: Motesscen, client: Client) -> None:
    beslut = scen.avgor("Budget").beslut
    url = page_url(scen.samverkan, "beslut:beslut", pk=beslut.pk)
    client.force_login(scen.konto(Roll.Kind.CONTROLLER))
    assert "Medlemmar som deltog" not in client.get(url).content.decode()
    type(beslut).objects.filter(pk=beslut.pk).update(status="justerat")
    assert "Luleå var inte företrädd." in client.get(url).content.decode()
