"""The settlement as it comes out now: from the frozen sharing, what is billed, and the outcome by its key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kostnader.bokslut.models import Bokslut
from kostnader.bokslut.queries import openings
from kostnader.bokslut.rules import ZERO, Belopp
from kostnader.bokslut.sammanstallning import Del, Medlem, Sammanstallning, Tjanst
from kostnader.budget.queries import bidrag_of
from kostnader.fakturor.plan import billed_by
from kostnader.fakturor.projektrader import charged_projects
from kostnader.fordelning.models import Fordelning
from kostnader.fordelning.queries import newest_fordelning
from kostnader.fordelning.utfall_delning import Delning, Utfallsdelning
from kostnader.tjanster.models import Tjanst as Tjanstmodell
from kostnader.utfall.queries import utfall
from samverkan.lib.swedish import sort_key
from samverkan.medlemmar.models import Organisation

Cells = dict[int, dict[int, Decimal]]  # service → organisation → kronor


@dataclass
class Kallor:
    """What the settlement is computed from. `outcome` per service month by month, kronor, cost positive."""

    fordelning: Fordelning | None
    budget: Cells
    billed: Cells
    outcome: dict[int, list[Decimal]]
    unplaced: Decimal = ZERO
    in_projects: Decimal = ZERO  # booked on projects that are charged for themselves
    last_month: int = 0
    tjanster: list[Tjanstmodell] = field(default_factory=list)


def read_kallor(samverkan, year: int) -> Kallor:
    """Read it, in a fixed number of queries."""
    own = Tjanstmodell.objects.filter(samverkan=samverkan, direct_from_supplier=False)
    tjanster = list(own.select_related("nyckel", "utfallsnyckel"))
    kallor = Kallor(newest_fordelning(samverkan, year), defaultdict(dict), defaultdict(dict), {})
    ids = {tjanst.pk for tjanst in tjanster}
    if kallor.fordelning is not None:
        shares = kallor.fordelning.andelar.values_list("tjanst", "organisation", "amount")
        for tjanst, organisation, amount in shares:
            if tjanst in ids:
                kallor.budget[tjanst][organisation] = amount
    for (tjanst, organisation, _), amount in billed_by(samverkan.pk, {year}).items():
        kallor.billed[tjanst][organisation] = amount
    _read_outcome(kallor, samverkan, year, ids)
    used = {*kallor.budget, *kallor.billed, *kallor.outcome}
    kallor.tjanster = [tjanst for tjanst in tjanster if tjanst.pk in used]
    return kallor


def _read_outcome(kallor: Kallor, samverkan, year: int, own: set[int]) -> None:
    """What the members themselves pay in is no part of what is shared between them, nor what a project has
    cost that is charged to its participants by its own key."""
    bidrag, charged = bidrag_of(samverkan), charged_projects(samverkan)
    for one in utfall(samverkan, date(year, 1, 1), date(year, 12, 31)):
        told = one.kontering
        if not told.is_drift or told.kostnadsslag in bidrag:
            continue
        kallor.last_month = max(kallor.last_month, one.month.month)
        if told.projekt in charged:
            kallor.in_projects += one.amount
            continue
        if told.missing:
            kallor.unplaced += one.amount
        elif told.tjanst in own:
            months = kallor.outcome.setdefault(told.tjanst, [ZERO] * 12)
            months[one.month.month - 1] += one.amount


def compute(bokslut: Bokslut, kallor: Kallor | None = None) -> Sammanstallning:
    """The settlement with today's figures. A fixed number of queries."""
    samverkan, year = bokslut.samverkan, bokslut.year
    kallor = kallor or read_kallor(samverkan, year)
    preliminary = _preliminary(kallor, bokslut.basis, samverkan.issuer_id)
    delning = Utfallsdelning(samverkan, year)
    months = {pk: found for pk, found in kallor.outcome.items() if sum(bool(m) for m in found) > 1}
    amounts = {tjanst.pk: sum(kallor.outcome.get(tjanst.pk, ()), ZERO) for tjanst in kallor.tjanster}
    actual = delning.shared(amounts, months)
    paid = {pk: sum(preliminary.get(pk, {}).values(), ZERO) for pk in amounts}
    at_key = delning.shared(paid)
    start = openings(bokslut)
    present = {pk for cells in (kallor.budget, kallor.billed) for row in cells.values() for pk in row}
    present |= {pk for one in actual.values() for pk in one.shares} | set(start)
    delar = {
        (pk, tjanst.pk): _del(pk, tjanst.pk, kallor, preliminary, at_key, actual)
        for tjanst in kallor.tjanster
        for pk in present
    }
    medlemmar = [
        Medlem(
            o.pk,
            o.name,
            o.short_name,
            [part for t in kallor.tjanster if (part := delar[o.pk, t.pk])],
            *start.get(o.pk, (ZERO, "")),
            internal=o.pk == samverkan.issuer_id,
        )
        for o in Organisation.objects.in_bulk(present).values()
    ]
    return Sammanstallning(
        year,
        bokslut.basis,
        [_tjanst(t, amounts[t.pk], actual[t.pk], evenly=t.pk not in months) for t in kallor.tjanster],
        sorted(medlemmar, key=lambda one: sort_key(one.short_name)),
        kallor.last_month,
    )


def _preliminary(kallor: Kallor, basis: str, issuer_id: int) -> Cells:
    """What each member paid in advance: what was billed (the host books its share), or its budget."""
    if basis == Bokslut.Basis.BUDGET:
        return kallor.budget
    return {
        pk: kallor.billed.get(pk, {})
        | {o: amount for o, amount in kallor.budget.get(pk, {}).items() if o == issuer_id}
        for pk in {*kallor.budget, *kallor.billed}
    }


def _del(
    organisation: int,
    tjanst: int,
    kallor: Kallor,
    preliminary: Cells,
    at_key: Mapping[int, Delning],
    actual: Mapping[int, Delning],
) -> Del | None:
    """None where the member has nothing to do with the service."""
    belopp = Belopp(
        budget=kallor.budget.get(tjanst, {}).get(organisation, ZERO),
        billed=kallor.billed.get(tjanst, {}).get(organisation, ZERO),
        preliminary=preliminary.get(tjanst, {}).get(organisation, ZERO),
        at_key=at_key[tjanst].shares.get(organisation, ZERO),
        actual=actual[tjanst].shares.get(organisation, ZERO),
    )
    explanation = actual[tjanst].explanation(organisation)
    return Del(tjanst, belopp, explanation) if belopp != Belopp() or explanation else None


def _tjanst(tjanst: Tjanstmodell, outcome: Decimal, delning: Delning, *, evenly: bool) -> Tjanst:
    used = delning.resultat.plan.skeden[-1].nyckel if delning.resultat else None
    return Tjanst(
        tjanst.pk,
        tjanst.name,
        tjanst.label,
        tjanst.vat_kind,
        outcome,
        delning.nyckel,
        tjanst.utfallsnyckel_id or tjanst.nyckel_id,
        delning.as_budget,
        evenly and bool(outcome),
        list(delning.faults),
        dict(used.beslut) if used and used.beslut else None,
    )
