"""The machine beneath: system libraries, the virtual environment, processes that die with us.

Standard library only: this runs before anything is installed.
"""

import contextlib
import ctypes
import fcntl
import hashlib
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PIP = VENV / "bin" / "pip"  # comes last into a new .venv: without it the making was interrupted
PR_SET_PDEATHSIG = 1
LIBC = ctypes.CDLL(None, use_errno=True)

# What must be there, told by loading it, and the Debian package that brings it.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
TEST_LIBRARIES = {"libatomic.so.1": "libatomic1"}
TEST_PROGRAMS = {"chromium": "chromium", "pdftoppm": "poppler-utils", "qpdf": "qpdf"}


class Stop(Exception):
    """Cannot go on; the message says what to do."""


def say(text: str) -> None:
    print(text, flush=True)


def call(*command: object, **kwargs: object) -> int:
    """Run a program in the checkout, return its exit code."""
    return subprocess.run([str(part) for part in command], cwd=ROOT, **kwargs).returncode


def succeeds(*command: str) -> bool:
    return subprocess.run(command, capture_output=True).returncode == 0


def loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(for_tests: bool) -> list[str]:
    libraries = LIBRARIES | (TEST_LIBRARIES if for_tests else {})
    lacking = [package for library, package in libraries.items() if not loads(library)]
    if for_tests:
        lacking += [package for program, package in TEST_PROGRAMS.items() if not shutil.which(program)]
    if not PIP.exists() and not succeeds(sys.executable, "-c", "import ensurepip"):
        lacking.append("python3-venv")
    return lacking


def install_packages(for_tests: bool) -> None:
    """Install with apt only what is lacking; without the right to, say the one line to type."""
    lacking = missing_packages(for_tests)
    if not lacking:
        return
    line = "apt-get install -y --no-install-recommends " + " ".join(lacking)
    advice = f"Type this as root, then start again:\n\n    {line}\n"
    as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    may = not as_root or (shutil.which("sudo") and succeeds("sudo", "-n", "true"))
    if not shutil.which("apt-get") or not may:
        raise Stop(f"This machine lacks {', '.join(lacking)}. {advice}")
    say(f"Installing {', '.join(lacking)} …")
    quiet = {"stdout": subprocess.DEVNULL}
    call(*as_root, "apt-get", "update", "-q", **quiet)
    if call(*as_root, "env", "DEBIAN_FRONTEND=noninteractive", *line.split(), **quiet):
        raise Stop(f"apt could not install {', '.join(lacking)}. {advice}")


def install_venv() -> None:
    """Make .venv from the hashed lock; nothing is done when the lock is unchanged."""
    if sys.version_info < (3, 11):
        raise Stop("Python 3.11 or newer is needed.")
    if not PIP.exists() and call(sys.executable, "-m", "venv", VENV):
        raise Stop("Could not make .venv; remove it and start again.")
    lock = ROOT / "requirements-dev.txt"
    digest = hashlib.sha256(lock.read_bytes()).hexdigest()
    stamp = VENV / "installed-lock"
    with open(VENV / "install.flock", "w") as guard:
        fcntl.flock(guard, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text() == digest:
            return
        say("Installing Python packages …")
        pip = (PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check")
        if call(*pip, "--require-hashes", "-r", lock):
            raise Stop("pip could not install the packages; see above.")
        stamp.write_text(digest)


def foreground(*command: object) -> int:
    """Run with the terminal; Ctrl-C is the program's to answer, and it dies with us."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        return call(*command, preexec_fn=lambda: LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM))
    finally:
        signal.signal(signal.SIGINT, before)


def free_port(host: str, wish: str) -> int:
    """The wished port, or the next free one, said so."""
    if not wish.isdigit():
        raise Stop(f"PORT must be a number, not {wish!r}.")
    wanted = int(wish)
    for port in range(wanted, wanted + 50):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            with contextlib.suppress(OSError):
                probe.bind((host, port))
                if port != wanted:
                    say(f"Port {wanted} is taken; using {port}.")
                return port
    raise Stop(f"No free port from {wanted} on.")
