"""A settlement as figures: members × services. Made live or read from what was frozen; one shape for both."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, fields
from decimal import Decimal
from functools import cached_property
from typing import Any

from kostnader.bokslut.rules import ZERO, Belopp

Json = dict[str, Any]


@dataclass(frozen=True)
class Tjanst:
    """A service as it was settled: what came in, what it cost, by which key that was shared."""

    id: int
    name: str
    label: str
    vat_kind: str
    outcome: Decimal
    nyckel: str
    nyckel_id: int | None = None
    as_budget: bool = False
    evenly: bool = False  # booked in one month only, and therefore shared in twelfths
    faults: list[str] = field(default_factory=list)
    beslut: Json | None = None


@dataclass
class Del:
    """One member in one service; `forklaring` is how its share of the outcome came about."""

    tjanst_id: int
    belopp: Belopp
    forklaring: Json | None = None


@dataclass
class Medlem:
    """One member: its services, and the balance it came with."""

    id: int
    name: str
    short_name: str
    delar: list[Del]
    opening: Decimal = ZERO
    opening_text: str = ""
    internal: bool = False  # the host itself: booked, never invoiced

    @cached_property
    def belopp(self) -> Belopp:
        return Belopp.total(part.belopp for part in self.delar)

    @property
    def closing(self) -> Decimal:
        return self.opening + self.belopp.result

    def of(self, tjanst_id: int) -> Del | None:
        return next((part for part in self.delar if part.tjanst_id == tjanst_id), None)


@dataclass
class Sammanstallning:
    """The whole year. `basis` says what the outcome is set against (Bokslut.Basis)."""

    year: int
    basis: str
    tjanster: list[Tjanst]
    medlemmar: list[Medlem]
    last_month: int = 12

    @cached_property
    def summa(self) -> Belopp:
        return Belopp.total(medlem.belopp for medlem in self.medlemmar)

    @property
    def opening(self) -> Decimal:
        return sum((medlem.opening for medlem in self.medlemmar), ZERO)

    @property
    def closing(self) -> Decimal:
        return sum((medlem.closing for medlem in self.medlemmar), ZERO)

    @property
    def outcome(self) -> Decimal:
        """What the year cost, shared or not."""
        return sum((tjanst.outcome for tjanst in self.tjanster), ZERO)

    @property
    def unshared(self) -> Decimal:
        """What nobody bears, because a service could not be shared."""
        return self.outcome - self.summa.actual

    def tjanst(self, pk: int) -> Tjanst | None:
        return next((one for one in self.tjanster if one.id == pk), None)

    def medlem(self, pk: int) -> Medlem | None:
        return next((one for one in self.medlemmar if one.id == pk), None)

    def of_tjanst(self, pk: int) -> Belopp:
        """The service's figures over all members."""
        return Belopp.total(part.belopp for m in self.medlemmar if (part := m.of(pk)))

    def as_json(self) -> Json:
        """For freezing: amounts as text, so that they come back exact."""
        return {
            "ar": self.year,
            "jamfors_med": self.basis,
            "sista_manad": self.last_month,
            "tjanster": [_plain(tjanst) for tjanst in self.tjanster],
            "medlemmar": [
                _plain(medlem, skip=("delar",)) | {"delar": [_del_json(part) for part in medlem.delar]}
                for medlem in self.medlemmar
            ],
        }

    @classmethod
    def from_json(cls, data: Json) -> Sammanstallning:
        """What `as_json` froze."""
        return cls(
            data["ar"],
            data["jamfors_med"],
            [_made(Tjanst, entry, ("outcome",)) for entry in data["tjanster"]],
            [
                _made(Medlem, entry | {"delar": [_del(part) for part in entry["delar"]]}, ("opening",))
                for entry in data["medlemmar"]
            ],
            data["sista_manad"],
        )


def _plain(thing: Any, skip: Iterable[str] = ()) -> Json:
    values = {one.name: getattr(thing, one.name) for one in fields(thing) if one.name not in skip}
    return {name: str(value) if isinstance(value, Decimal) else value for name, value in values.items()}


def _made(kind: type, entry: Json, amounts: tuple[str, ...]) -> Any:
    return kind(**entry | {name: Decimal(entry[name]) for name in amounts})


def _del_json(part: Del) -> Json:
    return {"tjanst_id": part.tjanst_id, "belopp": _plain(part.belopp), "forklaring": part.forklaring}


def _del(entry: Json) -> Del:
    amounts = {name: Decimal(value) for name, value in entry["belopp"].items()}
    return Del(entry["tjanst_id"], Belopp(**amounts), entry["forklaring"])
