"""A project's cost over those who take part, by its key; later joiners buy in by the same key."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from kostnader.fordelning.explain import explain
from kostnader.fordelning.nyckel import Nyckelfel, Skede
from kostnader.fordelning.resultat import Resultat
from kostnader.fordelning.rules import prepare
from kostnader.fordelning.underlag import Underlag, read_measures, read_underlag
from kostnader.fordelning.version import Versionsfakta, in_force
from kostnader.projekt.models import Projekt
from kostnader.projekt.queries import Siffror, first_day
from kostnader.projekt.rules import ZERO, Steg, paid_in_all, share_project
from samverkan.lib.period import Month
from samverkan.lib.swedish import format_amount, sort_key
from samverkan.medlemmar.models import Organisation
from samverkan.tabeller.tabell import SUMMA, Kolumn, Rad, Tabell


@dataclass
class Delning:
    """How a project's cost is shared so far; `fault` says what hinders it."""

    steps: list[Steg] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)
    key_text: str = ""
    fault: str = ""
    resultat: Resultat | None = field(default=None, repr=False)

    @property
    def tabell(self) -> Tabell | None:
        """Per member: its shares, what it bought in for or got back, and both together."""
        return _table(self) if self.steps else None

    @property
    def inkop(self) -> list[tuple[Steg, list[tuple[str, Decimal]]]]:
        """Each buy-in with who paid (plus) and who got back (minus)."""
        return [
            (step, [(self.names[key], amount) for key, amount in self._ordered(step.inkop)])
            for step in self.steps
            if step.inkop
        ]

    def explanation(self, orgnr: str, *, tjanst: str, year: int) -> dict[str, Any] | None:
        """How a member's share of the whole cost comes about by the key, as receipts show it (`explain`).
        None for one that does not take part."""
        if self.resultat is None or orgnr not in self.resultat.plan.keys:
            return None
        return explain(self.resultat, orgnr, tjanst=tjanst, ar=year)

    def _ordered(self, amounts: dict[str, Decimal]) -> list[tuple[str, Decimal]]:
        return sorted(amounts.items(), key=lambda pair: sort_key(self.names[pair[0]]))


def delning_of(siffror: Siffror) -> Delning:
    """Share what the project has cost through the figures' month, over those who have joined by then. The
    key's version is the one in force when the project began, so that who joins later is measured as the
    others were."""
    projekt, last = siffror.projekt, Month(siffror.period.year, siffror.period.through).last_day
    parts = list(projekt.deltagare.filter(joined__lte=last).select_related("organisation"))
    if projekt.nyckel is None or not parts:
        lacks = "fördelningsnyckel" if projekt.nyckel is None else "deltagare som har gått med"
        return Delning(fault=f"Kostnaden delas när projektet har {lacks}.")
    organisations = {part.organisation_id: part.organisation for part in parts}
    day = first_day(projekt, (part.joined for part in parts))
    underlag = _underlag(projekt, day.year, organisations)
    version = in_force(underlag.versions.get(projekt.nyckel_id, []), day)
    names = {one.orgnr: one.short_name for one in organisations.values()}
    if version is None:
        return Delning(names=names, fault=f"{projekt.nyckel.name} har ingen version som gäller {day}.")
    joined = {part.organisation.orgnr: Month.of(part.joined) for part in parts}
    costs = {month: one.cost for month, one in siffror.months.items() if one.cost}
    share = _sharer(underlag, version, organisations)
    try:
        steps = share_project(costs, joined, lambda amount, members: share(amount, members).belopp)
        whole = share(sum(costs.values(), ZERO), frozenset(joined))
    except Nyckelfel as error:
        return Delning(names=names, fault=str(error))
    return Delning(
        steps, names, f"{version.namn}, version {version.number}, som gällde {day}", resultat=whole
    )


def _underlag(projekt: Projekt, year: int, organisations: dict[int, Organisation]) -> Underlag:
    """What the key is computed from, for those who take part in the project."""
    underlag = read_underlag(projekt.samverkan, year, None)
    underlag.organisationer |= organisations
    read_measures(underlag)
    return underlag


def _sharer(underlag: Underlag, version: Versionsfakta, organisations: dict[int, Organisation]):
    """A function that shares an amount over some of them; each set of members is prepared once."""
    ids = {one.orgnr: pk for pk, one in organisations.items()}
    plans: dict[frozenset[str], object] = {}

    def share(amount: Decimal, members: frozenset[str]) -> Resultat:
        if members not in plans:
            deltagare = underlag.deltagare(version, frozenset(ids[orgnr] for orgnr in members))
            plans[members] = prepare([Skede(1, 12, underlag.nyckel(version), deltagare)])
        return plans[members].fordela(amount)

    return share


def _table(delning: Delning) -> Tabell:
    paid = paid_in_all(delning.steps)
    shown = slice(None) if delning.inkop else slice(2, None)  # nobody has bought in: the sum says it all
    rows = []
    for orgnr in sorted(paid, key=lambda key: sort_key(delning.names[key])):
        share = sum((step.shares.get(orgnr, ZERO) for step in delning.steps), ZERO)
        bought = sum((step.inkop.get(orgnr, ZERO) for step in delning.steps), ZERO)
        rows.append(Rad(orgnr, delning.names[orgnr], (share, bought, share + bought)[shown]))
    totals = tuple(sum(column, ZERO) for column in zip(*(row.values for row in rows), strict=True))
    cost = sum((step.cost for step in delning.steps), ZERO)
    rounding = totals[-1] - cost
    return Tabell(
        name="Kostnad per deltagare",
        head="Deltagare",
        columns=_COLUMNS if delning.inkop else (Kolumn("summa", "Andel"),),
        rows=(*rows, Rad("summa", "Summa", totals, SUMMA)),
        sign="Minus i inköp är pengar tillbaka" if delning.inkop else "",
        note=f"Avrundning enligt nyckeln {format_amount(rounding)} kr" if rounding else "",
        source=f"Delat efter {delning.key_text}.",
    )


_COLUMNS = (
    Kolumn("andel", "Andel medan den deltar"),
    Kolumn("inkop", "Inköp i efterhand"),
    Kolumn("summa", "Summa", of=("andel", "inkop")),
)
