"""The one door by which text becomes a number."""

import re
from decimal import Decimal
from fractions import Fraction

from samverkan.lib.errors import Refused
from samverkan.lib.swedish import format_amount, format_number

LIMIT = Decimal("9999999999999.99")
QUANTITY_LIMIT = Decimal("99999999999.9999")

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-", "–": "-"})
_NUMBER = re.compile(r"([+-]?) ?([0-9]+(?: [0-9]+)*)(?:,([0-9]+))?")
_GROUPS = re.compile(r"[0-9]{1,3}(?: [0-9]{3})*|[0-9]+")
_DOTTED = re.compile(r"([+-]?)([0-9][0-9 .,]*)")
_CURRENCY = re.compile(r" ?(?:kr\.?|sek|:-)$", re.IGNORECASE)
_THOUSANDS = re.compile(r"([0-9, ]+?) ?(tkr|kkr|mkr|msek|tsek)$", re.IGNORECASE)
_FORMULA = re.compile(r"[=@]|[+-] ?[A-Za-z(]")
_FRACTION = re.compile(r"([0-9]{1,18}) ?/ ?([0-9]{1,18})")


def parse_amount(text: str | Decimal | int) -> Decimal:
    """Kronor with two decimals, from what a person typed, pasted or imported ('1 234,50', '−12 kr').

    Raises Refused with a text that says what to write instead; TypeError for a float.
    """
    value = _parse(text, most_decimals=2, example="1 234,50", strip=_CURRENCY)
    if abs(value) > LIMIT:
        raise Refused(f"Beloppet är för stort. Det största som går är {format_amount(LIMIT)} kr.")
    return value.quantize(Decimal("0.01")) + 0


def parse_quantity(text: str | Decimal | int) -> Decimal:
    """A measured figure, zero or more, with at most four decimals. Raises as `parse_amount`."""
    value = _parse(text, most_decimals=4, example="1 234")
    if value < 0:
        raise Refused(
            f"Antalet kan inte vara negativt. Skriv 0 eller mer i stället för {format_number(value)}."
        )
    if value > QUANTITY_LIMIT:
        raise Refused(f"Antalet är för stort. Det största som går är {format_number(QUANTITY_LIMIT)}.")
    return value + 0


def parse_percent(text: str | Decimal | int) -> Decimal:
    """A number of percent, with or without its sign: '43,9 %' is Decimal('43.9'). Raises Refused."""
    value = _parse(text, most_decimals=6, example="2,5 %", strip=re.compile(r" ?%$"))
    if abs(value) > 10_000:
        raise Refused("Procenttalet är för stort. Skriv till exempel 2,5 %.")
    return value + 0


def parse_fraction(text: str | Decimal | Fraction | int) -> Fraction:
    """A share, zero or more: '1/2', '50 %', '0,5'. Raises Refused; TypeError for a float."""
    _refuse_float(text)
    share = _fraction_of(_tidy(text)) if isinstance(text, str) else Fraction(text)
    if share < 0:
        raise Refused("En andel kan inte vara negativ. Skriv till exempel 1/2, 50 % eller 0,5.")
    return share


def _fraction_of(clean: str) -> Fraction:
    found = _FRACTION.fullmatch(clean)
    if found is None:
        percent = clean.endswith("%")
        number = _parse(clean.rstrip("% "), most_decimals=12, example="1/2, 50 % eller 0,5")
        return Fraction(number) / (100 if percent else 1)
    if int(found[2]) == 0:
        raise Refused("Nämnaren kan inte vara 0. Skriv till exempel 1/2.")
    return Fraction(int(found[1]), int(found[2]))


def _parse(
    value: str | Decimal | int, *, most_decimals: int, example: str, strip: re.Pattern[str] | None = None
) -> Decimal:
    _refuse_float(value)
    if not isinstance(value, str):
        return _checked(Decimal(value), most_decimals)
    clean = _tidy(value)
    _refuse_what_is_no_number(clean, example)
    bare = strip.sub("", clean) if strip else clean
    found = _NUMBER.fullmatch(bare)
    if found is None:
        raise Refused(_advice(bare, example))
    sign, whole, decimals = found[1], found[2], found[3] or ""
    if _GROUPS.fullmatch(whole) is None:
        raise Refused(f"Mellanslagen står inte mellan tusental. Menar du {_spaced(whole)}?")
    if len(decimals) > most_decimals:
        raise Refused(_too_many(whole, decimals, most_decimals))
    return Decimal(f"{sign}{whole.replace(' ', '')}.{decimals or '0'}")


