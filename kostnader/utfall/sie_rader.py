"""Lines of a SIE file: bytes to text, text to fields, fields to amounts and days. No database.

SIE 4 says CP437, and files come in other encodings all the same: the bytes tell which.
"""

import codecs
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from samverkan.lib.errors import Refused

LONGEST = {"konto": 20, "kostnadsställe": 40, "projekt": 40}
Source = Callable[[], Iterable[bytes]]

LONGEST_LINE = 1_000_000
OPEN, CLOSE = "\x00{", "\x00}"  # what no field can hold: a brace outside quotation marks
_OTHER_FILES = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\xff\xfe", b"\xfe\xff", b"\x1f\x8b")
_ASCII = bytes(range(0x80))
_CP437 = bytes.fromhex("84 86 94 8e 8f 99 81 82")
_LATIN = bytes.fromhex("e4 e5 f6 c4 c5 d6 fc e9")
# A voucher written as nearly all are: #VER, {, #TRANS …, }. Any other writing is read field by field.
_WORD = r'"?([^\s"{}\\\x00]+)"?'
_TEXT = r'(?:[ \t]+"([^"\\\x00\n]*)"(?:[ \t]+(?:"[^"\\\n]*"|[^\s"{}]+)){0,2})?'
_VOUCHER = re.compile(
    rf'#VER[ \t]+{_WORD}[ \t]+{_WORD}[ \t]+"?([0-9]{{8}})"?{_TEXT}[ \t]*\n'
    r"[ \t]*\{[ \t]*\n((?:[ \t]*#TRANS[^\n]*\n)+)[ \t]*\}[ \t]*\n"
)
_TRANS = re.compile(
    r'^[ \t]*#TRANS[ \t]+"?([^\s"{}\x00]{1,20})"?[ \t]*\{([^{}\\\x00\n]*)\}'
    r'[ \t]+"?(-?[0-9]{1,13})(?:\.([0-9]{2}))?"?'
    rf'(?:[ \t]+(?:"?([0-9]{{8}})"?|""){_TEXT})?[ \t]*\n',
    re.MULTILINE,
)
_TOKEN = re.compile(r'"((?:[^"\\]|\\.|"")*)"|([{}])|([^\s"{}]+)|(")', re.DOTALL)
_AMOUNT = re.compile(r"([+-]?)([0-9]*)(?:[.,]([0-9]*))?")
_DAY = re.compile(r"([0-9]{4})(-?)([0-9]{2})\2([0-9]{2})")
_PERIOD = re.compile(r"([0-9]{4})-?([0-9]{2})(?:[0-9]{2})?")


class SieError(Refused):
    """The file cannot be read without risk for its sums: which line, and what to do about it."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"Rad {line}: {message}")
        self.line = line


class Fel(Exception):
    """What is wrong with a line, in Swedish; the reader knows which line."""


class Voucher(NamedTuple):
    """A voucher written as nearly all are. `head`: series, number, day and text; `rows`: account, what stands
    in its braces, whole kronor, decimals, day and text; `end`: where the next line begins."""

    head: tuple[str, str, str, str]
    rows: list[tuple[str, str, str, str, str, str]]
    end: int


def usual_voucher(block: str, place: int) -> Voucher | None:
    """The voucher that begins there; None when any of its lines has to be read field by field."""
    found = _VOUCHER.match(block, place)
    if found is None:
        return None
    series, number, when, text, body = found.groups("")
    rows = _TRANS.findall(body)
    return Voucher((series, number, when, text), rows, found.end()) if len(rows) == body.count("\n") else None


def blocks(chunks: Iterable[bytes], encoding: str) -> Iterator[str]:
    """The file's text, whole lines at a time, each ended by LF (from LF, CR LF or CR), however it is cut."""
    rest, count = b"", 0
    for chunk in chunks:
        block = rest + chunk
        # What follows the last end of line waits for the next chunk; so does a CR that may have its LF there.
        cut = max(block.rfind(b"\n"), block.rfind(b"\r", 0, -1)) + 1
        rest = block[cut:]
        if len(rest) > LONGEST_LINE:
            raise SieError(count + 1, "raden är för lång för en SIE-fil. Är det rätt fil?")
        found = _with_line_feeds(block[:cut], encoding)
        count += found.count("\n")
        yield found
    if rest:
        yield _with_line_feeds(rest, encoding).removesuffix("\n") + "\n"


def _with_line_feeds(block: bytes, encoding: str) -> str:
    return block.decode(encoding, "replace").replace("\r\n", "\n").replace("\r", "\n")


def encoding_of(source: Source) -> str:
    """The Python name of the encoding that the bytes are in. Raises SieError for what is no text."""
    utf8, other = codecs.getincrementaldecoder("utf-8")(), Counter()
    is_utf8, is_ascii, first = True, True, True
    for chunk in source():
        if first and chunk.startswith(_OTHER_FILES):
            raise SieError(
                1, "filen är ingen SIE-fil. Exportera SIE 4 ur ekonomisystemet och välj den filen."
            )
        if first and chunk.startswith(codecs.BOM_UTF8):
            is_ascii = False
        first = False
        if chunk.isascii():
            continue
        is_ascii = False
        is_utf8 = is_utf8 and _continues(utf8, chunk)
        other.update(chunk.translate(None, _ASCII))
    if is_ascii or (is_utf8 and _continues(utf8, b"", final=True)):
        return "utf-8"
    return _single_byte(other)


