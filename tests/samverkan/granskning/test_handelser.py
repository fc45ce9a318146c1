import datetime

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from samverkan.handelser.acts import log
from samverkan.handelser.models import Handelse
from samverkan.konton.models import Roll
from tests.factories import AnvandareFactory, BeslutFactory, RollFactory
from tests.pages import count_queries

pytestmark = pytest.mark.django_db

URL = "/norr/2023/handelser/"


@pytest.fixture
def revisor(client: Client) -> Roll:
    roll = RollFactory(kind=Roll.Kind.REVISOR, samverkan__slug="norr", anvandare__name="Rut")
    client.force_login(roll.anvandare)
    return roll


def write(roll: Roll, count: int = 1, name: str = "Maria") -> list[Handelse]:
    actor = AnvandareFactory(name=name)
    facts = {"person": "Carl", "roll": "controller", "fran": "2023-01-01"}
    return [log("roll.given", roll, actor=actor, samverkan=roll.samverkan, **facts) for _ in range(count)]


def test_the_log_tells_who_did_what(revisor: Roll, client: Client) -> None:
    write(revisor)
    page = client.get(URL).content.decode()
    assert "Maria" in page
    assert "gav Carl rollen controller från 2023-01-01" in page


def test_it_is_filtered_by_person_kind_and_day(revisor: Roll, client: Client) -> None:
    write(revisor, name="Maria")
    beslut = BeslutFactory(samverkan=revisor.samverkan, paragraf="12", heading="Budget")
    log("beslut.registered", beslut, actor=revisor.anvandare, samverkan=revisor.samverkan, rubrik="Budget")
    today = timezone.localdate()
    tomorrow = today + datetime.timedelta(days=1)

    def shown(**choice: object) -> list[int]:
        return sorted(row.record.number for row in client.get(URL, choice).context["table"].rows)

    assert shown() == [1, 2]
    assert shown(vem="Maria") == [1]
    assert shown(vad="samverkan.beslut") == [2]
    assert shown(fran=today, till=today) == [1, 2]
    assert shown(fran=tomorrow) == []
    assert shown(fran="igår") == [1, 2]


def test_the_events_of_another_samverkan_are_not_shown(revisor: Roll, client: Client) -> None:
    write(RollFactory(), name="Någon annan")
    assert "Någon annan" not in client.get(URL).content.decode()


def test_a_whole_chain_is_told(revisor: Roll, client: Client) -> None:
    last = write(revisor, 3)[-1]
    page = client.get(URL, {"kontrollera": ""}).content.decode()
    assert "Kedjan är hel: 3 händelser" in page
    assert last.hash in page


def test_a_broken_chain_is_told_with_its_place(revisor: Roll, client: Client) -> None:
    events = write(revisor, 3)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE samverkan_handelse DISABLE TRIGGER USER")
        cursor.execute("UPDATE samverkan_handelse SET actor_name = 'X' WHERE id = %s", [events[1].pk])
    page = client.get(URL, {"kontrollera": ""}).content.decode()
    assert "Kedjan är bruten på 1 ställe" in page
    assert "Nr 2" in page


def test_the_number_of_queries_does_not_grow_with_the_log(revisor: Roll, client: Client) -> None:
    write(revisor)
    client.get(URL)
    few = count_queries(client, URL)
    write(revisor, 60)
    assert count_queries(client, URL) == few
