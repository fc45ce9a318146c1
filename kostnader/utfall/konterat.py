"""The outcome of investments and projects: only the sums that some rule may lead to one are read."""

from collections.abc import Collection
from datetime import date

from django.db.models import Q

from kostnader.utfall.queries import Utfall, counted_sums, konterade, regler
from kostnader.utfall.rules import Regel
from samverkan.medlemmar.models import Samverkan

EARLIEST = date(1950, 1, 1)


def konterat(
    samverkan: Samverkan, thing: str, last: date, *, only: Collection[int] | None = None
) -> list[Utfall]:
    """Every sum through the month of `last` that the rules lead to an investment or a project.

    `thing` is "investering" or "projekt"; `only` keeps the ids asked for. What is left out does not count.
    Two queries, one when no rule names any.
    """
    rules = regler(samverkan)
    wanted = _reach(rules, thing, only)
    if not wanted:
        return []
    sums = counted_sums(samverkan, EARLIEST, last).filter(wanted)
    found = konterade(sums.order_by("month", "konto", "objekt", "projektkod"), rules)
    return [one for one in found if not one.kontering.left_out and _counts(one, thing, only)]


def _counts(one: Utfall, thing: str, only: Collection[int] | None) -> bool:
    pk = getattr(one.kontering, thing)
    return pk is not None and (only is None or pk in only)


def _reach(rules: list[Regel], thing: str, only: Collection[int] | None) -> Q:
    """What the postings must begin with for a rule of the thing to match them."""
    wanted = Q()
    for rule in rules:
        pk = getattr(rule, thing)
        if pk is not None and (only is None or pk in only):
            wanted |= Q(
                konto__startswith=rule.konto,
                objekt__startswith=rule.objekt,
                projektkod__startswith=rule.projektkod,
            )
    return wanted
