"""Two control lists: money that no decision carries, and decisions that nothing has come of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q

from kostnader.budget.models import Budget
from kostnader.fordelning.models import Fordelning, Nyckelversion
from kostnader.fordelning.queries import newest_fordelning
from samverkan.beslut.models import Beslut
from samverkan.beslut.queries import beslut_fact
from samverkan.lib.swedish import format_amount


@dataclass(frozen=True)
class Brist:
    """A line of a list: what, how much or why, and the decision it concerns if there is one."""

    rubrik: str
    text: str
    beslut: dict | None = None


@dataclass(frozen=True)
class Kontroll:
    utan_beslut: list[Brist]
    utan_verkan: list[Brist]


def kontroll_of(samverkan, year: int) -> Kontroll | None:
    """Both lists for a year; None when nothing is frozen for it, since then nothing is in use."""
    fordelning = newest_fordelning(samverkan, year)
    if fordelning is None:
        return None
    return Kontroll(
        list(_money_without_decision(fordelning)),
        [*_budgets_without_effect(samverkan, year), *_keys_without_effect(samverkan, fordelning)],
    )


def _money_without_decision(fordelning: Fordelning) -> Iterator[Brist]:
    """Services shared by a key that nobody has decided, or whose decision has been annulled since."""
    entries = fordelning.summary["tjanster"]
    ids = {entry["beslut"]["id"] for entry in entries if entry["beslut"]} | {fordelning.budget.beslut_id}
    annulled = set(
        Beslut.objects.filter(pk__in=ids, status=Beslut.Status.UPPHAVT).values_list("pk", flat=True)
    )
    if fordelning.budget.beslut_id in annulled:
        fact = beslut_fact(fordelning.budget.beslut)
        summa = format_amount(Decimal(fordelning.summary["summa"]))
        yield Brist(f"{fordelning.budget}", f"{summa} kr vilar på ett upphävt beslut", fact)
    for entry in entries:
        beslut, summa = entry["beslut"], format_amount(Decimal(entry["summa"]))
        if beslut is None:
            yield Brist(entry["name"], f"{summa} kr delas enligt {entry['nyckel_kort']}, som saknar beslut")
        elif beslut["id"] in annulled:
            yield Brist(entry["name"], f"{summa} kr delas enligt ett upphävt beslut", beslut)


def _budgets_without_effect(samverkan, year: int) -> Iterator[Brist]:
    found = Budget.objects.filter(samverkan=samverkan, year__in=(year - 1, year, year + 1))
    decided = found.filter(status=Budget.Status.FASTSTALLD, fordelningar=None).select_related("beslut__organ")
    for budget in decided.order_by("year"):
        text = "fastställd men inte fördelad, så inget faktureras efter den"
        yield Brist(f"{budget}", text, beslut_fact(budget.beslut))


def _keys_without_effect(samverkan, fordelning: Fordelning) -> Iterator[Brist]:
    """Decided key versions that no service uses, or that the frozen year was made without."""
    year, used = fordelning.year, {entry["version_id"] for entry in fordelning.summary["tjanster"]}
    in_use = {entry["nyckel_id"] for entry in fordelning.summary["tjanster"]}
    # A key that only shares the outcome has no part in the frozen budget, but is put to use by the bokslut.
    versions = Nyckelversion.objects.filter(
        nyckel__samverkan=samverkan,
        status="faststalld",
        valid_from__lte=date(year, 12, 31),
    ).select_related("nyckel", "beslut__organ")
    outcome = samverkan.tjanster.exclude(utfallsnyckel=None)
    only_outcome = Q(nyckel__in=outcome.values("utfallsnyckel")) & ~Q(nyckel__in=in_use)
    versions = versions.exclude(only_outcome)
    newest: dict[int, Nyckelversion] = {}
    for version in versions.order_by("valid_from", "number"):
        newest[version.nyckel_id] = version
    for version in newest.values():
        if version.pk in used:
            continue
        text = (
            f"gäller från {version.valid_from}, men fördelningen {year} är räknad med en annan version"
            if version.nyckel_id in in_use
            else f"ingen tjänst delas med den {year}"
        )
        yield Brist(f"{version}", text, beslut_fact(version.beslut))
