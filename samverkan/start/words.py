"""The word list of the house, for the page Ordlista."""

import tomllib
from functools import cache
from pathlib import Path

from samverkan.lib.swedish import sort_key

FILE = Path(__file__).resolve().parent.parent / "ordlista.toml"


@cache
def words() -> list[dict[str, str]]:
    """The terms that have an explanation, with plural, English gloss and source, in Swedish order."""
    with FILE.open("rb") as file:
        explained = [term for term in tomllib.load(file)["term"] if "forklaring" in term]
    return sorted(explained, key=lambda term: sort_key(term["svenska"]))
