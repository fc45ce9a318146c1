"""A report as Word, for those who must have it: headings, text, tables and figures as editable parts.

Made from the same reading as page and PDF. Charts come as tables of their figures: a drawing in Word cannot
be read out, and who wants Word wants to work on.
"""

from io import BytesIO

from docx import Document
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from markdown_it.token import Token

from kostnader.rapporter.falt import with_figures
from kostnader.rapporter.innehall import Dokument, VisatAvsnitt, VisatBlock, read_dokument
from kostnader.rapporter.models import Rapport
from samverkan.lib.text import tokens
from samverkan.tabeller.visning import shown

FACE = "Source Sans Pro"
GREY = "555555"


def rapport_docx(rapport: Rapport) -> bytes:
    """The report as a Word document."""
    dokument = read_dokument(rapport)
    word = _blank(rapport)
    word.add_paragraph(rapport.samverkan.name)
    word.add_heading(rapport.title, 0)
    if not rapport.beslut:
        word.add_paragraph(f"{rapport.get_status_display()}, inte fastställd.")
    for section in filter(None, [dokument.ingress, *dokument.body]):
        _section(word, section, dokument)
    _notes(word, dokument)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _blank(rapport: Rapport) -> Word:
    word = Document()
    word.core_properties.title, word.core_properties.author = rapport.title, rapport.samverkan.name
    word.core_properties.language = "sv-SE"
    normal = word.styles["Normal"]
    normal.font.name, normal.font.size = FACE, Pt(10)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "sv-SE")
    normal.element.get_or_add_rPr().append(language)
    page = word.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin, page.right_margin = Mm(25), Mm(22)
    return word


def _section(word: Word, section: VisatAvsnitt, dokument: Dokument) -> None:
    if not section.avsnitt.is_ingress:
        word.add_heading(section.avsnitt.heading, section.avsnitt.level)
    _text(word, with_figures(section.avsnitt.text, dokument.tabeller, dokument.rapport.unit))
    for block in section.shown:
        _table(word, block, dokument.rapport.unit)


def _text(word: Word, text: str) -> None:
    """The house's markup: paragraphs, headings, lists, bold and italic; its tables as tables."""
    style, depth = "Normal", []
    rows: list[list[Token]] = []
    for token in tokens(text):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            depth.append("List Bullet" if token.type.startswith("bullet") else "List Number")
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            depth.pop()
        elif token.type == "heading_open":
            style = f"Heading {min(int(token.tag[1:]) + 1, 9)}"
        elif token.type == "heading_close":
            style = "Normal"
        elif token.type == "tr_open":
            rows.append([])
        elif token.type == "table_close":
            _plain_table(word, rows)
            rows = []
        elif token.type == "inline" and rows:
            rows[-1].append(token)
        elif token.type == "inline":
            _runs(word.add_paragraph(style=depth[-1] if depth else style), token)


def _runs(paragraph, token: Token) -> None:
    bold = italic = False
    for child in token.children or ():
        if child.type in ("strong_open", "strong_close"):
            bold = child.type == "strong_open"
        elif child.type in ("em_open", "em_close"):
            italic = child.type == "em_open"
        elif child.type in ("softbreak", "hardbreak"):
            paragraph.add_run().add_break()
        elif child.content:
            run = paragraph.add_run(child.content)
            run.bold, run.italic = bold or None, italic or None


def _plain_table(word: Word, rows: list[list[Token]]) -> None:
    width = max(map(len, rows))
    table = word.add_table(len(rows), width, style="Light List")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, token in zip(cells.cells, row, strict=False):
            _write(cell, token.content)
    _mark_head(table)


def _table(word: Word, block: VisatBlock, unit: str) -> None:
    laid = block.rows or shown(block.tabell, unit)
    tabell = laid["tabell"]
    word.add_paragraph(f"{block.label}. {block.title} {block.letter}".rstrip(), style="Caption")
    said = ". ".join(part.rstrip(".") for part in (laid["unit"], tabell.sign, tabell.note) if part)
    if said:
        word.add_paragraph(f"{said}.")
    table = word.add_table(1 + len(laid["rows"]), laid["width"], style="Light List")
    for cell, text in zip(
        table.rows[0].cells, [tabell.head, *(column.label for column, _ in laid["heads"])], strict=True
    ):
        _write(cell, text, right=cell is not table.rows[0].cells[0])
    for cells, row in zip(table.rows[1:], laid["rows"], strict=True):
        strong = row["is_group"] or "summa" in row["classes"]
        _write(cells.cells[0], row["rad"].label, strong=strong)
        for cell, value in zip(cells.cells[1:], row["cells"], strict=False):
            _write(cell, value.text, strong=strong, right="tal" in value.classes)
    _mark_head(table)


def _write(cell: _Cell, text: str, *, strong: bool = False, right: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    run = paragraph.add_run(text)
    run.bold, run.font.size = strong, Pt(9)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark_head(table) -> None:
    """The first row is the head: repeated on each page and read out as such."""
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    table.rows[0]._tr.get_or_add_trPr().append(mark)


def _notes(word: Word, dokument: Dokument) -> None:
    if dokument.noter:
        word.add_heading("Källor", 1)
    for note in dokument.noter:
        frozen = f" Fryst {note.frozen_at:%Y-%m-%d}. SHA-256 {note.sha256_grouped}" if note.frozen_at else ""
        word.add_paragraph(f"{note.letter}  {note.tables}. {note.source}{frozen}")
