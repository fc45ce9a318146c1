"""What the year is thought to cost a member by the locked rounds of forecasts, and what that would leave to
settle. Kronor without VAT; plus is the member's, as in the settlement."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from kostnader.fordelning.utfall_delning import Delning, Utfallsdelning
from kostnader.oversikt.kostnad import Kostnad
from kostnader.oversikt.rules import ZERO
from kostnader.prognos.delning import share_forecast
from kostnader.prognos.models import Prognosomgang, Prognosrad
from kostnader.prognos.queries import locked_omgangar
from kostnader.utfall.stangning import year_is_closed

Json = dict[str, Any]


@dataclass(frozen=True)
class Prognosdel:
    """One service: what the member pays for the year, and its share of what the year is thought to cost."""

    tjanst_id: int
    name: str
    paid: Decimal
    share: Decimal
    at_key: Decimal
    explanation: Json | None

    @property
    def left(self) -> Decimal:
        return self.paid - self.share

    @property
    def anchor(self) -> str:
        """Where its receipt stands on the page."""
        return f"prognos-{self.tjanst_id}"


@dataclass
class Arsprognos:
    """The latest locked round for one member. `rounds`: each locked round with the member's share of it, the
    earliest first. `comments`: the round's words on its services. `faults`: why something is not shared."""

    kostnad: Kostnad
    omgang: Prognosomgang
    delar: list[Prognosdel]
    rounds: list[tuple[Prognosomgang, Decimal]]
    comments: list[Prognosrad] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @cached_property
    def paid(self) -> Decimal:
        return sum((part.paid for part in self.delar), ZERO)

    @cached_property
    def share(self) -> Decimal:
        return sum((part.share for part in self.delar), ZERO)

    @property
    def left(self) -> Decimal:
        """What would be to the member's good (minus: to pay) if the year ends as forecast."""
        return self.paid - self.share

    @cached_property
    def from_split(self) -> Decimal:
        """The part of it that comes of what is paid not being split by the outcome's key."""
        return sum((part.paid - part.at_key for part in self.delar), ZERO)

    @property
    def from_forecast(self) -> Decimal:
        """The part that comes of the year being thought to cost less (plus) or more (minus) than is paid."""
        return self.left - self.from_split


def arsprognos(kostnad: Kostnad, *, brief: bool = False) -> Arsprognos | None:
    """None while no round is locked, and when the year is closed: then the settlement tells.

    `brief` leaves out earlier rounds and comments.
    """
    rounds = locked_omgangar(kostnad.samverkan, kostnad.year)
    if not rounds or year_is_closed(kostnad.samverkan, kostnad.year):
        return None
    latest, of = rounds[-1], Utfallsdelning(kostnad.samverkan, kostnad.year)
    forecast, pk = share_forecast(latest, of), kostnad.organisation.pk
    at_key = of.shared({entry["tjanst_id"]: Decimal(entry["summa"]) for entry in _entries(kostnad)})
    paid = {row.tjanst.pk: row.amount or ZERO for row in kostnad.tjanster}
    delar = [_part(tjanst, pk, paid, forecast, at_key) for tjanst in {**paid, **forecast}]
    found = Arsprognos(
        kostnad,
        latest,
        sorted((part for part in delar if part.paid or part.share), key=lambda part: -part.paid),
        [
            *_earlier([] if brief else rounds[:-1], of, pk),
            (latest, _of_member(forecast.values(), pk)),
        ],
        faults=list(dict.fromkeys(fault for one in forecast.values() for fault in one.faults)),
    )
    if not brief:
        own = {part.tjanst_id for part in found.delar}
        rows = (
            latest.rader.exclude(comment="").filter(tjanst__in=own).select_related("tjanst", "kostnadsslag")
        )
        found.comments = list(rows.order_by("tjanst__order", "tjanst__name", "kostnadsslag__order"))
    return found


def _entries(kostnad: Kostnad) -> list[Json]:
    """The services that the members share, as they were frozen."""
    return [entry for entry in kostnad.fordelning.summary["tjanster"] if not entry["direct"]]


def _part(
    tjanst: int,
    organisation: int,
    paid: dict[int, Decimal],
    forecast: dict[int, Delning],
    at_key: dict[int, Delning],
) -> Prognosdel:
    shared, told = forecast.get(tjanst), at_key.get(tjanst)
    name = told.tjanst if told else shared.tjanst if shared else ""
    return Prognosdel(
        tjanst,
        name,
        paid.get(tjanst, ZERO),
        shared.shares.get(organisation, ZERO) if shared else ZERO,
        told.shares.get(organisation, ZERO) if told else ZERO,
        shared.explanation(organisation) if shared else None,
    )


def _earlier(
    rounds: Iterable[Prognosomgang], of: Utfallsdelning, organisation: int
) -> list[tuple[Prognosomgang, Decimal]]:
    return [(one, _of_member(share_forecast(one, of).values(), organisation)) for one in rounds]


def _of_member(shared: Iterable[Delning], organisation: int) -> Decimal:
    return sum((one.shares.get(organisation, ZERO) for one in shared), ZERO)
