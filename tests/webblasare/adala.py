"""Ådalens it-nämnd, invented: three municipalities whose year is to be followed up, closed and settled.

Lies in the house ready to be followed up: budget decided, sharing locked, the whole year invoiced in January.
The budget of IT-drift is agreed per member; its outcome is shared by inhabitants (50, 30 and 20 per cent).
Växel is shared equally. Budget: 6 000 000 + 1 200 000 kr.
"""

import datetime
from decimal import Decimal

from kostnader.budget.models import Budget
from kostnader.fakturor.acts import open_korning, utfarda_korning
from kostnader.fakturor.leverans import store_pdf
from kostnader.fakturor.models import Faktura
from kostnader.fakturor.plan import make_plan
from kostnader.fordelning.acts import freeze_fordelning
from kostnader.fordelning.models import Fordelningsnyckel, Nyckelandel, Nyckelversion
from kostnader.tjanster.models import Tjanst
from samverkan.jobb.acts import perform
from samverkan.models import Beslut, Organisation, Samverkan
from tests import factories as f

SLUG, YEAR = "adalens-it-namnd", 2025
EMAIL, PASSWORD = "lena.strom@adala.example", "samverkan-demo"
AGREED = {"Ådala": 3_000_000, "Björkö": 2_000_000, "Dalkarla": 1_000_000}
PEOPLE = {"Ådala": 5_000, "Björkö": 3_000, "Dalkarla": 2_000}
BUDGET = {("IT-drift", "Personalkostnader"): 3_500_000, ("IT-drift", "Övriga kostnader"): 2_500_000}
BUDGET |= {("Växel", "Övriga kostnader"): 1_200_000}

# What each month costs. Account 9100 is in no account plan: somebody must say what it is.
MONTHLY = (
    (5010, "Månadslöner", 4100, 290_000),
    (6420, "Licenser", 4100, 185_000),
    (6810, "Telefoni", 4200, 102_500),
    (9100, "Intern ränta", 4100, 1_000),
)


def sie(through: int) -> bytes:
    """The ledger's file of the year through a month, as it comes: code page 437."""
    lines = [
        "#FLAGGA 0", '#PROGRAM "Huvudboken" 4.1', "#FORMAT PC8", "#SIETYP 4", '#FNAMN "Ådala kommun"',
        "#RAR 0 20250101 20251231", "#KPTYP KOMMUNBAS", '#KONTO 1930 "Bank"',
        *(f'#KONTO {konto} "{name}"' for konto, name, _, _ in MONTHLY),
        '#DIM 1 "Kostnadsställe"', '#OBJEKT 1 "4100" "It-enheten"', '#OBJEKT 1 "4200" "Telefonväxeln"',
    ]  # fmt: skip
    for month in range(1, through + 1):
        for number, (konto, name, objekt, amount) in enumerate(MONTHLY, 1):
            lines += [
                f'#VER A {month * 10 + number} 2025{month:02}25 "{name}"', "{",
                f'#TRANS {konto} {{1 "{objekt}"}} {amount}.00', f"#TRANS 1930 {{}} -{amount}.00", "}",
            ]  # fmt: skip
    return "\r\n".join([*lines, ""]).encode("cp437")


def bygg() -> None:
    """The cooperation as it stands when the year begins, and its controller."""
    members = {
        name: f.OrganisationFactory(short_name=name, orgnr=f.orgnr(400_000 + number))
        for number, name in enumerate(AGREED)
    }
    samverkan = f.SamverkanFactory(slug=SLUG, name="Ådalens it-nämnd", issuer=members["Ådala"])
    for organisation in members.values():
        f.MedlemFactory(samverkan=samverkan, organisation=organisation)
    lena = f.AnvandareFactory(name="Lena Ström", email=EMAIL, password=PASSWORD)
    f.RollFactory(anvandare=lena, samverkan=samverkan, kind="controller")
    organ = f.OrganFactory(samverkan=samverkan, name="Ådalens it-nämnd")
    decided = {"samverkan": samverkan, "organ": organ, "date": datetime.date(2024, 10, 9)}
    beslut = f.BeslutFactory(**decided, paragraf="31", heading="Budget 2025")
    drift, vaxel = _tjanster(samverkan, members, beslut)
    _budget(samverkan, {"IT-drift": drift, "Växel": vaxel}, beslut, lena)
    _fakturera(samverkan, lena)


def _tjanster(
    samverkan: Samverkan, members: dict[str, Organisation], beslut: Beslut
) -> tuple[Tjanst, Tjanst]:
    amounts = {members[name]: Decimal(amount) for name, amount in AGREED.items()}
    agreed = _nyckel(samverkan, beslut, "Avtalat", amounts, kind="belopp", weight=None)
    mattslag = f.MattslagFactory()
    day = datetime.date(2024, 12, 31)
    for name, people in PEOPLE.items():
        f.MattFactory(mattslag=mattslag, organisation=members[name], reference_date=day, value=people)
    people = _nyckel(
        samverkan, beslut, "Invånare", kind="matt", mattslag=mattslag, date_rule="dec31", years_before=1
    )
    alike = _nyckel(samverkan, beslut, "Lika")
    drift = f.TjanstFactory(
        samverkan=samverkan, name="IT-drift", nyckel=agreed, utfallsnyckel=people, rhythm="ar"
    )
    vaxel = f.TjanstFactory(samverkan=samverkan, name="Växel", nyckel=alike, rhythm="ar")
    for tjanst in (drift, vaxel):
        for organisation in members.values():
            f.AnslutningFactory(tjanst=tjanst, organisation=organisation)
    return drift, vaxel


def _nyckel(
    samverkan: Samverkan,
    beslut: Beslut,
    name: str,
    amounts: dict[Organisation, Decimal] | None = None,
    **component: object,
) -> Fordelningsnyckel:
    nyckel = f.NyckelFactory(samverkan=samverkan, name=name, short_name=name.lower())
    version = f.NyckelversionFactory(nyckel=nyckel, number=1, beslut=beslut)
    part = f.NyckelkomponentFactory(version=version, **component)
    for organisation, amount in (amounts or {}).items():
        Nyckelandel.objects.create(komponent=part, organisation=organisation, amount=amount)
    Nyckelversion.objects.filter(pk=version.pk).update(status="faststalld")
    return nyckel


def _budget(samverkan: Samverkan, tjanster: dict[str, Tjanst], beslut: Beslut, lena) -> None:
    budget = f.BudgetFactory(samverkan=samverkan, year=YEAR)
    for (tjanst, slag), amount in BUDGET.items():
        rad = f.BudgetradFactory(budget=budget, tjanst=tjanster[tjanst], kostnadsslag=slag)
        f.BudgetpostFactory(rad=rad, amount=Decimal(amount))
    Budget.objects.filter(pk=budget.pk).update(status="faststalld", beslut=beslut)
    budget.refresh_from_db()
    freeze_fordelning(budget, actor=lena)


def _fakturera(samverkan: Samverkan, lena) -> None:
    day = datetime.date(YEAR, 1, 2)
    korning = open_korning(samverkan, year=YEAR, month=1, issue_date=day, actor=lena)
    plan = make_plan(korning)
    payers = {payer.organisation.pk for payer in plan.ready}
    perform(utfarda_korning(korning, payer_ids=payers, fingerprint=plan.fingerprint, actor=lena).pk)
    for pk in Faktura.objects.filter(samverkan=samverkan).values_list("pk", flat=True):
        store_pdf(pk)
