"""Sharings as Excel: the matrix with formulas, and every component of every share."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

from kostnader.fordelning.matris import Matris
from kostnader.fordelning.visning import Visning
from samverkan.lib.workbook import Column, Sheet, write_workbook

_PARTS = [
    Column("Tjänst"),
    Column("Medlem", width=18),
    Column("Organisationsnummer", width=14),
    Column("Nyckel", width=24),
    Column("Version", "int"),
    Column("Beslut", width=18),
    Column("Del", width=26),
    Column("Så räknas delen", width=34),
    Column("Att dela för delen, kr", "amount"),
    Column("Mängd", "quantity"),
    Column("Summa mängd", "quantity"),
    Column("Kvot", width=20),
    Column("Mått", width=14),
    Column("Mätdatum", width=12),
    Column("Källa", width=18),
    Column("Från", width=9),
    Column("Till", width=9),
    Column("Exakt del, kr", "amount"),
    Column("Avrundad del, kr", "amount"),
]
_SHARES = [
    Column("Tjänst"),
    Column("Medlem", width=18),
    Column("Organisationsnummer", width=14),
    Column("Nyckeln i ord", width=50),
    Column("Att fördela, kr", "amount"),
    Column("Exakt andel, kr", "amount"),
    Column("Exakt andel som bråk", width=24),
    Column("Procent av beloppet", "percent"),
    Column("Avrundning, kr", "amount"),
    Column("Andel, kr", "amount"),
]


def fordelning_xlsx(visning: Visning) -> bytes:
    """The whole matrix on one sheet, each share on the next, each component on the third."""
    matris = visning.matris
    assert matris is not None
    explanations = list(visning.explanations().values())
    note = _note(visning)
    return write_workbook([matris_sheet(matris, note), *_calculation(explanations)])


def forklaring_xlsx(explanation: dict[str, Any]) -> bytes:
    """One member's share of one service, with its components."""
    return write_workbook(_calculation([explanation]))


def matris_sheet(matris: Matris, note: str = "") -> Sheet:
    """Members × services; sums both ways are formulas. What the supplier invoices itself is after the sum."""
    counted = matris.counted
    direct = [kolumn for kolumn in matris.kolumner if not kolumn.counted]
    columns = [
        Column("Medlem", width=20),
        Column("Organisationsnummer", width=14),
        *(Column(kolumn.name, "amount") for kolumn in counted),
        Column("Summa, kr", "amount", sums=(3, 2 + len(counted)) if counted else None),
        *(Column(f"{kolumn.name} (direkt från leverantören)", "amount") for kolumn in direct),
    ]
    people = bool(matris.inhabitants)
    if people:
        columns.append(Column(f"Invånare {matris.inhabitants_on}".strip(), "quantity"))
    rows = []
    for rad in matris.rader:
        cells = [rad.name, rad.orgnr, *(k.amounts.get(rad.id) for k in counted), matris.totals[rad.id]]
        cells += [k.amounts.get(rad.id) for k in direct]
        rows.append(cells + ([matris.inhabitants.get(rad.id)] if people else []))
    return Sheet(f"Fördelning {matris.year}", columns, rows, totals=True, note=note)


def _calculation(explanations: list[dict[str, Any]]) -> list[Sheet]:
    shares = [_share(e) for e in explanations]
    parts = [_part(e, part) for e in explanations for part in e["delar"]]
    return [Sheet("Andelar", _SHARES, shares), Sheet("Uträkning", _PARTS, parts)]


def _share(e: dict[str, Any]) -> list[object]:
    rounding = e["avrundning"]["belopp"] if e["avrundning"] else "0.00"
    return [
        e["tjanst"],
        e["medlem"],
        e["orgnr"],
        e["nyckel"]["text"],
        Decimal(e["belopp"]),
        Decimal(e["exakt"]),
        e["exakt_brak"],
        Fraction(e["andel_procent"]) / 100,
        Decimal(rounding),
        Decimal(e["andel"]),
    ]


def _part(e: dict[str, Any], part: dict[str, Any]) -> list[object]:
    beslut = e["nyckel"]["beslut"]
    return [
        e["tjanst"],
        e["medlem"],
        e["orgnr"],
        e["nyckel"]["namn"],
        e["nyckel"]["version"],
        f"§ {beslut['paragraf']} {beslut['datum']}" if beslut else "",
        part["text"],
        part["formel"],
        _figure(part["belopp"]),
        _figure(part["mangd"]),
        _figure(part["summa_mangd"]),
        part["kvot_text"],
        part["matt"] or "",
        part["matt_datum"] or "",
        part["kalla"] or "",
        part["fran"],
        part["till"],
        Decimal(part["exakt"]),
        _figure(part["avrundad"]),
    ]


def _figure(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _note(visning: Visning) -> str:
    if visning.fordelning is None:
        return "Beräknad nu, inte låst. Belopp i kronor per år, exklusive moms."
    frozen = visning.fordelning
    return (
        f"{frozen}, låst {frozen.frozen_at:%Y-%m-%d}. SHA-256 {frozen.sha256}. "
        "Belopp i kronor per år, exklusive moms."
    )
