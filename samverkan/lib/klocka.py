"""What time it is, for acts that put a moment on record.

What happened earlier and is entered now – the examples, a meeting kept on paper – is done inside
`with at(moment):`, so that the record carries the moment it happened. The event log is not fooled: it
always says when something was entered.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The moment acts put on record, aware, in the project's time zone."""
    return timezone.localtime(_moment.get() or timezone.now())


def today() -> date:
    """The day acts put on record (Europe/Stockholm)."""
    return now().date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Do what follows as of an earlier moment. Raises ValueError for a moment without time zone."""
    if timezone.is_naive(moment):
        raise ValueError("a moment has a time zone")
    token = _moment.set(moment)
    try:
        yield
    finally:
        _moment.reset(token)
