"""The work around a meeting, step by step. Features hang their step on its page when the app starts:

    steg.register(Steg(20, "Dagordning", may_see_handlingar, tell))

`tell(sammantraden)` answers for all given meetings at once, with a fixed number of queries: a Lage by id,
nothing for a meeting where the step does not show. The first step that is not done is the meeting's next
act, on its own page and in the list of the year. A larger part of the page, such as the agenda itself, is
hung there as a `Del`.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from django.http import HttpRequest

from protokoll.sammantraden.models import Sammantrade
from samverkan.lib.links import surl


@dataclass(frozen=True)
class Lage:
    """Where a step stands for one meeting.

    `text` says it in words. With `url_name` there is somewhere to go: `act` is the text of the button,
    `url_kwargs` are its words besides slug and year. `waits`: done by somebody else or later, so that it is
    not what comes next. `do`: who may take the act; others see the step without its button.
    """

    text: str
    done: bool = False
    act: str = ""
    url_name: str = ""
    url_kwargs: dict[str, object] = field(default_factory=dict)
    waits: bool = False
    do: Callable[..., bool] | None = None


@dataclass(frozen=True)
class Steg:
    """A step: its place in line, its name, who sees it, and where it stands."""

    order: int
    label: str
    see: Callable[..., bool]
    tell: Callable[[Collection[Sammantrade]], dict[int, Lage]]


@dataclass(frozen=True)
class Del:
    """A part of a meeting's page. `context(request, sammantrade)` gives variables, or None: left out."""

    order: int
    see: Callable[..., bool]
    template: str
    context: Callable[[HttpRequest, Sammantrade], dict | None]


@dataclass(frozen=True)
class Rad:
    """A step of one meeting as a person sees it: `url` when they may act, `next` on the one to do now."""

    label: str
    lage: Lage
    url: str
    next: bool


_STEG: list[Steg] = []
_DELAR: list[Del] = []


def register(*items: Steg | Del) -> None:
    """Add steps to every meeting, and parts to its page."""
    _STEG.extend(item for item in items if isinstance(item, Steg))
    _DELAR.extend(item for item in items if isinstance(item, Del))


def steps_of(request: HttpRequest, sammantraden: Collection[Sammantrade]) -> dict[int, list[Rad]]:
    """The steps the person sees, per meeting, in order."""
    own = (request.user, request.samverkan)
    seen = [steg for steg in sorted(_STEG, key=lambda steg: steg.order) if steg.see(*own)]
    told = [(steg, steg.tell(sammantraden)) for steg in seen]
    return {one.pk: _rows(request, one, told) for one in sammantraden}


def _rows(
    request: HttpRequest, sammantrade: Sammantrade, told: list[tuple[Steg, dict[int, Lage]]]
) -> list[Rad]:
    rows: list[Rad] = []
    for steg, lagen in told:
        lage = lagen.get(sammantrade.pk)
        if lage is None:
            continue
        may_do = lage.url_name and (lage.do is None or lage.do(request.user, request.samverkan))
        url = surl(request, lage.url_name, **lage.url_kwargs) if may_do else ""
        is_next = bool(url) and not lage.done and not lage.waits and not any(row.next for row in rows)
        rows.append(Rad(steg.label, lage, url, is_next))
    return rows


def next_of(rows: Collection[Rad]) -> Rad | None:
    """The step to do now, if any."""
    return next((row for row in rows if row.next), None)


def parts_of(request: HttpRequest, sammantrade: Sammantrade) -> list[tuple[str, dict]]:
    """Template and context of each part of the page the person may see, in order."""
    seen = [part for part in _DELAR if part.see(request.user, request.samverkan)]
    found = [(d.template, d.context(request, sammantrade)) for d in sorted(seen, key=lambda d: d.order)]
    return [(template, context) for template, context in found if context is not None]
