"""Runs as processes of this machine, each with a keeper of its own that outlives the server."""

import json
import os
import signal
import subprocess
import time
from contextlib import suppress
from pathlib import Path

from labs.control.executor import Cause, Ending, Handle, Order
from labs.control.keeper import CLAIM, ENDED, claimed
from labs.control.process_tree import boot, descendants, is_alive, kill, processes, tagged
from labs.control.sandbox import (
    SCRATCH,
    bubblewrap,
    confined,
    environment_of,
    limits_of,
    python,
)
from labs.control.settings import LabSettings
from schema.errors import InputError
from schema.run_records import Isolation


class LocalProcesses:
    """The executor of this machine.

    Args:
        settings: Limits and folders.
        plain: Use no sandbox even where there is one.
    """

    def __init__(self, settings: LabSettings, *, plain: bool = False) -> None:
        self._settings = settings
        self._program = None if plain else bubblewrap()
        self._keepers: list[int] = []

    @property
    def host(self) -> str:
        """What names the machine, and this boot of it."""
        return boot()

    @property
    def isolation(self) -> Isolation:
        """What keeps runs away from everything else."""
        return Isolation.SANDBOXED if self._program else Isolation.PLAIN

    def start(self, order: Order) -> None:
        """Start a run's keeper, which starts the run.

        Raises:
            InputError: The recipe is not a shipped one, and there is no sandbox.
        """
        if order.recipes is not None and self._program is None:
            raise InputError(
                "without a sandbox only shipped recipes run", remedy="Install bubblewrap, and allow user namespaces"
            )
        for folder in (order.config.folder, order.home / SCRATCH):
            folder.mkdir(parents=True, exist_ok=True)
        with (order.home / "keeper.log").open("wb") as log:
            keeper = subprocess.Popen(
                python("labs.control.keeper", bare=True),
                env=environment_of(order, threads=1, models=None),
                cwd=order.home,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
            )
        assert keeper.stdin is not None
        with suppress(BrokenPipeError), keeper.stdin:
            keeper.stdin.write(json.dumps(self._ordered(order)).encode())
        # It is to outlive whoever holds it, so nobody is to be warned that it does.
        keeper.returncode = 0
        self._keepers.append(keeper.pid)

    def found(self, run: str, home: Path) -> Handle | None:
        """Return a run whose keeper has begun."""
        try:
            claim = json.loads((home / CLAIM).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        return Handle(run, home, claim["pid"], claim["started"]) if claim["by"] == "keeper" else None

    def forbid(self, run: str, home: Path) -> bool:
        """Claim the folder of a run, so that a keeper which comes late does nothing."""
        home.mkdir(parents=True, exist_ok=True)
        return claimed(home, "server") or self.found(run, home) is None

    def ending(self, handle: Handle) -> Ending | None:
        """Return how a run ended: as its keeper wrote it down, or unseen where the keeper is gone without a word."""
        self._collect()
        alive = is_alive(handle.pid, handle.started)
        try:
            written = json.loads((handle.home / ENDED).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None if alive else Ending(Cause.VANISHED)
        measured = {name: written[name] for name in ("seconds", "cpu_seconds", "peak_mb")}
        return Ending(Cause(written["cause"]), written["exit_code"], measured)

    def ask_to_end(self, handle: Handle) -> None:
        """Ask a run's keeper to end it."""
        if is_alive(handle.pid, handle.started):
            kill([handle.pid], signal.SIGTERM)

    def end(self, run: str, handle: Handle | None) -> None:
        """Kill all that there may be of a run: its keeper, what comes from it, and what carries the run's tag."""
        if handle is not None and is_alive(handle.pid, handle.started):
            below = [one.pid for one in descendants(handle.pid, processes())]
            kill([handle.pid, *below])
        for _ in range(100):
            left = tagged(run)
            if not left:
                return
            kill(left)
            time.sleep(0.01)

    def _collect(self) -> None:
        """Let those of our keepers go that have ended."""
        for pid in list(self._keepers):
            with suppress(ChildProcessError):
                if os.waitpid(pid, os.WNOHANG) == (0, 0):
                    continue
            self._keepers.remove(pid)

    def _ordered(self, order: Order) -> dict[str, object]:
        settings = self._settings
        command = python("labs.running.process", *([str(order.recipes)] if order.recipes else []))
        if self._program:
            command = confined(self._program, command, order, models=settings.models)
        return {
            "run": order.run,
            "folder": str(order.home),
            "work": str(order.config.folder),
            "command": command,
            "environment": environment_of(
                order, threads=settings.threads, models=settings.models, judge=settings.judge
            ),
            "config": order.config.as_json(),
            "sandboxed": self._program is not None,
            "timeout_s": order.timeout_s,
            "grace_s": order.grace_s,
            "limits": limits_of(order, most_processes=settings.most_processes, most_output=settings.most_output),
        }
