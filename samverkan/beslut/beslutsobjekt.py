"""What rests on decisions. The halves tell it here; this package knows neither.

A feature whose objects point at a Beslut registers a finder when the app starts:

    from samverkan.beslut import beslutsobjekt

    def budgetar(beslut_ids: Collection[int]) -> Iterable[Beslutsobjekt]:
        for budget in Budget.objects.filter(beslut__in=beslut_ids):
            yield Beslutsobjekt(budget.beslut_id, "Budget", str(budget), amount=…, url_name="budget:version",
                                url_kwargs={"year": budget.year, "number": budget.number})

    beslutsobjekt.register(budgetar)

A finder answers for all the given decisions at once, with a fixed number of queries.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from samverkan.konton.rules import may_enter


@dataclass(frozen=True)
class Beslutsobjekt:
    """One thing that a decision decided.

    `label` says what it is ("Budget"), `text` which one, `amount` what it comes to in kronor (None when
    it has no sum), `url_name` and `url_kwargs` where it is shown; slug and year come from the request
    when they are not given. `see` is the rule of that page.

    `holds` says what must be done before the decision can be annulled, and is empty when nothing of it is
    in force; `afterwards` then says what becomes of it. Both are whole sentences in Swedish.
    """

    beslut_id: int
    label: str
    text: str
    amount: Decimal | None = None
    url_name: str = ""
    url_kwargs: dict[str, object] = field(default_factory=dict)
    see: Callable[..., bool] = may_enter
    holds: str = ""
    afterwards: str = ""


Finder = Callable[[Collection[int]], Iterable[Beslutsobjekt]]
_FINDERS: list[Finder] = []


def register(finder: Finder) -> None:
    """Add a finder; features do so once, when the app starts."""
    _FINDERS.append(finder)


def resting_on(beslut_ids: Collection[int]) -> dict[int, list[Beslutsobjekt]]:
    """Everything that rests on the given decisions, per decision; a missing one carries nothing."""
    found: dict[int, list[Beslutsobjekt]] = defaultdict(list)
    for finder in _FINDERS:
        for item in finder(beslut_ids):
            found[item.beslut_id].append(item)
    return found