def _continues(decoder: codecs.IncrementalDecoder, chunk: bytes, *, final: bool = False) -> bool:
    try:
        decoder.decode(chunk, final)
    except UnicodeDecodeError:
        return False
    return True


def _single_byte(counts: Counter[int]) -> str:
    """å, ä, ö decide; in Latin-9 the sign A4 is the euro, in Windows-1252 the signs 80–9F are letters."""
    if sum(counts[byte] for byte in _CP437) > sum(counts[byte] for byte in _LATIN):
        return "cp437"
    if any(counts[byte] for byte in range(0x80, 0xA0)):
        return "cp1252" if sum(counts[byte] for byte in _LATIN) else "cp437"
    return "iso8859-15" if counts[0xA4] else "iso8859-1"


def split(text: str) -> tuple[list[str], bool]:
    """The fields of a line, and whether a quotation mark is left open. Braces come as OPEN and CLOSE."""
    fields, place = [], 0
    while found := _TOKEN.search(text, place):
        quoted, brace, bare, lost = found.groups()
        if lost:
            fields.append(text[found.end() :].strip())
            return fields, True
        if brace:
            fields.append(OPEN if brace == "{" else CLOSE)
        else:
            fields.append(bare if quoted is None else quoted.replace('\\"', '"').replace('""', '"').strip())
        place = found.end()
    return fields, False


def ore(text: str) -> int:
    """An amount in whole öre: at most two decimals after a full stop, or a comma. Raises Fel."""
    found = _AMOUNT.fullmatch(text)
    if found is None or not (found[2] or found[3]):
        raise Fel(f"”{text[:40]}” är inget belopp. Ett belopp skrivs som −1234.50, utan tusentalstecken.")
    sign, whole, decimals = found[1], found[2].lstrip("0") or "0", found[3] or ""
    if len(decimals) == 3 or decimals[2:].strip("0"):
        raise Fel(f"”{text[:40]}” har fler än två decimaler och kan läsas på flera sätt.")
    if len(whole) > 13:
        raise Fel(f"beloppet {text[:40]} är för stort.")
    value = int(whole + decimals[:2].ljust(2, "0"))
    return -value if sign == "-" else value


@lru_cache(maxsize=4096)
def day(text: str) -> date | None:
    """A day written 20240131 or 2024-01-31; None for anything else."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None


def period(text: str) -> date | None:
    """The first day of a month written 202401 or 2024-01; None for anything else."""
    found = _PERIOD.fullmatch(text)
    if found is None or not 1 <= int(found[2]) <= 12 or not int(found[1]):
        return None
    return date(int(found[1]), int(found[2]), 1)


def account(fields: list[str]) -> tuple[str, list[str], list[str]]:
    """The account, what stands in its braces, and what follows them. Raises Fel."""
    if not fields or not fields[0] or fields[0] in (OPEN, CLOSE):
        raise Fel("kontot saknas.")
    konto, rest = fits("konto", fields[0]), fields[1:]
    objects: list[str] = []
    if rest and rest[0] == OPEN:
        if CLOSE not in rest:
            raise Fel("} saknas efter objekten.")
        end = rest.index(CLOSE)
        objects, rest = rest[1:end], rest[end + 1 :]
    if CLOSE in rest or OPEN in rest:
        raise Fel("en klammer står på fel plats på raden.")
    if not rest:
        raise Fel("beloppet saknas. Är filen avhuggen? Exportera den på nytt.")
    return konto, objects, rest


def objects_of(fields: list[str]) -> dict[str, str]:
    """Object by dimension, out of 1 "81141" 6 "12". Raises Fel."""
    if len(fields) % 2 or OPEN in fields:
        raise Fel("objekten mellan { och } ska stå två och två: dimension och objekt.")
    found: dict[str, str] = {}
    for dimension, code in zip(fields[::2], fields[1::2], strict=True):
        if found.setdefault(dimension, code) != code:
            raise Fel(f"dimension {dimension[:20]} står två gånger med olika objekt.")
    return found


def year_index(fields: list[str]) -> int:
    """0 for the year of the file, −1 for the one before. Raises Fel."""
    if not fields or not re.fullmatch(r"-?[0-9]{1,3}", fields[0]):
        raise Fel("årets nummer saknas. Det är 0 för räkenskapsåret och −1 för året före.")
    return int(fields[0])


def fits(what: str, text: str) -> str:
    """The code itself when it can be stored. Raises Fel."""
    if len(text) > LONGEST[what]:
        raise Fel(f"{what} ”{text[:20]}…” är längre än {LONGEST[what]} tecken.")
    return text
