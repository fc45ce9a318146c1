"""Many invoices at once: ZIP of the stored PDFs, Excel of the lines. Made only from what is frozen."""

import io
import zipfile
from collections.abc import Iterable

from kostnader.fakturor.models import Faktura
from samverkan.dokument.queries import read_dokument
from samverkan.lib.workbook import Column, Sheet, write_workbook

COLUMNS = [
    Column("Faktura", "text", 14),
    Column("Slag", "text", 14),
    Column("Fakturadatum", "date", 13),
    Column("Förfallodag", "date", 13),
    Column("Betalare", "text", 28),
    Column("Organisationsnummer", "text", 16),
    Column("Tjänst", "text", 38),
    Column("Avser", "text", 18),
    Column("Period från", "date", 12),
    Column("Period till", "date", 12),
    Column("Årets andel", "amount", 16),
    Column("Belopp exkl. moms", "amount", 18),
    Column("Momssats, %", "int", 12),
    Column("OCR", "text", 16),
    Column("Beslut", "text", 18),
]


def zip_of(fakturor: Iterable[Faktura]) -> bytes:
    """The stored PDFs of the invoices in one ZIP; those that have none yet are left out."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for faktura in fakturor:
            dokument = faktura.leverans.pdf
            if dokument is not None:
                archive.writestr(dokument.filename, read_dokument(dokument))
    return buffer.getvalue()


def lines_workbook(fakturor: Iterable[Faktura], *, title: str) -> bytes:
    """One row per invoice line, with a sum that is a formula. Amounts in kronor."""
    rows = [_row(faktura, rad) for faktura in fakturor for rad in faktura.rader.all()]
    return write_workbook([Sheet(title, columns=COLUMNS, rows=rows, totals=True)])


def _row(faktura: Faktura, rad) -> list[object]:
    beslut = rad.explanation["nyckel"]["beslut"]
    return [
        faktura.number,
        faktura.get_kind_display(),
        faktura.issue_date,
        faktura.due_date,
        faktura.buyer["namn"],
        faktura.buyer["orgnr"],
        rad.text,
        rad.part,
        rad.period_from,
        rad.period_to,
        rad.amount_year,
        rad.net,
        rad.vat_rate,
        faktura.ocr,
        f"§ {beslut['paragraf']} {beslut['datum']}" if beslut else "",
    ]
