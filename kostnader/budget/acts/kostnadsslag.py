"""Every kind of cost that a budget names is known by its kind, so that results can be made of it."""

from collections.abc import Iterable

from kostnader.budget.models import Kostnadsslag
from kostnader.budget.rules import likely_kind
from samverkan.medlemmar.models import Samverkan


def ensure_kostnadsslag(samverkan: Samverkan, names: Iterable[str]) -> None:
    """Lay up the kinds of cost that are not there yet, last in order; case makes no difference."""
    known = {name.casefold() for name in samverkan.kostnadsslag.values_list("name", flat=True)}
    new = {name.casefold(): name for name in names if name.casefold() not in known}
    Kostnadsslag.objects.bulk_create(
        [
            Kostnadsslag(samverkan=samverkan, name=name, kind=likely_kind(name), order=order)
            for order, name in enumerate(new.values(), len(known))
        ],
        ignore_conflicts=True,  # two budgets may name the same new kind at once
    )
