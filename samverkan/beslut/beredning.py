"""Live objects on their way to a decision. The halves meet here; this package knows neither.

A feature that owns something a body decides on – a budget version, a key version – registers how such
objects are found, told about and decided, when the app starts:

    beredning.register(Beredare("budget", "Budget", find=…, describe=…, decide=…))

A matter then carries (kind, id) and nothing more. When its § is justerad, `decide` is told the outcome:
bifall locks exactly that version, återremiss opens it again, avslag closes it.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ObjectDoesNotExist
from django.db import transaction

from samverkan.beslut.models import Beslut
from samverkan.lib.errors import Refused


@dataclass(frozen=True)
class Beredningsobjekt:
    """What the papers of a matter say about an object it carries.

    `status` is its state in words, `amount` what it comes to in kronor, `change` the same against the year
    before in percent, `text` one line of facts, `effect` what a bifall will do. `table` is a head and rows of
    finished text for the paper (the first column left, the rest right). `open`: can it still be decided?
    `samverkan_id`: whose it is, told for what members may have to approve.
    """

    kind: str
    object_id: int
    label: str
    status: str
    text: str = ""
    effect: str = ""
    amount: Decimal | None = None
    change: Decimal | None = None
    open: bool = True
    url_name: str = ""
    url_kwargs: dict[str, object] = field(default_factory=dict)
    samverkan_id: int | None = None
    table: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Beredare:
    """How objects of a kind are found (`find(samverkan)`: those that wait for a decision), told about
    (`describe(ids)`) and decided (`decide(object_id, beslut, actor)`, by the outcome of the decision).

    `members_may_approve`: an agreement can say that every member must decide on it too (`egna`)."""

    kind: str
    label: str
    find: Callable[[object], list[Beredningsobjekt]]
    describe: Callable[[Collection[int]], list[Beredningsobjekt]]
    decide: Callable[[int, Beslut, object], None]
    members_may_approve: bool = False


@dataclass(frozen=True)
class Egnasiffror:
    """What an object means for one member: its name, a line of facts, a head and rows of finished text."""

    label: str
    text: str
    table: tuple[tuple[str, ...], ...]


Egen = Callable[[int, object], Egnasiffror | None]
_BEREDARE: dict[str, Beredare] = {}
_EGNA: dict[str, Egen] = {}


def register(beredare: Beredare) -> None:
    """Add a kind of object; features do so once, when the app starts."""
    _BEREDARE[beredare.kind] = beredare


def register_own(kind: str, own: Egen) -> None:
    """Say how an object of a kind is told to one member: `own(object_id, organisation)`, None for nothing.

    Apart from `register`, since a later feature of the same half may be the one that knows.
    """
    _EGNA[kind] = own


def own_figures(carried: Collection[tuple[str, int]], organisation) -> list[Egnasiffror]:
    """What the objects mean for one member, in order of kind and id; those that say nothing are left out."""
    told = [_EGNA[kind](object_id, organisation) for kind, object_id in sorted(carried) if kind in _EGNA]
    return [one for one in told if one is not None]


def for_members() -> list[tuple[str, str]]:
    """Kind and label of what an agreement can leave to every member to decide too."""
    return [(kind, one.label) for kind, one in _BEREDARE.items() if one.members_may_approve]


def waiting(samverkan) -> list[Beredningsobjekt]:
    """Everything in a samverkan that waits for a decision."""
    return [found for beredare in _BEREDARE.values() for found in beredare.find(samverkan)]


def describe(carried: Collection[tuple[str, int]]) -> dict[tuple[str, int], Beredningsobjekt]:
    """What the objects say now, by (kind, id). A fixed number of queries per kind."""
    told: dict[tuple[str, int], Beredningsobjekt] = {}
    for kind, beredare in _BEREDARE.items():
        ids = {object_id for of_kind, object_id in carried if of_kind == kind}
        if ids:
            told |= {(kind, item.object_id): item for item in beredare.describe(ids)}
    return told


GONE = "Det som skulle beslutas finns inte längre i systemet."


def decide(carried: Collection[tuple[str, int]], *, beslut: Beslut, actor) -> dict[tuple[str, int], str]:
    """Tell the owners of the objects how it went. Runs inside the caller's transaction.

    Gives, for each object that can no longer be decided so, why: it is left unchanged, the others are not.
    """
    refused: dict[tuple[str, int], str] = {}
    for kind, object_id in sorted(carried):
        beredare = _BEREDARE.get(kind)
        if beredare is None:
            refused[kind, object_id] = GONE
            continue
        try:
            with transaction.atomic():
                beredare.decide(object_id, beslut, actor)
        except Refused as refusal:
            refused[kind, object_id] = refusal.message
        except ObjectDoesNotExist:
            refused[kind, object_id] = GONE
    return refused
