"""Years to settle: Herrljunga and Vårgårda 2023, and one where budget and outcome are split alike."""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from kostnader.bokslut.models import Bokslut
from kostnader.budget.models import Budget, Kostnadsslag
from kostnader.fakturor.acts import open_korning, utfarda_korning
from kostnader.fakturor.models import Fakturakorning
from kostnader.fakturor.plan import make_plan
from kostnader.fordelning.acts import freeze_fordelning
from kostnader.fordelning.models import Nyckelandel, Nyckelversion
from kostnader.utfall.models import Handpost
from samverkan.jobb.acts import perform
from samverkan.models import Anvandare, Beslut, Organisation, Samverkan
from tests import factories as f

YEAR = 2023


@dataclass
class Scen:
    samverkan: Samverkan
    medlemmar: list[Organisation]
    tjanster: list
    controller: Anvandare
    beslut: Beslut

    def outcome(self, *amounts: tuple[int, str], month: int = 12) -> None:
        """Enter the outcome by hand: (number of the service, kronor), in one month."""
        slag, _ = Kostnadsslag.objects.get_or_create(samverkan=self.samverkan, name="Övriga kostnader")
        for number, amount in amounts:
            Handpost.objects.create(
                samverkan=self.samverkan,
                month=datetime.date(YEAR, month, 1),
                tjanst=self.tjanster[number],
                kostnadsslag=slag,
                amount=Decimal(amount),
            )

    def bill(self, *months: int) -> None:
        """Issue the runs of these months to every payer."""
        for month in months:
            day = datetime.date(YEAR, month, 3)
            run = open_korning(self.samverkan, year=YEAR, month=month, issue_date=day, actor=self.controller)
            issue(run, self.controller)

    def person(self, kind: str, **kwargs: object) -> Anvandare:
        person = f.AnvandareFactory()
        f.RollFactory(anvandare=person, samverkan=self.samverkan, kind=kind, **kwargs)
        return person

    def decision(self, **kwargs: object) -> Beslut:
        return f.BeslutFactory(samverkan=self.samverkan, date=datetime.date(2024, 3, 6), **kwargs)

    def row(self, bokslut: Bokslut, number: int):
        return bokslut.rader.get(organisation=self.medlemmar[number])

    def url(self, rest: str = "") -> str:
        return f"/{self.samverkan.slug}/{YEAR}/bokslut/{rest}"


def issue(run: Fakturakorning, actor: Anvandare) -> None:
    """Issue everything that a run proposes."""
    plan = make_plan(run)
    payers = {payer.organisation.pk for payer in plan.ready}
    perform(utfarda_korning(run, payer_ids=payers, fingerprint=plan.fingerprint, actor=actor).pk)
    run.refresh_from_db()


def hv_scen() -> Scen:
    """The budget is agreed per municipality; the outcome is shared by 43,9 and 56,1 per cent.

    Kommunbidrag of 12 480 and 13 730 tkr for the two services; inhabitants 9 510 and 12 176 on 2021-11-01.
    The hundreds of kronor are ours: with them every published figure, in tkr, comes out when rounded.
    """
    herrljunga = f.OrganisationFactory(short_name="Herrljunga")
    vargarda = f.OrganisationFactory(short_name="Vårgårda")
    samverkan, beslut, controller = _ground([herrljunga, vargarda])
    outcome_key = f.NyckelFactory(samverkan=samverkan, name="Befolkning", short_name="befolkning")
    version = f.NyckelversionFactory(nyckel=outcome_key, number=1, beslut=beslut, percent_decimals=1)
    kind = f.MattslagFactory()
    f.NyckelkomponentFactory(version=version, kind="matt", mattslag=kind, date_rule="nov1", years_before=2)
    _decide(version)
    for organisation, people in ((herrljunga, 9510), (vargarda, 12176)):
        day = datetime.date(2021, 11, 1)
        f.MattFactory(mattslag=kind, organisation=organisation, reference_date=day, value=people)
    it = _agreed(samverkan, beslut, "IT Gemensamt", {herrljunga: 12_347_200, vargarda: 13_583_000})
    vaxel = _agreed(samverkan, beslut, "Telefonväxel", {herrljunga: 133_000, vargarda: 147_000})
    for tjanst in (it, vaxel):
        tjanst.utfallsnyckel = outcome_key
        tjanst.save()
    scen = Scen(samverkan, [herrljunga, vargarda], [it, vaxel], controller, beslut)
    _budget(scen, {it: "25930200", vaxel: "280000"})
    return scen


def equal_scen(members: int = 3, amount: str = "120000", **tjanst: object) -> Scen:
    """One service that the members share equally, outcome and budget alike; the first is the host."""
    medlemmar = [f.OrganisationFactory() for _ in range(members)]
    samverkan, beslut, controller = _ground(medlemmar)
    nyckel = f.NyckelFactory(samverkan=samverkan, name="Lika", short_name="lika")
    version = f.NyckelversionFactory(nyckel=nyckel, number=1, beslut=beslut)
    f.NyckelkomponentFactory(version=version, weight="1/1")
    _decide(version)
    created = f.TjanstFactory(samverkan=samverkan, nyckel=nyckel, name="Drift", rhythm="ar", **tjanst)
    for organisation in medlemmar:
        f.AnslutningFactory(tjanst=created, organisation=organisation)
    scen = Scen(samverkan, medlemmar, [created], controller, beslut)
    _budget(scen, {created: amount})
    return scen


def _ground(medlemmar: list[Organisation]) -> tuple[Samverkan, Beslut, Anvandare]:
    samverkan = f.SamverkanFactory(issuer=medlemmar[0])
    for organisation in medlemmar:
        f.MedlemFactory(samverkan=samverkan, organisation=organisation)
    controller = f.AnvandareFactory(name="Maria Controller")
    f.RollFactory(anvandare=controller, samverkan=samverkan, kind="controller")
    return samverkan, f.BeslutFactory(samverkan=samverkan, paragraf="31"), controller


def _agreed(samverkan: Samverkan, beslut: Beslut, name: str, amounts: dict[Organisation, int]):
    nyckel = f.NyckelFactory(samverkan=samverkan, name=f"Avtalat, {name}", short_name="avtalat")
    version = f.NyckelversionFactory(nyckel=nyckel, number=1, beslut=beslut)
    part = f.NyckelkomponentFactory(version=version, kind="belopp", weight=None)
    for organisation, amount in amounts.items():
        Nyckelandel.objects.create(komponent=part, organisation=organisation, amount=Decimal(amount))
    _decide(version)
    tjanst = f.TjanstFactory(samverkan=samverkan, nyckel=nyckel, name=name, rhythm="ar")
    for organisation in amounts:
        f.AnslutningFactory(tjanst=tjanst, organisation=organisation)
    return tjanst


def _decide(version: Nyckelversion) -> None:
    Nyckelversion.objects.filter(pk=version.pk).update(status="faststalld")


def _budget(scen: Scen, amounts: dict) -> None:
    budget = f.BudgetFactory(samverkan=scen.samverkan, year=YEAR)
    for tjanst, amount in amounts.items():
        f.BudgetpostFactory(rad=f.BudgetradFactory(budget=budget, tjanst=tjanst), amount=Decimal(amount))
    Budget.objects.filter(pk=budget.pk).update(status="faststalld", beslut=scen.beslut)
    budget.refresh_from_db()
    freeze_fordelning(budget, actor=scen.controller)
