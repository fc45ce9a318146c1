"""Small real files of each kind, made when they are asked for."""

import zipfile
from functools import cache
from io import BytesIO

from PIL import Image
from pypdf import PdfReader, PdfWriter

from samverkan.lib.workbook import Column, Sheet, write_workbook

TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Override PartName="/word/document.xml" ContentType="{}"/></Types>'
)
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
WORD_MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
EXE = b"MZ\x90\x00" + b"\x00" * 200


@cache
def pdf(pages: int = 1, *, wide: bool = False) -> bytes:
    """A PDF of so many empty A4 pages."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(*((842, 595) if wide else (595, 842)))
    return _written(writer)


@cache
def locked_pdf() -> bytes:
    """A PDF with a password."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(pdf())))
    writer.encrypt("hemligt", algorithm="RC4-128")
    return _written(writer)


def _written(writer: PdfWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


@cache
def image(form: str = "PNG", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture of one colour."""
    out = BytesIO()
    Image.new("RGB", size, (15, 91, 76)).save(out, form)
    return out.getvalue()


def docx(content_type: str = WORD_MAIN) -> bytes:
    """A zip that says it is a Word file."""
    return archive({"[Content_Types].xml": TYPES.format(content_type), "word/document.xml": "<w/>"})


def odt() -> bytes:
    return archive({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<o/>"})


@cache
def xlsx() -> bytes:
    return write_workbook([Sheet("Blad", [Column("Namn")], [["Kiruna"]])])


def archive(parts: dict[str, str]) -> bytes:
    """A zip file of texts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as written:
        for name, text in parts.items():
            written.writestr(name, text)
    return out.getvalue()
