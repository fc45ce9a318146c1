"""Checks that look a report over. The features that know how register theirs when the app starts:

    kontroller.register(lambda rapport: [Anmarkning("summa", kontroller.ROD, "Raderna summerar inte …")])

A report cannot be marked ready over a red remark unless somebody has signed why it shall stand.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kostnader.rapporter.models import Rapport

ROD, GUL = "rod", "gul"


@dataclass(frozen=True)
class Anmarkning:
    """What a check found. `key` stays while the fault does: a signed comment belongs to it.

    `text` is a whole sentence with figure and reason; `avsnitt` and `block` are ids of where it stands.
    """

    key: str
    level: str
    text: str
    avsnitt: int | None = None
    block: int | None = None


Kontroll = Callable[[Rapport], Iterable[Anmarkning]]
_KONTROLLER: list[Kontroll] = []


def register(*kontroller: Kontroll) -> None:
    """Add checks; features do so once, when the app starts."""
    _KONTROLLER.extend(kontroller)


def registered(rapport: Rapport) -> list[Anmarkning]:
    """All that the checks find in a report, in the order they were told."""
    return [found for kontroll in _KONTROLLER for found in kontroll(rapport)]


def unsigned(rapport: Rapport) -> list[Anmarkning]:
    """The red remarks that nobody has signed a comment to."""
    red = [found for found in registered(rapport) if found.level == ROD]
    signed = set(rapport.kontrollkommentarer.values_list("key", flat=True)) if red else set()
    return [found for found in red if found.key not in signed]


def with_comments(rapport: Rapport) -> list[dict[str, object]]:
    """The remarks in their order, each with the comment that somebody has signed (None while nobody has)."""
    found = registered(rapport)
    signed = (
        {one.key: one for one in rapport.kontrollkommentarer.select_related("signed_by")} if found else {}
    )
    return [{"a": one, "kommentar": signed.get(one.key)} for one in found]
