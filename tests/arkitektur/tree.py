"""What the architecture tests look at: the files of the project as they lie in the working copy."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
APPS = ("samverkan", "kostnader", "protokoll")
NOT_OURS = {"__pycache__", "migrations", "var", "staticfiles", "node_modules"}


def files(pattern: str, *tops: str) -> Iterator[Path]:
    """Files under these top folders (all of the project without any) that we write by hand."""
    for top in [ROOT / name for name in tops] or [ROOT]:
        for path in sorted(top.rglob(pattern)):
            parts = path.relative_to(ROOT).parts
            if not any(part in NOT_OURS or part.startswith(".") for part in parts):
                yield path


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def folders(top: Path) -> set[str]:
    """Folders with something in them, without caches and other by-products."""
    return {
        path.name
        for path in top.iterdir()
        if path.is_dir()
        and path.name not in NOT_OURS
        and not path.name.startswith(".")
        and any(path.iterdir())
    }
