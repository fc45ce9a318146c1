"""Servicenämnd IT, Växel, Telefoni of Herrljunga and Vårgårda, 2021–2024, in kronor that round to what was
published in tkr. Öre of the tkr are ours: the reports give whole thousands only."""

import datetime
from decimal import Decimal
from fractions import Fraction

from kostnader.budget.acts import add_row, create_budget, faststalla_budget, foresla_budget, set_cell
from kostnader.fordelning.acts import freeze_fordelning
from kostnader.fordelning.models import Nyckelandel, Nyckelversion
from kostnader.models import Budget, Handpost, Kostnadsstalle, Tjanst
from kostnader.prognos.acts import create_omgang, set_boxes
from kostnader.prognos.changes import BELOPP, Box, Change
from kostnader.prognos.queries import rader
from samverkan.models import Samverkan
from tests import factories as f

INT, PERS, LOK, OVR, KAP = (
    "Intäkter", "Personalkostnader", "Lokalkostnader, energi, VA", "Övriga kostnader", "Kapitalkostnader",
)  # fmt: skip
BIDRAG = "Kommunbidrag"
IT, VAXEL, ODELAT, VSPEC, HSPEC = (
    "IT Gemensamt", "Telefonväxel", "Gemensamt före 2022", "Vårgårdaspecifikt", "Herrljungaspecifikt",
)  # fmt: skip

# tkr per year: service, kind of cost, amount
UTFALL = {
    2021: [
        (ODELAT, INT, "-6635"),
        (ODELAT, PERS, "8372"),
        (ODELAT, OVR, "11323"),
        (ODELAT, KAP, "3034"),
        (HSPEC, OVR, "436"),
        (VSPEC, OVR, "3192"),
        (IT, BIDRAG, "-15855"),
    ],
    2022: [
        (IT, INT, "-6995.6"),
        (IT, PERS, "9804.6"),
        (IT, OVR, "13827.8"),
        (IT, KAP, "5522.8"),
        (VAXEL, PERS, "323"),
        (HSPEC, OVR, "371"),
        (VSPEC, OVR, "416"),
        (IT, BIDRAG, "-19166"),
    ],
    2023: [
        (IT, INT, "-9115.4"),
        (IT, PERS, "13770.2"),
        (IT, LOK, "7.8"),
        (IT, OVR, "15499.2"),
        (IT, KAP, "5813.6"),
        (VAXEL, PERS, "454.4"),
    ],
}
BUDGET = {
    2023: [
        (IT, INT, "-8013"),
        (IT, PERS, "12601"),
        (IT, OVR, "15530"),
        (IT, KAP, "5812.4"),
        (VAXEL, PERS, "280"),
    ],
    2024: [
        (IT, INT, "-17750"),
        (IT, PERS, "14305"),
        (IT, OVR, "16356"),
        (IT, KAP, "5460"),
        (VAXEL, PERS, "624"),
    ],
}


def tkr(text: str) -> Decimal:
    return (Decimal(text) * 1000).quantize(Decimal("0.01"))


