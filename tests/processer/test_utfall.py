"""An import killed in the middle, done twice, or by two at once ends as one that was left in peace."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processer.hus import Hus, hus
from tests.processer.utfall import VOUCHERS

READING = "SELECT done FROM samverkan_jobb WHERE status = 'pagar' AND done > 0"
READ = "SELECT count(*) FROM kostnader_utfallsfil WHERE status = 'inlast'"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Hus]:
    with hus(tmp_path) as built:
        run(built, "scen()")
        yield built


def run(house: Hus, call: str) -> None:
    house.skript(call, module="tests.processer.utfall")


def press(house: Hus, call: str) -> list[int]:
    """The same act in two windows at once; their exit codes."""
    code = f"from tests.processer.utfall import *; {call}"
    windows = [house.begin("manage.py", "shell", "-v0", "-c", code) for _ in range(2)]
    return [window.wait() for window in windows]


def assert_as_once(house: Hus) -> None:
    assert house.ask("SELECT status FROM kostnader_utfallsfil") == [("intagen",)]
    assert house.ask("SELECT count(*), count(DISTINCT line) FROM kostnader_utfallspost") == [
        (2 * VOUCHERS, 2 * VOUCHERS)
    ]
    assert house.ask(
        "SELECT konto, sum(amount), sum(count) FROM kostnader_utfallssumma GROUP BY 1 ORDER BY 1"
    ) == [
        ("1930", -VOUCHERS, VOUCHERS),
        ("5010", VOUCHERS, VOUCHERS),
    ]
    assert house.ask("SELECT count(*), count(DISTINCT fil_id) FROM kostnader_utfallsmanad") == [(12, 1)]
    taken = "SELECT count(*) FROM samverkan_handelse WHERE action = 'utfallsfil.taken'"
    assert house.ask(taken) == [(1,)]
    assert house.ask("SELECT DISTINCT status FROM samverkan_jobb") == [("klart",)]


def test_killed_while_reading_and_pressed_in_two_windows_the_file_is_taken_in_once(house: Hus) -> None:
    assert press(house, "ladda_upp()") == [0, 0]
    first = house.arbetare()
    house.until(lambda: bool(house.ask(READING)))
    house.kill(first)
    assert house.ask("SELECT count(*) FROM kostnader_utfallspost") == [(0,)]
    house.arbetare()
    house.until(lambda: house.ask(READ) == [(1,)])
    assert press(house, "ta_in()") == [0, 0]
    run(house, "ta_in()")
    run(house, "ladda_upp()")
    assert_as_once(house)
