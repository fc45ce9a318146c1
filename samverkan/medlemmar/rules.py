"""What holds for members and their details, without a database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from samverkan.lib.errors import Refused
from samverkan.lib.orgnr import validate_orgnr

if TYPE_CHECKING:
    from samverkan.medlemmar.models import Organisation

# Names that end in s of themselves: Västerås, Bollnäs, Hagfors, Grums.
_OWN_S = ("ås", "näs", "fors", "ums")
_SUFFIX = re.compile(r" (?:kommun|stad)$", re.IGNORECASE)


def short_name_of(name: str) -> str:
    """What a municipality is called in tables: 'Leksands kommun' is 'Leksand', 'Borås Stad' is 'Borås'."""
    bare = _SUFFIX.sub("", name.strip())
    if bare != name.strip() and bare.endswith("s") and not bare.endswith(_OWN_S):
        bare = bare[:-1]
    return bare[:60]


def validate_kommunkod(text: str) -> str:
    """SCB's four digits, '2584'. Raises Refused."""
    code = text.strip()
    if not re.fullmatch(r"[0-9]{4}", code):
        raise Refused("Kommunkoden har fyra siffror, till exempel 2584 för Kiruna.")
    return code


def validate_postal_code(text: str) -> str:
    """'981 85' from five digits. Raises Refused."""
    digits = re.sub(r"[\s-]", "", text.upper().removeprefix("SE"))
    if not re.fullmatch(r"[1-9][0-9]{4}", digits):
        raise Refused("Postnumret har fem siffror, till exempel 981 85.")
    return f"{digits[:3]} {digits[3:]}"


@dataclass(frozen=True)
class NewOrganisation:
    """A legal person as typed or pasted; `orgnr` in its usual spelling."""

    name: str
    orgnr: str
    kommunkod: str = ""


def read_new_list(text: str) -> tuple[list[NewOrganisation], list[str]]:
    """Pasted lines 'name; organisation number; kommunkod', and what is wrong in which line."""
    found: list[NewOrganisation] = []
    faults: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or _is_header(line):
            continue
        try:
            new = _read_new(line)
        except Refused as refusal:
            faults.append(f"Rad {number}: {refusal.message}")
            continue
        if new.orgnr in {one.orgnr for one in found}:
            faults.append(f"Rad {number}: {new.orgnr} står redan på en rad ovanför. Ta bort den ena.")
        found.append(new)
    return found, faults


def _is_header(line: str) -> bool:
    return "organisationsnummer" in line.casefold() or "orgnr" in line.casefold()


def _read_new(line: str) -> NewOrganisation:
    parts = [part.strip() for part in re.split(r"[;\t]|, ", line)]
    parts = [part for part in parts if part]
    if len(parts) < 2:
        raise Refused("Skriv namn, semikolon och organisationsnummer: Kiruna kommun; 212000-2783; 2584.")
    if len(parts) > 3:
        raise Refused("Raden har fler än tre delar. Skriv namn; organisationsnummer; kommunkod.")
    name, orgnr, *code = parts
    return NewOrganisation(name, validate_orgnr(orgnr), validate_kommunkod(code[0]) if code else "")


def missing_for_invoice(organisation: Organisation) -> list[str]:
    """What an invoice to it lacks: an address (ML 17:24), a reference (Peppol R003), a mailbox."""
    has_address = organisation.invoice_address or (organisation.address and organisation.city)
    wanted = {
        "adress": has_address,
        "referens": organisation.buyer_reference,
        "e-post": organisation.invoice_email,
    }
    return [name for name, value in wanted.items() if not value]


def missing_for_issuer(organisation: Organisation) -> list[str]:
    """What the issuer lacks to send an invoice: a whole address (ML 17:24), bankgiro.

    The VAT number follows from the organisation number where none is filled in.
    """
    wanted = {
        "adress": organisation.address and organisation.postal_code and organisation.city,
        "bankgiro": organisation.bankgiro,
    }
    return [name for name, value in wanted.items() if not value]


def covers(row, day: date) -> bool:
    """Whether a row with valid_from and valid_to holds on the day."""
    return row.valid_from <= day and (row.valid_to is None or day <= row.valid_to)
