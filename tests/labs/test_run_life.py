import asyncio
import sys
from pathlib import Path

import pytest

from labs.control.local_process import LocalProcesses
from labs.control.process_tree import tagged
from labs.control.requests import RunRequest
from labs.offered.loading import offers_in
from schema.errors import ConflictError, InputError, NotFoundError
from schema.run_records import Isolation, RunState
from tests.labs.supervising import HOSTILE, go, gone_within, left_behind, told


def test_a_run_goes_from_the_queue_to_its_scores_and_leaves_nothing_behind(bench):
    run = bench.finished(bench.rehearsal(steps=60))

    assert bench.states(run.id) == ["queued", "starting", "running", "succeeded"]
    events = bench.events(run.id)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert [event.body["step"] for event in events if event.kind == "metric"] == list(range(1, 61))
    policy = bench.artifacts(run.id)["policy"]
    held = bench.settings.folder / run.id / "work" / policy.path
    assert held.stat().st_size == policy.bytes
    scores = bench.scores(run.id)
    assert scores["accuracy"].value > scores["accuracy_before"].value
    assert (scores["accuracy"].expected_low, scores["accuracy"].outside) == (0.9, False)
    assert run.result["does_not_show"]
    assert run.result["measured"]["peak_mb"] > 1
    assert run.ended_at > run.started_at >= run.created_at
    assert gone_within(1, run.id)


def test_the_same_seed_gives_the_same_artifacts_and_another_seed_others(bench):
    first, second = (bench.finished(bench.rehearsal()) for _ in range(2))
    other = bench.finished(RunRequest("rehearsal", seed=2, parameters={"steps": 20, "pause_s": 0.0}))

    hashes = [bench.artifacts(run.id)["policy"].sha256 for run in (first, second, other)]
    assert hashes[0] == hashes[1] != hashes[2]


def test_a_run_that_is_cancelled_saves_a_checkpoint_from_which_another_goes_on(bench):
    async def work():
        async with bench.supervisor() as supervisor:
            run = await supervisor.start(bench.rehearsal(steps=500, pause_s=0.01))
            await told(supervisor, run.id, lambda event: event.body.get("step") == 5)
            await supervisor.cancel(run.id)
            cancelled = await supervisor.ended(run.id)
            resumed = await supervisor.resume(run.id)
            await told(supervisor, resumed.id, lambda event: event.kind == "metric")
            await supervisor.cancel(resumed.id)
            return cancelled, await supervisor.ended(resumed.id)

    cancelled, resumed = go(work)

    assert bench.states(cancelled.id) == ["queued", "starting", "running", "cancelling", "cancelled"]
    last = bench.events(cancelled.id, "metric")[-1].body["step"]
    assert 5 <= last < 500
    assert (resumed.attempt, resumed.resumes) == (2, cancelled.id)
    assert resumed.inputs == {"checkpoint": bench.artifacts(cancelled.id)["checkpoint"].sha256}
    assert bench.events(resumed.id, "metric")[0].body["step"] == last + 1


def test_what_goes_on_from_a_checkpoint_is_compared_with_what_was_before_all_training(bench):
    whole = bench.finished(bench.rehearsal(steps=60))

    async def work():
        async with bench.supervisor() as supervisor:
            run = await supervisor.start(bench.rehearsal(steps=60, pause_s=0.01))
            await told(supervisor, run.id, lambda event: event.body.get("step") == 40)
            await supervisor.cancel(run.id)
            await supervisor.ended(run.id)
            return await supervisor.ended((await supervisor.resume(run.id)).id)

    resumed = go(work)

    before = bench.scores(whole.id)["accuracy_before"].value
    assert bench.scores(resumed.id)["accuracy_before"].value == before < bench.scores(resumed.id)["accuracy"].value


def test_a_run_without_a_sandbox_is_asked_to_end_in_the_same_way(bench):
    async def work():
        async with bench.supervisor(executor=LocalProcesses(bench.settings, plain=True)) as supervisor:
            run = await supervisor.start(bench.rehearsal(steps=5000, pause_s=0.01))
            await told(supervisor, run.id, lambda event: event.kind == "metric")
            await supervisor.cancel(run.id)
            return await supervisor.ended(run.id)

    run = go(work)

    assert (run.state, run.isolation) == (RunState.CANCELLED, Isolation.PLAIN)
    assert bench.artifacts(run.id)["checkpoint"].bytes > 0
    assert left_behind(run.id) == []


