"""Figures in templates look Swedish, whether they are numbers or the texts of frozen records."""

from decimal import Decimal

import pytest
from django.template import Context, Template


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("v|kr", Decimal("1234567.00"), "1 234 567"),
        ("v|kr", "1234567.89", "1 234 567,89"),
        ("v|kr2", "20125.00", "20 125,00"),
        ("v|kr2", Decimal("-0.5"), "−0,50"),
        ("v|kr2", None, "–"),
        ("v|kr", "utan tal", "–"),
        ("v|tkr", 1_234_567, "1 235"),
        ("v|andring", "62.47", "+62,47"),
        ("v|andring", -1234, "−1 234"),
        ("v|andring", 0, "0"),
        ("v|procent:1", Decimal("0.439"), "43,9 %"),
        ("v|procenttal:2", "8.1112", "8,11 %"),
        ("v|procenttal", None, "–"),
        ("v|tal", Decimal("1.00"), "1"),
        ("v|genitiv", "Kiruna", "Kirunas"),
    ],
)
def test_a_figure_looks_swedish(code: str, value: object, shown: str) -> None:
    template = Template("{% load svenska %}{{ " + code + " }}")

    assert template.render(Context({"v": value})).replace("\u00a0", " ") == shown
