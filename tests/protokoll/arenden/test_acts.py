"""Matters are opened with a number of their own, written, carried on and closed."""

import datetime

import pytest

from protokoll.arenden import acts
from protokoll.models import Arende
from samverkan.handelser.queries import history
from samverkan.lib.errors import Refused
from tests import factories as f

pytestmark = pytest.mark.django_db
DAY = datetime.date(2023, 2, 1)


@pytest.fixture
def organ():
    return f.OrganFactory(dnr_pattern="ITVT-{ar}-{nr:5}")


@pytest.fixture
def actor():
    return f.AnvandareFactory(name="Sara Sekreterare")


def opened(organ, actor, **values: object) -> Arende:
    given = {"heading": "Budget 2024", "opened_on": DAY} | values
    return acts.open_arende(organ.samverkan, organ=organ, **given, actor=actor)


def test_each_matter_gets_the_next_number_of_its_body_and_year(organ, actor) -> None:
    numbers = [opened(organ, actor).dnr for _ in range(3)]
    numbers.append(opened(organ, actor, opened_on=datetime.date(2024, 1, 2)).dnr)
    assert numbers == ["ITVT-2023-00001", "ITVT-2023-00002", "ITVT-2023-00003", "ITVT-2024-00001"]


def test_a_number_from_an_earlier_register_is_kept_and_the_series_goes_on_after_it(organ, actor) -> None:
    given = opened(organ, actor, dnr="Dnr itvt-2023-20").dnr
    assert [given, opened(organ, actor).dnr] == ["ITVT-2023-00020", "ITVT-2023-00021"]


def test_a_number_that_is_taken_is_refused(organ, actor) -> None:
    opened(organ, actor, dnr="ITVT-2023-00009")
    with pytest.raises(Refused, match="ITVT-2023-00009 är redan ett ärende här"):
        opened(organ, actor, dnr="ITVT-2023-00009")


def test_a_body_outside_the_samverkan_keeps_no_register_here(organ, actor) -> None:
    outside = f.OrganFactory(samverkan=organ.samverkan, outside=True)
    with pytest.raises(Refused, match="utanför samverkan"):
        opened(outside, actor)


def test_secrecy_needs_its_clause(organ, actor) -> None:
    with pytest.raises(Refused, match="OSL") as refusal:
        opened(organ, actor, secret=True)
    assert refusal.value.field == "secret_clause"


def test_the_log_never_carries_the_heading_of_a_secret_matter(organ, actor) -> None:
    arende = opened(organ, actor, secret=True, secret_clause="OSL 19 kap. 1 §", heading="Köp av Bolaget AB")
    assert [row.text for row in history(arende)] == ["öppnade ärende ITVT-2023-00001"]


def test_the_paper_is_dated_when_it_is_changed_and_the_log_says_what(organ, actor) -> None:
    arende = opened(organ, actor)
    changed = acts.change_arende(
        arende, {"forslag": "Nämnden godkänner.", "heading": "Budget 2024"}, actor=actor
    )
    assert changed.written_on == datetime.date.today()
    assert history(changed)[0].text == "ändrade i ärende ITVT-2023-00001 Budget 2024: förslag till beslut"


def test_nothing_changed_leaves_no_trace(organ, actor) -> None:
    arende = opened(organ, actor)
    acts.change_arende(arende, {"heading": "Budget 2024"}, mottagare=[], actor=actor)
    assert len(history(arende)) == 1


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten(organ, actor) -> None:
    arende = opened(organ, actor)
    base = {"forslag": acts.fingerprint(arende.forslag)}
    acts.change_arende(arende, {"forslag": "Den enas text"}, base=base, actor=actor)
    with pytest.raises(Refused, match="Någon annan har ändrat förslag till beslut") as refusal:
        acts.change_arende(arende, {"forslag": "Den andras text"}, base=base, actor=actor)
    assert refusal.value.field == "forslag"
    assert Arende.objects.get().forslag == "Den enas text"


def test_recipients_stand_in_order_and_once(organ, actor) -> None:
    arende = opened(organ, actor)
    acts.change_arende(arende, {}, mottagare=[("Kiruna", ""), ("Luleå", "l@lulea.example")], actor=actor)
    assert [str(m) for m in arende.mottagare.all()] == ["Kiruna", "Luleå"]
    with pytest.raises(Refused, match="två gånger"):
        acts.change_arende(arende, {}, mottagare=[("Kiruna", ""), ("kiruna", "")], actor=actor)


def test_a_closed_matter_is_not_changed_until_it_is_opened_again(organ, actor) -> None:
    arende = opened(organ, actor)
    acts.close_arende(arende, actor=actor)
    with pytest.raises(Refused, match="Öppna det igen"):
        acts.change_arende(arende, {"forslag": "x"}, actor=actor)
    acts.reopen_arende(arende, actor=actor)
    assert acts.change_arende(arende, {"forslag": "x"}, actor=actor).forslag == "x"


def test_a_matter_on_its_way_to_a_meeting_is_not_closed(organ, actor) -> None:
    arende = opened(organ, actor)
    f.DagordningspunktFactory(sammantrade__organ=organ, arende=arende)
    with pytest.raises(Refused, match="dagordningen"):
        acts.close_arende(arende, actor=actor)


def test_an_object_that_does_not_wait_for_a_decision_cannot_be_carried(organ, actor) -> None:
    with pytest.raises(Refused, match="väntar inte längre"):
        acts.change_arende(opened(organ, actor), {}, objekt=[("budget", 99)], actor=actor)
