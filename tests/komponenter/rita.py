"""Draw a component and look at it the way a reader's browser would."""

from django.template.loader import render_to_string
from lxml import html


def rita(part: str, **context: object) -> html.HtmlElement:
    return html.fromstring(f"<div>{render_to_string(f'komponenter/{part}.html', context)}</div>")


def ord_i(element: html.HtmlElement) -> str:
    """The words, with single spaces."""
    return " ".join(element.text_content().split())


def rader(element: html.HtmlElement, path: str) -> list[str]:
    return [ord_i(found) for found in element.xpath(path)]
