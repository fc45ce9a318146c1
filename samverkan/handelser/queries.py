"""Reading the event log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from samverkan.handelser.models import Handelse
from samverkan.handelser.rules import GENESIS, seal
from samverkan.handelser.wording import wording


@dataclass(frozen=True)
class HistoryRow:
    """An event as a page shows it."""

    at: datetime
    actor_name: str
    text: str


def history(
    *objects: models.Model, samverkan: models.Model | None = None, limit: int = 50
) -> list[HistoryRow]:
    """The newest events of the given objects, newest first.

    With `samverkan` only those of its own chain: an organisation or a number of inhabitants is common
    to several, and who did what in another samverkan is not for this one to see.
    """
    condition = models.Q(pk__in=[])
    for obj in objects:
        condition |= models.Q(object_type=obj._meta.label_lower, object_id=str(obj.pk))
    found = Handelse.objects.filter(condition)
    if samverkan is not None:
        found = found.filter(samverkan=samverkan)
    return [as_row(handelse) for handelse in found[:limit]]


def as_row(handelse: Handelse) -> HistoryRow:
    """One event in words."""
    return HistoryRow(handelse.at, handelse.actor_name, wording(handelse))


@dataclass(frozen=True)
class Break:
    """A place where a chain does not hold, and why."""

    handelse: Handelse
    reason: str


def chain_breaks() -> Iterator[Break]:
    """Every event whose seal, link or number is wrong, over all chains."""
    expected: dict[int | None, tuple[int, str]] = {}
    for handelse in Handelse.objects.order_by("samverkan_id", "number").iterator(chunk_size=2000):
        number, previous = expected.get(handelse.samverkan_id, (1, GENESIS))
        if handelse.number != number:
            yield Break(handelse, f"nummer {number} saknas")
        elif handelse.previous_hash != previous:
            yield Break(handelse, "länken till händelsen före stämmer inte")
        if seal(handelse) != handelse.hash:
            yield Break(handelse, "innehållet stämmer inte med sin kontrollsumma")
        expected[handelse.samverkan_id] = (handelse.number + 1, handelse.hash)
