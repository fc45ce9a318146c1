"""What a posted grid brought: each box's name tells what it is and what its writer saw there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from samverkan.lib.errors import Refused


class Box(Protocol):
    """A box to type in; `key` is the same for everyone who looks at it, whatever stands there."""

    @property
    def key(self) -> str: ...


Change = TypeVar("Change")
OneBox = TypeVar("OneBox", bound=Box)


@dataclass
class Typed(Generic[Change]):
    """Changes to make, and by box key the texts and what is wrong with them, so that nothing is lost."""

    changes: list[Change] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    faults: dict[str, str] = field(default_factory=dict)


def read_typed(
    data: Mapping[str, str],
    box_of: Callable[[str], OneBox | None],
    change_of: Callable[[OneBox, str], Change | None],
    *,
    skip: str = "",
) -> Typed[Change]:
    """Read every box of a posted form but the one with the key `skip`.

    `box_of` gives the box with a name, None for anything else in the form; `change_of` what its text changes,
    None when it is as it was. A text that it refuses stands with its fault.
    """
    typed: Typed[Change] = Typed()
    for name, text in data.items():
        box = box_of(name)
        if box is None or box.key == skip:
            continue
        try:
            change = change_of(box, text)
        except Refused as refusal:
            typed.texts[box.key], typed.faults[box.key] = text, refusal.message
            continue
        if change is not None:
            typed.texts[box.key] = text
            typed.changes.append(change)
    return typed
