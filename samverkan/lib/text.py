"""The plain markup of minutes: what a secretary types, as HTML for screen and paper alike.

Paragraphs by an empty line, lists by "- " or "1. ", **bold**, small headings by "### ", tables as Markdown or
as rows pasted from a spreadsheet (cells apart by tabs). HTML is text here, never markup.
"""

import re
from html import unescape

from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

_MARKUP = MarkdownIt("zero", {"html": False, "linkify": False}).enable(
    ["paragraph", "list", "heading", "emphasis", "table", "newline", "escape"]
)
_FIGURE = re.compile(r"^[−–+-]?[\d\s\u00a0]+(,\d+)?\s?%?$|^[−–-]$")
SMALLEST_HEADING = 3  # h1 and h2 belong to the page


def to_html(text: str) -> SafeString:
    """The text as HTML. Everything but the markup above is escaped."""
    tokens = _MARKUP.parse(_tables_from_tabs(text.replace("\r\n", "\n")))
    for index, token in enumerate(tokens):
        _fit_into_page(token, tokens[index + 1] if index + 1 < len(tokens) else None)
    return SafeString(_MARKUP.renderer.render(tokens, _MARKUP.options, {}))


def to_plain(text: str) -> str:
    """The words alone, for searching, comparing and mail."""
    return re.sub(r"\n{3,}", "\n\n", unescape(strip_tags(to_html(text)))).strip()


def _fit_into_page(token: Token, following: Token | None) -> None:
    """Headings below the page's own; table heads say what they head; figures to the right."""
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{max(SMALLEST_HEADING, int(token.tag[1]))}"
    if token.type == "th_open":
        token.attrs = {"scope": "col"}
    if token.type in ("th_open", "td_open"):
        token.attrs.pop("style", None)
        if following is not None and _FIGURE.match(following.content.strip()):
            token.attrSet("class", "tal")


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
