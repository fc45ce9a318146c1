"""What the benchmark of invoice runs does in processes of its own."""

import datetime
import time
from pathlib import Path

from kostnader.budget.models import Budget
from kostnader.fakturor.acts import open_korning, utfarda_korning
from kostnader.fakturor.models import Faktura, Fakturakorning
from kostnader.fakturor.pdf import faktura_html
from kostnader.fakturor.plan import make_plan
from kostnader.fordelning.acts import freeze_fordelning
from kostnader.fordelning.models import Nyckelversion
from samverkan.models import Anvandare
from tests import factories as f

MATDAG = datetime.date(2021, 12, 31)


def scen(payers: int, services: int) -> None:
    """`payers` municipalities and their host share `services` services, half equally, half by inhabitants."""
    medlemmar = [f.OrganisationFactory() for _ in range(payers + 1)]
    samverkan = f.SamverkanFactory(issuer=medlemmar[0])
    invanare = f.MattslagFactory()
    for number, organisation in enumerate(medlemmar):
        f.MedlemFactory(samverkan=samverkan, organisation=organisation)
        f.MattFactory(
            mattslag=invanare, organisation=organisation, reference_date=MATDAG, value=2400 + 3137 * number
        )
    controller = f.AnvandareFactory(name="Maria Controller")
    f.RollFactory(anvandare=controller, samverkan=samverkan, kind="controller")
    beslut = f.BeslutFactory(samverkan=samverkan, paragraf="12")
    version = _halften_lika(samverkan, invanare, beslut)
    budget = f.BudgetFactory(samverkan=samverkan, year=2023)
    for number in range(services):
        tjanst = f.TjanstFactory(samverkan=samverkan, nyckel=version.nyckel, rhythm="kvartal")
        for organisation in medlemmar:
            f.AnslutningFactory(tjanst=tjanst, organisation=organisation)
        f.BudgetpostFactory(
            rad=f.BudgetradFactory(budget=budget, tjanst=tjanst), amount=f"{1_234_500 + number}.00"
        )
    now = datetime.datetime.now(datetime.UTC)
    Budget.objects.filter(pk=budget.pk).update(status="faststalld", beslut=beslut, decided_at=now)
    freeze_fordelning(budget, actor=controller)
    open_korning(samverkan, year=2023, month=1, issue_date=datetime.date(2023, 1, 2), actor=controller)


def _halften_lika(samverkan, invanare, beslut) -> Nyckelversion:
    version = f.NyckelversionFactory(nyckel=f.NyckelFactory(samverkan=samverkan), number=1, beslut=beslut)
    f.NyckelkomponentFactory(version=version, weight="1/2")
    f.NyckelkomponentFactory(
        version=version, kind="matt", weight="1/2", mattslag=invanare, date_rule="dec31", years_before=2
    )
    Nyckelversion.objects.filter(pk=version.pk).update(status="faststalld")
    return version


def utfarda() -> None:
    """Press the button of a page that is already shown, and print when."""
    korning = Fakturakorning.objects.get()
    plan = make_plan(korning)
    ids = {b.organisation.pk for b in plan.betalare}
    controller = Anvandare.objects.get(name="Maria Controller")
    print(time.time())
    utfarda_korning(korning, payer_ids=ids, fingerprint=plan.fingerprint, actor=controller)


def sidor(folder: str) -> None:
    """Write the HTML page of every invoice, as the PDF is made from it."""
    found = Faktura.objects.select_related("samverkan", "credits").prefetch_related("rader")
    for faktura in found:
        Path(folder, f"{faktura.number}.html").write_text(faktura_html(faktura), encoding="utf-8")
