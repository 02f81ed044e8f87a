"""The processes of this machine as the kernel tells of them: which there are, whose children, since when, how large."""

import os
import signal
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

TAG = "SYLLAGRAPH_RUN"
"""The variable in the environment of every process of a run: it holds the run's id."""

_PROC = Path("/proc")
_PAGE = os.sysconf("SC_PAGE_SIZE")


class Process(NamedTuple):
    """A process.

    Attributes:
        pid: Its number.
        parent: Its parent's.
        state: One letter; ``Z`` has ended and waits to be collected.
        ticks: When it was started, in ticks since the machine was.
        busy: Ticks of processor time that it has used.
        memory: Bytes of memory it holds.
    """

    pid: int
    parent: int
    state: str
    ticks: int
    busy: int
    memory: int


def can_look() -> bool:
    """Say whether this machine tells of its processes in the way that is read here: Linux does."""
    return (_PROC / "self/stat").exists()


@cache
def boot() -> str:
    """Return what names this machine and this boot of it: the numbers of processes mean nothing beyond.

    Containers on a machine share its boot, and have numbers of their own each.
    """
    boot_id = (_PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    try:
        numbers = str((_PROC / "self/ns/pid").readlink()).strip("pid:[]")
    except OSError:
        numbers = ""
    return f"{boot_id}.{numbers}"


def process(pid: int) -> Process | None:
    """Return a process by its number, or None where there is none."""
    try:
        text = (_PROC / str(pid) / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return None
    # The name stands in brackets and may hold anything, brackets too.
    fields = text[text.rindex(")") + 2 :].split()
    return Process(
        pid, int(fields[1]), fields[0], int(fields[19]), int(fields[11]) + int(fields[12]), int(fields[21]) * _PAGE
    )


def processes() -> dict[int, Process]:
    """Return all processes by number."""
    numbers = (int(name) for name in os.listdir(_PROC) if name.isdigit())  # noqa: PTH208 - thousands of paths else
    return {pid: found for pid in numbers if (found := process(pid))}


def own_memory(one: Process) -> int:
    """Return the bytes of memory that a process holds, what it shares counted by its share."""
    try:
        lines = (_PROC / str(one.pid) / "smaps_rollup").read_text(encoding="ascii", errors="replace").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return one.memory


def descendants(root: int, among: dict[int, Process]) -> list[Process]:
    """Return the processes that come from one, without it, parents first."""
    children: dict[int, list[Process]] = {}
    for one in among.values():
        children.setdefault(one.parent, []).append(one)
    found, ahead = [], [root]
    while ahead:
        mine = sorted(children.get(ahead.pop(0), []))
        found += mine
        ahead += [one.pid for one in mine]
    return found


def started(pid: int) -> str | None:
    """Return when a process was started, so that no other of the same number is taken for it; None if it has ended."""
    found = process(pid)
    return f"{boot()}:{found.ticks}" if found and found.state != "Z" else None


def is_alive(pid: int, since: str) -> bool:
    """Say whether the process that was started then still runs."""
    return started(pid) == since


def tagged(run: str) -> list[int]:
    """Return the processes that carry a run's tag in their environment, whoever's children they are."""
    mark = f"{TAG}={run}".encode()
    found = []
    for name in os.listdir(_PROC):  # noqa: PTH208 - as above
        if name.isdigit() and int(name) != os.getpid():
            try:
                variables = (_PROC / name / "environ").read_bytes()
            except OSError:
                continue
            if mark in variables.split(b"\0"):
                found.append(int(name))
    return sorted(found)


def kill(pids: Iterable[int], sign: int = signal.SIGKILL) -> None:
    """Send a signal to processes; those that are gone already do not matter."""
    for pid in pids:
        try:
            os.kill(pid, sign)
        except (ProcessLookupError, PermissionError):
            continue
