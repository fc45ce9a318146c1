"""Finding personal data in the text of a protocol, and the text with it masked (law on personal data).

What is found is proposed; a person decides. Positions are those of Python strings, end not included.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from samverkan.lib.orgnr import luhn_holds

MASK = "[maskerat]"
KINDS = {
    "personnummer": "personnummer",
    "samordningsnummer": "samordningsnummer",
    "telefon": "telefonnummer",
    "epost": "e-postadress",
    "skyddad": "skyddad person",
}

# Two or four digits of the year, month, day, perhaps a sign or a space, four digits.
_IDENTITY = re.compile(
    r"(?<![\w/])(?P<century>1[89]|20)?(?P<birth>\d{6})(?P<sign>[-+–‑ ]?)(?P<last>\d{4})(?![\w/])"
)
_AREA = r"(?:(?:\+|00)46[ -]?(?:\(0\) ?)?[1-9]|\(?0[1-9])\d{0,2}\)?"
_PHONE = re.compile(r"(?<![\w/.:+-])" + _AREA + r"(?:[ /–‑-]?\d{2,4}){2,4}(?![\w/]|[.,-]\d)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PROTECTED = re.compile(
    r"\bskydda(?:d|de|t) (?:identitet(?:er)?|personuppgift(?:er)?|folkbokföring|adress(?:er)?)"
    r"|\bsekretessmarker\w*|\bkvarskriv\w*|\bfingera\w+ personuppgift\w*",
    re.IGNORECASE,
)
SAMORDNING = 60  # what is added to the day of a samordningsnummer (folkbokföringslagen 18 b §)


@dataclass(frozen=True, order=True)
class Traff:
    """A piece of the text that may have to be masked; `ar_saker` when a check digit or the form proves it."""

    start: int
    end: int
    slag: str
    text: str
    ar_saker: bool


def find_personal_data(text: str) -> tuple[Traff, ...]:
    """Everything that looks like personal data, in the order of the text, none overlapping another."""
    found: list[Traff] = []
    candidates = [*_identities(text), *_plain(text)]
    for one in sorted(candidates, key=lambda traff: (traff.start, -traff.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return tuple(found)


def _identities(text: str) -> Iterator[Traff]:
    """Personnummer and samordningsnummer (folkbokföringslagen 18, 18 b §§): a real day and a check digit.

    With a wrong check digit it is still proposed when it is written as one (with a sign): a slip of the pen
    points at somebody all the same.
    """
    for match in _IDENTITY.finditer(text):
        kind = _kind_of(match["birth"], match["century"])
        holds = luhn_holds(match["birth"] + match["last"])
        is_written_as_one = match["sign"] in "-+–‑" and match["sign"] != ""
        if kind and (holds or is_written_as_one):
            yield Traff(match.start(), match.end(), kind, match[0], holds)


def _kind_of(birth: str, century: str | None) -> str:
    """'personnummer', 'samordningsnummer', or '' when the six digits are no day."""
    year, month, day = int(birth[:2]), int(birth[2:4]), int(birth[4:])
    kind = "samordningsnummer" if day > SAMORDNING else "personnummer"
    # Without a century 29 February is allowed in any leap year of either; 2000 and 1900 differ only there.
    try:
        date(int(century or 20) * 100 + year, month, day - SAMORDNING * (day > SAMORDNING))
    except ValueError:
        return ""
    return kind


def _plain(text: str) -> Iterator[Traff]:
    for kind, pattern in {"telefon": _PHONE, "epost": _EMAIL, "skyddad": _PROTECTED}.items():
        for match in pattern.finditer(text):
            digits = re.sub(r"\D", "", match[0])
            if kind != "telefon" or 8 <= len(digits) <= 13:
                yield Traff(match.start(), match.end(), kind, match[0], kind != "skyddad")


def merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap or touch made one; empty spans are dropped."""
    whole: list[tuple[int, int]] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    return whole


def mask(text: str, spans: Sequence[tuple[int, int]], *, sign: str = MASK) -> str:
    """The text with each span replaced by a sign that tells nothing of its length.

    ValueError for a span outside the text: it was marked in another version.
    """
    pieces, at = [], 0
    for start, end in merged(spans):
        if start < 0 or end > len(text):
            raise ValueError(f"The span {start}–{end} is outside the text")
        pieces += [text[at:start], sign]
        at = end
    return "".join([*pieces, text[at:]])
