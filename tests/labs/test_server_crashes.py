import asyncio
import signal
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from labs.control.local_process import LocalProcesses
from labs.control.ordering import input_path
from labs.control.process_tree import is_alive, kill
from labs.control.requests import cancel_run, request_run
from labs.control.supervisor import seen_to_its_end
from labs.offered.loading import shipped_offers
from labs.running.events import Events
from schema.lab_runs import change_state, lab_run, note
from schema.run_records import RunState
from tests.labs.supervising import Bench, go, gone_within, left_behind, told

ROOT = Path(__file__).resolve().parents[2]


def served(folder: Path, point: str) -> str:
    """Let a server die at some point, and return the id of its run."""
    command = [sys.executable, "-m", "tests.labs.serving", str(folder), point]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    return done.stdout.strip()


def taken_over(bench, run, servers=2):
    """Let new servers find what there is, and return the run when it has ended."""

    async def work():
        supervisors = [bench.supervisor() for _ in range(servers)]
        for supervisor in supervisors:
            await supervisor.__aenter__()
        ended = await supervisors[0].ended(run)
        await asyncio.gather(*(supervisor.__aexit__() for supervisor in supervisors))
        return ended

    return go(work)


@pytest.mark.parametrize(
    ("point", "states"),
    [
        ("queued", ["queued", "starting", "running", "succeeded"]),
        ("before-start", ["queued", "starting", "interrupted"]),
        ("running", ["queued", "starting", "running", "succeeded"]),
        ("cancelling", ["queued", "starting", "running", "cancelling", "cancelled"]),
        ("with-keeper", ["queued", "starting", "running", "interrupted"]),
    ],
)
def test_whatever_its_state_when_the_server_dies_a_run_is_found_again_and_brought_to_an_end(bench, point, states):
    id_ = served(bench.folder, point)

    run = taken_over(bench, id_)

    assert bench.states(id_) == states
    assert [event.seq for event in bench.events(id_)] == list(range(1, run.last_seq + 1))
    steps = [event.body["step"] for event in bench.events(id_, "metric")]
    assert steps == list(range(1, len(steps) + 1))
    assert len(bench.runs()) == 1
    assert gone_within(1, id_)


def test_a_run_whose_server_died_while_starting_it_is_adopted_or_interrupted_but_never_started_twice(bench):
    id_ = served(bench.folder, "after-start")

    run = taken_over(bench, id_)

    assert run.state in (RunState.SUCCEEDED, RunState.INTERRUPTED)
    assert Counter(bench.states(id_))["starting"] == 1
    steps = [event.body["step"] for event in bench.events(id_, "metric")]
    assert steps == (list(range(1, 81)) if run.state is RunState.SUCCEEDED else [])
    assert gone_within(1, id_)


def test_a_keeper_that_comes_when_its_run_was_given_up_does_nothing(bench):
    class Late(LocalProcesses):
        """Starts its keepers when somebody else has claimed the folder."""

        def start(self, order):
            order.home.mkdir(parents=True)
            assert self.forbid(order.run, order.home)
            super().start(order)

    async def work():
        async with bench.supervisor(executor=Late(bench.settings)) as supervisor:
            run = await supervisor.start(bench.rehearsal())
            while (await supervisor.run(run.id)).state is RunState.QUEUED:
                await asyncio.sleep(0.01)
        await asyncio.sleep(0.5)
        return run.id

    id_ = go(work)

    assert not (bench.settings.folder / id_ / "work" / "events.jsonl").exists()
    assert left_behind(id_) == []
    assert taken_over(bench, id_).state is RunState.INTERRUPTED


def test_a_server_that_is_left_in_good_order_leaves_its_runs_to_the_next(bench):
    async def work():
        async with bench.supervisor() as supervisor:
            run = await supervisor.start(bench.rehearsal(steps=60, pause_s=0.01))
            seq = await told(supervisor, run.id, lambda event: event.kind == "metric")
        between = bench.run(run.id)
        async with bench.supervisor() as supervisor:
            events = [event async for event in supervisor.watch(run.id, after=seq)]
        return between, seq, events

    between, seq, events = go(work)

    assert (between.state, between.server) == (RunState.RUNNING, "")
    assert is_alive(between.pid, between.process_started) or events
    assert [event.seq for event in events] == list(range(seq + 1, seq + 1 + len(events)))
    assert events[-1].body == {"state": "succeeded"}


