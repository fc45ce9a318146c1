import ast

from tests.arkitektur.tree import APPS, ROOT, files, name, parsed

MOST_LINES_OF_A_FILE, MOST_LINES_OF_A_FUNCTION = 350, 45


def test_no_file_holds_two_subjects() -> None:
    sources = [*files("*.py"), ROOT / "dev"]
    lengths = {name(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources}
    assert {path: lines for path, lines in lengths.items() if lines > MOST_LINES_OF_A_FILE} == {}


def test_every_function_can_be_seen_at_once() -> None:
    # A test may hold a long expected result; there the limit of the file is enough.
    lengths = {
        f"{name(path)}:{node.name}": node.end_lineno - node.lineno + 1
        for path in [*files("*.py", *APPS, "devkit"), ROOT / "dev"]
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {function: lines for function, lines in lengths.items() if lines > MOST_LINES_OF_A_FUNCTION} == {}


def test_no_file_is_a_drawer() -> None:
    drawers = {"utils.py", "helpers.py", "misc.py", "common.py", "services.py"}
    assert [name(path) for path in files("*.py", *APPS) if path.name in drawers] == []
