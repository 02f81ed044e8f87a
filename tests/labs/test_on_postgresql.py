import asyncio
import os
from collections import Counter

import pytest

from labs.control.requests import RunRequest
from schema.run_records import RunState
from tests.labs.supervising import Bench, go
from tests.schema.postgres import Cluster, folder_of_programs


@pytest.fixture
def shared(tmp_path):
    """A database that several servers reach by themselves."""
    programs = folder_of_programs()
    if programs is None:
        message = "PostgreSQL is not installed: initdb and pg_ctl are nowhere to be found (make system)"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    cluster = Cluster(programs)
    try:
        cluster.start()
        yield cluster.new_database()
    finally:
        cluster.stop()


def test_servers_that_share_a_postgresql_database_run_everything_once(shared, tmp_path):
    benches = [Bench(tmp_path, url=shared) for _ in range(2)]

    async def work():
        supervisors = [bench.supervisor() for bench in benches]
        for supervisor in supervisors:
            await supervisor.__aenter__()
        requests = [
            RunRequest("rehearsal", seed=n, parameters={"steps": 5, "pause_s": 0.0}, idempotency_key=f"{n % 4}")
            for n in (0, 1, 2, 3)
        ]
        runs = await asyncio.gather(*(supervisor.start(request) for request in requests for supervisor in supervisors))
        ended = [await supervisors[0].ended(run.id) for run in runs]
        for supervisor in supervisors:
            await supervisor.__aexit__()
        return {run.id: run for run in ended}

    runs = go(work)

    assert len(runs) == 4
    assert {run.state for run in runs.values()} == {RunState.SUCCEEDED}
    for run in runs.values():
        assert Counter(benches[1].states(run.id)) == Counter(["queued", "starting", "running", "succeeded"])
        assert [event.body["step"] for event in benches[0].events(run.id, "metric")] == [1, 2, 3, 4, 5]
    for bench in benches:
        bench.close()
