from datetime import date, timedelta

import pytest
from django.test import Client

from protokoll.uppfoljning import queries
from protokoll.uppfoljning.acts import uppdrag as acts
from protokoll.uppfoljning.models import Uppdrag
from samverkan.beslut.beslutsobjekt import resting_on
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.models import Person
from tests.factories import AnvandareFactory, BeslutFactory, SamverkanFactory
from tests.pages import count_queries, page_url, signed_in
from tests.protokoll.uppfoljning.factories import UppdragFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def actor():
    return AnvandareFactory(name="Peter Lund")


def given(**values: object) -> dict[str, object]:
    return {
        "text": "Boka två nya dagar",
        "responsible": "Samordnaren",
        "person": None,
        "due_on": None,
    } | values


def test_a_person_who_is_chosen_answers_for_the_task(actor) -> None:
    samverkan = SamverkanFactory()
    person = Person.objects.create(samverkan=samverkan, name="Lisa Ek")
    uppdrag = acts.create_uppdrag(samverkan, given(person=person, responsible=""), actor=actor)
    assert (uppdrag.responsible, uppdrag.person) == ("Lisa Ek", person)


def test_a_task_without_anybody_is_refused_at_the_field(actor) -> None:
    samverkan = SamverkanFactory()
    with pytest.raises(Refused, match="skriv vem som ansvarar") as refusal:
        acts.create_uppdrag(samverkan, given(responsible=" "), actor=actor)
    assert (refusal.value.field, Uppdrag.objects.count()) == ("responsible", 0)


def test_a_day_before_the_decision_is_refused(actor) -> None:
    beslut = BeslutFactory(date=date(2022, 6, 22))
    values = given(beslut=beslut, due_on=date(2022, 6, 21))
    with pytest.raises(Refused, match="före beslutet") as refusal:
        acts.create_uppdrag(beslut.samverkan, values, actor=actor)
    assert refusal.value.field == "due_on"


def test_a_decision_of_another_samverkan_is_refused(actor) -> None:
    samverkan = SamverkanFactory()
    with pytest.raises(Refused, match="i samverkan"):
        acts.create_uppdrag(samverkan, given(beslut=BeslutFactory()), actor=actor)


def test_a_task_is_done_with_a_report_and_not_before_the_day_has_come(actor) -> None:
    uppdrag = UppdragFactory()
    tomorrow = klocka.today() + timedelta(days=1)
    for day, report, field in ((tomorrow, "Klart.", "done_on"), (klocka.today(), "  ", "report")):
        with pytest.raises(Refused) as refusal:
            acts.report_done(uppdrag, done_on=day, report=report, actor=actor)
        assert refusal.value.field == field
    done = acts.report_done(uppdrag, done_on=klocka.today(), report="Två dagar är bokade.", actor=actor)
    assert (done.status, done.report) == ("klart", "Två dagar är bokade.")


def test_a_struck_task_says_why_and_can_be_opened_again(actor) -> None:
    uppdrag = UppdragFactory()
    with pytest.raises(Refused, match="varför"):
        acts.strike_uppdrag(uppdrag, reason=" ", actor=actor)
    assert acts.strike_uppdrag(uppdrag, reason="Löst på annat sätt", actor=actor).status == "struket"
    with pytest.raises(Refused, match="Öppna det igen"):
        acts.change_uppdrag(uppdrag, {"text": "Annat"}, actor=actor)
    opened = acts.reopen_uppdrag(uppdrag, actor=actor)
    assert (opened.status, opened.reason) == ("oppet", "")
    with pytest.raises(Refused, match="redan öppet"):
        acts.reopen_uppdrag(uppdrag, actor=actor)


def test_late_tasks_come_first_then_those_soon_due_then_those_without_a_day() -> None:
    samverkan, today = SamverkanFactory(), klocka.today()
    days = {"utan": None, "snart": today + timedelta(days=3), "sent": today - timedelta(days=1)}
    days["senare"] = today + timedelta(days=40)
    for text, day in days.items():
        UppdragFactory(samverkan=samverkan, text=text, due_on=day)
    rows = queries.uppdrag_of(samverkan)
    assert [row.uppdrag.text for row in rows] == ["sent", "snart", "senare", "utan"]
    assert [row.when for row in rows] == ["1 dag försenat", "om 3 dagar", "om 40 dagar", ""]
    assert [lage for lage, _, _ in queries.by_lage(rows)] == ["forsenat", "snart", "pagar"]
    assert queries.overdue_count(samverkan, 2022) == 1


def test_a_task_stands_on_the_page_of_its_decision() -> None:
    uppdrag = UppdragFactory(beslut=BeslutFactory(), text="Ta fram en rutin")
    items = resting_on([uppdrag.beslut_id])[uppdrag.beslut_id]
    assert [(item.label, item.text) for item in items] == [
        ("Uppdrag till Samordnaren, att göra", "Ta fram en rutin")
    ]


def test_the_secretary_goes_from_a_decision_to_a_task_and_reports_it_done(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    beslut = BeslutFactory(samverkan=samverkan)
    new = f"{page_url(samverkan, 'uppfoljning:uppdrag_nytt')}?beslut={beslut.pk}"
    decision = client.get(page_url(samverkan, "beslut:beslut", pk=beslut.pk)).content.decode()
    assert f'href="{new}"' in decision
    assert f'<option value="{beslut.pk}" selected>' in client.get(new).content.decode()
    client.post(new, {"text": "Ta fram en rutin", "responsible": "IT-chefen", "beslut": beslut.pk})
    uppdrag = Uppdrag.objects.get()
    done = {"done_on": str(klocka.today()), "report": "Rutinen är beslutad."}
    client.post(page_url(samverkan, "uppfoljning:uppdrag_klart", pk=uppdrag.pk), done)
    page = client.get(page_url(samverkan, "uppfoljning:uppdrag", pk=uppdrag.pk)).content.decode()
    assert "Rutinen är beslutad." in page
    assert "rapporterade uppdraget Ta fram en rutin klart" in page


def test_a_ledamot_reads_tasks_and_changes_none(client: Client) -> None:
    samverkan = signed_in(client, "ledamot")
    uppdrag = UppdragFactory(samverkan=samverkan)
    assert client.get(page_url(samverkan, "uppfoljning:uppdrag", pk=uppdrag.pk)).status_code == 200
    assert "Nytt uppdrag" not in client.get(page_url(samverkan, "uppfoljning:uppdragslista")).content.decode()
    assert client.get(page_url(samverkan, "uppfoljning:uppdrag_andra", pk=uppdrag.pk)).status_code == 403


def test_a_task_of_another_samverkan_is_not_found(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    assert client.get(page_url(samverkan, "uppfoljning:uppdrag", pk=UppdragFactory().pk)).status_code == 404


def test_the_list_asks_no_more_with_thirty_tasks_than_with_one(client: Client) -> None:
    samverkan = signed_in(client, "sekreterare")
    url = page_url(samverkan, "uppfoljning:uppdragslista")
    UppdragFactory(samverkan=samverkan, beslut=BeslutFactory(samverkan=samverkan))
    client.get(url)
    few = count_queries(client, url)
    for _ in range(30):
        UppdragFactory(samverkan=samverkan, beslut=BeslutFactory(samverkan=samverkan))
    assert count_queries(client, url) == few
