import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from samverkan.handelser.acts import log
from samverkan.handelser.models import Handelse
from samverkan.handelser.queries import chain_breaks
from tests.factories import AnvandareFactory, SamverkanFactory

pytestmark = pytest.mark.django_db


def write(count: int, **kwargs: object) -> list[Handelse]:
    samverkan, actor = SamverkanFactory(), AnvandareFactory(name="Maria")
    return [log("test.done", samverkan, actor=actor, samverkan=samverkan, nr=n) for n in range(count)]


def test_each_event_carries_the_hash_of_the_one_before() -> None:
    events = write(3)
    assert [e.previous_hash for e in events] == ["0" * 64, events[0].hash, events[1].hash]
    assert [e.number for e in events] == [1, 2, 3]


def test_an_unbroken_chain_verifies() -> None:
    write(3)
    assert list(chain_breaks()) == []


def test_each_samverkan_has_a_chain_of_its_own() -> None:
    assert [e.number for e in write(2) + write(2)] == [1, 2, 1, 2]
    assert list(chain_breaks()) == []


def test_an_event_cannot_be_changed_or_removed() -> None:
    event = write(1)[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        Handelse.objects.filter(pk=event.pk).update(actor_name="Någon annan")
    with pytest.raises(IntegrityError), transaction.atomic():
        Handelse.objects.filter(pk=event.pk).delete()


def test_tampering_behind_the_trigger_is_found_and_named() -> None:
    events = write(3)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE samverkan_handelse DISABLE TRIGGER USER")
        cursor.execute("UPDATE samverkan_handelse SET actor_name = 'X' WHERE id = %s", [events[1].pk])
    breaks = list(chain_breaks())
    assert [(b.handelse.number, b.reason) for b in breaks] == [
        (2, "innehållet stämmer inte med sin kontrollsumma")
    ]
    with pytest.raises(CommandError):
        call_command("verifiera_handelser")


def test_a_removed_event_leaves_a_gap_that_is_found() -> None:
    events = write(3)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE samverkan_handelse DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM samverkan_handelse WHERE id = %s", [events[1].pk])
    assert [(b.handelse.number, b.reason) for b in chain_breaks()] == [(3, "nummer 2 saknas")]
