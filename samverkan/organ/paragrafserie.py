"""The series of §§ of a body: consecutive per calendar year, never used again (practice, law.md 1.2)."""

import re
from collections.abc import Collection, Iterable

from samverkan.lib.errors import Refused

_RANGE = re.compile(r"(\d+)(?:\s*[-–‑]\s*(\d+))?")


def next_paragraf(used: Collection[int]) -> int:
    """The next § of the year's series; every number ever given counts, struck ones too."""
    return max(used, default=0) + 1


def broken_series(used: Iterable[int]) -> list[str]:
    """What is wrong with a year's series, in Swedish: numbers that are missing or given twice."""
    numbers = sorted(used)
    missing = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    return [f"§ {number} saknas." for number in missing] + [
        f"§ {number} finns två gånger." for number in twice
    ]


def paragrafer_text(numbers: Collection[int]) -> str:
    """'§ 12', '§§ 8–14', '§§ 65–72, 74'; nothing for none."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    spans = [str(first) if first == last else f"{first}–{last}" for first, last in runs]
    return f"{'§§' if len(set(numbers)) > 1 else '§'} {', '.join(spans)}" if spans else ""


def parse_paragrafer(text: str) -> frozenset[int]:
    """The numbers of '§§ 8–14, 16', '§ 12' or '65-72'. Raises Refused."""
    numbers: set[int] = set()
    for piece in text.replace("§", "").split(","):
        found = _RANGE.fullmatch(piece.strip())
        first, last = (int(found[1]), int(found[2] or found[1])) if found else (1, 0)
        if not 1 <= first <= last:
            raise Refused("Skriv paragrafer som 12 eller 8–14, 16.")
        if last - first > 999:
            raise Refused("Så många paragrafer har inget protokoll. Skriv till exempel 8–14.")
        numbers.update(range(first, last + 1))
    return frozenset(numbers)
