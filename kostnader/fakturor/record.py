"""All that is frozen when an invoice is issued, as plain data: what is hashed and travels inside the PDF."""

from collections.abc import Iterable

from kostnader.fakturor.models import Faktura, Fakturarad

FROZEN = (
    "number",
    "kind",
    "issue_date",
    "due_date",
    "period_text",
    "vat_kind",
    "net",
    "vat",
    "gross",
    "ocr",
    "reason",
    "seller",
    "buyer",
)
FROZEN_RAD = (
    "text",
    "period_text",
    "quantity",
    "unit",
    "unit_price",
    "vat_rate",
    "net",
    "part",
    "amount_year",
    "explanation",
)


def frozen_record(faktura: Faktura, rader: Iterable[Fakturarad]) -> dict[str, object]:
    """The invoice as a dict of its frozen facts; amounts are Decimal kronor."""
    return {
        **{name: getattr(faktura, name) for name in FROZEN},
        "credits": faktura.credits.number if faktura.credits else None,
        **({"refers_to": faktura.refers_to} if faktura.refers_to else {}),
        "rader": [{name: getattr(rad, name) for name in FROZEN_RAD} for rad in rader],
    }
