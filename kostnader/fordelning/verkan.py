"""What a key or a budget means for the members: the effect annex, and each one's own figures."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from kostnader.budget.models import Budget
from kostnader.budget.queries import newest_budget, year_before
from kostnader.fordelning.matris import ZERO, compute_kolumn
from kostnader.fordelning.models import Nyckelversion
from kostnader.fordelning.queries import live_matris
from kostnader.fordelning.underlag import Underlag, read_measures, read_underlag
from kostnader.fordelning.version import read_versions
from samverkan.beslut.beredning import Egnasiffror
from samverkan.lib.swedish import format_amount, format_change, format_percent, sort_key
from samverkan.medlemmar.models import Organisation

Table = tuple[tuple[str, ...], ...]
Sums = dict[int, Decimal]


@dataclass(frozen=True)
class Verkan:
    """What each member (organisation id) pays in kronor for the services of a key, by the key as it is
    (empty: there was none) and by the version; `names` in Swedish order."""

    year: int
    services: tuple[str, ...]
    before: Sums
    after: Sums
    names: Mapping[int, str]


def verkan(version: Nyckelversion) -> Verkan | None:
    """The version on the newest budget of its first year; None where nothing can be shared by it then."""
    samverkan, year = version.nyckel.samverkan, version.valid_from.year
    underlag = read_underlag(samverkan, year, newest_budget(samverkan, year))
    tjanster = [
        one
        for one in underlag.tjanster
        if one.nyckel_id == version.nyckel_id
        and one.pk in underlag.amounts
        and not one.direct_from_supplier
        and underlag.amounts[one.pk].shared
    ]
    (facts,) = read_versions(Nyckelversion.objects.filter(pk=version.pk))
    others = {key: [one for one in own if one.pk != version.pk] for key, own in underlag.versions.items()}
    chosen = {one.pk: (version.valid_from.month, facts) for one in tjanster}
    before = _sums(replace(underlag, versions=others, measures={}), tjanster)
    after = _sums(replace(underlag, versions=others, chosen=chosen, measures={}), tjanster)
    if not after:
        return None
    names = {pk: underlag.organisationer[pk].short_name for pk in {**before, **after}}
    ordered = dict(sorted(names.items(), key=lambda item: sort_key(item[1])))
    return Verkan(year, tuple(one.name for one in tjanster), before, after, ordered)


def _sums(underlag: Underlag, tjanster) -> Sums:
    """Each member's sum over the services; empty when one of them cannot be shared."""
    read_measures(underlag)
    sums: Sums = {}
    for tjanst in tjanster:
        kolumn = compute_kolumn(underlag, tjanst)
        if kolumn.faults or not kolumn.amounts:
            return {}
        for pk, amount in kolumn.amounts.items():
            sums[pk] = sums.get(pk, ZERO) + amount
    return sums


def effect_table(found: Verkan) -> Table:
    """Every member's part and kronor now and as proposed, with the sum: what the members argue about."""
    if not found.before:
        head = (f"Medlem, kr {found.year}", "Andel", "Belopp")
        rows = [(found.names[pk], *_side(found.after, pk)) for pk in found.names]
        return (head, *rows, ("Summa", "", format_amount(sum(found.after.values()))))
    head = (f"Medlem, kr {found.year}", "Andel före", "Andel efter", "Före", "Efter", "Förändring")
    rows = [(found.names[pk], *_compared(found, pk)) for pk in found.names]
    now, new = sum(found.before.values()), sum(found.after.values())
    last = ("Summa", "", "", format_amount(now), format_amount(new), format_change(new - now))
    return (head, *rows, last)


def counted_on(found: Verkan) -> str:
    """'räknat på budgeten 2024 för Telefoni, Växel'."""
    return f"räknat på budgeten {found.year} för {', '.join(found.services)}"


def _side(sums: Sums, pk: int) -> tuple[str, str]:
    if pk not in sums:
        return "–", "–"
    total = sum(sums.values())
    return format_percent(Fraction(sums[pk]) / Fraction(total) if total else ZERO, 2), format_amount(sums[pk])


def _compared(found: Verkan, pk: int) -> tuple[str, ...]:
    (part, now), (proposed, new) = _side(found.before, pk), _side(found.after, pk)
    change = found.after.get(pk, ZERO) - found.before.get(pk, ZERO)
    return part, proposed, now, new, format_change(change)


def own_by_key(version_id: int, organisation: Organisation) -> Egnasiffror | None:
    """What a key version means for one member; None for one that takes no part."""
    version = Nyckelversion.objects.select_related("nyckel__samverkan").filter(pk=version_id).first()
    found = verkan(version) if version else None
    if found is None or organisation.pk not in found.names:
        return None
    head, *rows, _ = effect_table(found)
    own = tuple(row for row in rows if row[0] == found.names[organisation.pk])
    label = f"Fördelningsnyckeln {version.nyckel.name}, version {version.number}"
    return Egnasiffror(label, counted_on(found), (head, *own))


def own_by_budget(budget_id: int, organisation: Organisation) -> Egnasiffror | None:
    """What a budget costs one member per service, beside the year before; None for one that takes no part."""
    budget = Budget.objects.select_related("samverkan").filter(pk=budget_id).first()
    now = _per_service(budget, organisation) if budget else {}
    if not now:
        return None
    earlier = year_before(budget)
    last = _per_service(earlier, organisation) if earlier else {}
    names = list(dict.fromkeys([*now, *last]))
    rows = [_budget_row(name, last.get(name), now.get(name)) for name in names]
    sums = _budget_row("Summa", sum(last.values(), ZERO), sum(now.values(), ZERO))
    head = ("Tjänst, kr", str(budget.year - 1), str(budget.year), "Förändring")
    return Egnasiffror(str(budget), "er del enligt de nycklar som gäller", (head, *rows, sums))


def _per_service(budget: Budget, organisation: Organisation) -> dict[str, Decimal]:
    matris = live_matris(budget.samverkan, budget.year, budget)
    return {
        one.name: one.amounts[organisation.pk] for one in matris.counted if organisation.pk in one.amounts
    }


def _budget_row(name: str, last: Decimal | None, new: Decimal | None) -> tuple[str, ...]:
    return (
        name,
        format_amount(last),
        format_amount(new),
        format_change((new or ZERO) - (last or ZERO)),
    )
