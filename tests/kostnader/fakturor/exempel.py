"""Frozen invoices to draw: Kiruna, first quarter of 2023, as Norrbottens e-nämnd shares its services.

Amounts, quotas and roundings are those of the real tables; number, references and people are made up.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from samverkan.lib.swedish import decimal_text, format_amount, format_number

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


def lika(amount: int, members: int, text: str) -> JSON:
    """A component shared in equal parts."""
    share = Fraction(amount, members)
    return _del(
        "lika", text, f"{format_amount(amount)} ÷ {members} medlemmar", amount, Fraction(1, members), share
    )


def invanare(amount: int, own: int, total: int, day: str, text: str) -> JSON:
    """A component shared by population."""
    quota = Fraction(own, total)
    formula = f"{format_amount(amount)} × {format_number(own)} ÷ {format_number(total)}"
    return _del("matt", text, formula, amount, quota, amount * quota) | {
        "mangd": str(own), "summa_mangd": str(total), "kvot": f"{own}/{total}",
        "kvot_text": f"{format_number(own)} / {format_number(total)}",
        "matt": "invånare", "matt_datum": day, "kalla": "SCB", "attesterad": "2022-03-14",
    }  # fmt: skip


def _del(
    slag: str, text: str, formula: str, amount: int | None, quota: Fraction | None, share: Fraction
) -> JSON:
    return {
        "slag": slag, "text": text, "formel": formula,
        "belopp": None if amount is None else decimal_text(amount, 2), "mangd": None, "summa_mangd": None,
        "kvot": f"{quota.numerator}/{quota.denominator}" if quota else None,
        "kvot_text": f"{quota.numerator} / {quota.denominator}" if quota else None,
        "matt": None, "matt_datum": None, "kalla": None, "attesterad": None,
        "exakt": decimal_text(share, 6), "andel": decimal_text(share, 2), "avrundad": None,
        "fran": "2023-01", "till": "2023-12", "manader": 12,
    }  # fmt: skip


def explanation(
    tjanst: str,
    amount: str,
    key: str,
    delar: list[JSON],
    share: int,
    *,
    rounding: str = "",
    surplus: str = "0.00",
) -> JSON:
    """One member's share in one service, as the calculation freezes it."""
    exact = sum((Fraction(Decimal(part["exakt"])) for part in delar), Fraction(0))
    difference = share - exact
    return {
        "tjanst": tjanst, "ar": 2023, "medlem": "Kiruna", "medlem_namn": "Kiruna kommun",
        "orgnr": "212000-2783", "belopp": amount,
        "nyckel": {
            "namn": key, "version": 2, "galler_fran": "2023-01-01", "kort": key, "text": key,
            "beslut": BESLUT,
        },
        "delar": delar, "exakt": decimal_text(exact, 6),
        "exakt_brak": f"{exact.numerator}/{exact.denominator}",
        "andel_procent": decimal_text(exact / Fraction(Decimal(amount)) * 100, 4),
        "avrundning": {
            "text": rounding, "hjalp": "varje andel för sig, enligt nyckeln",
            "belopp": decimal_text(difference, 2),
        } if rounding else None,
        "andel": decimal_text(share, 2), "deltagare": 14,
        "summa_andelar": decimal_text(Decimal(amount) + Decimal(surplus), 2), "summa_avrundning": surplus,
    }  # fmt: skip


def _half_and_half(tjanst: str, amount: int, share: int, surplus: str) -> JSON:
    half = amount // 2
    delar = [
        lika(half, 14, "Hälften lika mellan 14 medlemmar"),
        invanare(half, 22_664, 249_614, "2020-12-31", "Hälften efter invånare"),
    ]
    key = "Hälften lika, hälften efter invånare, uppåt till hela 100 kr"
    rounding = "Avrundas uppåt till hela 100 kr"
    return explanation(tjanst, decimal_text(amount, 2), key, delar, share, rounding=rounding, surplus=surplus)


def _explanations() -> list[JSON]:
    fixed = _del("belopp", "Avtalat belopp för Kiruna", "50 900", None, None, Fraction(50_900))
    price = _del("pris", "1,25 kr per invånare", "23 116 × 1,25", None, None, Fraction("28895")) | {
        "mangd": "23116", "matt": "invånare", "matt_datum": "2017-12-31", "kalla": "SCB",
    }  # fmt: skip
    return [
        explanation(
            "Grundfinansiering", "1127000.00", "Lika delar",
            [lika(1_127_000, 14, "Lika mellan 14 medlemmar")], 80_500,
        ),
        _half_and_half("Förvaltningsledare, system för socialtjänst", 2_888_000, 234_300, "700.00"),
        _half_and_half("System för socialtjänst, grundplattform", 508_400, 41_300, "800.00"),
        explanation("System för räddningstjänst", "732500.00", "Avtalat belopp per kommun", [fixed], 50_900),
        explanation(
            "E-arkiv", "314118.75", "1,25 kr per invånare, uppåt till hela 1 000 kr", [price], 29_000,
            rounding="Avrundas uppåt till hela 1 000 kr", surplus="7881.25",
        ),
    ]  # fmt: skip


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
