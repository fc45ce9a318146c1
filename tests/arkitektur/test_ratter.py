"""Every address for every kind of person: the answer agrees with the predicates stated at the door."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLResolver, get_resolver, reverse

from samverkan.konton.models import Anvandare, Roll
from tests.arkitektur.exempel import EXEMPEL, YEAR, Exempel, Varld, build
from tests.factories import AnvandareFactory, RollFactory

pytestmark = pytest.mark.django_db

SHOWN = {200, 302, 304, 405}  # 405: the page is for another method, which tells nothing
DONE = {200, 202, 204, 302, 400, 405, 409, 422}  # done, or refused for what was sent
NOTHING_ASKED = Exempel(lambda varld: {})


@dataclass(frozen=True)
class Door:
    """An address, the words it takes, and what its view states about who may come in."""

    name: str
    words: frozenset[str]
    access: dict

    @property
    def is_inside(self) -> bool:
        return "do_to_open" in self.access


def doors(
    patterns: list, spaces: tuple[str, ...] = (), words: frozenset[str] = frozenset()
) -> Iterator[Door]:
    for item in patterns:
        here = words | set(item.pattern.regex.groupindex)
        if isinstance(item, URLResolver):
            yield from doors(item.url_patterns, spaces + ((item.namespace,) if item.namespace else ()), here)
        else:
            yield Door(":".join((*spaces, item.name or "?")), here, getattr(item.callback, "access", {}))


DOORS = list(doors(get_resolver().url_patterns))


@dataclass
class Person:
    """Someone at the door; nobody has an account when `user` is None."""

    user: Anvandare | None
    client: Client


class People(dict[str, Person]):
    """One person of each kind, in the sample world."""

    def __init__(self, varld: Varld) -> None:
        super().__init__()
        inside = {"samverkan": varld.scen.samverkan}
        self["utloggad"] = Person(None, Client(raise_request_exception=False))
        self.add("administratör i en annan", RollFactory(kind=Roll.Kind.ADMINISTRATOR).anvandare)
        for kind in Roll.Kind:
            own = {"organisation": varld.payer} if kind == Roll.Kind.KOMMUNLASARE else {}
            self.add(kind.value, RollFactory(kind=kind, **inside, **own).anvandare)
        other = RollFactory(kind=Roll.Kind.KOMMUNLASARE, organisation=varld.other, **inside)
        self.add("kommunläsare för en annan medlem", other.anvandare)
        self.add("driftansvarig", AnvandareFactory(is_superuser=True))

    def add(self, name: str, user: Anvandare) -> None:
        client = Client(raise_request_exception=False)
        client.force_login(user)
        self[name] = Person(Anvandare.objects.get(pk=user.pk), client)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker) -> Iterator[tuple[Varld, People]]:
    """The sample world and its people, made once and taken away again."""
    with django_db_blocker.unblock(), transaction.atomic():
        varld = build()
        yield varld, People(varld)
        transaction.set_rollback(True)


def test_every_address_that_names_an_object_has_a_sample() -> None:
    asked = {door.name for door in DOORS if door.words - {"slug", "year"}}
    assert asked == set(EXEMPEL), "keep tests/arkitektur/exempel.py in step with the urls"


@pytest.mark.parametrize("door", DOORS, ids=[door.name for door in DOORS])
def test_the_answer_agrees_with_the_rules(door: Door, world: tuple[Varld, People]) -> None:
    varld, people = world
    sample = EXEMPEL.get(door.name, NOTHING_ASKED)
    own = {"slug": varld.scen.samverkan.slug, "year": YEAR}
    words = sample.words(varld) | {key: own[key] for key in door.words & set(own)}
    url = reverse(door.name, kwargs=words)
    wrong = []
    for name, person in people.items():
        for method in ("GET", "POST"):
            expected = answers(door, sample, varld, person, method)
            answer = asked(person.client, url, method)
            if not agrees(answer, expected):
                wrong.append(f"{name}: {method} {url} → {answer.status_code}, expected {sorted(expected)}")
    assert wrong == []


def asked(client: Client, url: str, method: str) -> HttpResponse:
    """The answer; whatever it did is undone, in the database and in the browser."""
    cookies = client.cookies.output()
    with transaction.atomic():
        answer = client.generic(method, url)
        transaction.set_rollback(True)
    client.cookies.clear()
    client.cookies.load(cookies.replace("Set-Cookie: ", ""))
    return answer


SIGN_IN = -1  # a redirect to the sign-in page


def agrees(answer: HttpResponse, expected: set[int]) -> bool:
    leads_to_sign_in = answer.status_code == 302 and answer.url.startswith("/logga-in/")
    return (SIGN_IN if leads_to_sign_in else answer.status_code) in expected


def answers(door: Door, sample: Exempel, varld: Varld, person: Person, method: str) -> set[int]:
    """The answers that agree with the door's rules and with what the page asks beyond them."""
    if door.access.get("see") == "anyone":
        return SHOWN | DONE | {404, SIGN_IN}
    if person.user is None:
        return {SIGN_IN, 405}
    if not door.is_inside:
        rule = door.access["see"]
        return SHOWN | DONE | {404} if rule is None or rule(person.user) else {404, 405}
    acting = method == "POST" or door.access["do_to_open"]
    here = (person.user, varld.scen.samverkan)
    asked_in_turn = [
        (door.access["see"](*here), 404),
        (not acting or (door.access["do"] and door.access["do"](*here)), 403),
        (sample.see is None or sample.see(person.user, varld), 404),
        (not acting or sample.do is None or sample.do(person.user, varld), 403),
    ]
    refusal = next((status for allowed, status in asked_in_turn if not allowed), None)
    if refusal:
        return {refusal, 405}
    return SHOWN if method == "GET" else DONE
