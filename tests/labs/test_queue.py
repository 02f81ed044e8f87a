import asyncio
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from labs.control.executor import Cause, Ending, Handle
from labs.control.requests import RunRequest
from schema.errors import TooManyRunsError
from schema.run_records import Isolation, RunState
from tests.labs.supervising import Bench, go

ASKED = {"mabel": 120, "ned": 50, "olive": 30}


class Pretending:
    """An executor whose runs take a moment and do nothing, so that hundreds can be looked at."""

    host = "here"
    isolation = Isolation.PLAIN

    def __init__(self) -> None:
        self.begun: dict[str, float] = {}
        self.order: list[str] = []
        self.going: set[str] = set()
        self.most = 0

    def start(self, order):
        assert order.run not in self.begun, "started twice"
        self.begun[order.run] = time.monotonic()
        self.order.append(order.run)
        self.going.add(order.run)
        self.most = max(self.most, len(self.going))

    def found(self, run, home):
        return Handle(run, home, 1, "then") if run in self.begun else None

    def forbid(self, run, home):
        return run not in self.begun

    def ending(self, handle):
        if time.monotonic() - self.begun[handle.run] < 0.02:
            return None
        self.going.discard(handle.run)
        return Ending(Cause.EXITED, 1)

    def ask_to_end(self, handle):
        self.begun[handle.run] = 0.0

    def end(self, run, handle):
        self.going.discard(run)


@pytest.fixture
def memory():
    """A folder in memory where there is such a thing: hundreds of runs are thousands of writes."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        yield Path(folder)


async def ended(bench):
    while not all(run.state.ended for run in await asyncio.to_thread(bench.runs)):
        await asyncio.sleep(0.1)


def test_of_two_hundred_runs_that_three_owners_ask_for_at_once_none_is_lost_and_each_owner_gets_a_turn(memory):
    bench = Bench(memory, most_running=6, most_per_owner=2, most_waiting=200, poll_s=0.01)
    executor = Pretending()

    async def work():
        async with bench.supervisor(executor=executor) as supervisor:
            requests = [RunRequest("rehearsal", owner=owner) for owner, many in ASKED.items() for _ in range(many)]
            runs = await asyncio.gather(*(supervisor.start(request) for request in requests))
            await ended(bench)
            return {run.id: run.owner for run in runs}

    owner_of = go(work)

    runs = bench.runs()
    assert {run.id for run in runs} == set(owner_of) == set(executor.order)
    assert len(executor.order) == len(owner_of) == 200
    assert Counter(run.owner for run in runs) == ASKED
    assert {run.state for run in runs} == {RunState.FAILED}
    assert executor.most <= 6
    assert executor.going == set()
    assert max(most_at_once(runs).values()) <= 2
    # As long as all three wait, none gets further ahead of another than one may have under way.
    together = Counter()
    for run in executor.order[20:80]:
        together[owner_of[run]] += 1
    assert max(together.values()) - min(together.values()) <= 4
    bench.close()


def most_at_once(runs):
    """Return the most runs that each owner had under way at a time."""
    most = Counter()
    for run in runs:
        beside = [o for o in runs if o.owner == run.owner and o.started_at <= run.started_at < o.ended_at]
        most[run.owner] = max(most[run.owner], len(beside))
    return most


def test_an_owner_has_no_more_runs_waiting_than_one_may(memory):
    bench = Bench(memory, most_running=1, most_waiting=3)
    request = RunRequest("rehearsal", owner="mabel", idempotency_key="first")

    async def work():
        supervisor = bench.supervisor(executor=Pretending())
        first = await supervisor.start(request)
        for _ in range(2):
            await supervisor.start(RunRequest("rehearsal", owner="mabel"))
        with pytest.raises(TooManyRunsError, match="mabel already has 3 lab runs waiting"):
            await supervisor.start(RunRequest("rehearsal", owner="mabel"))
        await supervisor.start(RunRequest("rehearsal", owner="ned"))
        assert (await supervisor.start(request)).id == first.id

    go(work)

    assert Counter(run.owner for run in bench.runs()) == {"mabel": 3, "ned": 1}
    bench.close()


def test_servers_that_share_a_database_start_each_run_once_and_keep_to_the_limit_together(memory):
    bench = Bench(memory, most_running=3, most_per_owner=3, poll_s=0.01)

    async def work():
        executors = [Pretending() for _ in range(3)]
        supervisors = [bench.supervisor(executor=executor) for executor in executors]
        for supervisor in supervisors:
            await supervisor.__aenter__()
        runs = await asyncio.gather(*(supervisors[n % 3].start(RunRequest("rehearsal", seed=n)) for n in range(30)))
        await ended(bench)
        for supervisor in supervisors:
            await supervisor.__aexit__()
        return runs, [run for executor in executors for run in executor.order]

    runs, started = go(work)

    assert sorted(started) == sorted(run.id for run in runs)
    assert most_at_once(bench.runs())[""] <= 3
    bench.close()


def test_two_owners_real_runs_go_side_by_side_and_all_succeed(memory):
    bench = Bench(memory, most_running=2, most_per_owner=1)

    async def work():
        async with bench.supervisor() as supervisor:
            requests = [
                RunRequest("rehearsal", owner=owner, parameters={"steps": 3, "pause_s": 0.02})
                for owner in ("mabel", "mabel", "mabel", "ned", "ned", "ned")
            ]
            await asyncio.gather(*(supervisor.start(request) for request in requests))
            await ended(bench)

    go(work)

    assert [run.state for run in bench.runs()] == [RunState.SUCCEEDED] * 6
    assert most_at_once(bench.runs()) == {"mabel": 1, "ned": 1}
    bench.close()


def test_a_run_that_cannot_be_looked_after_is_given_up_and_hinders_no_other(memory):
    class Confused(Pretending):
        """Cannot say how one of its runs has ended."""

        def ending(self, handle):
            if handle.run == self.order[0]:
                raise KeyError("teapot")
            return super().ending(handle)

    bench = Bench(memory, poll_s=0.01)

    async def work():
        async with bench.supervisor(executor=Confused()) as supervisor:
            runs = [await supervisor.start(RunRequest("rehearsal")) for _ in range(3)]
            return [await supervisor.ended(run.id) for run in runs]

    first, *others = go(work)

    assert (first.state, first.reason) == (RunState.FAILED, "it could not be looked after: KeyError")
    assert {run.reason for run in others} == {"it ended with exit code 1"}
    bench.close()
