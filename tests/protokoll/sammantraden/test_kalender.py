"""The calendars as a program reads them."""

import datetime
from datetime import UTC, date, time

import pytest
from django.test import Client
from icalendar import Calendar, Event

from protokoll.sammantraden import acts
from protokoll.sammantraden.ical import Kalenderpost, write_calendar
from protokoll.sammantraden.models import Sammantrade
from samverkan.lib import klocka
from samverkan.lib.errors import Refused
from samverkan.lib.local_time import local_moment
from samverkan.organ.models import Mandat, Organ
from tests import factories as f

NOW = datetime.datetime(2023, 5, 1, 12, 0, tzinfo=UTC)


def events(content: bytes) -> list[Event]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def written(day: date, clock: time) -> Event:
    post = Kalenderpost("m-1@x", "E-nämnden", local_moment(day, clock), NOW)
    return events(write_calendar("Sammanträden", [post]))[0]


@pytest.mark.parametrize(
    ("day", "hours_ahead"),
    [
        (date(2023, 3, 24), 1),  # Friday before summer time
        (date(2023, 3, 27), 2),  # Monday after
        (date(2023, 10, 27), 2),  # Friday before winter time
        (date(2023, 10, 30), 1),  # Monday after
    ],
)
def test_one_o_clock_is_one_o_clock_before_and_after_both_changes(day: date, hours_ahead: int) -> None:
    event = written(day, time(13))
    start = event.decoded("dtstart")
    assert event["dtstart"].params["TZID"] == "Europe/Stockholm"
    assert (start.hour, start.utcoffset()) == (13, datetime.timedelta(hours=hours_ahead))


def test_the_time_zone_is_told_in_the_file_with_both_its_changes() -> None:
    post = Kalenderpost("m-1@x", "E-nämnden", local_moment(date(2023, 6, 21), time(13)), NOW)
    zone = next(iter(Calendar.from_ical(write_calendar("S", [post])).walk("VTIMEZONE")))
    assert (zone["tzid"], bool(zone.walk("DAYLIGHT")), bool(zone.walk("STANDARD"))) == (
        "Europe/Stockholm",
        True,
        True,
    )


def test_the_hour_that_does_not_exist_is_refused_and_the_double_one_is_the_first() -> None:
    with pytest.raises(Refused, match="börjar sommartiden"):
        local_moment(date(2023, 3, 26), time(2, 30))
    twice = local_moment(date(2023, 10, 29), time(2, 30))
    assert twice.astimezone(UTC) == datetime.datetime(2023, 10, 29, 0, 30, tzinfo=UTC)


@pytest.fixture
def meeting(db: None) -> Sammantrade:
    organ = f.OrganFactory(name="E-nämnden", samverkan__slug="norr", kind=Organ.Kind.GEMENSAM_NAMND)
    with klocka.at(NOW):
        values = {"starts_at": local_moment(date(2023, 6, 21), time(13)), "place": "Teams"}
        values["ends_at"] = local_moment(date(2023, 6, 21), time(16))
        return acts.create_sammantrade(organ, values, actor=None)


def public(client: Client) -> list[Event]:
    with klocka.at(NOW):
        answer = client.get("/kalender/norr.ics")
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.cookies.output() == ""
    return events(answer.content)


def own(client: Client, mandat: Mandat) -> list[Event]:
    with klocka.at(NOW):
        answer = client.get(f"/kalender/person/{mandat.person.calendar_key}.ics")
    assert (answer.status_code, answer.cookies.output()) == (200, "")
    return events(answer.content)


def test_anyone_learns_when_and_where_and_nothing_more(meeting: Sammantrade, client: Client) -> None:
    (event,) = public(client)
    told = [str(event[key]) for key in ("summary", "location", "description", "status")]
    assert told == ["E-nämnden", "Teams", "Sammanträdet är stängt.", "TENTATIVE"]
    assert "url" not in event


def test_groups_and_outside_bodies_are_not_in_the_public_calendar(
    meeting: Sammantrade, client: Client
) -> None:
    samverkan = meeting.organ.samverkan
    f.SammantradeFactory(organ=f.OrganFactory(samverkan=samverkan, kind=Organ.Kind.BEREDNING))
    f.SammantradeFactory()
    assert len(public(client)) == 1
    assert client.get("/kalender/soder.ics").status_code == 404


def test_a_move_changes_the_same_event(meeting: Sammantrade, client: Client) -> None:
    (before,) = public(client)
    with klocka.at(NOW + datetime.timedelta(days=1)):
        acts.change_sammantrade(
            meeting,
            {
                "starts_at": local_moment(date(2023, 11, 1), time(13)),
                "ends_at": local_moment(date(2023, 11, 1), time(16)),
            },
            actor=None,
        )
    (after,) = public(client)
    assert (after["uid"], after["sequence"]) == (before["uid"], 1)
    assert after.decoded("dtstamp") == before.decoded("dtstamp") + datetime.timedelta(days=1)
    assert after.decoded("dtstart") == local_moment(date(2023, 11, 1), time(13))


def test_a_cancelled_meeting_says_so_in_both_calendars(meeting: Sammantrade, client: Client) -> None:
    mandat = f.MandatFactory(organ=meeting.organ)
    acts.stall_in(meeting, reason="För få ärenden", actor=None)
    for event in (*public(client), *own(client, mandat)):
        assert (event["status"], event["sequence"], event["summary"]) == (
            "CANCELLED",
            1,
            "Inställt: E-nämnden",
        )
    assert "För få ärenden" not in public(client)[0].to_ical().decode()


def test_a_person_follows_the_bodies_they_are_in_while_they_are(meeting: Sammantrade, client: Client) -> None:
    group = f.OrganFactory(samverkan=meeting.organ.samverkan, kind=Organ.Kind.BEREDNING, name="Beredningen")
    f.SammantradeFactory(organ=group, starts_at=NOW + datetime.timedelta(days=9))
    mandat = f.MandatFactory(organ=meeting.organ, valid_to=date(2023, 6, 21))
    f.MandatFactory(organ=group, person=mandat.person)
    assert sorted(str(event["summary"]) for event in own(client, mandat)) == ["Beredningen", "E-nämnden"]
    mandat.valid_to = date(2023, 6, 20)
    mandat.save()
    (event,) = own(client, mandat)
    assert str(event["url"]).endswith(f"/norr/2023/sammantraden/{group.sammantraden.get().pk}/")


def test_an_old_calendar_address_does_not_exist(meeting: Sammantrade, client: Client) -> None:
    assert client.get("/kalender/person/gissad.ics").status_code == 404


def test_a_calendar_is_read_with_a_fixed_number_of_questions(
    meeting: Sammantrade, client: Client, django_assert_num_queries
) -> None:
    for month in range(1, 13):
        moment = local_moment(date(2024, month, 10), time(13))
        f.SammantradeFactory(organ=meeting.organ, starts_at=moment, ends_at=None)
    with django_assert_num_queries(2):
        assert len(public(client)) == 13
