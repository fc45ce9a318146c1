"""HTML in, PDF out: tagged, archivable and the same bytes every time.

One file is both PDF/A-3a (ISO 19005-3, for the archive) and PDF/UA-1 (ISO 14289-1, for screen readers).
WeasyPrint writes either; we let it write the first and add the mark of the second, see pdf_archive.py.
Nothing is ever fetched: fonts come from the package font-source-sans-pro (`font:SourceSansPro-Regular.ttf`),
style sheets from static/print, and all else is refused.
"""

import gc
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import font_source_sans_pro
import weasyprint
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from samverkan.lib.pdf_archive import ArchiveMetadata, name_each_attachment_once

PRINT_DIRECTORY = Path(__file__).resolve().parents[2] / "static" / "print"
FONT_DIRECTORY = Path(font_source_sans_pro.font_directory).resolve()

# Pango's font map and the garbage collector belong to the process, not to the thread.
_lock = threading.Lock()


class ResourceRefused(ValueError):
    """The document asks for something that is neither a font nor a file of ours."""


@dataclass(frozen=True)
class Attachment:
    """A file carried inside the PDF. `relationship` is its AFRelationship (ISO 19005-3, annex E)."""

    name: str
    content: bytes
    description: str
    created: datetime
    relationship: str = "Data"


def render_pdf(html: str, *, stylesheet: str, attachments: Sequence[Attachment] = ()) -> bytes:
    """The PDF of a whole HTML document.

    `stylesheet` is a file name in static/print. Title, language and dates come from the document itself:
    `<html lang>`, `<title>`, `<meta name=dcterms.created>`; the same input gives the same bytes.
    Raises ResourceRefused when the document points at anything outside static/print and the fonts.
    """
    with _lock, _without_garbage_collection():
        try:
            return _render(html, stylesheet, attachments)
        except FatalURLFetchingError as refusal:
            raise ResourceRefused(str(refusal)) from refusal


def _render(html: str, stylesheet: str, attachments: Sequence[Attachment]) -> bytes:
    source = weasyprint.HTML(string=html, base_url=f"{PRINT_DIRECTORY}/", url_fetcher=LocalFetcher())
    document = source.render(font_config=_fonts(), stylesheets=[_parsed(stylesheet)], pdf_variant="pdf/a-3a")
    document.metadata = ArchiveMetadata(**vars(document.metadata))
    return document.write_pdf(
        pdf_variant="pdf/a-3a",
        attachments=[_embedded(attachment) for attachment in attachments],
        finisher=name_each_attachment_once,
    )


@cache
def _fonts() -> FontConfiguration:
    # One per process: a new one for each document costs 20 ms and leaks 0.3 MB.
    return FontConfiguration()


@cache
def _parsed(stylesheet: str) -> weasyprint.CSS:
    path = PRINT_DIRECTORY / stylesheet
    return weasyprint.CSS(filename=path, font_config=_fonts(), url_fetcher=LocalFetcher())


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Layout makes a few hundred thousand short-lived objects; collecting among them takes a quarter longer.

    What lived before is frozen meanwhile, so that the collection afterwards looks at the document alone.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    gc.freeze()
    try:
        yield
    finally:
        gc.collect()
        gc.unfreeze()
        if was_enabled:
            gc.enable()


class LocalFetcher(URLFetcher):
    """Reads fonts, style sheets and data: URLs; refuses the network and the rest of the disk."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        scheme, _, path, _, _ = urlsplit(url)
        if scheme == "data":
            return super().fetch(url, headers)
        if scheme == "font":
            return _file(url, FONT_DIRECTORY / unquote(path), within=FONT_DIRECTORY)
        if scheme == "file":
            return _file(url, Path(unquote(path)), within=PRINT_DIRECTORY)
        raise FatalURLFetchingError(f"Not fetched, since documents are made without network: {url}")


def _file(url: str, path: Path, *, within: Path) -> URLFetcherResponse:
    path = path.resolve()
    if not path.is_relative_to(within) or not path.is_file():
        raise FatalURLFetchingError(f"No such file for documents: {url}")
    kind = {"Content-Type": "text/css"} if path.suffix == ".css" else {}
    return URLFetcherResponse(url, path.read_bytes(), kind)


def _embedded(attachment: Attachment) -> weasyprint.Attachment:
    created = attachment.created.astimezone(UTC)
    return weasyprint.Attachment(
        string=attachment.content,
        name=attachment.name,
        description=attachment.description,
        created=created,
        modified=created,
        relationship=attachment.relationship,
    )
