"""What the content security policy would stop in the browser is found here first."""

import re

import pytest

from tests.arkitektur.tree import files, name

FORBIDDEN = {
    "inline script": re.compile(r"<script(?![^>]*\bsrc=)", re.I),
    "style element": re.compile(r"<style\b", re.I),
    "style attribute": re.compile(r"\sstyle\s*=", re.I),
    "on… handler": re.compile(r"\s(on[a-z]+|hx-on[:a-z-]*)\s*=", re.I),
}
# Names of XML vocabularies look like addresses but are never fetched.
ELSEWHERE = re.compile(r"(?:https?:)?//(?!www\.w3\.org/)[a-z0-9-]+\.[a-z]", re.I)


PAPER = "templates/pdf/"  # never meets a browser


def lines(*patterns: str) -> list[tuple[str, str]]:
    """Every line with its place."""
    return [
        (f"{name(path)}:{number}", line)
        for pattern in patterns
        for path in files(pattern, "templates", "static", "samverkan", "kostnader", "protokoll")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
    ]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_templates_hold_nothing_the_browser_would_refuse(what: str) -> None:
    found = [place for place, line in lines("*.html") if FORBIDDEN[what].search(line)]
    assert [place for place in found if not place.startswith(PAPER)] == []


def test_nothing_is_fetched_from_elsewhere() -> None:
    assert [
        place for place, line in lines("*.html", "*.css", "*.js", "*.svg") if ELSEWHERE.search(line)
    ] == []
