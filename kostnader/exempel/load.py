"""Loads the money half of an example cooperation from its `kostnader.toml`."""

from decimal import Decimal
from pathlib import Path

from django.utils import timezone

from kostnader.budget.models import Budget, Budgetpost, Budgetrad
from kostnader.exempel.nycklar import load_nycklar
from kostnader.fakturor.acts import open_korning, utfarda_korning
from kostnader.fakturor.plan import make_plan
from kostnader.fordelning.acts import freeze_fordelning
from kostnader.tjanster.models import Anslutning, Tjanst
from samverkan.exempel.load import beslut_of, read_toml
from samverkan.handelser.acts import log
from samverkan.jobb.acts import perform
from samverkan.konton.models import Anvandare
from samverkan.medlemmar.models import Samverkan

KINDS = (Budgetpost.Kind.URSPRUNGLIG, Budgetpost.Kind.TILLAGG, Budgetpost.Kind.OMBUDGETERING)


def load_kostnader(samverkan: Samverkan, folder: Path, actor: Anvandare) -> None:
    """Load keys, services, budgets, frozen sharings and invoice runs."""
    data = read_toml(folder / "kostnader.toml")
    load_nycklar(samverkan, data.get("nyckel", []))
    for order, entry in enumerate(data.get("tjanst", [])):
        _tjanst(samverkan, entry, order)
    for entry in data.get("budget", []):
        _budget(samverkan, entry, actor)
    for entry in data.get("korning", []):
        _korning(samverkan, entry, actor)


def _tjanst(samverkan: Samverkan, entry: dict, order: int) -> None:
    start = entry.get("fran", min(samverkan.medlemmar.values_list("valid_from", flat=True)))
    tjanst = Tjanst(
        samverkan=samverkan,
        name=entry["namn"],
        short_name=entry.get("kort", ""),
        description=entry.get("beskrivning", ""),
        order=order,
        rhythm=entry.get("rytm", "kvartal"),
        timing=entry.get("fakturering", "forskott"),
        billing_month=entry.get("manad"),
        vat_kind=entry.get("moms", "moms25"),
        direct_from_supplier="leverantor" in entry,
        supplier=entry.get("leverantor", ""),
        nyckel=samverkan.nycklar.get(name=entry["nyckel"]),
        valid_from=start,
        valid_to=entry.get("till"),
    )
    tjanst.full_clean()
    tjanst.save()
    names = entry.get("deltagare")
    for medlem in samverkan.medlemmar.select_related("organisation"):
        if names is None or medlem.organisation.short_name in names:
            Anslutning.objects.create(
                tjanst=tjanst,
                organisation=medlem.organisation,
                valid_from=max(start, medlem.valid_from),
                valid_to=medlem.valid_to,
            )


def _budget(samverkan: Samverkan, entry: dict, actor: Anvandare) -> None:
    year = entry["ar"]
    number = samverkan.budgetar.filter(year=year).count() + 1
    budget = Budget.objects.create(
        samverkan=samverkan, year=year, number=number, created_by=actor, note=entry.get("anmarkning", "")
    )
    tjanster = {tjanst.name: tjanst for tjanst in samverkan.tjanster.all()}
    for order, (tjanst, kostnadsslag, *amounts) in enumerate(entry["rader"]):
        rad = Budgetrad.objects.create(
            budget=budget,
            tjanst=tjanster[tjanst],
            kostnadsslag=kostnadsslag,
            order=order,
            shared=not kostnadsslag.startswith("Avrundning"),
        )
        for kind, amount in zip(KINDS, amounts, strict=False):
            Budgetpost.objects.create(rad=rad, kind=kind, amount=Decimal(amount), changed_by=actor)
    log("budget.created", budget, actor=actor, samverkan=samverkan)
    if "beslut" in entry:
        _decide(budget, entry, actor)


def _decide(budget: Budget, entry: dict, actor: Anvandare) -> None:
    budget.beslut = beslut_of(budget.samverkan, entry["beslut"])
    budget.status, budget.proposed_at, budget.decided_at = "faststalld", timezone.now(), timezone.now()
    budget.save()
    log("budget.decided", budget, actor=actor, samverkan=budget.samverkan, beslut=budget.beslut)
    freeze_fordelning(budget, actor=actor)


def _korning(samverkan: Samverkan, entry: dict, actor: Anvandare) -> None:
    """Issue one month's invoices to every payer, as the controller would."""
    korning = open_korning(
        samverkan,
        year=entry["ar"],
        month=entry["manad"],
        issue_date=entry["datum"],
        actor=actor,
    )
    plan = make_plan(korning)
    ids = {b.organisation.pk for b in plan.betalare}
    jobb = utfarda_korning(korning, payer_ids=ids, fingerprint=plan.fingerprint, actor=actor)
    perform(jobb.pk)
