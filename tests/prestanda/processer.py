"""Processor time and memory of processes, as the kernel tells them in /proc."""

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def children(pid: int) -> list[int]:
    """The processes that this one has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        fields = _fields(stat)
        if fields and int(fields[1]) == pid:
            found.append(int(stat.parent.name))
    return found


def cpu_seconds(pids: list[int]) -> float:
    """What the processes have used since they began, user and system."""
    stats = [_fields(Path(f"/proc/{pid}/stat")) for pid in pids]
    return sum(int(fields[11]) + int(fields[12]) for fields in stats if fields) / TICKS


def most_memory(pids: list[int]) -> int:
    """The most that any of the processes has held at once, in kB."""
    return max(_peak(pid) for pid in pids)


def _peak(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM:"):
            return int(line.split()[1])
    return 0


def _fields(stat: Path) -> list[str]:
    """The fields after the program's name, which may hold spaces: state, parent, …"""
    try:
        return stat.read_text().rpartition(")")[2].split()
    except OSError:  # it has ended
        return []
