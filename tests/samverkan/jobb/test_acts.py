from collections.abc import Iterator

import pytest

from samverkan.jobb import acts
from samverkan.jobb.models import Jobb
from tests.factories import AnvandareFactory, SamverkanFactory

pytestmark = pytest.mark.django_db

DONE: list[str] = []


@pytest.fixture(autouse=True)
def kinds() -> Iterator[None]:
    def work(jobb: Jobb) -> None:
        DONE.append(jobb.object_id)

    def fail(jobb: Jobb) -> None:
        raise ValueError("skrivaren svarar inte")

    acts.handler("prov")(work)
    acts.handler("provfel")(fail)
    DONE.clear()
    yield
    del acts._HANDLERS["prov"], acts._HANDLERS["provfel"]


def start(kind: str = "prov", samverkan=None) -> Jobb:
    samverkan = samverkan or SamverkanFactory()
    return acts.start_jobb(kind, samverkan, actor=AnvandareFactory(), samverkan=samverkan)


def test_a_job_is_done_once_however_often_it_is_handed_out() -> None:
    jobb = start()
    assert [acts.perform(jobb.pk), acts.perform(jobb.pk)] == [True, False]
    assert len(DONE) == 1
    jobb.refresh_from_db()
    assert jobb.status == Jobb.Status.KLART


def test_a_button_pressed_twice_gives_the_same_job() -> None:
    samverkan = SamverkanFactory()
    assert start(samverkan=samverkan) == start(samverkan=samverkan)


def test_a_job_that_fails_says_why() -> None:
    jobb = start("provfel")
    with pytest.raises(ValueError, match="skrivaren"):
        acts.perform(jobb.pk)
    jobb.refresh_from_db()
    assert (jobb.status, jobb.message) == (Jobb.Status.FEL, "skrivaren svarar inte")
