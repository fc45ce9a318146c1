"""Two windows at once, with threads and connections of their own."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connections

from protokoll.paragrafer.acts import avgor_paragraf, oppna_sammantrade, upprop
from protokoll.paragrafer.models import Paragraf
from protokoll.sammantraden.models import Sammantrade
from samverkan.lib.errors import Refused
from samverkan.models import Beslut
from tests.protokoll.scen import MATTERS, OPENS, Motesscen, agenda, mote_scen

pytestmark = pytest.mark.django_db(transaction=True)


def together(*acts: Callable[[], object]) -> list[object]:
    """Run at the same moment, each with its own connection; what each returned or refused."""
    gate, answers = Barrier(len(acts)), [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        gate.wait()
        try:
            answers[place] = act()
        except Refused as refusal:
            answers[place] = refusal.message
        finally:
            connections.close_all()

    threads = [Thread(target=run, args=(place, act)) for place, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def second_meeting(scen: Motesscen) -> Sammantrade:
    """Another meeting of the same body and year, opened."""
    other = Sammantrade.objects.create(
        organ=scen.organ, starts_at=OPENS.replace(month=9), status=Sammantrade.Status.KALLAT
    )
    agenda(other, scen.arenden)
    oppna_sammantrade(other, actor=scen.sekreterare)
    upprop(other, narvarande=other.deltagare.all(), actor=scen.sekreterare)
    return other


def decide(paragraf: Paragraf, scen: Motesscen) -> Callable[[], object]:
    return lambda: avgor_paragraf(paragraf, outcome="bifall", actor=scen.sekreterare).number


def test_numbers_never_repeat_and_never_skip() -> None:
    scen = mote_scen("oppnat")
    other = second_meeting(scen)
    paragrafer = [*scen.paragrafer, *other.paragrafer.all()]
    numbers = together(*[decide(paragraf, scen) for paragraf in paragrafer])
    assert sorted(numbers) == list(range(1, 2 * len(MATTERS) + 1))


def test_one_paragraf_decided_in_two_windows_is_decided_once() -> None:
    scen = mote_scen("oppnat")
    first = scen.paragrafer[0]
    answers = together(decide(first, scen), decide(first, scen))
    assert sorted(map(str, answers)) == [
        "1",
        "§ 1 är redan avgjord. Texten kan rättas före justeringen (KL 5:69).",
    ]
    assert Beslut.objects.count() == 1
