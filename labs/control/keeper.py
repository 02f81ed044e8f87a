"""The keeper of one run: starts its process, collects what it prints, holds it to its limits, and ends it.

A keeper outlives the server that asked for it: a run goes on when the server goes down, and is found again by what the
keeper leaves in the run's folder. What a run may not do it cannot do either when nobody else is watching. The run goes
down with its keeper. It imports nothing but the standard library, so that it starts at once and stays small.

In the run's folder it writes ``keeper.json`` first of all (who it is; where that exists already, it does nothing), then
``output.log``, and last ``ended.json``. A SIGTERM asks it to end the run.
"""

import ctypes
import json
import os
import resource
import selectors
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from labs.control.process_tree import descendants, kill, own_memory, processes, started

CLAIM = "keeper.json"
OUTPUT = "output.log"
ENDED = "ended.json"

_LOOK_S = 0.1
_MEASURE_S = 0.25
_DISK_S = 0.5
_MOST_FILES = 10_000
_SUBREAPER = 36
_PARENT_DEATH = 1
_LAST_BYTES = 1 << 14
_NOT_STARTED = 127
_MB = 1 << 20
_TICKS = os.sysconf("SC_CLK_TCK")


def claimed(folder: Path, name: str) -> bool:
    """Claim a run's folder for one keeper, or for none at all, and say whether nobody had."""
    mine = folder / f".{CLAIM}.{os.getpid()}"
    mine.write_text(json.dumps({"pid": os.getpid(), "started": started(os.getpid()), "by": name}), encoding="utf-8")
    try:
        os.link(mine, folder / CLAIM)
    except FileExistsError:
        return False
    finally:
        mine.unlink()
    return True


