"""Validity over time: `valid_from` and `valid_to`, both days included, the end may be open."""

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Func, Q, Value

from samverkan.lib.errors import Refused


def period_expression() -> Func:
    """The row's validity as a PostgreSQL date range, for constraints that forbid overlaps."""
    return Func(
        F("valid_from"), F("valid_to"), Value("[]"), function="DATERANGE", output_field=DateRangeField()
    )


def period_check(name: str) -> models.CheckConstraint:
    """A constraint: a period does not end before it starts."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
        name=name,
        violation_error_message="Till och med kan inte ligga före från och med.",
    )


def refuse_backwards(first: date, last: date | None) -> None:
    """Raise Refused when a period ends before it starts; asked first: it makes no date range at all."""
    if last is not None and last < first:
        raise Refused("Till och med kan inte ligga före från och med.", field="valid_to")


class PeriodQuerySet(models.QuerySet):
    """Questions about rows with a validity."""

    def active_on(self, day: date) -> "PeriodQuerySet":
        """Rows valid on the given day."""
        return self.active_during(day, day)

    def active_during(self, first: date, last: date) -> "PeriodQuerySet":
        """Rows valid on at least one day from first through last."""
        return self.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first), valid_from__lte=last)
