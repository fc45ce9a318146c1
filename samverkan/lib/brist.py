"""What a rule of law finds missing, and how an act refuses because of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from samverkan.lib.errors import Refused


@dataclass(frozen=True)
class Brist:
    """One thing that is missing or not allowed.

    `lagrum` is the clause ('KL 5:67'), `text` says in plain Swedish what is wrong, `paragraf` is the § it
    concerns (None: the whole), `field` the form field where it can be mended.
    """

    lagrum: str
    text: str
    paragraf: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        return f"{self.text} ({self.lagrum})" if self.lagrum else self.text


def refuse_if_any(brister: Sequence[Brist]) -> None:
    """Raise Refused with every text and clause, at the field of the first; nothing missing raises nothing."""
    if brister:
        raise Refused(" ".join(map(str, brister)), field=brister[0].field)
