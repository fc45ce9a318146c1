"""How a whole invoice run compares with WeasyPrint alone. Prints ratios, never fails on time or memory."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from devkit.services import Child
from tests.prestanda.processer import children, cpu_seconds, most_memory
from tests.processer.hus import ROOT, Hus, hus

PAYERS, SERVICES = int(os.environ.get("BENCH_PAYERS", "290")), 12
EARLY = min(20, PAYERS)
WITH_PDF = "SELECT count(*) FROM kostnader_leverans WHERE pdf_id IS NOT NULL"
LAST_PDF = "SELECT extract(epoch FROM max(created_at))::float8 FROM samverkan_dokument"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[Hus]:
    with hus(tmp_path) as built:
        built.env["RESUME_SECONDS"] = "10"
        run(built, f"scen({PAYERS}, {SERVICES})")
        yield built


def run(house: Hus, call: str) -> str:
    return house.skript(call, module="tests.prestanda.skript")


def test_a_run_for_all_the_municipalities_of_the_country(house: Hus, tmp_path: Path) -> None:
    worker = house.arbetare()
    house.until(lambda: answers(house))
    before = cpu_seconds(workers(worker))
    pressed = float(run(house, "utfarda()"))
    house.until(lambda: house.ask(WITH_PDF)[0][0] >= EARLY, seconds=1800)
    early = most_memory(children(worker.process.pid))
    house.until(lambda: house.ask(WITH_PDF)[0][0] == PAYERS, seconds=1800)
    late = most_memory(children(worker.process.pid))
    ours, our_cpu = house.ask(LAST_PDF)[0][0] - pressed, cpu_seconds(workers(worker)) - before
    house.kill(worker)
    alone, their_cpu = weasyprint_alone(house, tmp_path)
    print(f"\nfakturakörning, {PAYERS} betalare × {SERVICES} rader, två processer; belastning {load()}")
    print(f"  bara WeasyPrint {alone:.1f} s ({their_cpu:.1f} s processor)")
    print(f"  hela körningen {ours:.1f} s = {ours / alone:.2f} × (gräns 1,25)")
    print(f"  processortid {our_cpu:.1f} s = {our_cpu / their_cpu:.2f} ×")
    print(f"  minne efter {EARLY} PDF {early // 1024} MB, efter {PAYERS} {late // 1024} MB", end="")
    print(f" = {late / early:.2f} × (gräns 1,3)")


def answers(house: Hus) -> bool:
    """Whether the worker is up; a question asked before it is, is never answered."""
    return house.begin("-m", "celery", "-A", "samverkan", "inspect", "ping", "-t", "3").wait() == 0


def workers(worker: Child) -> list[int]:
    return [worker.process.pid, *children(worker.process.pid)]


def load() -> str:
    return " ".join(f"{number:.1f}" for number in os.getloadavg())


def weasyprint_alone(house: Hus, folder: Path) -> tuple[float, float]:
    """Seconds and processor seconds for the same pages in two processes that are ready to begin."""
    pages = folder / "sidor"
    pages.mkdir()
    run(house, f"sidor({str(pages)!r})")
    both = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.prestanda.bara_weasyprint", str(pages), str(part), "2"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for part in range(2)
    ]
    assert [one.stdout.readline() for one in both] == ["redo\n"] * 2
    began = time.monotonic()
    for one in both:
        one.stdin.write("\n")
        one.stdin.flush()
    cpu = sum(float(one.stdout.readline()) for one in both)
    seconds = time.monotonic() - began
    assert [one.wait() for one in both] == [0, 0]
    return seconds, cpu
