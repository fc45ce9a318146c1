"""What is secret of a kallelse is frozen with it, apart, and read by those entitled alone."""

import pytest
from django.test import Client

from protokoll.arenden.acts import change_arende
from protokoll.models import Kallelse
from protokoll.sammantraden import kallelse as acts
from protokoll.sammantraden.kallelse_andringar import changes
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from tests import factories as f
from tests.pages import page_url
from tests.protokoll.sammantraden.exempel import IN_TIME, Mote, fullt_mote

pytestmark = pytest.mark.django_db


@pytest.fixture
def moten() -> Mote:
    return fullt_mote()


def called(moten: Mote) -> Kallelse:
    with klocka.at(IN_TIME):
        kallelse = moten.kalla()
        acts.skicka_kallelse(kallelse, link="https://samverkan.example/", actor=moten.actor)
    return kallelse


def with_secrets(moten: Mote) -> None:
    """One matter is secret, and one paper of another."""
    found = moten.organ.samverkan.arenden
    secret = {"secret": True, "secret_clause": "OSL 19:3", "forslag": "Snöripan köps."}
    change_arende(found.get(heading="Över- och underskott 2023"), secret, actor=moten.actor)
    found.get(heading="Månadsuppföljning").bilagor.filter(title="Rapport").update(
        secret=True, secret_clause="OSL 19:1", title="Köp av X"
    )


def read_by(client: Client, moten: Mote, kind: str) -> str:
    client.force_login(f.RollFactory(kind=kind, samverkan=moten.organ.samverkan).anvandare)
    own = {"pk": moten.sammantrade.pk}
    return client.get(page_url(moten.organ.samverkan, "sammantraden:handlingar", **own)).content.decode()


def test_what_is_secret_is_frozen_too_and_read_by_those_entitled_alone(moten: Mote, client: Client) -> None:
    with klocka.at(IN_TIME):
        with_secrets(moten)
    kallelse = called(moten)
    secret = moten.organ.samverkan.arenden.get(secret=True)
    change_arende(secret, {"forslag": "Fjällräven köps."}, actor=moten.actor)
    words = ["Snöripan", "Köp av X", "Fjällräven"]
    assert [word in read_by(client, moten, "sekreterare") for word in words] == [True, True, False]
    assert [word in read_by(client, moten, "controller") for word in words] == [False] * 3
    assert [word in str(kallelse.content) for word in words] == [False] * 3


def test_a_secret_paper_is_read_from_it_by_those_entitled_alone(moten: Mote, client: Client) -> None:
    with klocka.at(IN_TIME):
        with_secrets(moten)
    called(moten)
    paper = moten.organ.samverkan.arenden.get(heading="Månadsuppföljning").bilagor.get(title="Köp av X")
    own = {"pk": moten.sammantrade.pk, "nummer": 1, "bilaga": paper.pk}
    url = page_url(moten.organ.samverkan, "sammantraden:handlingar_bilaga", **own)
    seen = {}
    for kind in ("sekreterare", "revisor", "ledamot", "controller"):
        client.force_login(f.RollFactory(kind=kind, samverkan=moten.organ.samverkan).anvandare)
        seen[kind] = client.get(url).status_code
    assert seen == {"sekreterare": 200, "revisor": 200, "ledamot": 404, "controller": 404}


def test_a_change_in_what_is_secret_is_worth_a_new_kallelse_that_does_not_tell_it(moten: Mote) -> None:
    with klocka.at(IN_TIME):
        with_secrets(moten)
        first = moten.kalla()
        with pytest.raises(Refused, match="Inget har ändrats"):
            moten.kalla()
        secret = moten.organ.samverkan.arenden.get(secret=True)
        change_arende(secret, {"forslag": "Fjällräven köps."}, actor=moten.actor)
        second = moten.kalla()
    assert changes(first.content, second.content) == ["Det som omfattas av sekretess är ändrat."]
