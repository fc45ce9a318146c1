"""A column of amounts: which way of writing numbers it keeps to, told from all of it. No database.

1 234,50 and 1.234,50 and 1,234.50 and 1234.50 all occur. A column that mixes them, or that can be read in two
ways, is refused with its rows: a thousand that becomes a krona is worse than a file that must be mended.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from samverkan.lib.table import Cell, Fault, TableError

_SPACES = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2212": "-", "–": "-"})
_CURRENCY = re.compile(r" ?(?:kr\.?|sek|:-)$", re.IGNORECASE)
_TWO_WAYS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")
MOST_FAULTS = 20


@dataclass(frozen=True)
class Stil:
    """A way of writing: `pattern` is what it allows, without sign."""

    name: str
    pattern: re.Pattern[str]
    thousands: str
    decimal: str

    def ore(self, digits: str) -> int:
        """Whole öre of what the pattern allows."""
        whole, _, decimals = digits.replace(self.thousands, "").partition(self.decimal)
        return int(whole) * 100 + int(decimals.ljust(2, "0"))


def _stil(name: str, thousands: str, decimal: str) -> Stil:
    group, mark = re.escape(thousands), re.escape(decimal)
    pattern = rf"(?:[0-9]{{1,13}}|[0-9]{{1,3}}(?:{group}[0-9]{{3}}){{1,4}})(?:{mark}[0-9]{{1,2}})?"
    return Stil(name, re.compile(pattern), thousands, decimal)


STILAR = (
    _stil("1 234,50", " ", ","),
    _stil("1.234,50", ".", ","),
    _stil("1,234.50", ",", "."),
    _stil("1 234.50", " ", "."),
)


def read_column(cells: Iterable[Cell]) -> list[int]:
    """Öre of each cell, nothing as 0. Raises TableError that names the rows in the way."""
    cells = list(cells)
    parts = [_sign_and_digits(cell.text) for cell in cells]
    faults = [
        Fault(f"”{cell.text[:40]}” är inget belopp. Skriv till exempel 1 234,50.", cell.place)
        for cell, (_, digits) in zip(cells, parts, strict=True)
        if digits and not any(stil.pattern.fullmatch(digits) for stil in STILAR)
    ]
    if faults:
        raise TableError(faults[:MOST_FAULTS])
    stil = _common(cells, parts)
    return [sign * stil.ore(digits) if digits else 0 for sign, digits in parts]


def _sign_and_digits(text: str) -> tuple[int, str]:
    """'−1 234 kr', '1 234-' and '(1 234)' are −1 and '1 234'; nothing or a dash is ''."""
    clean = _CURRENCY.sub("", text.translate(_SPACES).strip()).strip()
    negative = clean.startswith("-") or clean.endswith("-") or (clean.startswith("(") and clean.endswith(")"))
    return (-1 if negative else 1), clean.strip("-+() ")


def _common(cells: list[Cell], parts: list[tuple[int, str]]) -> Stil:
    """The way that fits every cell."""
    left, deciding = list(STILAR), None
    for cell, (_, digits) in zip(cells, parts, strict=True):
        fits = [stil for stil in left if not digits or stil.pattern.fullmatch(digits)]
        if not fits:
            other = f"{deciding.text} på rad {deciding.row}" if deciding else "beloppen före"
            raise TableError(
                [
                    Fault(
                        f"{cell.text} är skrivet på ett annat sätt än {other}. Skriv alla belopp lika, "
                        "till exempel 1 234,50.",
                        cell.place,
                    )
                ]
            )
        deciding = cell if len(fits) < len(left) else deciding
        left = fits
    _refuse_two_ways(cells, parts)
    return left[0]


def _refuse_two_ways(cells: list[Cell], parts: list[tuple[int, str]]) -> None:
    """1.234 alone is a thousand to one and three decimals to another; another amount must settle it."""
    doubtful = [cell for cell, (_, digits) in zip(cells, parts, strict=True) if _TWO_WAYS.fullmatch(digits)]
    settled = any(
        ("," in digits or "." in digits) and not _TWO_WAYS.fullmatch(digits) for _, digits in parts if digits
    )
    if doubtful and not settled:
        raise TableError(
            [
                Fault(
                    f"{doubtful[0].text} kan läsas på två sätt: som tusental eller med decimaler. "
                    "Skriv tusental med mellanslag eller utan tecken.",
                    doubtful[0].place,
                )
            ]
        )
