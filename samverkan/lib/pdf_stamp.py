"""Page numbers set on finished pages, in the house's own face, as artifacts outside the tag tree."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NameObject,
    NumberObject,
    StreamObject,
    TextStringObject,
)

from samverkan.lib.pdf import FONT_DIRECTORY

FONT_NAME = "SAMVRK+SourceSansPro-Regular"
SIZE = 8  # points
RIGHT, BASELINE = 62, 45  # points from the edges of our own pages: in line with the running head
NEAR_RIGHT, NEAR_BASELINE = 24, 17  # on others' pages as near the edge as a printer reaches


@dataclass(frozen=True)
class Stamp:
    """The number at the right; a note before it. `over`: on a white ground, since the page is not ours."""

    number: str
    note: str = ""
    over: bool = False


def stamp_pages(writer: PdfWriter, stamps: Mapping[int, Stamp]) -> None:
    """Set the stamps on the pages with these indexes."""
    font = _embedded(writer)
    before = writer._add_object(_stream(b"q\n"))
    for index, stamp in stamps.items():
        page = writer.pages[index]
        if page.rotation:
            page.transfer_rotation_to_content()
        _add_font(page, font)
        contents = page.get("/Contents")
        old = contents.get_object() if contents is not None else ArrayObject()
        parts = list(old) if isinstance(old, ArrayObject) else [page.raw_get("/Contents")]
        drawn = writer._add_object(_stream(b"\nQ\n" + _drawn(page.cropbox, stamp)))
        page[NameObject("/Contents")] = ArrayObject([before, *parts, drawn])


def _stream(data: bytes) -> StreamObject:
    stream = StreamObject()
    stream.set_data(data)
    return stream


def _drawn(box, stamp: Stamp) -> bytes:
    text = f"{stamp.note}   {stamp.number}" if stamp.note else stamp.number
    width = sum(_widths()[code] for code in text.encode("cp1252", "replace")) * SIZE // 1000 + 1
    right, down = (NEAR_RIGHT, NEAR_BASELINE) if stamp.over else (RIGHT, BASELINE)
    x, y = int(box.right) - right - width, int(box.top) - down
    ground = f"1 g {x - 3} {y - 3} {width + 6} {SIZE + 4} re f " if stamp.over else ""
    shown = text.encode("cp1252", "replace").hex()
    drawn = f"{ground}0.1 g BT /SamvStamp {SIZE} Tf 1 0 0 1 {x} {y} Tm <{shown}> Tj ET"
    return f"q /Artifact <</Type /Pagination>> BDC {drawn} EMC Q\n".encode("ascii")


def _add_font(page, font: IndirectObject) -> None:
    if "/Resources" not in page:
        page[NameObject("/Resources")] = DictionaryObject()
    resources = page["/Resources"].get_object()
    if "/Font" not in resources:
        resources[NameObject("/Font")] = DictionaryObject()
    resources["/Font"].get_object()[NameObject("/SamvStamp")] = font


@cache
def _subset() -> bytes:
    """The face with the letters of Windows-1252 alone."""
    options = Options()
    options.layout_features = []
    options.name_IDs = [1, 2, 6]
    options.notdef_outline = True
    font = TTFont(FONT_DIRECTORY / "SourceSansPro-Regular.ttf")
    subsetter = Subsetter(options)
    subsetter.populate(text=bytes(range(32, 256)).decode("cp1252", "ignore"))
    subsetter.subset(font)
    out = BytesIO()
    font.save(out)
    return out.getvalue()


@cache
def _widths() -> dict[int, int]:
    """Width of each Windows-1252 code in thousandths of the size."""
    font = TTFont(BytesIO(_subset()))
    names, metrics, units = font.getBestCmap(), font["hmtx"], font["head"].unitsPerEm
    letters = {code: bytes([code]).decode("cp1252", "replace") for code in range(32, 256)}
    return {
        code: metrics[names.get(ord(letter), ".notdef")][0] * 1000 // units
        for code, letter in letters.items()
    }


def _embedded(writer: PdfWriter) -> IndirectObject:
    font = TTFont(BytesIO(_subset()))
    head, line, units = font["head"], font["hhea"], font["head"].unitsPerEm
    program = _stream(_subset())
    program[NameObject("/Length1")] = NumberObject(len(_subset()))
    box = [head.xMin, head.yMin, head.xMax, head.yMax]
    descriptor = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/FontDescriptor"),
            NameObject("/FontName"): NameObject(f"/{FONT_NAME}"),
            NameObject("/FontFamily"): TextStringObject("Source Sans Pro"),
            NameObject("/Flags"): NumberObject(32),  # not symbolic
            NameObject("/FontBBox"): ArrayObject(NumberObject(side * 1000 // units) for side in box),
            NameObject("/ItalicAngle"): NumberObject(0),
            NameObject("/Ascent"): NumberObject(line.ascent * 1000 // units),
            NameObject("/Descent"): NumberObject(line.descent * 1000 // units),
            NameObject("/CapHeight"): NumberObject(660),
            NameObject("/StemV"): NumberObject(84),
            NameObject("/FontFile2"): writer._add_object(program.flate_encode()),
        }
    )
    return writer._add_object(
        DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/TrueType"),
                NameObject("/BaseFont"): NameObject(f"/{FONT_NAME}"),
                NameObject("/Encoding"): NameObject("/WinAnsiEncoding"),
                NameObject("/FirstChar"): NumberObject(32),
                NameObject("/LastChar"): NumberObject(255),
                NameObject("/Widths"): ArrayObject(NumberObject(_widths()[c]) for c in range(32, 256)),
                NameObject("/FontDescriptor"): writer._add_object(descriptor),
            }
        )
    )
