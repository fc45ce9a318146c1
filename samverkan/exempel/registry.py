"""Who loads which part of an example cooperation: each half adds its own loader when the app starts."""

from collections.abc import Callable
from pathlib import Path

Loader = Callable[[object, Path, object], None]
_LOADERS: list[Loader] = []


def register(loader: Loader) -> None:
    """Add a loader; it gets the samverkan, its folder under fixtures/, and the person who acts."""
    _LOADERS.append(loader)


def loaders() -> list[Loader]:
    """The loaders in the order they were added."""
    return list(_LOADERS)
