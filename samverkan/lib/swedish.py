"""How numbers, names and order look in Swedish: the one place for screen, paper, mail and messages."""

import calendar
import unicodedata
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.db.models import F, Func, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Collate, Lower

GROUP = "\u00a0"
MINUS = "\u2212"
NOTHING = "–"

MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip
MONTHS_SHORT = ("jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")

# å ä ö come after z; what stands right-hand are the three ASCII signs that follow z. Capitals are listed too,
# since lower() of a database with the locale C leaves them as they are.
_FROM = "åäöÅÄÖæøÆØéèêëÉÈÊËáàâÁÀÂüÜ"
_TO = "{|}{|}|}|}eeeeeeeeaaaaaayy"
_ORDER = str.maketrans(_FROM, _TO)

Number = Decimal | Fraction | int


def numbered_title(number: int, title: str) -> str:
    """A paper's place and title, 'Bilaga 2. Budget 2022'; one that calls itself a bilaga is left so."""
    return title if title.lower().startswith("bilaga") else f"Bilaga {number}. {title}"


def _rounded(value: Number, decimals: int) -> Decimal:
    """`value` to so many decimals, halves away from zero. Exact for fractions of any size."""
    if isinstance(value, float | bool):
        raise TypeError(f"A {type(value).__name__} is no figure; use Decimal, Fraction or int")
    exact = Fraction(value) * 10**decimals
    whole = (2 * abs(exact).numerator + exact.denominator) // (2 * exact.denominator)
    return Decimal(-whole if exact < 0 else whole).scaleb(-decimals)


def _grouped(value: Decimal, decimals: int) -> str:
    text = f"{abs(value):,.{decimals}f}".replace(",", GROUP).replace(".", ",")
    return MINUS + text if value < 0 else text


def format_amount(value: Number | None, decimals: int | None = None) -> str:
    """Kronor as '1 234 567,89'. Without `decimals`: none when the kronor are whole, else two. None is '–'."""
    if value is None:
        return NOTHING
    if decimals is None:
        ore = _rounded(value, 2)
        decimals = 0 if ore == ore.to_integral_value() else 2
    return _grouped(_rounded(value, decimals), decimals)


def format_number(value: Number | None, most_decimals: int = 4) -> str:
    """A quantity with as many decimals as it needs, at most `most_decimals`: '22 664', '2,5'."""
    if value is None:
        return NOTHING
    rounded = _rounded(value, most_decimals)
    text = _grouped(rounded, most_decimals)
    return text.rstrip("0").rstrip(",") if "," in text else text


def format_change(value: Number | None, decimals: int | None = None) -> str:
    """A difference with its sign: '+1 234', '−1 234', '0'."""
    text = format_amount(value, decimals)
    shows_plus = value is not None and value > 0 and text.strip("0,") != ""
    return f"+{text}" if shows_plus else text


def format_percent(share: Number | None, decimals: int = 1) -> str:
    """A share, where 1 is the whole, as '43,9 %'."""
    if share is None:
        return NOTHING
    if isinstance(share, float):
        raise TypeError("A float is no share; use Decimal, Fraction or int")
    return f"{_grouped(_rounded(Fraction(share) * 100, decimals), decimals)}{GROUP}%"


def format_tkr(value: Number | None, decimals: int = 0) -> str:
    """Kronor told in thousands, without the unit: 1 234 567 is '1 235'."""
    if value is None:
        return NOTHING
    if isinstance(value, float):
        raise TypeError("A float is no amount; use Decimal, Fraction or int")
    return _grouped(_rounded(Fraction(value) / 1000, decimals), decimals)


def decimal_text(value: Number, decimals: int) -> str:
    """A plain figure for files and frozen records: '1234.50', halves rounded away from zero."""
    return f"{_rounded(value, decimals):.{decimals}f}"


def sort_key(text: str) -> str:
    """Key that sorts a…z å ä ö, capitals alike, é as e, ü as y: the same order as `swedish_order`."""
    return unicodedata.normalize("NFC", text).lower().translate(_ORDER)


def swedish_order(field: str | Combinable) -> Collate:
    """Expression for `order_by` (and for an index) that sorts a text field as `sort_key` does."""
    source = F(field) if isinstance(field, str) else field
    return Collate(Func(Lower(source), Value(_FROM), Value(_TO), function="translate"), "C")


def genitive(name: str) -> str:
    """'Kirunas', 'Moras'; a name that ends in s, x or z stays as it is ('Borås')."""
    return name if name[-1:].lower() in {"s", "x", "z"} else f"{name}s"


def sentences(*parts: str) -> str:
    """The parts that say anything, each ended by one full stop: 'tkr. Plus är bättre än budget.'"""
    said = (part.strip() for part in parts)
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in said if part)


def period_name(first: date, last: date) -> str:
    """'2023', 'januari 2023', 'januari–mars 2023', 'november 2022–februari 2023', else both dates."""
    whole_months = first.day == 1 and last.day == calendar.monthrange(last.year, last.month)[1]
    if not whole_months or last < first:
        return f"{first} – {last}"
    if first.year != last.year:
        return f"{MONTHS[first.month - 1]} {first.year}–{MONTHS[last.month - 1]} {last.year}"
    if (first.month, last.month) == (1, 12):
        return str(first.year)
    return f"{span(MONTHS, first.month, last.month)} {first.year}"


def span(names: tuple[str, ...], first: int, last: int) -> str:
    """Months numbered 1–12 as one name or two with a dash: 'mars', 'jan–mars'."""
    return names[first - 1] if first == last else f"{names[first - 1]}–{names[last - 1]}"