def _refuse_float(value: object) -> None:
    if isinstance(value, float | bool):
        raise TypeError(f"A {type(value).__name__} is not exact; pass the text itself, a Decimal or an int")


def _tidy(text: str) -> str:
    return text.translate(_SPACES).strip()


def _refuse_what_is_no_number(clean: str, example: str) -> None:
    if not clean or clean == "-":
        raise Refused(f"Här saknas ett tal. Skriv till exempel {example}.")
    if _FORMULA.match(clean):
        raise Refused(f"Det här är en formel: {_shown(clean)}. Skriv eller klistra in värdet i stället.")
    if clean.startswith("#"):
        raise Refused(f"Det här är ett fel från Excel: {_shown(clean)}. Rätta cellen och försök igen.")
    if len(clean) > 60:
        raise Refused(f"Talet är för långt. Skriv till exempel {example}.")
    if found := _THOUSANDS.search(clean):
        raise Refused(
            f"Skriv beloppet i hela kronor i stället för i {found[2].lower()}, till exempel {example}."
        )


def _checked(value: Decimal, most_decimals: int) -> Decimal:
    if not value.is_finite():
        raise Refused("Här saknas ett tal. Skriv till exempel 1 234,50.")
    if value and abs(value.adjusted()) > 30:
        raise Refused("Talet är för stort eller för litet. Skriv till exempel 1 234,50.")
    digits = value.normalize().as_tuple()
    if -int(digits.exponent) > most_decimals:
        whole, _, decimals = f"{abs(value):f}".partition(".")
        raise Refused(_too_many(whole, decimals, most_decimals))
    return value


def _advice(bare: str, example: str) -> str:
    dotted = _DOTTED.fullmatch(bare)
    if dotted and ("." in bare or bare.count(",") > 1):
        return _dot_advice(dotted[1].replace("-", "\u2212"), dotted[2])
    if re.fullmatch(r"[0-9 ]+(?:,[0-9]+)?-", bare):
        return f"Skriv minustecknet före talet: \u2212{bare[:-1].strip()}."
    return f"”{_shown(bare)}” är inget tal. Skriv det med siffror, till exempel {example}."


def _dot_advice(sign: str, digits: str) -> str:
    """What to write instead of '1.5', '1.234,50', '1,234.50', '1.234.567' or '1.234'."""
    parts = re.split(r"[.,]", digits.replace(" ", ""))
    last = parts[-1]
    thousands = f"{sign}{_spaced(''.join(parts))}"
    if "" in parts:
        return "Skriv tusental med mellanslag och decimaler med komma, till exempel 1 234,50."
    if len(parts) == 2 and len(last) == 3:
        return (
            f"Punkten kan läsas på två sätt. Skriv {thousands} för tusental eller använd komma för decimaler."
        )
    if len(last) == 3:
        return f"Skriv tusental med mellanslag: {thousands}."
    amount = f"{sign}{_spaced(''.join(parts[:-1]))},{last.ljust(2, '0')}"
    if len(parts) == 2:
        return f"Skriv decimaler med komma: {amount}."
    return f"Skriv tusental med mellanslag och decimaler med komma: {amount}."


def _too_many(whole: str, decimals: str, most: int) -> str:
    words = {2: "två", 4: "fyra", 6: "sex", 12: "tolv"}
    shorter = f"{_spaced(whole)},{decimals[:2]}"
    text = f"Talet får ha högst {words[most]} decimaler."
    if most == 2 and len(decimals) == 3:
        return f"{text} Skriv {_spaced(whole + decimals)} om det är tusental, annars {shorter}."
    return f"{text} Avrunda det först, till exempel till {shorter}."


def _spaced(digits: str) -> str:
    return f"{int(digits.replace(' ', '')):,}".replace(",", "\u00a0")


def _shown(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
