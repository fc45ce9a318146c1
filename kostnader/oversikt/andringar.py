"""Which decisions changed what a member pays, and by how much: from two frozen years alone.

Each service's change is put down to the decisions behind it: the budget's when the amount to share
changed, the key's when the key version did. Every service stands in one row, so the rows always sum
to the whole change. What no decision changed (new measures, others that joined or left) says so.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from samverkan.lib.swedish import format_change

Json = dict[str, Any]
ZERO = Decimal("0.00")
NAMED = 2  # services named in a row; the rest are counted


@dataclass(frozen=True)
class Tjanstear:
    """One service's two years for the member. None where it did not take part."""

    name: str
    now: Json | None
    before: Json | None

    @property
    def change(self) -> Decimal:
        return _andel(self.now) - _andel(self.before)

    @property
    def amount_changed(self) -> bool:
        """Whether another amount is shared, or the service is new or gone: the budget's doing."""
        return self.now is None or self.before is None or self.now["belopp"] != self.before["belopp"]

    @property
    def key_changed(self) -> bool:
        """Whether it is shared by another key, or another version of it, than some of the year before."""
        if self.now is None or self.before is None:
            return False
        one, other = self.now["nyckel"], self.before["nyckel"]
        same = one["version"] == other["version"] and _shape(self.now) == _shape(self.before)
        return not same or (one["namn"] != other["namn"] and one["beslut"] != other["beslut"])

    @property
    def quota_changed(self) -> bool:
        """Whether the member's part of the measures moved though the key did not."""
        if self.now is None or self.before is None or self.key_changed:
            return False
        return [d["kvot"] for d in self.now["delar"]] != [d["kvot"] for d in self.before["delar"]]

    @property
    def text(self) -> str:
        """'SOC ledning +158 800', 'SOC grund är ny', 'E-arkiv har upphört'."""
        if self.before is None:
            return f"{self.name} är ny"
        if self.now is None:
            return f"{self.name} har upphört"
        return f"{self.name} {format_change(self.change)}"


@dataclass
class Andring:
    """A row: one decision (or several that together made the change), its effect and its services."""

    beslut: list[Json]
    tjanster: list[Tjanstear] = field(default_factory=list)
    effect: Decimal | None = ZERO
    text: str = ""


def andringar(
    tjanster: list[Tjanstear], *, budget_beslut: Json | None, year: int, comparable: bool
) -> list[Andring]:
    """The decisions behind the year's cost, newest first, each with its effect in kronor for the member.

    `comparable` is False when nothing is frozen for the year before: effects are then unknown (None).
    """
    known = {fact["id"]: fact for fact in _facts(tjanster, budget_beslut)}
    rows: dict[frozenset[int], Andring] = {}
    if comparable:
        for tjanst in tjanster:
            causes = _causes(tjanst, budget_beslut)
            if causes is None:
                continue
            row = rows.setdefault(causes, Andring(_newest([known[pk] for pk in causes])))
            row.tjanster.append(tjanst)
            row.effect += tjanst.change
    for row in rows.values():
        row.text = _text(row, year)
    named = {pk for causes in rows for pk in causes}
    quiet = [
        _quiet(fact, tjanster, year, comparable, is_budget=bool(budget_beslut) and pk == budget_beslut["id"])
        for pk, fact in known.items()
        if pk not in named
    ]
    return sorted([*rows.values(), *quiet], key=_order, reverse=True)


def _causes(tjanst: Tjanstear, budget_beslut: Json | None) -> frozenset[int] | None:
    """Ids of the decisions that changed it; empty when something else did, None when nothing has."""
    causes = set()
    if tjanst.amount_changed and budget_beslut:
        causes.add(budget_beslut["id"])
    if tjanst.key_changed and tjanst.now["nyckel"]["beslut"]:
        causes.add(tjanst.now["nyckel"]["beslut"]["id"])
    if not causes and not tjanst.change:
        return None
    return frozenset(causes)


def _facts(tjanster: list[Tjanstear], budget_beslut: Json | None) -> list[Json]:
    keys = [tjanst.now["nyckel"]["beslut"] for tjanst in tjanster if tjanst.now]
    return [fact for fact in [*keys, budget_beslut] if fact]


def _text(row: Andring, year: int) -> str:
    moved = sorted((t for t in row.tjanster if t.change), key=lambda tjanst: -abs(tjanst.change))
    if not moved:
        return f"samma belopp för oss som {year - 1}"
    text = ", ".join(tjanst.text for tjanst in moved[:NAMED])
    if len(moved) > NAMED:
        text += f" och {len(moved) - NAMED} till"
    if not row.beslut:
        undecided = any(tjanst.key_changed for tjanst in moved)
        why = "ny nyckel som saknar beslut" if undecided else "nya mått eller ändrat deltagande"
        return f"{why}: {text}"
    return f"{text}; nya mått är inräknade" if any(t.quota_changed for t in moved) else text


def _quiet(fact: Json, tjanster: list[Tjanstear], year: int, comparable: bool, *, is_budget: bool) -> Andring:
    """A decision that carries the cost but changed nothing."""
    resting = [
        t.name for t in tjanster if t.now and (t.now["nyckel"]["beslut"] or {}).get("id") == fact["id"]
    ]
    if not comparable:
        return Andring([fact], effect=None, text=f"{year - 1} finns inte att jämföra med")
    if is_budget or not resting:
        return Andring([fact], text=f"samma belopp som {year - 1}")
    many = f"nycklarna för {len(resting)} tjänster" if len(resting) > 1 else f"nyckeln för {resting[0]}"
    return Andring([fact], text=f"{many} gäller som {year - 1}")


def _order(row: Andring) -> tuple[str, str]:
    newest = row.beslut[0] if row.beslut else {"datum": "", "paragraf": ""}
    return newest["datum"], newest["paragraf"].rjust(6)


def _newest(facts: list[Json]) -> list[Json]:
    return sorted(facts, key=lambda fact: (fact["datum"], fact["paragraf"].rjust(6)), reverse=True)


def _shape(explanation: Json) -> set[tuple[str, str]]:
    """What the key says, whatever the figures: two versions within a year show as both."""
    return {(piece["slag"], piece["text"]) for piece in explanation["delar"]}


def _andel(explanation: Json | None) -> Decimal:
    return Decimal(explanation["andel"]) if explanation else ZERO
