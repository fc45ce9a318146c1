"""Looking a table of figures over before somebody else does. Pure: a Tabell in, findings out.

Each check is one that would have caught a slip in a published report. `granska` runs them all.
"""

from collections.abc import Sequence

from samverkan.tabeller.kontroll.fynd import Fynd
from samverkan.tabeller.kontroll.ord import malbedomning, medlemmar, rubrik
from samverkan.tabeller.kontroll.rimligt import storlek, uppraknade_lika, uppskattning
from samverkan.tabeller.kontroll.summor import avvikelser, summor
from samverkan.tabeller.tabell import Tabell

__all__ = ["Fynd", "granska"]


def granska(tabell: Tabell, *, members: Sequence[str] = ()) -> list[Fynd]:
    """Everything that the table alone shows to be wrong or odd, what stops first.

    `members`: short names of those who should stand in a table with a row per member.
    """
    found = [
        *summor(tabell),
        *medlemmar(tabell, members),
        *avvikelser(tabell),
        *storlek(tabell),
        *malbedomning(tabell),
        *uppraknade_lika(tabell),
        *rubrik(tabell),
        *uppskattning(tabell),
    ]
    return sorted(found, key=lambda fynd: not fynd.stops)
