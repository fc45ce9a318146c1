"""The texts of a § that are saved as they are typed: read and written as plain text; merged; compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from protokoll.paragrafer.models import Expediering, Paragraf
from samverkan.lib.errors import Refused

FIELDS = {
    "beslut_text": "Beslut",
    "sammanfattning": "Sammanfattning",
    "motet": "Förslag på mötet",
    "beslutsgang": "Beslutsgång",
    "underlag": "Underlag",
    "skickas_till": "Skickas till",
    "heading": "Rubrik",
}
_RECIPIENT = re.compile(r"(?P<name>[^<>]+?)\s*(?:<(?P<email>[^<>\s]+@[^<>\s]+)>)?")


class TextConflict(Exception):
    """Somebody else has written in the same lines since. Nothing is saved; both texts are here."""

    def __init__(self, field: str, theirs: str, mine: str, who: str) -> None:
        super().__init__(field)
        self.field, self.theirs, self.mine, self.who = field, theirs, mine, who


def normal(text: str) -> str:
    """The text as it is stored: one kind of line end, nothing trailing."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).rstrip("\n")


def read_field(paragraf: Paragraf, field: str) -> str:
    """What stands in a field, lists as lines. KeyError for an unknown field."""
    if field not in FIELDS:
        raise KeyError(field)
    if field == "underlag":
        return "\n".join(paragraf.underlag)
    if field == "skickas_till":
        return "\n".join(_line(one) for one in paragraf.expedieringar.all())
    return getattr(paragraf, field)


def _line(one: Expediering) -> str:
    return f"{one.name} <{one.email}>" if one.email else one.name


def write_field(paragraf: Paragraf, field: str, text: str) -> None:
    """Store a field. Raises Refused for what cannot be read."""
    if field == "skickas_till":
        return _write_recipients(paragraf, text)
    if field == "underlag":
        paragraf.underlag = [line.strip()[:200] for line in text.split("\n") if line.strip()]
    elif field == "heading":
        if not text.strip():
            raise Refused("Paragrafen behöver en rubrik (KL 5:66).", field="heading")
        paragraf.heading = " ".join(text.split())[:200]
    else:
        setattr(paragraf, field, text)
    return paragraf.save(update_fields=[field])


def _write_recipients(paragraf: Paragraf, text: str) -> None:
    rows: dict[str, str] = {}
    for line in filter(None, map(str.strip, text.split("\n"))):
        found = _RECIPIENT.fullmatch(line)
        if not found:
            raise Refused(f"Skriv ”{line}” som Namn eller Namn <adress@kommun.se>.", field="skickas_till")
        rows[found["name"][:120]] = found["email"] or ""
    kept = {one.name: one for one in paragraf.expedieringar.all()}
    paragraf.expedieringar.exclude(name__in=rows).filter(sent_at__isnull=True).delete()
    for order, (name, email) in enumerate(rows.items()):
        one = kept.get(name) or Expediering(paragraf=paragraf, name=name)
        one.email, one.order = email, order
        one.save()


def merge(base: str, mine: str, theirs: str) -> str | None:
    """Both changes to `base` together when they touch different lines, else None."""
    start, own, other = base.split("\n"), mine.split("\n"), theirs.split("\n")
    changes = sorted({*_changes(start, own), *_changes(start, other)})
    merged, at, begun = [], 0, -1
    for first, last, lines in changes:
        if first < at or first == begun:
            return None
        merged += start[at:first] + list(lines)
        at, begun = last, first
    return "\n".join(merged + start[at:])


def _changes(base: list[str], text: list[str]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for tag, first, last, a, b in SequenceMatcher(None, base, text, autojunk=False).get_opcodes():
        if tag != "equal":
            yield first, last, tuple(text[a:b])


@dataclass(frozen=True)
class Bit:
    """A run of words: '' the same, 'in' new, 'ut' gone."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Bit]:
    """What changed between two texts, word by word."""
    old, new = re.findall(r"\s+|\S+", before), re.findall(r"\s+|\S+", after)
    bits: list[Bit] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            bits.append(Bit("", "".join(old[a:b])))
            continue
        bits += [Bit("ut", "".join(old[a:b]))] if b > a else []
        bits += [Bit("in", "".join(new[c:d]))] if d > c else []
    return bits
