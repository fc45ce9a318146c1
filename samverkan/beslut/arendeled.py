"""The matters that carry live objects, seen from the objects: a budget's page tells where it is taken up.

The half that keeps the matters registers itself when the app starts; the other half asks here with the kind
and id of `beredning`, and may have a matter drafted. This package knows neither half.
"""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Led:
    """A matter that carries an object: its heading and number, how far it has come, and its page."""

    text: str
    when: str
    url_name: str
    url_kwargs: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Utkast:
    """A matter to be drafted. `texts`: the fields of its paper, such as "sammanfattning"."""

    kind: str
    object_id: int
    heading: str
    texts: dict[str, str]


@dataclass(frozen=True)
class Register:
    """`see`: who may see matters. `find(samverkan, kind, object_id)`: those that carry the object. `draft`:
    open one that carries it, or give the open one that does already."""

    see: Callable[..., bool]
    find: Callable[[object, str, int], list[Led]]
    draft: Callable[..., Led]


_REGISTER: list[Register] = []


def register(one: Register) -> None:
    """Say who keeps the matters; done once, when the app starts."""
    _REGISTER.append(one)


def carried_by(user, samverkan, kind: str, object_id: int) -> list[Led]:
    """The matters that carry the object, as far as the person may see them; the newest first."""
    return [
        led for one in _REGISTER if one.see(user, samverkan) for led in one.find(samverkan, kind, object_id)
    ]


def draft(samverkan, utkast: Utkast, *, actor) -> Led:
    """A matter for the next meeting that carries the object; asked again it gives the same one.

    Raises Refused when the samverkan has no body that could take it up.
    """
    return _REGISTER[0].draft(samverkan, utkast, actor=actor)
