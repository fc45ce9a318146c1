"""The two parties as they are frozen on an invoice (ML 17:24 p. 4–5)."""

from samverkan.medlemmar.models import Organisation, Samverkan


def seller(samverkan: Samverkan) -> dict[str, object]:
    """The issuer, with whom it issues for and where to ask."""
    issuer = samverkan.issuer
    return _party(issuer, _lines(issuer.address)) | {
        "for": samverkan.name if samverkan.name != issuer.name else "",
        "sate": issuer.city.capitalize(),
        "bankgiro": issuer.bankgiro,
        "kontakt": samverkan.contact_name,
        "epost": samverkan.contact_email,
        "telefon": samverkan.contact_phone,
        "referens": samverkan.contact_name,
    }


def buyer(payer: Organisation) -> dict[str, object]:
    """The payer, at its invoice address if it has one."""
    reference = ", ".join(filter(None, [payer.buyer_reference, payer.contact_name]))
    return _party(payer, _lines(payer.invoice_address or payer.address)) | {
        "epost": payer.invoice_email,
        "referens": reference,
    }


def _party(organisation: Organisation, address: list[str]) -> dict[str, object]:
    return {
        "namn": organisation.name,
        "orgnr": organisation.orgnr,
        "vat_nr": organisation.invoice_vat_number,
        "adress": address,
        "postort": f"{organisation.postal_code} {organisation.city}".strip(),
        "peppol": organisation.peppol_id,
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
