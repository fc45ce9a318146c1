"""Loads the minutes of an example cooperation, through the same acts as in real use."""

from pathlib import Path

from samverkan.exempel.load import read_toml
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan


def load_protokoll(samverkan: Samverkan, folder: Path, actor: Anvandare) -> None:
    """Bodies, people, matters and meetings of `protokoll.toml`; nothing when there is no such file."""
    read_toml(folder / "protokoll.toml")
