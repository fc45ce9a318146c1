"""What a distribution key says and who shares by it: plain frozen facts, no database (design 4.1).

Amounts are kronor, rates kronor per unit of the measure and year; shares are Fractions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, Literal

from samverkan.lib.errors import Refused

Kind = Literal["lika", "matt", "andel", "belopp_lika", "belopp", "pris"]
Mode = Literal["summan", "andelarna"]
Direction = Literal["narmast", "upp", "ned"]
Place = Literal["medlem", "komponent", "manad"]

WEIGHTED = ("lika", "matt", "andel")  # share what is left by weight; the weights sum to 1
FIXED = ("belopp_lika", "belopp", "pris")  # amounts of their own, taken off the top
KINDS = WEIGHTED + FIXED
KRONA = Decimal(1)


@dataclass(frozen=True, kw_only=True)
class Komponent:
    """One part of a key. `kind` decides which of the other facts it uses:

    lika         weight: in equal parts (per unit, where the key works on enheter)
    matt         weight, mattslag, reference_date: by a measure
    andel        weight, per_member: by agreed shares; the denominator is their sum over those taking part
    belopp_lika  amount: a fixed amount per member and year
    belopp       per_member: agreed amounts per member and year
    pris         rate, mattslag, reference_date: a rate per inhabitant, user, GB and year
    """

    kind: Kind
    weight: Fraction | None = None
    label: str = ""
    mattslag: str | None = None
    matt_namn: str = ""
    reference_date: date | None = None
    source: str = ""
    attested: date | None = None
    rate: Decimal | None = None
    amount: Decimal | None = None
    per_member: Mapping[str, Decimal | Fraction] = field(default_factory=dict)

    @property
    def is_weighted(self) -> bool:
        return self.kind in WEIGHTED

    @property
    def measure(self) -> tuple[str, date] | None:
        """The measure it asks every member for, or None."""
        if self.kind not in ("matt", "pris") or self.mattslag is None or self.reference_date is None:
            return None
        return self.mattslag, self.reference_date


@dataclass(frozen=True, kw_only=True)
class Nyckel:
    """A version of a key: its components and how the shares are rounded (design 4.3).

    mode "summan": once, on the year's total per member, to `unit` by largest remainder; what is
    smaller than the unit goes to `bearer` (an organisation number; None is the largest share).
    mode "andelarna": each share for itself, in `direction`, at `place`. "upp" is away from zero
    and "ned" toward it, "narmast" takes halves away from zero, so that −x is shared as x.
    `percent_decimals` rounds the members' percentages of measures and agreed shares before use.
    """

    komponenter: tuple[Komponent, ...]
    mode: Mode = "summan"
    unit: Decimal = KRONA
    direction: Direction = "narmast"
    place: Place = "medlem"
    percent_decimals: int | None = None
    bearer: str | None = None
    namn: str = ""
    kort: str = ""
    version: int = 1
    galler_fran: date | None = None
    beslut: Mapping[str, Any] | None = None

    @property
    def is_weighted(self) -> bool:
        """True when it shares a given amount; False when its amounts themselves are what is shared."""
        return any(k.is_weighted for k in self.komponenter)


@dataclass(frozen=True)
class Deltagare:
    """A member that takes part. `key` sorts and breaks ties (the organisation number); `units` is the number
    of enheter a key on enheter counts, and `quantities` are then already summed over them."""

    key: str
    namn: str
    full_namn: str = ""
    units: int = 1
    quantities: Mapping[tuple[str, date], Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Skede:
    """A stretch of months of the year, both ends included, with the same members and key version."""

    first_month: int
    last_month: int
    nyckel: Nyckel
    deltagare: Sequence[Deltagare]

    @property
    def months(self) -> int:
        return self.last_month - self.first_month + 1


@dataclass(frozen=True)
class Fel:
    """One fault: what to do in plain Swedish, and the component (index in the key), member and fact (as named
    in Komponent or Nyckel) it sits at."""

    text: str
    komponent: int | None = None
    medlem: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        return self.text


class Nyckelfel(Refused):
    """The key, or its members' measures, cannot be used; `faults` says everything that must be mended."""

    def __init__(self, faults: Sequence[Fel]) -> None:
        super().__init__(" ".join(dict.fromkeys(fault.text for fault in faults)))
        self.faults = tuple(faults)