def test_a_run_may_be_cancelled_at_any_moment_and_nothing_of_it_stays(bench):
    async def cancelled(supervisor, seconds):
        run = await supervisor.start(bench.rehearsal(steps=3000, pause_s=0.01))
        await asyncio.sleep(seconds)
        await supervisor.cancel(run.id)
        return await supervisor.ended(run.id)

    async def work():
        async with bench.supervisor() as supervisor:
            return await asyncio.gather(*(cancelled(supervisor, 0.05 * number) for number in range(12)))

    runs = go(work)

    assert {run.state for run in runs} == {RunState.CANCELLED}
    assert [left_behind(run.id) for run in runs] == [[]] * 12
    for run in runs:
        assert bench.states(run.id)[-1] == "cancelled"
        assert len(bench.states(run.id)) == len(set(bench.states(run.id)))


def test_a_run_in_the_queue_is_cancelled_without_ever_starting(bench):
    async def work():
        async with bench.supervisor() as supervisor:
            runs = [await supervisor.start(bench.rehearsal(steps=200, pause_s=0.01)) for _ in range(5)]
            last = await supervisor.cancel(runs[-1].id)
            for run in runs:
                await supervisor.cancel(run.id)
            return [await supervisor.ended(run.id) for run in runs], last

    runs, last = go(work)

    assert last.state is RunState.CANCELLED
    assert bench.states(last.id) == ["queued", "cancelled"]
    assert {run.state for run in runs} == {RunState.CANCELLED}


def test_cancelling_what_has_ended_changes_nothing(bench):
    run = bench.finished(bench.rehearsal())

    async def work():
        async with bench.supervisor() as supervisor:
            return await supervisor.cancel(run.id)

    assert go(work) == run


def test_one_key_makes_one_run_however_often_and_by_however_many_it_is_asked_for(bench):
    request = RunRequest("rehearsal", parameters={"steps": 5, "pause_s": 0.0}, owner="mabel", idempotency_key="k1")

    async def work():
        async with bench.supervisor() as one, bench.supervisor() as other:
            runs = await asyncio.gather(*(s.start(request) for s in (one, other) * 8))
            await one.ended(runs[0].id)
            again = await other.start(request)
            with pytest.raises(ConflictError, match="used for something else"):
                await one.start(RunRequest("rehearsal", seed=7, owner="mabel", idempotency_key="k1"))
            elsewhere = await one.start(RunRequest("rehearsal", parameters=request.parameters, idempotency_key="k1"))
            await one.ended(elsewhere.id)
            return {run.id for run in (*runs, again)}, elsewhere.id

    ids, elsewhere = go(work)

    assert len(ids) == 1
    assert elsewhere not in ids
    assert len(bench.runs()) == 2
    assert bench.states(ids.pop()) == ["queued", "starting", "running", "succeeded"]


def test_readers_may_come_and_go_and_each_sees_every_event_once_and_in_order(bench):
    async def reader(supervisor, run, most):
        seen = []
        while not seen or seen[-1].body.get("state") != "succeeded":
            async for event in supervisor.watch(run, after=len(seen)):
                seen.append(event)
                if len(seen) % most == 0:
                    break
        return seen

    async def work():
        async with bench.supervisor() as supervisor, bench.supervisor() as elsewhere:
            run = await supervisor.start(bench.rehearsal(steps=80, pause_s=0.005))
            return await asyncio.gather(
                *(reader(each, run.id, most) for each in (supervisor, elsewhere) for most in (7, 50, 10_000))
            )

    readings = go(work)

    for seen in readings:
        assert [event.seq for event in seen] == list(range(1, len(seen) + 1))
        assert seen == readings[0]


def test_a_failing_recipe_is_told_with_its_own_words(bench):
    run = bench.deed("print_much")

    assert (run.state, run.reason) == (RunState.FAILED, "RuntimeError: enough")
    notice = bench.events(run.id, "notice")[-1].body["text"]
    assert notice.endswith("RuntimeError: enough")
    assert "last words" in notice
    assert "\x1b" not in notice
    assert (bench.settings.folder / run.id / "output.log").stat().st_size < bench.settings.most_output + 20_000
    assert bench.events(run.id, "failure")[0].body == {"error": "RuntimeError", "text": "enough"}


def test_what_takes_too_long_is_timed_out_even_if_it_will_not_hear(bench):
    run = bench.deed("be_deaf", profile="hasty")

    assert (run.state, run.reason) == (RunState.TIMED_OUT, "it took more than 0.6 seconds")
    assert run.result["measured"]["seconds"] < 3
    assert gone_within(1, run.id)


def test_a_run_that_dies_at_once_has_failed_with_the_signal_that_ended_it(bench):
    run = bench.deed("vanish")

    assert (run.state, run.reason) == (RunState.FAILED, "a signal ended it: 9")


