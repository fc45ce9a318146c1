"""A protocol's frozen content with some of it masked, for the web. Pure: content in, content out.

Masks are plain JSON, two kinds:
    {"slag": "personnummer", "plats": "paragrafer/371/beslut", "start": 10, "end": 23, "dold": true}
        something found at a place in the content: masked, or judged and let stand (`dold` false).
        A § is named by its id, so that leaving one out moves no mask.
    {"slag": "ord", "ord": "Anna Ek", "paragraf": 12}
        words masked wherever they stand, in one § or (null) in the whole
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from protokoll.anslag.maskning import MASK, Traff, find_personal_data, mask, merged
from samverkan.lib.hashing import canonical_json, sha256_hex

Content = Mapping[str, Any]
Mask = Mapping[str, Any]
Spans = Mapping[str, Sequence[tuple[int, int]]]

# Words of our own, never text: they choose what the page shows.
_STRUCTURE = {"id", "kind", "slag", "utgang", "utfall", "utslagsrost"}
_MARKUP = re.compile(r"[\s*#|]+|^- |(?<=\s)- ")
PARAGRAFER = "paragrafer"
BEGIN, END = "\ue000", "\ue001"  # private use: stand around what is masked until it is HTML


@dataclass(frozen=True)
class Text:
    """One text of the content: where it is, in which § (None: the front page), and what it says."""

    plats: str
    paragraf: int | None
    text: str


@dataclass(frozen=True)
class Fynd:
    """Something found, and what has been judged of it: None not yet, True masked, False may be read."""

    plats: str
    paragraf: int | None
    traff: Traff
    fore: str
    efter: str
    dold: bool | None


def without_secret(content: Content, secret: Collection[int]) -> dict[str, Any]:
    """The content without the §§ whose ids are given. Their numbers are kept in `utelamnade`."""
    kept = [one for one in content["paragrafer"] if one["id"] not in secret]
    left_out = [one["nummer"] for one in content["paragrafer"] if one["id"] in secret]
    return {**content, "paragrafer": kept, "utelamnade": left_out}


def texts(content: Content) -> Iterator[Text]:
    """Every text a reader would meet."""
    numbers = {str(one["id"]): one["nummer"] for one in content["paragrafer"]}
    for plats, text in _strings(content, ""):
        steps = plats.split("/")
        yield Text(plats, numbers[steps[1]] if steps[0] == PARAGRAFER else None, text)


def _strings(value: Any, plats: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and value and plats.rpartition("/")[2] not in _STRUCTURE:
        yield plats, value
    for step, item in _parts(value, plats):
        yield from _strings(item, step)


def _parts(value: Any, plats: str) -> list[tuple[str, Any]]:
    """What a value holds, each with its place."""
    if isinstance(value, Mapping):
        return [(f"{plats}/{key}" if plats else key, item) for key, item in value.items()]
    if isinstance(value, list):
        steps = [item["id"] for item in value] if plats == PARAGRAFER else range(len(value))
        return [(f"{plats}/{step}", item) for step, item in zip(steps, value, strict=True)]
    return []


def findings(content: Content, masks: Collection[Mask]) -> list[Fynd]:
    """What looks like personal data, each with what has been judged of it, in order of the §§."""
    judged = {(one["plats"], one["start"], one["end"]): one["dold"] for one in masks if "plats" in one}
    found = [
        Fynd(
            one.plats,
            one.paragraf,
            hit,
            _before(one.text[: hit.start]),
            _after(one.text[hit.end :]),
            judged.get((one.plats, hit.start, hit.end)),
        )
        for one in texts(content)
        for hit in find_personal_data(one.text)
    ]
    return sorted(found, key=lambda fynd: (fynd.paragraf or 0, fynd.plats, fynd.traff.start))


def _before(text: str) -> str:
    """The words before something found, without signs of markup; no word is cut in two."""
    words = _MARKUP.sub(" ", text[-60:])
    return words if len(text) <= 60 else f"…{words.partition(' ')[2]}"


def _after(text: str) -> str:
    words = _MARKUP.sub(" ", text[:60])
    return words if len(text) <= 60 else f"{words.rpartition(' ')[0]}…"


def first_masks(content: Content) -> list[dict[str, Any]]:
    """What is masked before anyone has looked: everything whose form or check digit proves it."""
    return [judged(fynd, dold=True) for fynd in findings(content, []) if fynd.traff.ar_saker]


def judged(fynd: Fynd, *, dold: bool) -> dict[str, Any]:
    """The mask (or the permission to stand) of something found."""
    hit = fynd.traff
    return {"slag": hit.slag, "plats": fynd.plats, "start": hit.start, "end": hit.end, "dold": dold}


def occurrences(text: str, words: str) -> list[tuple[int, int]]:
    """Where the words stand as whole words: capitals alike, any space or one line break between them."""
    pieces = [re.escape(piece) for piece in words.split()]
    if not pieces:
        return []
    between = r"(?:[^\S\n]+|[^\S\n]*\n[^\S\n]*)"
    pattern = re.compile(r"(?<!\w)" + between.join(pieces) + r"(?!\w)", re.IGNORECASE)
    return [found.span() for found in pattern.finditer(text)]


def spans(content: Content, masks: Collection[Mask]) -> dict[str, list[tuple[int, int]]]:
    """What to mask in each text, by its place."""
    found: dict[str, list[tuple[int, int]]] = {}
    words = [one for one in masks if one["slag"] == "ord"]
    hidden = [one for one in masks if one.get("dold")]
    for one in texts(content):
        here = [(mask["start"], mask["end"]) for mask in hidden if mask["plats"] == one.plats]
        for wanted in words:
            if wanted["paragraf"] in (None, one.paragraf):
                here += occurrences(one.text, wanted["ord"])
        if here:
            found[one.plats] = merged(here)
    return found


def masked(content: Content, masks: Collection[Mask]) -> dict[str, Any]:
    """The content with a sign in place of all that is masked."""
    return _replaced(content, spans(content, masks), mask)


def marked(content: Content, masks: Collection[Mask]) -> dict[str, Any]:
    """The content as it is, with BEGIN and END around what will be masked."""
    return _replaced(content, spans(content, masks), _between_signs)


def _between_signs(text: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        text = f"{text[:start]}{BEGIN}{text[start:end]}{END}{text[end:]}"
    return text


def _replaced(content: Content, places: Spans, change: Callable[..., str]) -> dict[str, Any]:
    def walk(value: Any, plats: str) -> Any:
        if isinstance(value, str):
            return change(value, places[plats]) if plats in places else value
        items = [walk(item, step) for step, item in _parts(value, plats)]
        if isinstance(value, Mapping):
            return dict(zip(value, items, strict=True))
        return items if isinstance(value, list) else value

    return walk(content, "")


def count_masked(content: Content) -> int:
    """How many places are masked in a masked content."""
    return sum(one.text.count(MASK) for one in texts(content))


def digest(content: Content) -> str:
    """The SHA-256 of what the reviewer reads; another text has another."""
    return sha256_hex(canonical_json(content))
