import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from devkit.machine import ROOT, Stop, free_port, loads
from devkit.services import Child, Services, alive, postgres_version


def test_a_taken_port_gives_the_next_and_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        found = free_port("127.0.0.1", str(port))
    assert found > port
    assert capsys.readouterr().out == f"Port {port} is taken; using {found}.\n"


def test_a_port_that_is_no_number_is_refused() -> None:
    with pytest.raises(Stop, match="PORT must be a number, not 'åtta'"):
        free_port("127.0.0.1", "åtta")


def test_a_library_counts_when_it_loads() -> None:
    assert (loads("libc.so.6"), loads("libfinnsinte.so.1")) == (True, False)


def test_a_folder_with_half_a_postgresql_is_none(tmp_path: Path) -> None:
    (tmp_path / "postgres").touch(mode=0o755)
    assert postgres_version(str(tmp_path)) == 0


def test_sockets_of_a_deep_folder_lie_in_a_short_path(tmp_path: Path) -> None:
    deep = tmp_path / ("en-lång-mapp-" * 8)
    assert len(str(Services(deep).sockets)) < 80
    assert Services(tmp_path / "a").sockets != Services(tmp_path / "b").sockets


def test_nobody_answers_on_a_socket_that_is_not_there(tmp_path: Path) -> None:
    assert alive(tmp_path / "redis.sock") is False


def test_a_child_dies_with_its_parent(tmp_path: Path) -> None:
    code = (
        "import pathlib, time; from devkit.services import Child;"
        f"child = Child('sleep', ['sleep', 60], pathlib.Path({str(tmp_path / 'log')!r})); child.start();"
        "print(child.process.pid, flush=True); time.sleep(60)"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    pid = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    assert ended(pid)


def ended(pid: int) -> bool:
    """The process is gone, or waits as a zombie for whoever inherited it."""
    for _ in range(100):
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.05)
    return False


def test_the_tail_of_a_log_tells_why_a_child_stopped(tmp_path: Path) -> None:
    child = Child("false", ["sh", "-c", "echo orsaken >&2; exit 3"], tmp_path / "log")
    child.start()
    assert (child.process.wait(), child.tail()) == (3, "orsaken")
