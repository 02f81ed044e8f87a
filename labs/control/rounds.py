"""The rounds of a server that controls runs: it starts those whose turn it is, and looks after those under way.

Several servers may share a database. Each takes runs, and what another has left behind, by changing a row that only one
of them can change; what a folder holds is claimed in the same way. So no run is started twice, and none is forgotten.
"""

import logging
import os
import secrets
import shutil
import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from labs.control.executor import Cause, Ending, Executor, Handle
from labs.control.keeper import OUTPUT
from labs.control.ordering import home_of, order_of
from labs.control.orphans import end_orphans
from labs.control.outcome import artifacts_in, scores_in, state_after
from labs.control.process_tree import boot, is_alive, started
from labs.control.sandbox import SCRATCH, WORK
from labs.control.settings import LabSettings
from labs.control.telling import cleaned, output_of, read_on
from labs.offered.loading import Offers
from labs.running.process import EVENTS
from schema.errors import RunStateError, StoreError, SyllagraphError
from schema.lab_runs import Told, change_state, events_after, lab_run, last_event, note, save_outcome, tell
from schema.run_queue import beat, is_forsaken, take_next, take_over, under_way, watched_by, whose_turn
from schema.run_records import LabRun, RunEvent, RunState
from schema.store import Store, Transaction

logger = logging.getLogger("syllagraph.labs")

_LAST_WORDS = 2_000
_PATIENCE_S = 5.0
# A server that lives but has not been heard of for so many leases is taken for lost.
_HUNG = 4
_MOST_FAILURES = 100
_LASTING = 20


def _now() -> datetime:
    return datetime.now(UTC)


