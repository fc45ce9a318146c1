"""A run that is interrupted anywhere ends with every invoice once, no gap in the numbers, every PDF there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processer.hus import Hus, hus

PAYERS = 16
ISSUED = "SELECT count(*) FROM kostnader_faktura"
WITH_PDF = "SELECT count(*) FROM kostnader_leverans WHERE pdf_id IS NOT NULL"
SENT = "SELECT count(*) FROM kostnader_leverans WHERE mail_sent_at IS NOT NULL"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Hus]:
    with hus(tmp_path) as built:
        built.skript(f"scen({PAYERS})")
        yield built


def count(house: Hus, sql: str) -> int:
    return house.ask(sql)[0][0]


def assert_all_is_well(house: Hus) -> None:
    numbers = [row[0] for row in house.ask("SELECT series_number FROM kostnader_faktura ORDER BY 1")]
    assert numbers == list(range(1, PAYERS + 1))
    assert count(house, "SELECT count(DISTINCT payer_id) FROM kostnader_faktura") == PAYERS
    assert count(house, "SELECT count(*) FROM samverkan_dokument") == PAYERS
    assert house.ask("SELECT DISTINCT status FROM kostnader_fakturakorning") == [("klar",)]
    assert house.ask("SELECT DISTINCT status FROM samverkan_jobb") == [("klart",)]
    assert house.skript("broken()") == "0"


def everything_sent(house: Hus) -> None:
    house.until(lambda: count(house, WITH_PDF) == PAYERS and count(house, SENT) == PAYERS)
    house.until(lambda: house.ask("SELECT DISTINCT status FROM samverkan_jobb") == [("klart",)])


def test_a_worker_killed_in_the_middle_loses_nothing(house: Hus) -> None:
    first = house.arbetare()
    house.skript("utfarda()")
    house.until(lambda: count(house, ISSUED) >= 3)
    house.kill(first)
    house.arbetare()
    everything_sent(house)
    assert_all_is_well(house)


def test_a_database_restarted_in_the_middle_loses_nothing(house: Hus) -> None:
    house.arbetare()
    house.skript("utfarda()")
    house.until(lambda: count(house, WITH_PDF) >= 2)
    house.restart_postgres()
    everything_sent(house)
    assert_all_is_well(house)


def test_a_button_pressed_in_two_windows_issues_once(house: Hus) -> None:
    press = "from tests.processer.skript import *; utfarda()"
    windows = [house.begin("manage.py", "shell", "-v0", "-c", press) for _ in range(2)]
    assert [window.wait() for window in windows] == [0, 0]
    for _ in range(2):
        house.arbetare()
    everything_sent(house)
    assert_all_is_well(house)
