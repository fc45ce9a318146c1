"""Money, shares and measures are Decimal and Fraction. A float may be named only to be recognised."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.arkitektur.tree import APPS, files, name, parsed

# Screens may place a bar in a chart with a float; what is stored, computed or written to a file may not.
SCREEN = {"views.py", "tables.py", "templatetags"}


def asks_for_type(node: ast.AST) -> bool:
    """isinstance(x, float), or `case float():` (openpyxl and calamine hand out floats)."""
    if isinstance(node, ast.MatchClass):
        return True
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "isinstance"


def floats(tree: ast.AST) -> Iterator[int]:
    """Lines with a float literal, a float( call, a float annotation or a FloatField."""
    recognising = {id(word) for node in ast.walk(tree) if asks_for_type(node) for word in ast.walk(node)}
    for node in ast.walk(tree):
        literal = isinstance(node, ast.Constant) and isinstance(node.value, float)
        named = isinstance(node, ast.Name) and node.id == "float" and id(node) not in recognising
        field = isinstance(node, ast.Attribute) and node.attr in ("FloatField", "from_float")
        if literal or named or field:
            yield node.lineno


def test_no_float_where_money_is_stored_computed_or_written() -> None:
    ours: list[Path] = [path for path in files("*.py", *APPS) if not SCREEN & set(path.parts)]
    assert [f"{name(path)}:{line}" for path in ours for line in floats(parsed(path))] == []


@pytest.mark.parametrize("code", ["x = 0.5", "float(x)", "def f(x: float): ...", "models.FloatField()"])
def test_the_search_finds_every_kind_of_float(code: str) -> None:
    assert list(floats(ast.parse(code))) == [1]


def test_recognising_a_float_is_no_use_of_it() -> None:
    assert list(floats(ast.parse("isinstance(x, (float, complex))"))) == []
    assert list(floats(ast.parse("match x:\n    case float(): pass"))) == []