class Rounds:
    """One server's part in the control of runs.

    Args:
        store: Where runs are kept.
        settings: What an operator has set.
        offers: What can be run.
        executor: What runs them.
        recipes: A folder of recipes in place of the shipped ones; needs a sandbox.
        starts: Whether it takes runs from the queue; if not, it only looks after those under way.
        clock: Tells the time.
    """

    def __init__(
        self,
        store: Store,
        settings: LabSettings,
        offers: Offers,
        executor: Executor,
        *,
        recipes: Path | None = None,
        starts: bool = True,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._store = store
        self._settings = settings
        self._offers = offers
        self._executor = executor
        self._recipes = recipes
        self._starts = starts
        self._clock = clock
        self.server = f"{started(os.getpid()) or ''}:{os.getpid()}:{secrets.token_hex(3)}"
        self._started: dict[str, float] = {}
        self._asked: dict[str, float] = {}
        self._failures: Counter[str] = Counter()
        self._beaten = self._swept = float("-inf")
        self._tidied = False

    def look(self) -> set[str]:
        """Make one round, and return the ids of the runs that are under way or have just ended."""
        if not self._tidied:
            end_orphans(self._store, self._settings, self._executor)
            self._tidied = True
        self._beat()
        self._adopt()
        with self._store.reading() as transaction:
            mine = watched_by(transaction, self.server)
        for run in mine:
            self._guarded(run, self._look_after)
        begun = self._start_waiting() if self._starts else []
        return {run.id for run in (*mine, *begun)}

    def release(self) -> None:
        """Leave the runs under way to whichever server comes next: they go on."""
        with self._store.writing() as transaction:
            for run in watched_by(transaction, self.server):
                note(transaction, run.id, server="")

    def _guarded(self, run: LabRun, work: Callable[[LabRun], None]) -> None:
        """Do something for a run; what goes wrong there is tried again a few times, and hinders no other run."""
        try:
            work(run)
        except RunStateError as error:
            # Somebody else was faster: the next round sees how it is now.
            logger.info("run %s: %s", run.id, error)
        except Exception as error:
            # A database may be away for a while; what goes wrong otherwise will hardly mend itself.
            passing = isinstance(error, StoreError)
            level = logging.WARNING if passing else logging.ERROR
            logger.log(level, "run %s could not be looked after: %s", run.id, error, exc_info=not passing)
            self._failures[run.id] += 1 if passing else _LASTING
            if self._failures[run.id] >= _MOST_FAILURES:
                self._executor.end(run.id, self._executor.found(run.id, home_of(run, self._settings)))
                self._close(run, RunState.FAILED, f"it could not be looked after: {type(error).__name__}")

    def _beat(self) -> None:
        if time.monotonic() - self._beaten > self._settings.lease_s / 4:
            with self._store.reading() as transaction:
                any_ = bool(watched_by(transaction, self.server))
            if any_:
                with self._store.writing() as transaction:
                    beat(transaction, self.server, self._clock())
            self._beaten = time.monotonic()

    def _adopt(self) -> None:
        """Take over the runs whose server is gone."""
        if time.monotonic() - self._swept < min(1.0, self._settings.lease_s / 4):
            return
        self._swept = time.monotonic()
        with self._store.reading() as transaction:
            left = [run for run in under_way(transaction) if run.server != self.server and self._is_left(run)]
        for run in left:
            with self._store.writing() as transaction:
                if take_over(transaction, run, server=self.server, now=self._clock()):
                    logger.info("run %s: taken over from %s", run.id, run.server or "nobody")

    def _is_left(self, run: LabRun) -> bool:
        machine, _, rest = run.server.partition(":")
        if run.server and machine == boot():
            ticks, pid, _ = rest.split(":")
            if not is_alive(int(pid), f"{machine}:{ticks}"):
                return True
            return is_forsaken(run, lease_s=_HUNG * self._settings.lease_s, now=self._clock())
        return is_forsaken(run, lease_s=self._settings.lease_s, now=self._clock())

    def _start_waiting(self) -> list[LabRun]:
        begun: list[LabRun] = []
        settings = self._settings
        limits = {"most_running": settings.most_running, "most_per_owner": settings.most_per_owner}
        host = f"{self._executor.host}:{settings.folder.absolute()}"
        while True:
            # Looked at first, so that a server with a full house keeps nobody from writing.
            with self._store.reading() as transaction:
                if whose_turn(transaction, host=host, **limits) is None:
                    return begun
            with self._store.writing() as transaction:
                run = take_next(transaction, server=self.server, host=host, now=self._clock(), **limits)
            if run is None:
                return begun
            self._guarded(run, self._start)
            begun.append(run)

    def _start(self, run: LabRun) -> None:
        self._started[run.id] = time.monotonic()
        try:
            order = order_of(run, self._store, self._settings, self._offers, recipes=self._recipes)
            self._executor.start(order)
        except (SyllagraphError, OSError) as error:
            if self._executor.forbid(run.id, home_of(run, self._settings)):
                self._close(run, RunState.FAILED, f"it could not be started: {error}"[:500])

    def _look_after(self, run: LabRun) -> None:
        home = home_of(run, self._settings)
        if run.host.partition(":")[0] != self._executor.host:
            while self._read(run, home):
                pass
            self._end(run, None, Ending(Cause.UNREACHABLE))
            return
        handle = self._executor.found(run.id, home)
        if handle is None:
            self._give_up(run, home)
            return
        if run.pid is None:
            run = self._began(run, handle)
        # Asked first: what is read afterwards is all that there is.
        ending = self._executor.ending(handle)
        while self._read(run, home) and ending:
            pass
        if ending:
            self._end(run, handle, ending)
        elif run.state is RunState.CANCELLING:
            self._cancel(run, handle)

    def _give_up(self, run: LabRun, home: Path) -> None:
        """End a run that nothing keeps: it never began, or its server died before it could."""
        since = self._started.get(run.id)
        if since is not None and time.monotonic() - since < self._settings.start_s and run.state is RunState.STARTING:
            return
        if not self._executor.forbid(run.id, home):
            return
        self._executor.end(run.id, None)
        if run.state is RunState.CANCELLING:
            self._close(run, RunState.CANCELLED, "before it had begun")
        elif since is not None:
            self._close(run, RunState.FAILED, f"it did not start within {self._settings.start_s:g} seconds")
        else:
            self._close(run, RunState.INTERRUPTED, "the server that was starting it went down")

    def _began(self, run: LabRun, handle: Handle) -> LabRun:
        fields: dict[str, Any] = {"pid": handle.pid, "process_started": handle.started}
        fields["isolation"] = self._executor.isolation
        with self._store.writing() as transaction:
            current = lab_run(transaction, run.id)
            if current.state is RunState.STARTING:
                return change_state(transaction, current, RunState.RUNNING, now=self._clock(), **fields)
            note(transaction, run.id, **fields)
            return lab_run(transaction, run.id)

    def _read(self, run: LabRun, home: Path) -> bool:
        """Read on what a run tells, and say whether there is more."""
        with self._store.reading() as transaction:
            before = lab_run(transaction, run.id)
        reading = read_on(home / WORK / EVENTS, before, self._settings, now=self._clock())
        if reading.bytes_read == before.bytes_read:
            return False
        with self._store.writing() as transaction:
            current = lab_run(transaction, run.id)
            if current.bytes_read != before.bytes_read or current.server != self.server:
                return False
            tell(transaction, run.id, reading.told)
            note(transaction, run.id, **reading.counted)
        return reading.more

    def _cancel(self, run: LabRun, handle: Handle) -> None:
        asked = self._asked.setdefault(run.id, time.monotonic())
        self._executor.ask_to_end(handle)
        if time.monotonic() - asked > run.grace_s + _PATIENCE_S:
            self._executor.end(run.id, handle)

    def _end(self, run: LabRun, handle: Handle | None, ending: Ending) -> None:
        """Note down how a run ended and what it made, when nothing of it is left."""
        self._executor.end(run.id, handle)
        home = home_of(run, self._settings)
        with self._store.reading() as transaction:
            told = self._all(transaction, run.id)
            failure, result = (last_event(transaction, run.id, kind) for kind in ("failure", "result"))
        state, reason = state_after(run, ending, result=result is not None, failure=failure.body if failure else None)
        made, problems = artifacts_in(run.id, home / WORK, [one for one in told if one.kind == "artifact"])
        scores = scores_in(run, [one for one in told if one.kind == "score"], self._offers.get(run.lab))
        now = self._clock()
        notices = [Told(now, "notice", {"text": text}) for text in problems]
        if state is RunState.FAILED and (words := output_of(home / OUTPUT, self._settings, last=_LAST_WORDS).strip()):
            notices.append(Told(now, "notice", {"text": words}))
        body = {**(result.body if result else {}), "measured": dict(ending.measured or {})}
        with self._store.writing() as transaction:
            current = lab_run(transaction, run.id)
            if current.state is not run.state:
                # Asked to end meanwhile: the next round judges it by that.
                return
            save_outcome(transaction, run.id, made, scores)
            tell(transaction, run.id, notices)
            change_state(transaction, current, state, now=now, reason=_line(reason), result=body)
        shutil.rmtree(home / SCRATCH, ignore_errors=True)
        self._forget(run)

    def _all(self, transaction: Transaction, run: str) -> list[RunEvent]:
        """Return all events of a run that say what it made and measured."""
        found: list[RunEvent] = []
        while more := events_after(transaction, run, found[-1].seq if found else 0, kinds=("artifact", "score")):
            found += more
        return found

    def _close(self, run: LabRun, state: RunState, reason: str) -> None:
        with self._store.writing() as transaction:
            current = lab_run(transaction, run.id)
            if current.state.ended:
                return
            change_state(transaction, current, state, now=self._clock(), reason=_line(reason))
        self._forget(run)

    def _forget(self, run: LabRun) -> None:
        self._started.pop(run.id, None)
        self._asked.pop(run.id, None)
        self._failures.pop(run.id, None)


def _line(text: str) -> str:
    return " ".join(cleaned(text).split())
