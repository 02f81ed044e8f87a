"""Lab 4 as a frontend runs it: started by GraphQL, followed over a WebSocket, cancelled, and outliving its server."""

import shutil
import signal

import pytest

from tests.api.following import follower
from tests.cli.conftest import shipped  # noqa: F401 - a fixture
from tests.cli.lab_service import Service
from tests.cli.running import Shell

pytestmark = pytest.mark.torch

SHORT = {"steps": 6, "distil_steps": 2, "tests": 40}
ENDED = ("SUCCEEDED", "CANCELLED", "FAILED", "INTERRUPTED", "TIMED_OUT")
CANCEL = "mutation ($id: ID!) { cancelLabRun(input: {id: $id}) { run { state } userErrors { message } } }"


@pytest.fixture
def shell(shipped, tmp_path):  # noqa: F811 - a fixture
    shutil.copy(shipped, tmp_path)
    return Shell(tmp_path)


def test_a_run_streams_another_is_cancelled_half_way_and_a_third_outlives_its_server(shell):
    first = Service(shell)
    try:
        streamed = first.started("lab-4", **SHORT)
        with follower(first.client.base_url, streamed) as events:
            heard = list(events)
        cancelled = first.started("lab-4", **SHORT | {"steps": 500})
        with follower(first.client.base_url, cancelled) as events:
            while next(events)["kind"] != "METRIC":
                pass
            assert first.data(CANCEL, id=cancelled)["cancelLabRun"]["userErrors"] == []
            rest = list(events)
        third = first.started("lab-4", **SHORT)
        before = first.until(third, lambda found: found["progress"] is not None, seconds=300)
    finally:
        first.end(signal.SIGKILL)
    second = Service(shell)
    try:
        after = second.until(third, lambda found: found["state"] in ENDED, seconds=300)
        scores = second.data("query ($id: ID!) { labRun(id: $id) { scores { name value } } }", id=streamed)["labRun"]
    finally:
        second.end(signal.SIGTERM)

    assert [event["sequence"] for event in heard] == list(range(1, len(heard) + 1))
    assert heard[-1]["state"] == "SUCCEEDED"
    rewards = [e["metric"]["step"] for e in heard if e["kind"] == "METRIC" and e["metric"]["series"] == "grpo/reward"]
    assert rewards == list(range(1, 7))
    assert {"base_accuracy", "grpo_accuracy", "distilled_accuracy", "thinking_accuracy"} <= {
        score["name"] for score in scores["scores"]
    }
    assert rest[-1]["state"] == "CANCELLED"
    assert any(event["kind"] == "ARTIFACT" and event["artifact"]["role"] == "checkpoint" for event in rest)
    assert before["state"] == "RUNNING"
    assert after["state"] == "SUCCEEDED"
