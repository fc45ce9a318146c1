"""The backup that README tells of is one: dumped, lost, restored, and the record stands."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from devkit.services import postgres_bin
from tests.processer.hus import Hus, hus

PAYERS = 3
RECORD = (
    "SELECT (SELECT count(*) FROM samverkan_handelse), (SELECT max(hash) FROM samverkan_handelse),"
    " (SELECT string_agg(number, ' ' ORDER BY number) FROM kostnader_faktura),"
    " (SELECT string_agg(innehall_id, ' ' ORDER BY id) FROM samverkan_dokument)"
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Hus]:
    with hus(tmp_path) as built:
        built.skript(f"scen({PAYERS})")
        built.skript("utfarda()")
        built.arbetare()
        built.until(lambda: built.ask("SELECT count(*) FROM samverkan_dokument") == [(PAYERS,)])
        yield built


def program(house: Hus, name: str, *arguments: str) -> None:
    place = Path(postgres_bin(house.services.data)) / name
    done = subprocess.run(
        [str(place), *arguments], env=house.env, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_dump_restores_everything_of_record(house: Hus, tmp_path: Path) -> None:
    address, dump = house.env["DATABASE_URL"], str(tmp_path / "samverkan.dump")
    program(house, "pg_dump", "-Fc", "-d", address, "-f", dump)
    before = house.ask(RECORD)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP TABLE samverkan_handelse CASCADE")
        connection.execute("DELETE FROM kostnader_leverans")
    program(house, "pg_restore", "-d", address, "--clean", "--if-exists", dump)
    assert house.ask(RECORD) == before
    assert house.skript("broken()") == "0"
    with psycopg.connect(address) as connection, pytest.raises(psycopg.errors.IntegrityConstraintViolation):
        connection.execute("DELETE FROM samverkan_handelse")