def test_without_a_sandbox_only_shipped_recipes_run(bench):
    plain = LocalProcesses(bench.settings, plain=True)

    async def work():
        async with bench.supervisor(executor=plain, offers=offers_in(HOSTILE), recipes=HOSTILE) as supervisor:
            refused = await supervisor.ended((await supervisor.start(RunRequest("hostile"))).id)
        async with bench.supervisor(executor=plain) as supervisor:
            return refused, await supervisor.ended((await supervisor.start(bench.rehearsal())).id)

    refused, shipped = go(work)

    assert refused.state is RunState.FAILED
    assert "without a sandbox only shipped recipes run" in refused.reason
    assert (shipped.state, shipped.isolation) == (RunState.SUCCEEDED, Isolation.PLAIN)


def test_an_input_that_was_changed_behind_our_back_is_not_started_from(bench):
    async def work():
        async with bench.supervisor() as supervisor:
            run = await supervisor.start(bench.rehearsal(steps=500, pause_s=0.01))
            await told(supervisor, run.id, lambda event: event.kind == "metric")
            await supervisor.cancel(run.id)
            await supervisor.ended(run.id)
            path = bench.settings.folder / run.id / "work" / "checkpoint.json"
            path.write_text(path.read_text() + " ")
            return await supervisor.ended((await supervisor.resume(run.id)).id)

    run = go(work)

    assert run.state is RunState.FAILED
    assert "no longer what that run made" in run.reason


def test_what_cannot_be_run_is_refused_with_what_can(bench):
    async def work():
        async with bench.supervisor() as supervisor:
            with pytest.raises(NotFoundError, match="rehearsal"):
                await supervisor.start(RunRequest("teapot"))
            with pytest.raises(NotFoundError, match="Did you mean: tiny"):
                await supervisor.start(RunRequest("rehearsal", "huge"))
            with pytest.raises(NotFoundError):
                await supervisor.cancel("no such run")
            run = await supervisor.ended((await supervisor.start(bench.rehearsal())).id)
            with pytest.raises(InputError, match="is succeeded"):
                await supervisor.resume(run.id)

    go(work)

    assert len(bench.runs()) == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"owner": "a\0b"},
        {"owner": "x" * 201},
        {"idempotency_key": ""},
        {"idempotency_key": "k" * 201},
        {"idempotency_key": "\ud800"},
        {"seed": -1},
        {"seed": 2**31},
        {"seed": True},
    ],
    ids=ascii,
)
def test_a_request_that_makes_no_sense_is_refused_and_nothing_is_kept_of_it(bench, fields):
    async def work():
        with pytest.raises(InputError) as refused:
            await bench.supervisor().start(RunRequest("rehearsal", **fields))
        return str(refused.value)

    assert go(work).isprintable()
    assert bench.runs() == ()


WATCHED: list[tuple] = []
sys.addaudithook(lambda event, given: WATCHED.append(given) if event == "subprocess.Popen" and WATCHED else None)


def test_nothing_that_a_client_sends_becomes_part_of_a_command_or_its_environment(bench):
    harm = "--help; $(touch /tmp/harm) `id` ../../x"
    request = RunRequest(
        "rehearsal", seed=918273, owner=harm, idempotency_key=harm, parameters={"steps": 4321, "pause_s": 0.0}
    )
    WATCHED.append(())

    async def work():
        async with bench.supervisor() as supervisor:
            run = await supervisor.start(request)
            await told(supervisor, run.id, lambda event: event.kind == "metric")
            line = [Path(f"/proc/{one}/cmdline").read_bytes() for one in tagged(run.id)]
            surroundings = [Path(f"/proc/{one}/environ").read_bytes() for one in tagged(run.id)]
            await supervisor.cancel(run.id)
            await supervisor.ended(run.id)
            return b"".join(line + surroundings).decode()

    try:
        inside = go(work)
        started = [given for given in WATCHED if given]
    finally:
        WATCHED.clear()

    assert len(started) == 1
    assert isinstance(started[0][1], list)
    for text in (inside, repr(started)):
        assert not any(part in text for part in (harm, "918273", "4321", "harm"))


def test_a_machine_that_tells_nothing_of_its_processes_serves_all_the_same_but_runs_no_labs(bench, monkeypatch):
    async def work():
        async with bench.supervisor() as supervisor:
            with pytest.raises(InputError, match="on Linux only"):
                await supervisor.start(bench.rehearsal())

    monkeypatch.setattr("labs.control.process_tree._PROC", bench.folder)
    go(work)

    assert bench.runs() == ()
