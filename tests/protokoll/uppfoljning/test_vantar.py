from datetime import timedelta

import pytest
from django.test import Client

from protokoll.justering.acts import starta_justering
from protokoll.paragrafer.models import Expediering
from protokoll.sammantraden.models import Sammantrade
from samverkan.dokument.acts import store_dokument
from samverkan.lib import klocka
from tests.factories import OrganFactory
from tests.pages import count_queries, page_url, signed_in
from tests.protokoll.justering.scen import avslutat_mote
from tests.protokoll.uppfoljning.factories import UppdragFactory

pytestmark = pytest.mark.django_db


def front(client: Client, samverkan) -> str:
    return client.get(page_url(samverkan, "start:start")).content.decode()


def test_an_orderly_house_says_that_nothing_waits(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    assert "Inget väntar: kallelser, justering" in front(client, samverkan)


def test_the_next_meeting_tells_the_step_that_is_next(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    organ = OrganFactory(samverkan=samverkan, name="E-nämnden", kind="gemensam_namnd")
    for days in (30, 50):
        starts = klocka.now() + timedelta(days=days)
        meeting = Sammantrade.objects.create(organ=organ, starts_at=starts, place="Teams")
    page = front(client, samverkan)
    assert "Dagordning: Inget står på den än" in page
    assert page.count("E-nämnden, sammanträde") == 2  # once to see, once in the words of the button
    assert page_url(samverkan, "sammantraden:dagordning", pk=meeting.pk) not in page


def test_a_body_without_meetings_ahead_is_told_where_they_are_planned(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    OrganFactory(samverkan=samverkan, kind="gemensam_namnd")
    assert "Inga sammanträden är planerade" in front(client, samverkan)


def test_a_closed_meeting_waits_for_its_protocol_and_then_for_its_signers(client: Client) -> None:
    mote = avslutat_mote()
    samverkan = mote.sammantrade.organ.samverkan
    signed_in(client, "sekreterare", samverkan=samverkan)
    assert "är inte skickat för justering" in front(client, samverkan)
    runda = starta_justering(mote.sammantrade, actor=mote.sekreterare)
    page = front(client, samverkan)
    assert "är inte skickat för justering" not in page
    assert f"har skrivit under. Senast {runda.deadline}." in page
    assert page_url(samverkan, "justering:runda", pk=runda.pk) in page


def test_extracts_that_nobody_has_got_wait_when_the_protocol_is_justerat(client: Client) -> None:
    mote = avslutat_mote()
    samverkan = mote.sammantrade.organ.samverkan
    signed_in(client, "sekreterare", samverkan=samverkan)
    runda = starta_justering(mote.sammantrade, actor=mote.sekreterare)
    Expediering.objects.all().delete()
    for paragraf in runda.paragrafer.all()[:2]:
        Expediering.objects.create(paragraf=paragraf, name="Kiruna kommun")
    assert "utdrag är inte" not in front(client, samverkan)
    justerat(runda)
    assert "2 utdrag är inte skickade" in front(client, samverkan)
    Expediering.objects.update(sent_at=klocka.now())
    assert "utdrag är inte" not in front(client, samverkan)


def justerat(runda) -> None:
    organ = runda.sammantrade.organ
    kind = {"content_type": "application/pdf", "samverkan": organ.samverkan}
    runda.dokument = store_dokument(b"%PDF-1.7\n%%EOF", filename="protokoll.pdf", **kind)
    runda.status, runda.justerat_on = "justerat", klocka.today()
    runda.save()


def test_late_tasks_are_one_row_and_stand_first(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    for text, days in (("Rutin", 5), ("Avtal", 9)):
        UppdragFactory(samverkan=samverkan, text=text, due_on=klocka.today() - timedelta(days=days))
    page = front(client, samverkan)
    assert "2 uppdrag är försenade" in page
    assert "Avtal och 1 till." in page


def test_the_revisor_reads_the_same_and_a_kommunlasare_nothing_of_it(client: Client) -> None:
    samverkan = signed_in(client, "revisor")
    UppdragFactory(samverkan=samverkan, due_on=klocka.today() - timedelta(days=1))
    assert "Väntar på sekreteraren" in front(client, samverkan)
    signed_in(client, "administrator", samverkan=samverkan)
    assert "Väntar på sekreteraren" not in front(client, samverkan)


def test_a_justerare_finds_the_protocol_to_sign(client: Client) -> None:
    mote = avslutat_mote()
    samverkan = mote.sammantrade.organ.samverkan
    runda = starta_justering(mote.sammantrade, actor=mote.sekreterare)
    own = runda.justeringar.select_related("deltagare__person__anvandare").get(role="justerare")
    client.force_login(own.deltagare.person.anvandare)
    page = front(client, samverkan)
    assert "Att justera:" in page
    assert page_url(samverkan, "justering:las", pk=own.pk) in page


def test_the_start_page_asks_no_more_with_more_of_everything(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")

    def more() -> None:
        organ = OrganFactory(samverkan=samverkan, kind="gemensam_namnd")
        starts = klocka.now() + timedelta(days=30)
        Sammantrade.objects.create(organ=organ, starts_at=starts, place="Teams")
        UppdragFactory(samverkan=samverkan, due_on=klocka.today() - timedelta(days=1))

    more()
    url = page_url(samverkan, "start:start")
    client.get(url)
    few = count_queries(client, url)
    for _ in range(5):
        more()
    assert count_queries(client, url) == few