class Herrljunga:
    """The cooperation with its outcome, budgets, sharings and the forecast of February 2024."""

    def __init__(self, *, centres: dict[str, str]) -> None:
        self.actor = f.AnvandareFactory()
        self.herrljunga = f.OrganisationFactory(short_name="Herrljunga")
        self.vargarda = f.OrganisationFactory(short_name="Vårgårda")
        self.samverkan = f.SamverkanFactory(issuer=self.herrljunga, form=Samverkan.Form.GEMENSAM_NAMND)
        for one in (self.herrljunga, self.vargarda):
            f.MedlemFactory(samverkan=self.samverkan, organisation=one)
        self.beslut = f.BeslutFactory(samverkan=self.samverkan)
        stallen = {
            name: Kostnadsstalle.objects.create(samverkan=self.samverkan, code=str(n), name=name, order=n)
            for n, name in enumerate(dict.fromkeys(centres.values()))
        }
        self.tjanster = {
            name: self._tjanst(name, n, stallen[centre]) for n, (name, centre) in enumerate(centres.items())
        }
        self._keys()
        for year, rows in UTFALL.items():
            for name, slag, amount in rows:
                self.spend(year, name, slag, amount)
        self.budget(2023)
        self.budget(2024)

    def _tjanst(self, name: str, order: int, stalle: Kostnadsstalle):
        return f.TjanstFactory(samverkan=self.samverkan, name=name, order=order, kostnadsstalle=stalle)

    def _keys(self) -> None:
        outcome = f.NyckelFactory(samverkan=self.samverkan, name="Utfall efter befolkning")
        # 2021 and 2022: the keys are not in the source; the shares are those of its own amounts.
        self._version(outcome, 1, 2021, shares=("7118", "8976"))
        self._version(outcome, 2, 2022, shares=("9857.6", "12625"))
        self._version(outcome, 3, 2023, shares=("9510", "12176"), percent_decimals=1)
        self._version(outcome, 4, 2024, shares=("0.436", "0.564"))
        agreed = {
            IT: (("12347.4", "13583"), ("8876", "9495")),
            VAXEL: (("133", "147"), ("302", "322")),
        }
        alone = f.NyckelFactory(samverkan=self.samverkan, name="Bara en")
        self._version(alone, 1, 2021, kind="lika")
        self.agreed = {}
        for name, tjanst in self.tjanster.items():
            members = {HSPEC: [self.herrljunga], VSPEC: [self.vargarda]}.get(
                name, [self.herrljunga, self.vargarda]
            )
            for one in members:
                f.AnslutningFactory(tjanst=tjanst, organisation=one)
            if name in agreed:
                key = f.NyckelFactory(samverkan=self.samverkan, name=f"Avtalat, {name}")
                for number, (year, amounts) in enumerate(zip((2023, 2024), agreed[name], strict=True), 1):
                    self._version(key, number, year, amounts=amounts)
                self.agreed[name] = key
                Tjanst.objects.filter(pk=tjanst.pk).update(nyckel=key, utfallsnyckel=outcome)
            else:
                Tjanst.objects.filter(pk=tjanst.pk).update(nyckel=outcome if len(members) > 1 else alone)

    def _version(self, key, number: int, year: int, *, kind="andel", shares=(), amounts=(), **more) -> None:
        beslut = f.BeslutFactory(samverkan=self.samverkan) if number > 1 else self.beslut
        row = f.NyckelversionFactory(
            nyckel=key, number=number, beslut=beslut, valid_from=datetime.date(year, 1, 1), **more
        )
        how = {"kind": "belopp", "weight": None} if amounts else {"kind": kind, "weight": "1/1"}
        part = f.NyckelkomponentFactory(version=row, **how)
        for one, told in zip((self.herrljunga, self.vargarda), shares or amounts, strict=False):
            said = {"amount": tkr(told)} if amounts else {"share": Fraction(told)}
            Nyckelandel.objects.create(komponent=part, organisation=one, **said)
        Nyckelversion.objects.filter(pk=row.pk).update(status="faststalld")

    def spend(self, year: int, name: str, slag: str, amount: str, month: int = 12) -> None:
        kind = {"kind": "bidrag"} if slag == BIDRAG else {"kind": "intakt"} if slag == INT else {}
        order = [INT, PERS, LOK, OVR, KAP, BIDRAG].index(slag)
        known, _ = self.samverkan.kostnadsslag.get_or_create(name=slag, defaults={"order": order, **kind})
        Handpost.objects.create(
            samverkan=self.samverkan,
            month=datetime.date(year, month, 1),
            tjanst=self.tjanster[name],
            kostnadsslag=known,
            amount=tkr(amount),
        )

    def budget(self, year: int) -> Budget:
        budget = create_budget(self.samverkan, year, source=None, note="", actor=self.actor)
        for name, slag, amount in BUDGET[year]:
            rad = add_row(budget, tjanst=self.tjanster[name], kostnadsslag=slag, actor=self.actor)
            set_cell(budget, rad, "ursprunglig", tkr(amount), 0, actor=self.actor)
        return self.adopt(budget)

    def adopt(self, budget: Budget) -> Budget:
        foresla_budget(budget, actor=self.actor)
        faststalla_budget(budget, beslut=f.BeslutFactory(samverkan=self.samverkan), actor=self.actor)
        freeze_fordelning(budget, actor=self.actor)
        return budget

    def add_2024(self) -> Budget:
        """24 tkr less for capital, all of it Vårgårda's, by a later decision."""
        self._version(self.agreed[IT], 3, 2024, amounts=("8876", "9471"))
        first = self.samverkan.budgetar.get(year=2024)
        budget = create_budget(self.samverkan, 2024, source=first, note="", actor=self.actor)
        rad = budget.rader.get(kostnadsslag=KAP)
        set_cell(budget, rad, "tillagg", tkr("-24"), 0, actor=self.actor)
        return self.adopt(budget)

    def forecast_budget(self) -> None:
        """Of February 2024: everything as budgeted."""
        omgang = create_omgang(
            self.samverkan, 2024, name="Prognos februari", through=2, limit_amount=Decimal(1),
            limit_percent=Decimal(0), actor=self.actor,
        )  # fmt: skip
        changes = [Change(Box.of(row, BELOPP), row.budget) for row in rader(omgang)]
        set_boxes(omgang, changes, actor=self.actor)
