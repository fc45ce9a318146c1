"""Amounts in a decision text against what the object it decides on comes to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from samverkan.lib.swedish import format_amount

_AMOUNT = re.compile(
    r"(?P<number>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+(?:,\d+)?|\d+(?:,\d+)?)[ \u00a0]*"
    r"(?P<unit>miljoner kr|mnkr|mkr|tkr|kronor|kr)\b",
    re.IGNORECASE,
)
_TIMES = {"miljoner kr": 1_000_000, "mnkr": 1_000_000, "mkr": 1_000_000, "tkr": 1000}


@dataclass(frozen=True)
class Beloppskontroll:
    """What is said beside the text. `holds`: True agrees, False differs, None: the text names no amount."""

    holds: bool | None
    text: str


def amounts_in(text: str) -> Iterator[Decimal]:
    """The amounts of a text in kronor: '7 618 100 kronor', '7,6 mnkr', '1 127 tkr'."""
    for found in _AMOUNT.finditer(text):
        digits = re.sub(r"[ \u00a0\u202f.]", "", found["number"]).replace(",", ".")
        yield Decimal(digits) * _TIMES.get(found["unit"].lower(), 1)


def check_amount(text: str, what: str, amount: Decimal) -> Beloppskontroll:
    """Whether the text says the amount of the object, named as 'budgeten'."""
    said = list(amounts_in(text))
    if not said:
        return Beloppskontroll(None, f"Texten nämner inget belopp. I {what} står {format_amount(amount)} kr.")
    if amount in said:
        return Beloppskontroll(True, f"Beloppet i texten stämmer med {what}")
    wrong = format_amount(said[0])
    told = f"Texten säger {wrong} kr men {what} är på {format_amount(amount)} kr."
    return Beloppskontroll(False, told)
