from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client

from protokoll.arenden.models import Arende
from protokoll.sammantraden.models import Sammantrade
from protokoll.uppfoljning import skrivelse
from protokoll.uppfoljning.narvarostatistik import statistik
from samverkan.lib import klocka
from samverkan.lib.text import to_html
from tests.factories import OrganFactory, SamverkanFactory
from tests.pages import page_url, signed_in
from tests.protokoll.scen import mote_scen
from tests.protokoll.uppfoljning.factories import (
    KontrollmomentFactory,
    MalFactory,
    MalvardeFactory,
    UppdragFactory,
)

pytestmark = pytest.mark.django_db


def test_goals_tell_how_they_are_judged_and_which_condition_broke_when() -> None:
    samverkan = SamverkanFactory()
    mal = MalFactory(samverkan=samverkan, text="Alla deltar", judgement="inte", comment="Två möten.")
    MalvardeFactory(mal=mal, day=date(2022, 3, 23), value=Decimal("71.43"), note="10 av 14")
    MalFactory(samverkan=samverkan, text="Ett mål i ord", target=None, judgement="uppfyllt")
    told = skrivelse.of_mal(samverkan, 2022)
    assert told.heading == "Uppföljning av mål 2022"
    assert told.forslag == "godkänna uppföljningen av målen för 2022."
    assert told.sammanfattning.replace("\u00a0", " ") == (
        "Av 2 mål för 2022 är 1 uppfyllt och 1 inte uppfyllt. Villkoret för målet ”Alla deltar” bröts "
        "2022-03-23: 71,43 %, kravet är minst 75 % vid varje mätning."
    )
    page = to_html(told.bakgrund)
    assert "<td>10 av 14</td>" in page
    assert "<h3>Alla deltar</h3>" in page


def test_the_control_plan_tells_what_was_followed_up_and_what_is_accepted() -> None:
    samverkan = SamverkanFactory()
    KontrollmomentFactory(
        samverkan=samverkan, result="avvikelse", checked_on=date(2022, 9, 1), comment="Sen."
    )
    KontrollmomentFactory(samverkan=samverkan)
    KontrollmomentFactory(samverkan=samverkan, hantering="accepteras", motivering="Är årets mål.")
    told = skrivelse.of_internkontroll(samverkan, 2022)
    assert told.sammanfattning == (
        "Planen för 2022 har 3 risker. 1 av 2 kontroller är uppföljda, 1 med avvikelse. 1 risk är accepterad."
    )


def test_tasks_tell_what_is_left_and_marks_of_the_markup_stay_text() -> None:
    samverkan = SamverkanFactory()
    UppdragFactory(samverkan=samverkan, text="Välj a|b *nu*", due_on=klocka.today() - timedelta(days=2))
    UppdragFactory(samverkan=samverkan, status="klart", done_on=date(2022, 5, 1), report="Gjort.")
    UppdragFactory(samverkan=samverkan, status="klart", done_on=date(2021, 5, 1), report="Förra året.")
    told = skrivelse.of_uppdrag(samverkan, 2022)
    assert told.sammanfattning == f"Läget {klocka.today()}: av 2 uppdrag återstår 1. Försenade: 1. Klara: 1."
    page = to_html(told.bakgrund)
    assert "<td>Välj a|b *nu*</td>" in page
    assert "Förra året." not in page


def test_attendance_tells_each_meeting_and_member() -> None:
    scen = mote_scen("avslutat")
    told = skrivelse.of_narvaro(statistik(scen.organ, 2022, also_unadjusted=True), 2022)
    assert "Vid 1 sammanträde 2022" in told.sammanfattning
    assert "| Boden | 0 | 1 | 1 |" in told.bakgrund


def test_nothing_to_follow_up_gives_no_paper() -> None:
    samverkan = SamverkanFactory()
    assert [write(samverkan, 2022) for write in skrivelse.WRITERS.values()] == [None, None, None]


def test_the_follow_up_becomes_a_matter_on_the_agenda_and_stays_as_it_was(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    organ = OrganFactory(samverkan=samverkan, called="E-nämnden", kind="gemensam_namnd")
    starts = klocka.now() + timedelta(days=20)
    meeting = Sammantrade.objects.create(organ=organ, starts_at=starts, status="planerat")
    mal = MalFactory(samverkan=samverkan, text="Alla deltar")
    url = page_url(samverkan, "uppfoljning:kallelse", year=2022, vad="mal")
    assert "Av 1 mål för 2022 är 1 inte bedömt." in client.get(url).content.decode()
    answer = client.post(url, {"organ": organ.pk, "heading": "Uppföljning av mål 2022", "place": "on"})
    arende = Arende.objects.get()
    assert answer.url == page_url(samverkan, "arenden:arende", year=2022, pk=arende.pk)
    assert arende.forslag == "E-nämnden beslutar att godkänna uppföljningen av målen för 2022."
    assert [punkt.arende for punkt in meeting.punkter.all()] == [arende]
    mal.judgement = "uppfyllt"
    mal.save()
    arende.refresh_from_db()
    assert arende.sammanfattning == "Av 1 mål för 2022 är 1 inte bedömt."


def test_without_a_meeting_to_come_the_matter_waits(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    organ = OrganFactory(samverkan=samverkan, kind="gemensam_namnd")
    UppdragFactory(samverkan=samverkan)
    url = page_url(samverkan, "uppfoljning:kallelse", vad="uppdrag")
    client.post(url, {"organ": organ.pk, "heading": "Uppföljning av uppdrag", "place": "on"})
    assert Arende.objects.get().punkter.count() == 0


def test_an_empty_year_and_an_unknown_kind_say_so(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    empty = client.get(page_url(samverkan, "uppfoljning:kallelse", vad="mal"))
    assert "Det finns inget att ta med det här året" in empty.content.decode()
    assert client.get(page_url(samverkan, "uppfoljning:kallelse", vad="annat")).status_code == 404
