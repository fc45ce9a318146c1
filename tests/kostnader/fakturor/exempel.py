"""Frozen invoices to draw: Kiruna, first quarter of 2023, as Norrbottens e-nämnd shares its services.

Amounts, quotas and roundings are those of the real tables; number, references and people are made up.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from kostnader.fordelning.explain import explain
from kostnader.fordelning.rules import Komponent, Nyckel, Skede, fordela
from tests.kostnader.fordelning import facts

JSON = dict[str, Any]
BESLUT = {
    "id": 5, "paragraf": "12", "datum": "2022-06-22", "rubrik": "Budget 2023", "organ": "Norrbottens e-nämnd",
    "status": "laga_kraft", "laga_kraft": "2022-07-30",
}  # fmt: skip
SELLER = {
    "namn": "Luleå kommun", "for": "Norrbottens e-nämnd", "orgnr": "212000-2742", "vat_nr": "SE212000274201",
    "adress": ["Box 100"], "postort": "971 85 Luleå", "sate": "Luleå", "bankgiro": "5001-2301",
    "peppol": "0007:2120002742", "kontakt": "Henrik Lidvall", "epost": "e-namnden@lulea.example",
    "telefon": "0920-45 30 00", "referens": "",
}  # fmt: skip
BUYER = {
    "namn": "Kiruna kommun", "for": "", "orgnr": "212000-2783", "vat_nr": "SE212000278301",
    "adress": ["Fakturamottagningen"], "postort": "981 85 Kiruna", "sate": "", "bankgiro": "",
    "peppol": "0007:2120002783", "kontakt": "Eivor Stålnert", "epost": "", "telefon": "",
    "referens": "KS-IT-4410",
}  # fmt: skip


class Rader(list["Rad"]):
    """A list that answers as a related manager does."""

    def all(self) -> "Rader":
        return self


@dataclass
class Rad:
    text: str
    net: Decimal
    explanation: JSON | None = None
    period_text: str = "jan–mars"
    quantity: Decimal = Decimal(1)
    unit: str = "kvartal"
    unit_price: Decimal = Decimal(0)
    vat_rate: int = 25
    part: str = "Kvartal 1 av 4"
    amount_year: Decimal = Decimal(0)

    def __post_init__(self) -> None:
        self.unit_price = self.unit_price or self.net / self.quantity


@dataclass
class Faktura:
    number: str
    rader: Rader
    kind: str = "faktura"
    issue_date: date = date(2023, 4, 3)
    due_date: date | None = date(2023, 5, 3)
    period_text: str = "kvartal 1, 2023-01-01 – 2023-03-31"
    vat_kind: str = "moms25"
    ocr: str = "2023004100"
    reason: str = ""
    credits: "Faktura | None" = None
    refers_to: tuple[str, ...] = ()
    seller: JSON = field(default_factory=lambda: SELLER)
    buyer: JSON = field(default_factory=lambda: BUYER)

    @property
    def net(self) -> Decimal:
        return sum((rad.net for rad in self.rader), Decimal(0))

    @property
    def vat(self) -> Decimal:
        return (self.net / 4).quantize(Decimal("0.01")) if self.vat_kind == "moms25" else Decimal("0.00")

    @property
    def gross(self) -> Decimal:
        return self.net + self.vat


LIKA = Komponent(kind="lika", weight=Fraction(1))
HALF = replace(LIKA, weight=Fraction(1, 2))
INVANARE = Komponent(
    kind="matt", weight=Fraction(1, 2), mattslag=facts.INVANARE, matt_namn="invånare", source="SCB",
    reference_date=date(2020, 12, 31), attested=date(2022, 3, 14),
)  # fmt: skip
PRIS = replace(INVANARE, kind="pris", weight=None, rate=Decimal("1.25"), reference_date=date(2017, 12, 31))
AVTAL = Komponent(
    kind="belopp",
    per_member={
        row[0]: Decimal(amount)
        for row, amount in zip(facts.NORRBOTTEN.values(), facts.RADDNINGSTJANST, strict=True)
    },
)
SUMMAN = Nyckel(komponenter=(LIKA,), beslut=BESLUT)
UPP = Nyckel(
    komponenter=(HALF, INVANARE), mode="andelarna", direction="upp", unit=Decimal(100), beslut=BESLUT
)


def _explained(tjanst: str, amount: int, nyckel: Nyckel) -> JSON:
    """Kiruna's share of a service, as the calculation freezes it."""
    resultat = fordela(Decimal(amount), [Skede(1, 12, nyckel, facts.norrbotten())])
    return explain(resultat, BUYER["orgnr"], tjanst=tjanst, ar=2023)


def _explanations() -> list[JSON]:
    return [
        _explained("Grundfinansiering", 1_127_000, SUMMAN),
        _explained("Förvaltningsledare, system för socialtjänst", 2_888_000, UPP),
        _explained("System för socialtjänst, grundplattform", 508_400, UPP),
        _explained("System för räddningstjänst", 732_500, replace(SUMMAN, komponenter=(AVTAL,))),
        _explained("E-arkiv", 322_000, replace(UPP, komponenter=(PRIS,), unit=Decimal(1000))),
    ]


def kiruna() -> Faktura:
    """The invoice of the sketch: five services, one quarter, 109 000 kr and VAT."""
    rader = Rader(
        Rad(e["tjanst"], Decimal(e["andel"]) / 4, e, amount_year=Decimal(e["andel"])) for e in _explanations()
    )
    return Faktura("2023-0041", rader)


def kiruna_kredit() -> Faktura:
    """The whole of it undone: the same lines with the opposite sign."""
    original = kiruna()
    rader = Rader(replace(rad, net=-rad.net, quantity=-rad.quantity) for rad in original.rader)
    return Faktura(
        "2023-0057", rader, kind="kredit", issue_date=date(2023, 4, 20), due_date=None, ocr="",
        credits=original,
        reason="Fakturan ställdes ut innan priset för system för räddningstjänst hade rättats.",
    )  # fmt: skip


def utanfor() -> Faktura:
    """Member contribution to a kommunalförbund: outside the scope of VAT."""
    rad = Rad(
        "Medlemsbidrag, räddningstjänst", Decimal("1250417.33"), _explanations()[0],
        period_text="april", unit="månad", part="Månad 4 av 12", vat_rate=0,
    )  # fmt: skip
    seller = SELLER | {"namn": "Norra kommunalförbundet", "for": ""}
    return replace(
        kiruna(), number="2023-0102", vat_kind="utanfor", period_text="april 2023", seller=seller,
        rader=Rader([rad]),
    )  # fmt: skip


def manga_rader(antal: int = 24) -> Faktura:
    """Long names, öre and a settlement with a minus, over several pages."""
    forklaringar = _explanations()
    rader = Rader(
        Rad(
            f"{forklaring['tjanst']} för de kommuner som har infört den, etapp {nummer}",
            Decimal("20125.37") + nummer, forklaring,
        )
        for nummer, forklaring in enumerate((forklaringar * (antal // 5 + 1))[:antal], start=1)
    )  # fmt: skip
    rader.append(Rad("Avräkning 2022", Decimal("-1234.56"), None, period_text="2022", unit="st", part=""))
    buyer = BUYER | {
        "namn": "Kommunalförbundet för räddningstjänst och samhällsskydd i Kiruna, Gällivare och Jokkmokk",
        "adress": ["Enheten för leverantörsfakturor, skanningscentralen", "Box 12345"],
    }
    return replace(kiruna(), number="2023-0099", rader=rader, buyer=buyer)
