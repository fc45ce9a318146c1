"""Swedish time: the day a moment belongs to, and moments that summer time takes away or gives twice."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from samverkan.lib.errors import Refused

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def local_day(moment: datetime) -> date:
    """The Swedish calendar day of an aware moment. ValueError for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone")
    return moment.astimezone(STOCKHOLM).date()


def local_moment(day: date, clock: time) -> datetime:
    """The moment when Swedish clocks show this; the first of the two when they are set back.

    Raises Refused for the hour that is skipped when summer time begins.
    """
    moment = datetime.combine(day, clock, STOCKHOLM)
    # A time that no clock shows comes back as another one from a turn through UTC.
    if moment.astimezone(ZoneInfo("UTC")).astimezone(STOCKHOLM).time() != clock:
        raise Refused(f"Klockan {clock:%H.%M} finns inte den {day}: då börjar sommartiden. Välj annan tid.")
    return moment
