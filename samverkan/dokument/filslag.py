"""What kind a file is, told from its content and never from its name."""

import zipfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePath

from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader

from samverkan.lib.errors import Refused

MOST_PIXELS = 80_000_000
MOST_TYPES_BYTES = 2_000_000  # the list of a zip's content types; a real one is a few thousand
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # office files from before 2007, and today's with a password
OFFICE = "application/vnd.openxmlformats-officedocument."
ODF = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class Filslag:
    """A kind of file: 'pdf', 'bild' or 'kontor', its name for people, its ending and content type."""

    group: str
    name: str
    ending: str
    content_type: str
    pages: int = 0


WORD = Filslag("kontor", "Word", "docx", f"{OFFICE}wordprocessingml.document")
EXCEL = Filslag("kontor", "Excel", "xlsx", f"{OFFICE}spreadsheetml.sheet")
POWERPOINT = Filslag("kontor", "PowerPoint", "pptx", f"{OFFICE}presentationml.presentation")
TEXT = Filslag("kontor", "OpenDocument, text", "odt", f"{ODF}text")
SHEET = Filslag("kontor", "OpenDocument, kalkylblad", "ods", f"{ODF}spreadsheet")
SLIDES = Filslag("kontor", "OpenDocument, presentation", "odp", f"{ODF}presentation")
PNG = Filslag("bild", "Bild", "png", "image/png", 1)
JPEG = Filslag("bild", "Bild", "jpg", "image/jpeg", 1)
KINDS = (WORD, EXCEL, POWERPOINT, TEXT, SHEET, SLIDES, PNG, JPEG)
ALLOWED = "PDF, Word, Excel, PowerPoint, OpenDocument, PNG eller JPEG"
ACCEPT = ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.odp,.png,.jpg,.jpeg"


def recognise(data: bytes, *, field: str | None = None) -> Filslag:
    """The kind of a file that may be a paper of a matter.

    Raises Refused for any other kind, and for a PDF, image or office file that is locked, broken or carries
    a program: what is stored shall open for everybody who may read it.
    """
    if data.startswith(b"%PDF-"):
        return _pdf(data, field)
    if data.startswith((b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")):
        return _image(data, field)
    if data.startswith(b"PK\x03\x04"):
        return _office(data, field)
    if data.startswith(OLE):
        raise Refused(
            "Filen är i gammalt Office-format eller låst med lösenord. Spara den olåst som docx, xlsx, pptx "
            "eller PDF.",
            field=field,
        )
    raise Refused(f"Filen går inte att använda: innehållet är inte {ALLOWED}.", field=field)


def kind_of(content_type: str, pages: int = 0) -> Filslag:
    """The kind that a stored document was recognised as."""
    found = next((kind for kind in KINDS if kind.content_type == content_type), None)
    return found or Filslag("pdf", "PDF", "pdf", "application/pdf", pages)


def fitting_name(filename: str, kind: Filslag) -> str:
    """The file's name with the ending that its content has, at most 200 characters."""
    stem = PurePath(filename.replace("\\", "/")).name or "fil"
    ending = PurePath(stem).suffix.lower().lstrip(".")
    if ending == kind.ending or (ending, kind.ending) == ("jpeg", "jpg"):
        return f"{stem[: -len(ending) - 1][: 199 - len(ending)]}.{ending}"
    known = {other.ending for other in KINDS} | {"pdf", "jpeg", "exe"}
    stem = stem[: -len(ending) - 1] if ending in known else stem
    return f"{stem[: 199 - len(kind.ending)]}.{kind.ending}"


def _pdf(data: bytes, field: str | None) -> Filslag:
    broken = "PDF-filen är skadad och går inte att läsa. Spara den på nytt och försök igen."
    try:
        reader = PdfReader(BytesIO(data))
        if reader.is_encrypted:
            raise Refused("PDF-filen är låst med lösenord. Spara den utan lösenord.", field=field)
        for page in reader.pages:
            page.get_contents()
        pages = len(reader.pages)
    except Refused:
        raise
    except Exception as error:  # a hostile or broken file breaks the reader in any way it likes
        raise Refused(broken, field=field) from error
    if b"%%EOF" not in data[-2048:] or not pages:
        raise Refused(broken, field=field)
    return kind_of("application/pdf", pages)


def _image(data: bytes, field: str | None) -> Filslag:
    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise Refused("Bilden är för stor. Spara den med högst 80 miljoner bildpunkter.", field=field)
            image.load()
            # Pillow may have been told to forgive a torn file (WeasyPrint does): the end must be there.
            kind, end = (PNG, b"IEND") if image.format == "PNG" else (JPEG, b"\xff\xd9")
            if end not in data[-2048:]:
                raise OSError("torn")
            return kind
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise Refused("Bilden är skadad och går inte att läsa. Spara den på nytt.", field=field) from error
    except Image.DecompressionBombError as error:
        raise Refused("Bilden är för stor. Spara den mindre.", field=field) from error


def _office(data: bytes, field: str | None) -> Filslag:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = set(archive.namelist())
            types = _declared(archive, names)
    except (zipfile.BadZipFile, KeyError, OSError, ValueError, NotImplementedError, RuntimeError) as error:
        raise Refused("Filen är skadad och går inte att läsa. Spara den på nytt.", field=field) from error
    if "macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("Filen innehåller makron. Spara den utan makron (docx, xlsx, pptx).", field=field)
    for kind in KINDS:
        if kind.group == "kontor" and (
            f"{kind.content_type}.main+xml" in types or types == kind.content_type
        ):
            return kind
    raise Refused(
        f"Filen är ett arkiv (zip), inte {ALLOWED}. Packa upp den och lägg till filerna var för sig.",
        field=field,
    )


def _declared(archive: zipfile.ZipFile, names: set[str]) -> str:
    """What a zip says that it holds: content types of an office file, the mimetype of OpenDocument."""
    for part in ("[Content_Types].xml", "mimetype"):
        if part in names:
            if archive.getinfo(part).file_size > MOST_TYPES_BYTES:
                raise ValueError("no real office file lists that much")
            return archive.read(part).decode("utf-8", "replace").strip()
    return ""
