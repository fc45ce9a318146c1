"""Organisation numbers, giro numbers and what is made from them. A validator returns the usual spelling."""

import re

from samverkan.lib.errors import Refused

_IGNORED = str.maketrans("", "", " \u00a0\u202f-\u2011\u2013")
_DIGITS = re.compile(r"[0-9]+")


def luhn_digit(digits: str) -> str:
    """The check digit that follows `digits`: from the right alternately doubled and not, modulus 10."""
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits)))
    total = sum(value // 10 + value % 10 for value in doubled)
    return str(-total % 10)


def luhn_holds(digits: str) -> bool:
    return len(digits) > 1 and luhn_digit(digits[:-1]) == digits[-1]


def gln_digit(digits: str) -> str:
    """The check digit of a GS1 number: weights 3, 1, 3, … from the right."""
    total = sum(int(digit) * (3 - 2 * (place % 2)) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


def validate_orgnr(text: str) -> str:
    """'212000-2783' from ten digits, with or without hyphen or the prefix 16. Raises Refused."""
    digits = _bare(text)
    if len(digits) == 12 and digits.startswith("16"):
        digits = digits[2:]
    if not _is_digits(digits, 10, 10):
        raise Refused("Organisationsnumret ska ha tio siffror, till exempel 212000-2783.")
    if digits[2] < "2":
        raise Refused(
            "Det här ser ut som ett personnummer. Skriv organisationens nummer, till exempel 212000-2783."
        )
    if not luhn_holds(digits):
        raise Refused(
            f"Kontrollsiffran i {digits[:6]}-{digits[6:]} stämmer inte. Kontrollera organisationsnumret."
        )
    return f"{digits[:6]}-{digits[6:]}"


def vat_number(orgnr: str) -> str:
    """'SE212000278301'."""
    return f"SE{_bare(validate_orgnr(orgnr))}01"


def peppol_id(orgnr: str) -> str:
    """The electronic address by organisation number, '0007:2120002783'."""
    return f"0007:{_bare(validate_orgnr(orgnr))}"


def validate_vat_number(text: str) -> str:
    """'SE212000278301': SE, ten digits with a right check digit, two digits. Raises Refused."""
    number = _bare(text).upper()
    is_shaped = re.fullmatch(r"SE[0-9]{12}", number) is not None
    if not is_shaped or not luhn_holds(number[2:12]):
        raise Refused(
            "Momsregistreringsnumret stämmer inte. "
            "Skriv SE, organisationsnumret och 01, till exempel SE212000278301."
        )
    return number


def validate_gln(text: str) -> str:
    """A GLN of 13 digits. Raises Refused."""
    digits = _bare(text)
    if not _is_digits(digits, 13, 13) or gln_digit(digits[:-1]) != digits[-1]:
        raise Refused("GLN ska ha 13 siffror med rätt kontrollsiffra, till exempel 7362120001453.")
    return digits


def validate_peppol_id(text: str) -> str:
    """'0007:' and an organisation number or '0088:' and a GLN (COMMON-R049, R040). Raises Refused."""
    scheme, _, number = text.strip().partition(":")
    if scheme == "0007":
        return peppol_id(number)
    if scheme == "0088":
        return f"0088:{validate_gln(number)}"
    raise Refused("Skriv Peppol-id som 0007:2120002783 (organisationsnummer) eller 0088:7362120001453 (GLN).")


def validate_bankgiro(text: str) -> str:
    """'5050-1055' or '366-5114': seven or eight digits, the last a check digit. Raises Refused."""
    digits = _bare(text)
    if not _is_digits(digits, 7, 8):
        raise Refused("Bankgironumret ska ha sju eller åtta siffror, till exempel 5050-1055.")
    spelled = f"{digits[:-4]}-{digits[-4:]}"
    if not luhn_holds(digits):
        raise Refused(f"Kontrollsiffran i {spelled} stämmer inte. Kontrollera bankgironumret.")
    return spelled


def validate_plusgiro(text: str) -> str:
    """'12 34 56-6': two to eight digits, the last a check digit. Raises Refused."""
    digits = _bare(text)
    if not _is_digits(digits, 2, 8) or not luhn_holds(digits):
        raise Refused(
            "Plusgironumret stämmer inte. Det ska ha två till åtta siffror med rätt kontrollsiffra."
        )
    base = digits[:-1]
    odd = len(base) % 2
    pairs = [base[:odd]] * odd + [base[place : place + 2] for place in range(odd, len(base), 2)]
    return f"{' '.join(pairs)}-{digits[-1]}"


def _bare(text: str) -> str:
    return text.translate(_IGNORED)


def _is_digits(text: str, least: int, most: int) -> bool:
    return _DIGITS.fullmatch(text) is not None and least <= len(text) <= most
