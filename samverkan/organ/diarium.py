"""Diary numbers, each samverkan by its own pattern: ITSAM 2023/95, ITVT-2024-00009, 2022/9-2.2.0.1."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from samverkan.lib.errors import Refused

_FIELD = re.compile(r"\{(ar|nr|klass)(?::0?(\d))?\}")


@dataclass(frozen=True, order=True)
class Diarienummer:
    """A matter's place in the register: year, running number in the year, and the archive class if any."""

    ar: int
    nr: int
    klass: str = ""


def validate_pattern(pattern: str) -> str:
    """A pattern such as 'ITSAM {ar}/{nr}', 'ITVT-{ar}-{nr:5}' or '{ar}/{nr}-{klass}'. Raises Refused.

    {ar} is the year in four digits, {nr} the running number, {nr:5} or {nr:05} the same with noughts
    to five digits, {klass} the archive class. Year and number are needed once each, so that no two
    matters look alike.
    """
    names = [name for name, _ in _FIELD.findall(pattern)]
    if sorted(names) not in (["ar", "nr"], ["ar", "klass", "nr"]) or re.search(
        r"[{}]", _FIELD.sub("", pattern)
    ):
        raise Refused("Diarieserien ska innehålla {ar} och {nr}, till exempel ITSAM {ar}/{nr}.")
    if re.search(r"\}\{|\d\{|\}\d", pattern):
        raise Refused("Sätt ett tecken som inte är en siffra mellan årtal och nummer i diarieserien.")
    return pattern.strip()


def format_diarienummer(pattern: str, number: Diarienummer) -> str:
    """The number as the body writes it: 'ITVT-2024-00009'. Raises Refused when a needed class is missing."""
    if "{klass}" in pattern and not number.klass:
        raise Refused("Ange klassificering, till exempel 2.2.0.1.", field="klass")

    def value(match: re.Match[str]) -> str:
        text = {"ar": f"{number.ar:04}", "nr": str(number.nr), "klass": number.klass}[match[1]]
        return text.zfill(int(match[2] or 0))

    return _FIELD.sub(value, pattern)


def parse_diarienummer(pattern: str, text: str) -> Diarienummer:
    """The number in a text written by the pattern; letters' case, spaces and 'Dnr' before are forgiven.

    The letters of the pattern may be left out, as in 'Dnr 2023/95'. Raises Refused.
    """
    found = re.fullmatch(_as_expression(pattern), _bare(text), re.IGNORECASE)
    if not found:
        example = format_diarienummer(pattern, Diarienummer(2024, 9, "2.2.0.1"))
        raise Refused(f"”{text.strip()}” är inget diarienummer här. Skriv som {example}.")
    return Diarienummer(int(found["ar"]), int(found["nr"]), found.groupdict().get("klass") or "")


def next_number(used: Collection[Diarienummer], ar: int) -> int:
    """The next running number of a year; the year is that of the matter's registration."""
    return max((number.nr for number in used if number.ar == ar), default=0) + 1


def _bare(text: str) -> str:
    bare = re.sub(r"[‐‑–−]", "-", re.sub(r"\s", "", text))
    return re.sub(r"^(?:dnr|diarienr|diarienummer|ärendenr)[.:]?", "", bare, flags=re.IGNORECASE)


def _as_expression(pattern: str) -> str:
    shapes = {"ar": r"(?P<ar>\d{4})", "nr": r"0*(?P<nr>[1-9]\d*)", "klass": r"(?P<klass>\d+(?:\.\d+)*)"}
    pieces, at = [], 0
    for match in _FIELD.finditer(pattern):
        literal = re.escape(re.sub(r"\s", "", pattern[at : match.start()]))
        pieces += [f"(?:{literal})?" if at == 0 else literal, shapes[match[1]]]
        at = match.end()
    return "".join([*pieces, re.escape(re.sub(r"\s", "", pattern[at:]))])
