"""Freezing a sharing."""

from django.db import transaction
from django.utils import timezone

from kostnader.budget.models import Budget
from kostnader.fordelning.matris import Matris, compute_matris, explain_share, summary_of
from kostnader.fordelning.models import Andel, Fordelning
from kostnader.fordelning.underlag import read_underlag
from samverkan.handelser.acts import log
from samverkan.lib.errors import Refused
from samverkan.lib.hashing import canonical_json, sha256_hex


def freeze_fordelning(budget: Budget, *, actor) -> Fordelning:
    """Compute the year's sharing of a fastställd budget and freeze it with every input it used.

    Refuses while any service cannot be shared. Returns the frozen Fordelning; the newest one when
    nothing has changed since, so that a second press makes no second copy.
    """
    with transaction.atomic():
        budget = Budget.objects.select_for_update().select_related("samverkan").get(pk=budget.pk)
        if budget.status != Budget.Status.FASTSTALLD:
            raise Refused("Bara en fastställd budget kan låsas som fördelning. Fastställ budgeten först.")
        matris = compute_matris(read_underlag(budget.samverkan, budget.year, budget))
        _refuse_incomplete(matris)
        explanations = {
            (kolumn.tjanst_id, rad.id): explain_share(kolumn, rad, matris.year)
            for kolumn in matris.kolumner
            for rad in matris.rader
            if rad.id in kolumn.amounts
        }
        summary = summary_of(matris)
        frozen = {"summary": summary, "andelar": [[*key, value] for key, value in explanations.items()]}
        sha256 = sha256_hex(canonical_json(frozen))
        newest = budget.samverkan.fordelningar.filter(year=budget.year).first()
        if newest and newest.sha256 == sha256 and newest.budget_id == budget.pk:
            return newest
        fordelning = Fordelning.objects.create(
            samverkan=budget.samverkan,
            budget=budget,
            year=budget.year,
            number=newest.number + 1 if newest else 1,
            frozen_at=timezone.now(),
            frozen_by=actor,
            summary=summary,
            sha256=sha256,
        )
        _store_andelar(fordelning, matris, explanations)
        log("fordelning.frozen", fordelning, actor=actor, samverkan=budget.samverkan, summa=matris.summa)
    return fordelning


def _refuse_incomplete(matris: Matris) -> None:
    if not matris.rader:
        raise Refused("Det finns inget att fördela. Lägg in belopp i budgeten och anslut medlemmar.")
    if matris.faults:
        raise Refused(" ".join(f"{kolumn.name}: {text}" for kolumn, text in matris.faults))


def _store_andelar(fordelning: Fordelning, matris: Matris, explanations: dict) -> None:
    Andel.objects.bulk_create(
        Andel(
            fordelning=fordelning,
            tjanst_id=kolumn.tjanst_id,
            organisation_id=organisation_id,
            amount=amount,
            explanation=explanations[kolumn.tjanst_id, organisation_id],
        )
        for kolumn in matris.kolumner
        for organisation_id, amount in kolumn.amounts.items()
    )
