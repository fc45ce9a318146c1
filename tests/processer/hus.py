"""A whole house of its own for a test: PostgreSQL, Redis and workers that can be killed and restarted."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from devkit.services import Child, Services

ROOT = Path(__file__).resolve().parent.parent.parent
SERVICE_VARIABLES = ("DATABASE_URL", "REDIS_URL", "SAMVERKAN_VAR")


class Hus:
    """Starts the services in a folder; `python` and `arbetare` run our code in processes of their own."""

    def __init__(self, services: Services) -> None:
        self.services = services
        self.env = {**os.environ, "SAMVERKAN_VAR": str(services.var), "RESUME_SECONDS": "1"}
        self.workers: list[Child] = []

    def python(self, *arguments: str) -> str:
        """Run `python …` to its end and return what it printed."""
        done = subprocess.run(
            [sys.executable, *arguments], cwd=ROOT, env=self.env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def begin(self, *arguments: str) -> subprocess.Popen:
        """Start `python …` and let it run."""
        return subprocess.Popen([sys.executable, *arguments], cwd=ROOT, env=self.env)

    def skript(self, call: str, *, module: str = "tests.processer.skript") -> str:
        """Call a function of a module in a process of its own and return what it printed."""
        return self.python("manage.py", "shell", "-v0", "-c", f"from {module} import *; {call}")

    def webb(self) -> str:
        """A web process on a free port; returns its address when it answers."""
        port = free_port()
        command = [sys.executable, "-m", "gunicorn", "samverkan.wsgi", "-b", f"127.0.0.1:{port}"]
        with environment(self.env):
            child = Child("web", [*command, "--threads", "8"], self.services.log / "web.log")
            child.start()
        self.workers.append(child)
        self.until(lambda: answers(port))
        return f"http://127.0.0.1:{port}"

    def arbetare(self) -> Child:
        """A worker with two processes and its own beat."""
        log = self.services.log / f"worker-{len(self.workers)}.log"
        schedule = str(self.services.var / f"beat-{len(self.workers)}")
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "samverkan",
            "worker",
            "-c",
            "2",
            "-B",
            "-s",
            schedule,
        ]
        with environment(self.env):
            child = Child("worker", command, log)
            child.start()
        self.workers.append(child)
        return child

    def kill(self, worker: Child) -> None:
        """kill -9 of the worker and all its processes."""
        os.killpg(worker.process.pid, signal.SIGKILL)
        worker.process.wait()

    def restart_postgres(self) -> None:
        """Pull the plug on PostgreSQL and start it again."""
        postgres = self.services.children[0]
        postgres.process.send_signal(signal.SIGQUIT)
        postgres.process.wait()
        postgres.start()
        self.until(lambda: self.ask("SELECT 1") == [(1,)])

    def ask(self, sql: str) -> list[tuple]:
        """Rows from the database, on a connection of its own."""
        with psycopg.connect(self.env["DATABASE_URL"]) as connection:
            return connection.execute(sql).fetchall()

    def until(self, holds: Callable[[], bool], seconds: int = 180) -> None:
        """Wait until it holds; a database that is away does not hold."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                if holds():
                    return
            except psycopg.OperationalError:
                pass
            time.sleep(0.1)
        raise AssertionError(f"not in {seconds} s: {[worker.tail() for worker in self.workers]}")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def answers(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@contextmanager
def environment(values: dict[str, str]) -> Iterator[None]:
    """os.environ with other values for a while."""
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(values)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def hus(folder: Path) -> Iterator[Hus]:
    """A house in the folder; everything in it ends with the test."""
    bare = {key: value for key, value in os.environ.items() if key not in SERVICE_VARIABLES}
    with environment(bare), Services(folder, throwaway=True) as services:
        house = Hus(services)
        house.python("manage.py", "migrate", "-v0")
        try:
            yield house
        finally:
            for worker in house.workers:
                if worker.process.poll() is None:
                    house.kill(worker)
