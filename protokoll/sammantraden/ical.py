"""A calendar as RFC 5545 says: meetings in, bytes out. Programs ask again and follow changes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from icalendar import Calendar, Event, vText

from samverkan.lib.local_time import STOCKHOLM

REFRESH = timedelta(hours=6)


@dataclass(frozen=True)
class Kalenderpost:
    """One meeting in a calendar. `uid` never changes; `sequence` grows with each change of time or place."""

    uid: str
    summary: str
    starts_at: datetime
    changed_at: datetime
    ends_at: datetime | None = None
    place: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False
    tentative: bool = False

    @property
    def status(self) -> str:
        if self.cancelled:
            return "CANCELLED"
        return "TENTATIVE" if self.tentative else "CONFIRMED"


def write_calendar(name: str, poster: Iterable[Kalenderpost]) -> bytes:
    """The calendar as a file. Times are those of Swedish clocks, with their time zone, summer and winter."""
    calendar = Calendar()
    calendar.add("prodid", "-//Samverkan//Sammanträden//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", REFRESH, parameters={"VALUE": "DURATION"})
    for post in poster:
        calendar.add_component(_event(post))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _event(post: Kalenderpost) -> Event:
    event = Event()
    event.add("uid", post.uid)
    event.add("dtstamp", post.changed_at)
    event.add("last-modified", post.changed_at)
    event.add("sequence", post.sequence)
    event.add("status", post.status)
    event.add("summary", f"Inställt: {post.summary}" if post.cancelled else post.summary)
    event.add("dtstart", post.starts_at.astimezone(STOCKHOLM))
    if post.ends_at is not None:
        event.add("dtend", post.ends_at.astimezone(STOCKHOLM))
    for key, text in (("location", post.place), ("description", post.description), ("url", post.url)):
        if text:
            event.add(key, vText(text))
    return event