def test_a_run_of_a_machine_that_was_started_anew_is_interrupted_and_keeps_what_it_had_told_and_saved(bench):
    async def work():
        async with bench.supervisor() as supervisor:
            run = await supervisor.start(bench.rehearsal(steps=5000, pause_s=0.01))
            await told(supervisor, run.id, lambda event: event.kind == "metric")
        return bench.run(run.id)

    before = go(work)
    kill([before.pid])
    home = bench.settings.folder / before.id / "work"
    (home / "saved").write_text("half of it")
    with (home / "events.jsonl").open("a") as stream:
        Events(stream).artifact("checkpoint", Path("saved"), "checkpoint")
    with bench.store.writing() as transaction:
        note(transaction, before.id, host="another boot:/where/it/was")

    run = taken_over(bench, before.id)

    assert (run.state, run.reason) == (
        RunState.INTERRUPTED,
        "the machine that it ran on is gone, or was started anew",
    )
    assert bench.artifacts(run.id)["checkpoint"].bytes == 10
    assert len(bench.events(run.id, "metric")) == (home / "events.jsonl").read_text().count('"metric"')
    assert gone_within(2, run.id)


def test_a_server_with_another_folder_for_its_runs_finds_those_of_the_one_before_it(bench):
    id_ = served(bench.folder, "running")
    moved = Bench(bench.folder, url=bench.url)
    moved.settings = replace(moved.settings, folder=bench.folder / "elsewhere")

    run = taken_over(moved, id_)

    assert run.state is RunState.SUCCEEDED
    assert not moved.settings.folder.exists()
    assert input_path(moved.artifacts(id_)["policy"].sha256, moved.store, moved.settings).is_file()
    moved.close()


def test_a_run_can_be_cancelled_where_no_server_is_up_and_nothing_else_is_started_by_that(bench):
    id_ = served(bench.folder, "for-long")
    now, offers = bench.run(id_).created_at, shipped_offers()
    waiting = request_run(bench.store, offers, bench.settings, bench.rehearsal(), now=now, randomness=bytes(10))

    async def work():
        cancel_run(bench.store, id_, now=now)
        return await seen_to_its_end(bench.store, bench.settings, id_, seconds=10)

    assert go(work).state is RunState.CANCELLED
    assert bench.run(waiting.id).state is RunState.QUEUED
    assert gone_within(1, id_)


def test_a_process_whose_run_was_given_up_meanwhile_is_ended_by_the_next_server(bench):
    async def work():
        async with bench.supervisor() as supervisor:
            run = await supervisor.start(bench.rehearsal(steps=5000, pause_s=0.01))
            await told(supervisor, run.id, lambda event: event.kind == "metric")
        with bench.store.writing() as transaction:
            change_state(transaction, lab_run(transaction, run.id), RunState.INTERRUPTED, now=run.created_at)
        assert left_behind(run.id)
        async with bench.supervisor():
            await asyncio.sleep(0.3)
        return run.id

    assert gone_within(1, go(work))


@pytest.mark.long
def test_servers_may_die_at_any_moment_fifty_times_over(bench):
    ids = set()
    for number in range(50):
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.labs.serving", str(bench.folder), "ended"],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        time.sleep(0.8 + 0.04 * number)
        child.kill()
        ids |= set(child.communicate()[0].split())
    for id_ in ids:
        run = taken_over(bench, id_, servers=1)
        assert run.state in (RunState.SUCCEEDED, RunState.INTERRUPTED)
        assert Counter(bench.states(id_))["starting"] == 1
        steps = [event.body["step"] for event in bench.events(id_, "metric")]
        assert steps == list(range(1, len(steps) + 1))
        assert gone_within(1, id_)
    assert {run.id for run in bench.runs()} >= ids
