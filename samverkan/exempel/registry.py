"""Who loads which part of an example cooperation: each half adds its own loader when the app starts."""

from collections.abc import Callable
from pathlib import Path

Loader = Callable[[object, Path, object], None]
_LOADERS: list[tuple[int, Loader]] = []


def register(order: int, loader: Loader) -> None:
    """Add a loader; it gets the samverkan, its folder under fixtures/, and the person who acts.

    Minutes (10) come before money (20): figures rest on decisions.
    """
    _LOADERS.append((order, loader))


def loaders() -> list[Loader]:
    """The loaders in their order."""
    return [loader for _, loader in sorted(_LOADERS, key=lambda entry: entry[0])]
