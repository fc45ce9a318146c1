"""One bookmarked PDF of our own pages and others': insert, number, outline.

Our own pages keep their tags. Foreign pages are taken as they came, without what could run or lead out of the
file; with any of them the whole no longer claims to be PDF/A or PDF/UA, since nobody has tried them.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from io import BytesIO

from pypdf import PageObject, PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from samverkan.lib.pdf_stamp import Stamp, stamp_pages

RUNNING = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/Rendition"}
CLAIMS = (b"pdfaid", b"pdfuaid")


@dataclass(frozen=True)
class Foreign:
    """A PDF to insert after one of our parts; `note` stands at the head of each of its pages."""

    reader: PdfReader
    title: str
    note: str = ""


@dataclass
class Part:
    """A stretch of our own pages that begins with the bookmark of this title.

    `level` 0 is a chapter, 1 stands under the chapter before. `after` is inserted at its end.
    """

    title: str
    level: int = 0
    after: list[Foreign] = field(default_factory=list)


def merge(own: bytes, parts: Sequence[Part]) -> bytes:
    """The whole as one PDF, with '3 (125)' at the head of every page but the first.

    `own` has one bookmark of the first level per part, in order; they are replaced by the whole's own.
    """
    reader = PdfReader(BytesIO(own))
    starts = [
        reader.get_destination_page_number(mark) for mark in reader.outline if not isinstance(mark, list)
    ]
    if len(starts) != len(parts):
        raise ValueError(f"{len(parts)} parts but {len(starts)} bookmarks")
    writer = PdfWriter(clone_from=reader)
    writer.root_object.pop("/Outlines", None)
    ends = [*starts[1:], len(reader.pages)]
    plan = _insert(writer, parts, starts, ends)
    _bookmark(writer, plan)
    total = len(writer.pages)
    stamps = _stamps(plan, total)
    stamp_pages(writer, stamps)
    if any(part.after for part in parts):
        _drop_claims(writer)
    writer.page_mode = "/UseOutlines"
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@dataclass(frozen=True)
class _Placed:
    """Where something begins in the whole, how many pages it has, and what it is."""

    title: str
    level: int
    start: int
    pages: int
    foreign: bool
    note: str = ""


def _insert(
    writer: PdfWriter, parts: Sequence[Part], starts: Sequence[int], ends: Sequence[int]
) -> list[_Placed]:
    plan, shift = [], 0
    for part, start, end in zip(parts, starts, ends, strict=True):
        plan.append(_Placed(part.title, part.level, start + shift, end - start, foreign=False))
        for foreign in part.after:
            at, pages = end + shift, len(foreign.reader.pages)
            writer.merge(at, foreign.reader, import_outline=False)
            for page in writer.pages[at : at + pages]:
                _disarm(page)
            plan.append(_Placed(foreign.title, 1, at, pages, foreign=True, note=foreign.note))
            shift += pages
    return plan


def _disarm(page: PageObject) -> None:
    """Take away what would run, what leads to other files, and ties to a tag tree that did not come along."""
    for key in ("/StructParents", "/AA", "/Tabs"):
        page.pop(key, None)
    kept = ArrayObject()
    for reference in page.get("/Annots") or []:
        annotation = reference.get_object()
        if not isinstance(annotation, DictionaryObject):
            continue
        annotation.pop("/StructParent", None)
        annotation.pop("/AA", None)
        action = annotation.get("/A")
        if action is not None and action.get_object().get("/S") in RUNNING:
            annotation.pop("/A")
        kept.append(reference)
    if "/Annots" in page:
        page[NameObject("/Annots")] = kept


def _bookmark(writer: PdfWriter, plan: Sequence[_Placed]) -> None:
    chapter = None
    for placed in plan:
        under = chapter if placed.level else None
        item = writer.add_outline_item(title=placed.title, page_number=placed.start, parent=under)
        chapter = chapter if placed.level else item


def _stamps(plan: Sequence[_Placed], total: int) -> dict[int, Stamp]:
    stamps = {}
    for placed in plan:
        for page in range(placed.start, placed.start + placed.pages):
            stamps[page] = Stamp(f"{page + 1} ({total})", placed.note, over=placed.foreign)
    stamps.pop(0, None)
    return stamps


def _drop_claims(writer: PdfWriter) -> None:
    """Take the lines by which the metadata claims PDF/A and PDF/UA; title, author and dates stay."""
    metadata = writer.root_object["/Metadata"].get_object()
    kept = StreamObject()
    kept.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    kept.set_data(_without_claims(metadata.get_data()))
    writer.root_object[NameObject("/Metadata")] = writer._add_object(kept)


def _without_claims(xml: bytes) -> bytes:
    pieces = xml.split(b"<rdf:Description")
    kept = [piece for piece in pieces[1:] if not any(claim in piece for claim in CLAIMS)]
    tail = b"" if kept and b"</rdf:RDF>" in kept[-1] else pieces[-1][pieces[-1].index(b"</rdf:RDF>") :]
    return pieces[0] + b"".join(b"<rdf:Description" + piece for piece in kept) + tail
