"""The plain markup of minutes: what a secretary types, as HTML for screen and paper alike.

Paragraphs by an empty line, lists by "- " or "1. ", **bold**, small headings by "### ", tables as Markdown or
as rows pasted from a spreadsheet (cells apart by tabs). HTML is text here, never markup.
"""

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import pairwise

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKUP = MarkdownIt("zero", {"html": False, "linkify": False}).enable(
    ["paragraph", "list", "heading", "emphasis", "table", "newline", "escape"]
)
_FIGURE = re.compile(r"^[−–+-]?[\d\s\u00a0]+(,\d+)?\s?%?$|^[−–-]?$")
SMALLEST_HEADING = 3  # h1 and h2 belong to the page
# What a row of sums begins with: sums, and the results of a result statement.
_SUM = re.compile(
    r"(?:summa|totalt|(?:årets |rörelse)?resultat|verksamhetens (?:nettokostnader|resultat))\b", re.IGNORECASE
)
_TAG = re.compile(r"(<[^>]*>)")
# What belongs together on a line: groups of digits, a number with its unit, §, kl. and dnr with their number.
_TOGETHER = re.compile(
    r"(?<=\d) (?=\d{3}(?!\d))|(?<=\d) (?=(?:kr|tkr|mnkr|procent)\b|%)|(?<=§) (?=\d)|(?<=\bkl\.) (?=\d)"
)
# "e-tjänst", "it-chefen": one letter or two before a hyphen never end a line.
_SHORT_FIRST = re.compile(r"(?<![\w-])([^\W\d_]{1,2}-[^\W\d_]+)")
Row = tuple[Token, list[tuple[Token, str]]]


def to_html(text: str) -> SafeString:
    """The text as HTML. Everything but the markup above is escaped."""
    parts = tokens(text)
    for rows in _tables(parts):
        _set_table(rows)
    return SafeString(_unbroken(_MARKUP.renderer.render(parts, _MARKUP.options, {})))


def _unbroken(html: str) -> str:
    """The HTML with what should never be parted by the end of a line held together."""
    pieces = _TAG.split(html)
    pieces[::2] = [
        _SHORT_FIRST.sub(r'<span class="nb">\1</span>', _TOGETHER.sub("\u00a0", words))
        for words in pieces[::2]
    ]
    return "".join(pieces)


def tokens(text: str) -> list[Token]:
    """The text taken apart, for formats that put it together in another way than HTML."""
    parts = _MARKUP.parse(_tables_from_tabs(text.replace("\r\n", "\n")))
    for token in parts:
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{max(SMALLEST_HEADING, int(token.tag[1]))}"
    return parts


def to_plain(text: str) -> str:
    """The words alone, for searching, comparing and mail."""
    words = unescape(strip_tags(_MARKUP.renderer.render(tokens(text), _MARKUP.options, {})))
    return re.sub(r"\n{3,}", "\n\n", words).strip()


def _tables(parts: Sequence[Token]) -> Iterator[list[Row]]:
    """The rows of each table: the row's own token, and per cell its token and its words."""
    rows: list[Row] = []
    for token, following in pairwise(parts):
        if token.type == "tr_open":
            rows.append((token, []))
        elif token.type in ("th_open", "td_open"):
            rows[-1][1].append((token, following.content.strip()))
        elif token.type == "table_close":
            yield rows
            rows = []
    if rows:
        yield rows


def _set_table(rows: list[Row]) -> None:
    """Heads say what they head, columns of figures stand to the right with their head, sums stand out."""
    (_, heads), *body = rows
    for token, _ in heads:
        token.attrs = {"scope": "col"}
    for tr, cells in body:
        for token, _ in cells:
            token.attrs.pop("style", None)
        if _SUM.match(cells[0][1]):
            tr.attrSet("class", "summa")
    for column, (head, _) in enumerate(heads):
        cells = [row[column] for _, row in body]
        if column and cells and all(_FIGURE.match(words) for _, words in cells):
            for token in (head, *(token for token, _ in cells)):
                token.attrSet("class", "tal")


def as_table(rows: Sequence[Sequence[str]]) -> str:
    """Rows of plain cells, the head first, as a table of the markup."""
    return "\n".join(_table([[_cell(text) for text in row] for row in rows])).strip("\n")


def _cell(text: str) -> str:
    """Marks are text in a cell, and it is one line."""
    return re.sub(r"([\\*|])", r"\\\1", " ".join(text.split()))


def _tables_from_tabs(text: str) -> str:
    """Runs of lines with tabs as Markdown tables; the first line is the head."""
    lines: list[str] = []
    run: list[list[str]] = []
    for line in [*text.split("\n"), ""]:
        if "\t" in line:
            run.append([cell.strip().replace("|", "\\|") for cell in line.split("\t")])
            continue
        if run:
            lines += _table(run)
            run = []
        lines.append(line)
    return "\n".join(lines[:-1])


def _table(rows: list[list[str]]) -> list[str]:
    width = max(len(row) for row in rows)
    full = [row + [""] * (width - len(row)) for row in rows]
    marked = [f"| {' | '.join(row)} |" for row in full]
    return ["", marked[0], "|" + " --- |" * width, *marked[1:], ""]
