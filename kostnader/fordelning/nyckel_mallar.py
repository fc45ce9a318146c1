"""Starting points for a new key: the rules most cooperations use."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kostnader.fordelning.version import Delfakta, Versionsfakta
from samverkan.medlemmar.models import Mattslag
from samverkan.medlemmar.queries import INVANARE

HALF, WHOLE = Fraction(1, 2), Fraction(1)


@dataclass(frozen=True)
class Mall:
    """A preset: what it is called, what it does, and what it fills in."""

    code: str
    name: str
    text: str
    delar: tuple[Delfakta, ...]

    def facts(self) -> Versionsfakta:
        return Versionsfakta(delar=self.delar)


def mallar(kinds: Sequence[Mattslag], days: Mapping[int, date]) -> list[Mall]:
    """The presets, with the measures that this samverkan has; `days` the newest that all members have."""
    people = next((kind for kind in kinds if kind.code == INVANARE), None)
    own = next((kind for kind in kinds if kind.samverkan_id is not None), None)
    equal = Delfakta(kind="lika", weight=WHOLE)
    price = _measured(people, days, kind="pris", weight=None, rate=Decimal("1.25"))
    return [
        Mall("lika", "Lika delar", "Alla betalar lika mycket.", (equal,)),
        Mall(
            "5050",
            "Hälften lika, hälften efter invånare",
            "Den vanligaste nyckeln, ofta kallad 50/50.",
            (Delfakta(kind="lika", weight=HALF), _measured(people, days, weight=HALF)),
        ),
        Mall("invanare", "Efter invånare", "Var och en efter sin folkmängd.", (_measured(people, days),)),
        Mall(
            "anvandare",
            f"Per {own.name.lower()}" if own else "Per användare",
            "Efter ett eget mått, till exempel användare eller datorer.",
            (_measured(own, days),),
        ),
        Mall(
            "avtalat",
            "Avtalade belopp",
            "Ett belopp per medlem, som parterna har kommit överens om.",
            (Delfakta(kind="belopp"),),
        ),
        Mall("pris", "Pris per enhet", "Ett pris per invånare, användare eller annat mått.", (price,)),
    ]


def _measured(
    kind_of_measure: Mattslag | None,
    days: Mapping[int, date],
    *,
    kind: str = "matt",
    weight: Fraction | None = WHOLE,
    rate: Decimal | None = None,
) -> Delfakta:
    day = days.get(kind_of_measure.pk) if kind_of_measure else None
    return Delfakta(
        kind=kind,
        weight=weight,
        mattslag_id=kind_of_measure.pk if kind_of_measure else None,
        matt_namn=kind_of_measure.unit if kind_of_measure else "",
        date_rule="fast" if day else "dec31",
        years_before=None if day else 2,
        reference_date=day,
        rate=rate,
    )
