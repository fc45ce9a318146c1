"""Is this PDF the sealed protocol? Asked by anyone; the file is compared and forgotten."""

import re
from dataclasses import dataclass

from protokoll.justering.models import Protokoll
from protokoll.justering.pdf import MARK
from samverkan.lib.hashing import sha256_hex

AKTA, ANDRAD, UTDRAG, OKAND, INGEN_PDF = "akta", "andrad", "utdrag", "okand", "ingen_pdf"
_MARKED = re.compile(re.escape(MARK.encode()) + rb"([0-9a-f]{64})")
MOST_CANDIDATES = 5
ALIKE = 50  # a file of the same length is a changed copy when at most one byte in so many differs


@dataclass(frozen=True)
class Svar:
    """What the check found: `slag` is one of the words above, `protokoll` the one it is or comes from."""

    slag: str
    sha256: str
    protokoll: Protokoll | None = None


def check(data: bytes) -> Svar:
    """Compare a file with every sealed protocol. Reads only; nothing of the file is kept."""
    digest = sha256_hex(data)
    sealed = Protokoll.objects.filter(dokument__isnull=False).select_related(
        "sammantrade__organ__samverkan", "dokument"
    )
    if found := sealed.filter(dokument__innehall_id=digest).first():
        return Svar(AKTA, digest, found)
    marks = {mark.decode() for mark in _MARKED.findall(data)}
    if found := sealed.filter(content_sha256__in=marks).order_by("-pk").first():
        kind = ANDRAD if b"/ByteRange" in data else UTDRAG  # an extract is never sealed
        return Svar(kind, digest, found)
    for one in sealed.filter(dokument__size=len(data)).order_by("-pk")[:MOST_CANDIDATES]:
        if _is_changed_copy(data, bytes(one.dokument.innehall.data)):
            return Svar(ANDRAD, digest, one)
    return Svar(OKAND if b"%PDF-" in data[:1024] else INGEN_PDF, digest)


def _is_changed_copy(data: bytes, original: bytes) -> bool:
    return sum(one != other for one, other in zip(data, original, strict=True)) * ALIKE <= len(data)
