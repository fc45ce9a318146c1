"""A member's year as a workbook: services, months and how each share came about. Made from what is frozen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from kostnader.fakturor.rules import VAT_RATES, vat_amount
from kostnader.oversikt.kostnad import Kostnad, Planerad
from kostnader.oversikt.rules import ATT_BETALA, BETALT, INTERNT, PLANERAT, ZERO
from samverkan.lib.workbook import Column, Sheet, write_workbook

LAGE = {BETALT: "Förfallen", ATT_BETALA: "Att betala", PLANERAT: "Planerad", INTERNT: "Bokförs internt"}
BERAKNING = [
    Column("Tjänst", width=38),
    Column("Nyckel", width=34),
    Column("Version", "int"),
    Column("Beslut", width=18),
    Column("Del", width=34),
    Column("Uträkning", width=34),
    Column("Mått", width=14),
    Column("Mätdatum", width=12),
    Column("Vårt mått", "quantity"),
    Column("Allas mått", "quantity"),
    Column("Källa", width=20),
    Column("Från", width=10),
    Column("Till", width=10),
    Column("Exakt del", "amount"),
    Column("Avrundning", "amount"),
    Column("Vår andel", "amount"),
]


def kostnadsunderlag(kostnad: Kostnad) -> bytes:
    """The workbook "Kostnadsunderlag": per service, per month, and the parts of every share."""
    about = f"{kostnad.organisation.name}, {kostnad.samverkan.name} {kostnad.year}. Kronor exklusive moms."
    return write_workbook(
        [
            Sheet("Per tjänst", _tjanst_columns(kostnad), _tjanst_rows(kostnad), totals=True, note=about),
            Sheet("Per månad", _month_columns(), _month_rows(kostnad), totals=True, note=MONTH_NOTE),
            Sheet(
                "Beräkning",
                BERAKNING,
                _calculation(kostnad),
                totals=True,
                note=f"{about} Delarna av varje andel, och avrundningen på dess sista rad.",
                unsummed=frozenset({"Vårt mått", "Allas mått"}),
            ),
        ]
    )


MONTH_NOTE = (
    "Förfallen betyder att fakturans förfallodag har passerat; betalningar följs inte här. "
    "Planerade delar är vad som återstår av årets andel."
)


def preliminary(kostnad: Kostnad, planned: Planerad) -> bytes:
    """What a run to come will invoice in one month."""
    columns = [
        Column("Tjänst", width=38),
        Column("Avser", width=20),
        Column("Belopp exkl. moms", "amount"),
        Column("Moms", "amount"),
        Column("Att betala", "amount"),
    ]
    names = {row.tjanst.pk: row.name for row in kostnad.alla}
    rows = []
    for one in planned.delar:
        vat = vat_amount(one.net, one.vat_kind)
        rows.append([names[one.tjanst_id], one.part, one.net, vat, one.net + vat])
    note = "Preliminärt, enligt årets låsta fördelning. Momsen avrundas på fakturan, inte per rad."
    return write_workbook([Sheet(f"Preliminärt {planned.month}", columns, rows, totals=True, note=note)])


def _tjanst_columns(kostnad: Kostnad) -> list[Column]:
    return [
        Column("Tjänst", width=38),
        Column("Så delas kostnaden", width=44),
        Column("Faktureras", width=12),
        Column("Moms, %", "int"),
        Column(f"{kostnad.year - 1}", "amount"),
        Column(f"{kostnad.year}", "amount"),
        Column("Förändring", "amount"),
    ]


def _tjanst_rows(kostnad: Kostnad) -> list[list[Any]]:
    return [
        [
            row.name,
            row.delas,
            row.faktureras,
            VAT_RATES[row.tjanst.vat_kind],
            row.amount_before,
            row.amount,
            row.change,
        ]
        for row in kostnad.tjanster
    ]


def _month_columns() -> list[Column]:
    return [
        Column("Månad", width=10),
        Column("Tjänst", width=38),
        Column("Avser", width=20),
        Column("Läge", width=14),
        Column("Faktura", width=14),
        Column("Belopp exkl. moms", "amount"),
    ]


def _month_rows(kostnad: Kostnad) -> list[list[Any]]:
    names = {row.tjanst.pk: row.name for row in kostnad.alla}
    ordered = sorted(kostnad.betalningar, key=lambda one: (one.month, one.number))
    return [
        [str(one.month), names.get(one.tjanst_id, ""), one.part, LAGE[one.lage], one.number, one.net]
        for one in ordered
    ]


def _calculation(kostnad: Kostnad) -> list[list[Any]]:
    return [line for row in kostnad.tjanster if row.now for line in _share_rows(row.name, row.now)]


def _share_rows(name: str, explanation: dict[str, Any]) -> list[list[Any]]:
    """The parts of one share; rounding and share stand on the last so that the columns sum."""
    nyckel, beslut = explanation["nyckel"], explanation["nyckel"]["beslut"]
    rounding = explanation["avrundning"]
    rows = []
    for piece in explanation["delar"]:
        rows.append(
            [
                name,
                nyckel["namn"],
                nyckel["version"],
                f"§ {beslut['paragraf']} {beslut['datum']}" if beslut else "",
                piece["text"],
                piece["formel"],
                piece["matt"] or "",
                piece["matt_datum"] or "",
                _quantity(piece["mangd"]),
                _quantity(piece["summa_mangd"]),
                piece["kalla"] or "",
                piece["fran"],
                piece["till"],
                Decimal(piece["exakt"]),
                ZERO,
                None,
            ]
        )
    rows[-1][-2:] = [Decimal(rounding["belopp"]) if rounding else ZERO, Decimal(explanation["andel"])]
    return rows


def _quantity(text: str | None) -> Decimal | None:
    return Decimal(text) if text else None
