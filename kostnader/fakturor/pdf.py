"""An issued invoice or credit note as PDF: the page to pay from, then the annex "Så beräknades beloppet".

Made only from what was frozen at issue, which also travels inside the file as JSON. The page carries what
an invoice must (mervärdesskattelagen 17 kap. 24 §): date, number, the seller's VAT number, names and
addresses of both, kind and quantity, period, unit price without VAT, taxable amount, rate and VAT; a credit
note its reference to the original (17 kap. 22–23 §§). An invoice outside the scope of VAT says so, and shows
no rate and no VAT number.
"""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.template.loader import render_to_string

from kostnader.fakturor.models import Faktura
from kostnader.fakturor.record import frozen_record
from samverkan.lib.hashing import canonical_json, groups_of_eight, sha256_hex
from samverkan.lib.pdf import Attachment, render_pdf

STOCKHOLM = ZoneInfo("Europe/Stockholm")
TITLES = {"faktura": "Faktura", "kredit": "Kreditfaktura"}


def render_faktura(faktura: Faktura) -> bytes:
    """The PDF of an issued invoice or credit note. The same invoice gives the same bytes."""
    record = _record(faktura)
    attachment = Attachment(
        name=_file_name(faktura),
        content=record,
        description="Fakturan och dess beräkning i maskinläsbar form",
        created=datetime.combine(faktura.issue_date, time(), STOCKHOLM),
    )
    return render_pdf(faktura_html(faktura), stylesheet="faktura.css", attachments=[attachment])


def faktura_html(faktura: Faktura) -> str:
    """The document that the PDF is made from."""
    return render_to_string("pdf/faktura.html", _context(faktura, _record(faktura)))


def _record(faktura: Faktura) -> bytes:
    return canonical_json(frozen_record(faktura, faktura.rader.all()))


def _context(faktura: Faktura, record: bytes) -> dict[str, Any]:
    rader = list(faktura.rader.all())
    explained = [rad.explanation for rad in rader if rad.explanation]
    names = {explanation["medlem"] for explanation in explained}
    return {
        "faktura": faktura,
        "titel": TITLES[faktura.kind],
        "rader": rader,
        "moms": faktura.vat_kind == "moms25",
        "att_betala": faktura.kind == "faktura" and faktura.gross > 0,
        "avrakning": any("avrakning" in explanation for explanation in explained),
        "projekt": any("projekt" in explanation for explanation in explained),
        # A credit that undoes an invoice is explained by it; one that settles a year explains itself.
        "bilaga": bool(explained) and (faktura.kind == "faktura" or bool(faktura.refers_to)),
        "medlem": names.pop() if len(names) == 1 else None,
        "fil": _file_name(faktura),
        "sha256": groups_of_eight(sha256_hex(record)),
    }


def _file_name(faktura: Faktura) -> str:
    return f"{TITLES[faktura.kind].lower()}-{faktura.number}.json"
