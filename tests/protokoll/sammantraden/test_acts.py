import datetime
from datetime import UTC, date, time

import pytest

from protokoll.sammantraden import acts
from protokoll.sammantraden.models import Sammantrade
from samverkan.handelser.queries import history
from samverkan.lib.errors import Refused
from samverkan.lib.local_time import local_moment
from samverkan.organ.models import Organ
from tests import factories as f

pytestmark = pytest.mark.django_db

PLANERAT, KALLAT, INSTALLT = (Sammantrade.Status(s) for s in ("planerat", "kallat", "installt"))


@pytest.fixture
def organ() -> Organ:
    return f.OrganFactory(name="E-nämnden", kind=Organ.Kind.NAMND, place="Teams")


def at(day: date, hour: int = 13) -> dict[str, object]:
    return {"starts_at": local_moment(day, time(hour)), "ends_at": local_moment(day, time(hour + 3))}


JUNE = at(date(2023, 6, 21))


def test_a_meeting_is_planned_at_the_place_of_its_body(organ: Organ) -> None:
    made = acts.create_sammantrade(organ, JUNE, actor=None)
    assert (made.status, made.place, made.revision, made.public) == (PLANERAT, "Teams", 0, False)
    assert [row.text for row in history(made)] == ["planerade sammanträde med E-nämnden 2023-06-21 kl. 13.00"]


@pytest.mark.parametrize(
    ("values", "field", "says"),
    [
        (JUNE | {"ends_at": JUNE["starts_at"]}, "slut", "Sammanträdet kan inte sluta"),
        (
            JUNE | {"remote": True},
            "remote",
            "Deltagande på distans är inte tillåtet i E-nämnden den 2023-06-21",
        ),
        (at(date(2023, 3, 15)), "start", "E-nämnden har redan ett sammanträde då."),
    ],
)
def test_a_meeting_that_cannot_be_is_refused_at_its_field(
    organ: Organ, values: dict, field: str, says: str
) -> None:
    acts.create_sammantrade(organ, at(date(2023, 3, 15)), actor=None)
    with pytest.raises(Refused) as refused:
        acts.create_sammantrade(organ, values, actor=None)
    assert (refused.value.field, refused.value.message[: len(says)]) == (field, says)


def test_an_outside_body_meets_elsewhere(organ: Organ) -> None:
    outside = f.OrganFactory(samverkan=organ.samverkan, outside=True)
    with pytest.raises(Refused, match="utanför samverkan"):
        acts.create_sammantrade(outside, JUNE, actor=None)


def test_remote_participation_goes_by_what_the_reglemente_allows_that_day(organ: Organ) -> None:
    organ.remote_from, organ.remote_to = date(2023, 1, 1), date(2023, 6, 30)
    organ.save()
    assert acts.create_sammantrade(organ, JUNE | {"remote": True}, actor=None).remote
    with pytest.raises(Refused, match="KL 6:24"):
        acts.create_sammantrade(organ, at(date(2023, 7, 5)) | {"remote": True}, actor=None)


def test_the_budget_meeting_of_a_direktion_is_public_whatever_is_said() -> None:
    direktion = f.OrganFactory(kind=Organ.Kind.DIREKTION)
    budget = JUNE | {"decides_budget": True, "public": False}
    assert acts.create_sammantrade(direktion, budget, actor=None).public
    assert not acts.create_sammantrade(direktion, at(date(2023, 9, 6)), actor=None).public


def test_a_year_is_planned_in_one_act_all_or_none(organ: Organ) -> None:
    days = (date(2023, 10, 18), date(2023, 3, 15), date(2023, 6, 21))
    tider = [acts.Tid(**at(day)) for day in days]
    made = acts.create_sammantraden(organ, tider, actor=None)
    assert [one.starts_at.date() for one in made] == sorted(days)
    with pytest.raises(Refused, match="2023-03-15: E-nämnden har redan"):
        acts.create_sammantraden(organ, [acts.Tid(**at(date(2023, 12, 6))), *tider], actor=None)
    assert Sammantrade.objects.count() == 3


def test_a_move_is_told_to_calendars_and_logged_with_both_days(organ: Organ) -> None:
    meeting = f.SammantradeFactory(organ=organ, status=KALLAT)
    moved = acts.change_sammantrade(meeting, at(date(2023, 6, 28), 9), actor=None)
    assert (moved.status, moved.revision, moved.changed_at > meeting.changed_at) == (KALLAT, 1, True)
    assert [row.text for row in history(meeting)] == [
        "flyttade sammanträdet med E-nämnden från 2023-06-21 kl. 13.00 till 2023-06-28 kl. 09.00"
    ]


def test_what_calendars_do_not_show_does_not_count_as_a_move(organ: Organ) -> None:
    meeting = f.SammantradeFactory(organ=organ)
    same = acts.change_sammantrade(meeting, {"place": "Teams"}, actor=None)
    public = acts.change_sammantrade(meeting, {"public": True}, actor=None)
    place = acts.change_sammantrade(meeting, {"place": "Stadshuset"}, actor=None)
    assert [one.revision for one in (same, public, place)] == [0, 0, 1]
    assert [row.text for row in history(meeting)] == [
        "ändrade sammanträdet med E-nämnden: plats: Teams → Stadshuset",
        "ändrade sammanträdet med E-nämnden: offentligt: nej → ja",
    ]


@pytest.mark.parametrize("status", ["pagar", "avslutat", "justerat", "installt"])
def test_a_meeting_that_is_opened_held_or_cancelled_is_not_moved(organ: Organ, status: str) -> None:
    meeting = f.SammantradeFactory(organ=organ, status=status)
    with pytest.raises(Refused, match="kan inte ändras"):
        acts.change_sammantrade(meeting, JUNE, actor=None)


def test_a_cancelled_meeting_stays_with_its_reason_and_can_be_taken_up_again(organ: Organ) -> None:
    meeting = f.SammantradeFactory(organ=organ, status=KALLAT)
    with pytest.raises(Refused, match="Skriv varför"):
        acts.stall_in(meeting, reason=" ", actor=None)
    gone = acts.stall_in(meeting, reason="För få ärenden", actor=None)
    assert (gone.status, gone.cancelled_reason, gone.revision) == (INSTALLT, "För få ärenden", 1)
    back = acts.ateruppta(meeting, actor=None)
    assert (back.status, back.cancelled_reason, back.revision) == (PLANERAT, "", 2)


def test_a_time_that_was_taken_meanwhile_is_not_taken_up_again(organ: Organ) -> None:
    meeting = acts.stall_in(f.SammantradeFactory(organ=organ), reason="Sjukdom", actor=None)
    acts.create_sammantrade(organ, JUNE, actor=None)
    with pytest.raises(Refused, match="har redan ett sammanträde då"):
        acts.ateruppta(meeting, actor=None)


@pytest.mark.parametrize("status", ["pagar", "avslutat", "justerat"])
def test_a_meeting_that_was_opened_is_not_cancelled(organ: Organ, status: str) -> None:
    meeting = f.SammantradeFactory(organ=organ, status=status)
    with pytest.raises(Refused, match="kan inte bli inställt"):
        acts.stall_in(meeting, reason="Sjukdom", actor=None)


def test_moments_around_new_year_belong_to_the_swedish_day() -> None:
    eve = datetime.datetime(2023, 12, 31, 23, 30, tzinfo=UTC)  # half past midnight in Sweden
    assert acts.when_at(eve) == "2024-01-01 kl. 00.30"
