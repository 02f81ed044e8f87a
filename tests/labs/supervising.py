"""A supervisor on a database and a folder of a test's own, and what is to be seen of its runs."""

import asyncio
import os
import tempfile
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from labs.control.requests import RunRequest
from labs.control.settings import LabSettings
from labs.control.supervisor import Supervisor
from labs.offered.loading import offers_in
from schema.lab_runs import artifacts_of, events_after, lab_run, lab_runs, scores_of
from schema.run_records import LabRun
from schema.store import Store

T = TypeVar("T")

HOSTILE = Path(__file__).parent / "hostile"


@cache
def _empty() -> bytes:
    """Return an empty database as the migrations make it, so that they run once."""
    with tempfile.TemporaryDirectory() as folder:
        Store.open(f"sqlite:///{folder}/tea.db").close()
        return (Path(folder) / "tea.db").read_bytes()


class Bench:
    """Runs in a folder of their own."""

    def __init__(self, folder: Path, *, url: str = "", **settings: object) -> None:
        self.folder = folder
        self.url = url or f"sqlite:///{folder}/tea.db"
        if not url and not (folder / "tea.db").exists():
            (folder / "tea.db").write_bytes(_empty())
        self.store = Store.open(self.url)
        self.settings = replace(
            LabSettings(folder / "runs", poll_s=0.02, idle_s=0.05, lease_s=2.0, most_running=4, most_per_owner=4),
            **settings,
        )

    def supervisor(self, **given: object) -> Supervisor:
        return Supervisor(self.store, self.settings, **given)

    def hostile(self) -> Supervisor:
        return self.supervisor(offers=offers_in(HOSTILE), recipes=HOSTILE)

    def rehearsal(self, **parameters: object) -> RunRequest:
        return RunRequest("rehearsal", seed=1, parameters={"steps": 20, "pause_s": 0.0} | parameters)

    def finished(self, request: RunRequest) -> LabRun:
        """Run something to its end."""

        async def work() -> LabRun:
            async with self.supervisor() as supervisor:
                return await supervisor.ended((await supervisor.start(request)).id)

        return go(work)

    def deed(self, deed: str, *, cancel_at: str | None = None, profile: str = "tiny", **parameters: object) -> LabRun:
        """Let a hostile run do what it does; cancel it as soon as its log says something."""

        async def work() -> LabRun:
            async with self.hostile() as supervisor:
                run = await supervisor.start(RunRequest("hostile", profile, parameters={"deed": deed} | parameters))
                if cancel_at is not None:
                    await told(supervisor, run.id, lambda event: event.body.get("text") == cancel_at)
                    await supervisor.cancel(run.id)
                return await supervisor.ended(run.id)

        return go(work)

    def run(self, run: str) -> LabRun:
        with self.store.reading() as transaction:
            return lab_run(transaction, run)

    def runs(self) -> tuple[LabRun, ...]:
        with self.store.reading() as transaction:
            return lab_runs(transaction)

    def events(self, run: str, *kinds: str) -> list:
        found: list = []
        with self.store.reading() as transaction:
            while more := events_after(transaction, run, found[-1].seq if found else 0, kinds=kinds or None):
                found += more
        return found

    def log(self, run: str) -> list[str]:
        return [event.body["text"] for event in self.events(run, "log")]

    def states(self, run: str) -> list[str]:
        return [event.body["state"] for event in self.events(run, "state")]

    def artifacts(self, run: str) -> dict:
        with self.store.reading() as transaction:
            return {one.name: one for one in artifacts_of(transaction, run)}

    def scores(self, run: str) -> dict:
        with self.store.reading() as transaction:
            return {one.name: one for one in scores_of(transaction, run)}

    def close(self) -> None:
        self.store.close()


def go(work: Callable[[], Coroutine[Any, Any, T]], seconds: float = 40) -> T:
    """Run something to its end, but not for ever."""
    return asyncio.run(asyncio.wait_for(work(), seconds))


async def told(supervisor: Supervisor, run: str, wanted: Callable[[object], bool]) -> int:
    """Wait until a run has told something, and return the number of that event."""
    async for event in supervisor.watch(run):
        if wanted(event):
            return event.seq
    raise AssertionError("the run ended without it")


def left_behind(mark: str) -> list[str]:
    """Return the command lines of the processes that hold a mark in their command line or environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        if process.name == str(os.getpid()):
            continue
        with suppress(OSError):
            line, environment = ((process / name).read_bytes() for name in ("cmdline", "environ"))
            if mark.encode() in line.split(b"\0") or mark.encode() in environment:
                found.append(line.replace(b"\0", b" ").decode(errors="replace"))
    return found


def gone_within(seconds: float, mark: str) -> bool:
    until = time.monotonic() + seconds
    while left := left_behind(mark):
        if time.monotonic() > until:
            raise AssertionError(left)
        time.sleep(0.05)
    return True


def own_memory_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
