"""Reading the event log."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.apps import apps
from django.db import models

from samverkan.handelser.models import Handelse
from samverkan.handelser.rules import GENESIS, seal
from samverkan.handelser.wording import wording
from samverkan.lib.swedish import sort_key


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


def actors(samverkan: models.Model) -> list[str]:
    """Names of all who stand in the samverkan's log, in Swedish order."""
    names = Handelse.objects.filter(samverkan=samverkan).order_by().values_list("actor_name", flat=True)
    return sorted(set(names.distinct()), key=sort_key)


def kinds(samverkan: models.Model) -> list[tuple[str, str]]:
    """What the samverkan's log is about: stored kind and its name on screen, in Swedish order."""
    found = Handelse.objects.filter(samverkan=samverkan).order_by().values_list("object_type", flat=True)
    return sorted(((kind, kind_name(kind)) for kind in set(found.distinct())), key=lambda k: sort_key(k[1]))


def kind_name(object_type: str) -> str:
    """'kostnader.budget' is 'Budget'; what no longer exists keeps its stored name."""
    try:
        return str(apps.get_model(object_type)._meta.verbose_name).capitalize()
    except LookupError:
        return object_type


@dataclass(frozen=True)
class Break:
    """A place where a chain does not hold, and why."""

    handelse: Handelse
    reason: str


def chain_breaks(samverkan: models.Model | None = None) -> Iterator[Break]:
    """Every event whose seal, link or number is wrong: in one samverkan's chain, or without it in all."""
    expected: dict[int | None, tuple[int, str]] = {}
    chains = Handelse.objects.filter(samverkan=samverkan) if samverkan else Handelse.objects.all()
    for handelse in chains.order_by("samverkan_id", "number").iterator(chunk_size=2000):
        number, previous = expected.get(handelse.samverkan_id, (1, GENESIS))
        if handelse.number != number:
            yield Break(handelse, f"nummer {number} saknas")
        elif handelse.previous_hash != previous:
            yield Break(handelse, "länken till händelsen före stämmer inte")
        if seal(handelse) != handelse.hash:
            yield Break(handelse, "innehållet stämmer inte med sin kontrollsumma")
        expected[handelse.samverkan_id] = (handelse.number + 1, handelse.hash)