class Keeper:
    """What keeps one run.

    Args:
        order: What to start and within which limits, as ``labs.control.local_process`` writes it.
    """

    def __init__(self, order: dict[str, Any]) -> None:
        self._order = order
        self._limits: dict[str, float] = order["limits"]
        self._folder = Path(order["folder"])
        self._asked = False
        self._told = False
        self._cause = "exited"
        self._child = 0
        self._status: int | None = None
        self._kill_at = float("inf")
        self._peak = 0
        self._busy = 0.0
        self._printed = 0
        self._last = b""

    def run(self) -> None:
        """Start the run, stay with it until nothing of it is left, and write down how it ended."""
        signal.signal(signal.SIGTERM, self._ask)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
        begun = time.monotonic()
        try:
            child = self._start()
        except (OSError, subprocess.SubprocessError) as error:
            (self._folder / OUTPUT).write_text(f"the run could not be started: {error}\n", encoding="utf-8")
            self._status = _NOT_STARTED
            self._write_end(time.monotonic() - begun)
            return
        self._child = child.pid
        with (self._folder / OUTPUT).open("wb") as output:
            self._watch(child, output, begun + self._order["timeout_s"])
            self._end_all()
            self._collect(child, output)
            if (left_out := self._printed - int(self._limits["log_bytes"]) - len(self._last)) > 0:
                output.write(f"\n[{left_out:,} bytes are left out here]\n".encode())
            output.write(self._last)
        self._write_end(time.monotonic() - begun)

    def _ask(self, *_: object) -> None:
        self._asked = True

    def _start(self) -> "subprocess.Popen[bytes]":
        child = subprocess.Popen(
            self._order["command"],
            env=self._order["environment"],
            cwd=self._order["work"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=self._limit,
        )
        assert child.stdin is not None
        assert child.stdout is not None
        try:
            child.stdin.write(self._order["config"].encode() + b"\n")
            child.stdin.close()
        except BrokenPipeError:
            pass
        os.set_blocking(child.stdout.fileno(), False)
        return child

    def _limit(self) -> None:
        """Set the limits of the process itself; runs in it, before its program does."""
        ctypes.CDLL(None).prctl(_PARENT_DEATH, signal.SIGKILL, 0, 0, 0)
        os.nice(5)
        for name in ("CORE", "AS", "CPU", "FSIZE", "NOFILE", "NPROC"):
            if (most := self._limits.get(name)) is not None:
                resource.setrlimit(getattr(resource, f"RLIMIT_{name}"), (int(most), int(most)))

    def _watch(self, child: "subprocess.Popen[bytes]", output: Any, deadline: float) -> None:  # noqa: ANN401 - a file
        measured = weighed = 0.0
        with selectors.DefaultSelector() as selector:
            assert child.stdout is not None
            selector.register(child.stdout, selectors.EVENT_READ)
            while not self._reap():
                if selector.get_map() and selector.select(_LOOK_S):
                    if not self._collect(child, output):
                        selector.unregister(child.stdout)
                elif not selector.get_map():
                    time.sleep(_LOOK_S)
                now = time.monotonic()
                if now - measured > _MEASURE_S:
                    measured = now
                    self._measure()
                if now - weighed > _DISK_S:
                    weighed = now
                    self._weigh()
                if now > deadline:
                    self._stop("timed-out")
                if self._asked:
                    self._stop("asked")
                if now > self._kill_at:
                    return

    def _stop(self, cause: str, *, at_once: bool = False) -> None:
        """Ask the recipe to end, and note when its time for that is over."""
        if self._cause == "exited":
            self._cause = cause
            self._kill_at = time.monotonic() + (0 if at_once else self._order["grace_s"])
        if not self._told and not at_once:
            # A sandbox takes a moment until there is a recipe in it that can be asked.
            self._told = self._tell_recipe()

    def _tell_recipe(self) -> bool:
        all_there = processes()
        line = [one.pid for one in descendants(os.getpid(), all_there)]
        if self._order["sandboxed"]:
            # The sandbox's own two processes come first: the one outside and the one inside.
            line = line[2:]
        kill(line[:1], signal.SIGTERM)
        return bool(line)

    def _measure(self) -> None:
        mine = descendants(os.getpid(), processes())
        memory = sum(one.memory for one in mine)
        self._peak = max(self._peak, memory)
        # What ends unseen within a sandbox is not told to its parent, so the most that was seen counts.
        self._busy = max(self._busy, sum(one.busy for one in mine) / _TICKS)
        if len(mine) > self._limits["processes"]:
            self._stop("processes", at_once=True)
        # What processes share counts once; to find that out takes long, so only where it matters.
        if memory > (most := self._limits["memory_mb"] * _MB) and sum(own_memory(one) for one in mine) > most:
            self._stop("memory", at_once=True)

    def _weigh(self) -> None:
        size, files = 0, 0
        for folder, _, names in os.walk(self._folder):
            for name in names:
                files += 1
                try:
                    size += os.lstat(os.path.join(folder, name)).st_blocks * 512  # noqa: PTH118 - many
                except OSError:
                    continue
            if files > _MOST_FILES:
                break
        if size > self._limits["disk_mb"] * _MB or files > _MOST_FILES:
            self._stop("disk", at_once=True)

    def _collect(self, child: "subprocess.Popen[bytes]", output: Any) -> bool:  # noqa: ANN401 - a file
        """Keep what was printed, as far as there is room; say whether more may come."""
        assert child.stdout is not None
        for _ in range(64):
            try:
                read = os.read(child.stdout.fileno(), 1 << 16)
            except BlockingIOError:
                return True
            if not read:
                return False
            room = max(0, int(self._limits["log_bytes"]) - self._printed)
            output.write(read[:room])
            output.flush()
            self._last = (self._last + read[room:])[-_LAST_BYTES:]
            self._printed += len(read)
        return True

    def _reap(self) -> bool:
        """Collect what has ended, orphans too, and say whether the run's own process has."""
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return True
            if pid == 0:
                return self._status is not None
            if pid == self._child:
                self._status = os.waitstatus_to_exitcode(status)

    def _end_all(self) -> None:
        """Kill until nothing is left: what detached itself has become the keeper's own child."""
        while True:
            self._reap()
            left = [one for one in descendants(os.getpid(), processes()) if one.state != "Z"]
            if not left:
                return
            # Stopped first, so that none can start another while it is being looked for.
            kill((one.pid for one in left), signal.SIGSTOP)
            kill(one.pid for one in left)
            time.sleep(0.01)

    def _write_end(self, seconds: float) -> None:
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        # What ends between two looks is known to the kernel: the most that one process held, in kilobytes.
        peak = max(self._peak, used.ru_maxrss * 1024)
        ending = {
            "cause": self._cause,
            "exit_code": self._status,
            "seconds": round(seconds, 3),
            "cpu_seconds": round(max(self._busy, used.ru_utime + used.ru_stime), 3),
            "peak_mb": round(peak / _MB, 1),
            "printed": self._printed,
        }
        aside = self._folder / f".{ENDED}"
        aside.write_text(json.dumps(ending), encoding="utf-8")
        aside.replace(self._folder / ENDED)


def main() -> None:
    """Keep the run that the standard input orders."""
    order = json.loads(sys.stdin.buffer.read())
    if claimed(Path(order["folder"]), "keeper"):
        Keeper(order).run()


if __name__ == "__main__":
    main()
