import json
import os
import secrets
import socket
import time
from pathlib import Path

import pytest

from labs.control.sandbox import bubblewrap
from labs.control.telling import output_of
from schema.run_records import Isolation, RunState
from tests.labs.hostile.hostile import SLEEPER
from tests.labs.supervising import Bench, gone_within, left_behind, own_memory_mb


@pytest.fixture(autouse=True)
def sandbox():
    if bubblewrap() is None:
        message = "bubblewrap is not installed, or cannot make namespaces here (make system)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)


def test_what_will_not_hear_is_gone_three_seconds_after_it_was_cancelled(bench):
    run = bench.deed("be_deaf", cancel_at="begun")

    assert run.state is RunState.CANCELLED
    assert run.isolation is Isolation.SANDBOXED
    asked = next(event.at for event in bench.events(run.id, "state") if event.body["state"] == "cancelling")
    assert (run.ended_at - asked).total_seconds() < 3
    assert left_behind(run.id) == []


def test_what_detaches_itself_twice_and_throws_its_environment_away_is_gone_as_well(bench):
    run = bench.deed("detach", cancel_at="detached")

    assert run.state is RunState.CANCELLED
    assert left_behind(run.id) == []
    assert left_behind(SLEEPER) == []


def test_a_run_that_ends_takes_with_it_what_it_left_running(bench):
    run = bench.deed("detach", profile="hasty")

    assert run.state is RunState.TIMED_OUT
    assert left_behind(SLEEPER) == []


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        ("fill_disk", "it wrote more than its profile allows"),
        ("fill_files", "it wrote more than its profile allows"),
        ("fill_memory", "it took more memory than its profile allows"),
        ("fork", "it started more processes than a run may have"),
    ],
)
def test_what_takes_too_much_is_ended_and_the_reason_told(bench, deed, reason):
    before, since = own_memory_mb(), time.monotonic()

    run = bench.deed(deed)

    assert (run.state, run.reason) == (RunState.FAILED, reason)
    assert time.monotonic() - since < 30
    assert left_behind(run.id) + left_behind(SLEEPER) == []
    assert own_memory_mb() - before < 50
    assert sum(path.lstat().st_size for path in (bench.settings.folder / run.id).rglob("*")) < 150 << 20


def test_memory_that_is_shared_or_dressed_as_files_is_limited_too(bench):
    run = bench.deed("fill_shared_memory")

    assert run.state is RunState.SUCCEEDED
    assert bench.log(run.id) == ["begun", "refused 6"]


def test_a_line_without_an_end_is_given_up_without_filling_our_memory(bench):
    before = own_memory_mb()

    run = bench.deed("endless_line")

    assert run.state is RunState.SUCCEEDED
    assert run.unreadable > 0
    assert own_memory_mb() - before < 50
    assert "a line of the run could not be read and was left out" in [
        event.body["text"] for event in bench.events(run.id, "notice")
    ]


def test_a_flood_of_lines_is_kept_up_to_a_limit_and_the_end_is_still_told(tmp_path):
    bench = Bench(tmp_path, most_events=2_000, most_log=10_000_000)
    before = own_memory_mb()

    run = bench.deed("flood")

    assert run.state is RunState.SUCCEEDED
    assert len(bench.log(run.id)) < 2_000
    assert run.dropped > 50_000
    assert bench.scores(run.id)["harm"].value == 1.0
    assert bench.states(run.id)[-1] == "succeeded"
    assert own_memory_mb() - before < 50
    bench.close()


def test_no_run_reaches_the_network_that_its_profile_does_not_give_it(bench):
    with socket.create_server(("127.0.0.1", 0)) as server:
        run = bench.deed("reach_out", port=server.getsockname()[1])
        server.setblocking(False)
        with pytest.raises(BlockingIOError):
            server.accept()

    assert [line for line in bench.log(run.id) if line.startswith("reached")] == []
    assert len(bench.log(run.id)) == 4


def test_a_run_sees_nothing_of_the_server_its_database_or_other_runs(bench, monkeypatch):
    secret = f"secret-{secrets.token_hex(8)}"
    monkeypatch.setenv("SYLLAGRAPH_TOKEN", secret)
    (bench.folder / ".env").write_text(secret)
    other = bench.settings.folder / "other"
    other.mkdir(parents=True)
    (other / "model").write_text(secret)
    own = Path.home() / f".{secret}"
    own.write_text(secret)

    try:
        run = bench.deed("snoop")
    finally:
        own.unlink()

    assert run.state is RunState.SUCCEEDED
    seen = json.loads((bench.settings.folder / run.id / "work" / "seen.json").read_text())
    assert len(seen) > 3
    kept = [
        *seen.values(),
        *seen,
        *bench.log(run.id),
        output_of(bench.settings.folder / run.id / "output.log", bench.settings),
    ]
    assert [text for text in kept if secret in text] == []
    assert not [path for path in seen if path.endswith((".db", "keeper.json", "shadow"))]
    environment = next(text for path, text in seen.items() if path.endswith("environ") and "SYLLAGRAPH_RUN" in text)
    assert set(os.environ) - {line.partition("=")[0] for line in environment.split("\0")}


def test_no_run_writes_the_kernels_own_settings_even_where_the_server_is_root(bench):
    run = bench.deed("rule")

    assert run.state is RunState.SUCCEEDED
    told = bench.log(run.id)[1:]
    assert len(told) >= 3
    assert [line for line in told if not line.startswith("refused")] == []


def test_no_artifact_is_anything_but_the_runs_own(bench):
    run = bench.deed("mislead")

    assert run.state is RunState.SUCCEEDED
    assert list(bench.artifacts(run.id)) == ["folder"]
    assert bench.artifacts(run.id)["folder"].bytes == 3
    assert len(bench.events(run.id, "notice")) == 8


def test_a_file_of_events_that_leads_elsewhere_is_not_followed(bench):
    run = bench.deed("wreck_events")

    assert (run.state, run.reason) == (RunState.FAILED, "it ended without a result")
    assert not [event for event in bench.events(run.id) if "root:" in str(event.body)]


def test_what_a_run_may_not_say_is_left_out_and_the_rest_is_clean(bench):
    run = bench.deed("lie")

    assert run.state is RunState.SUCCEEDED
    assert bench.states(run.id) == ["queued", "starting", "running", "succeeded"]
    assert bench.log(run.id) == ["begun", "bell  red", "from the future"]
    assert abs((bench.events(run.id, "log")[-1].at - run.ended_at).total_seconds()) < 60
    assert run.unreadable == 7
    assert bench.scores(run.id)["s"].value is None
    assert bench.scores(run.id)["s"].reason == "what was measured is no finite number"
    assert gone_within(1, run.id)
