"""OCR references: what the payer types, and the bank checks."""

import re

from samverkan.lib.orgnr import luhn_digit, luhn_holds

LEVELS = ("langd", "kontroll", "ingen")
MAX_LENGTH = 25

_DIGITS = re.compile(r"[0-9]+")


def ocr(base: str, level: str = "langd") -> str:
    """The reference for `base` (digits; hyphens and spaces are left out).

    `langd` adds a length digit (the whole length modulus 10) and a check digit, `kontroll` the check digit
    only, `ingen` nothing: the bank agreement decides. Raises ValueError for what cannot be a reference.
    """
    digits = _only_digits(base.replace("-", "").replace(" ", ""))
    if level not in LEVELS:
        raise ValueError(f"Unknown OCR level {level!r}")
    if level == "langd":
        digits += str((len(digits) + 2) % 10)
    reference = digits if level == "ingen" else digits + luhn_digit(digits)
    if not 2 <= len(reference) <= MAX_LENGTH:
        raise ValueError(f"An OCR reference has 2 to {MAX_LENGTH} digits, not {len(reference)}")
    return reference


def verify_ocr(reference: str, level: str = "langd") -> bool:
    """Whether `reference` could have come from `ocr` at this level."""
    if _DIGITS.fullmatch(reference) is None or not 2 <= len(reference) <= MAX_LENGTH:
        return False
    if level == "ingen":
        return True
    has_length = level != "langd" or (len(reference) > 2 and int(reference[-2]) == len(reference) % 10)
    return has_length and luhn_holds(reference)


def _only_digits(text: str) -> str:
    if _DIGITS.fullmatch(text) is None:
        raise ValueError(f"An OCR reference is made of digits, not {text!r}")
    return text
