"""Two who write in the same text: what changed, and both changes put together when they can be. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher


class TextConflict(Exception):
    """Somebody else has written in the same lines since. Nothing is saved; both texts are here."""

    def __init__(self, field: str, theirs: str, mine: str, who: str) -> None:
        super().__init__(field)
        self.field, self.theirs, self.mine, self.who = field, theirs, mine, who


@dataclass
class Textruta:
    """A text in its field. `base` is what the writer began from; `theirs`: another's text in a conflict."""

    name: str
    label: str
    text: str
    base: str
    versions: int = 0
    theirs: str | None = None
    who: str = ""
    error: str = ""
    help: str = ""


def normal(text: str) -> str:
    """The text as it is stored: one kind of line end, nothing trailing."""
    return "\n".join(line.rstrip() for line in text.replace("\r\n", "\n").split("\n")).rstrip("\n")


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
