"""The look holds together: colours have one home and enough contrast, parts say how they are used."""

import re
from decimal import Decimal

import pytest

from tests.arkitektur.tree import ROOT, files, name

CSS = ROOT / "static" / "css"
TOKEN = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")
COLOURS = {token: (light, dark) for token, light, dark in TOKEN.findall((CSS / "tokens.css").read_text())}

TEXT = Decimal("4.5")  # WCAG 2.1, 1.4.3
EDGE = Decimal("3")  # WCAG 2.1, 1.4.11: what shows where a control is, or where focus stands
PAIRS = [
    *(("ink", ground, TEXT) for ground in ("page", "surface", "sunken", "tinted", "raised", "accent-soft")),
    *(("ink", f"h{step}", TEXT) for step in range(1, 6)),
    *(("ink-2", ground, TEXT) for ground in ("page", "surface", "sunken", "tinted", "raised")),
    *(("ink-3", ground, TEXT) for ground in ("page", "surface", "sunken")),
    *(("accent", ground, TEXT) for ground in ("page", "surface", "sunken", "accent-soft", "raised")),
    ("on-ink", "ink", TEXT),
    ("on-accent", "accent", TEXT),
    ("on-accent", "accent-2", TEXT),
    ("warn", "warn-soft", TEXT),
    ("ink", "warn-soft", TEXT),
    ("fel", "fel-soft", TEXT),
    ("fel", "page", TEXT),
    ("ink", "fel-soft", TEXT),
    ("ink", "selection", TEXT),
    ("control", "surface", EDGE),
    ("control", "page", EDGE),
    ("warn-line", "warn-soft", EDGE),
    ("data", "surface", EDGE),
]


def luminance(colour: str) -> Decimal:
    """WCAG 2.1, relative luminance."""
    red, green, blue = (Decimal(int(colour[at : at + 2], 16)) / 255 for at in (1, 3, 5))
    linear = [
        part / Decimal("12.92")
        if part <= Decimal("0.04045")
        else ((part + Decimal("0.055")) / Decimal("1.055")) ** Decimal("2.4")
        for part in (red, green, blue)
    ]
    return sum(
        weight * part
        for weight, part in zip(
            (Decimal("0.2126"), Decimal("0.7152"), Decimal("0.0722")), linear, strict=True
        )
    )


def contrast(one: str, other: str) -> Decimal:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + Decimal("0.05")) / (darker + Decimal("0.05"))


@pytest.mark.parametrize(("theme", "which"), [("light", 0), ("dark", 1)])
def test_what_is_read_stands_out_from_what_it_is_written_on(theme: str, which: int) -> None:
    ratios = {
        f"{over} on {under}": (contrast(COLOURS[over][which], COLOURS[under][which]), least)
        for over, under, least in PAIRS
    }
    assert {pair: ratio for pair, (ratio, least) in ratios.items() if ratio < least} == {}


def test_colours_are_named_in_one_place() -> None:
    strays = {
        path.name: re.findall(r"#[0-9a-fA-F]{3,8}\b|\brgba?\(|\bhsla?\(", path.read_text())
        for path in CSS.glob("*.css")
        if path.name != "tokens.css"
    }
    assert {path: found for path, found in strays.items() if found} == {}


def test_every_token_used_is_defined() -> None:
    sheets = "\n".join(path.read_text() for path in CSS.glob("*.css"))
    used = set(re.findall(r"var\(--([a-z0-9-]+)", sheets))
    assert used - set(re.findall(r"--([a-z0-9-]+):", sheets)) == set()


def test_every_stylesheet_is_linked() -> None:
    linked = re.findall(r'static "css/([a-z]+\.css)"', (ROOT / "templates" / "dokument.html").read_text())
    assert sorted(linked) == sorted(path.name for path in CSS.glob("*.css"))


def test_every_icon_is_listed_where_icons_are_chosen() -> None:
    parts = ROOT / "templates" / "komponenter"
    listed = re.search(r"^namn: (.+)$", (parts / "ikon.html").read_text(), re.M)
    assert listed[1].split() == sorted(path.stem for path in (parts / "ikoner").glob("*.html"))


def test_every_component_says_how_it_is_used() -> None:
    parts = [path for path in files("*.html", "templates") if path.parent.name == "komponenter"]
    assert [name(path) for path in parts if not path.read_text().startswith("{% comment %}")] == []
