"""Which runs may ask the judge that whoever runs the service has set, and what they learn of it."""

import os

import pytest

from cli.settings import lab_settings
from labs.control.executor import Order
from labs.control.requests import RunRequest
from labs.control.sandbox import bubblewrap, confined, environment_of
from labs.offered.loading import offers_in, shipped_offers
from labs.running.config import Config
from labs.running.judge import KEY, MODEL, SERVER, URL
from schema.errors import InputError
from schema.run_records import RunState
from tests.labs.judge_server import judge_server
from tests.labs.supervising import HOSTILE, Bench, go

ASKING = HOSTILE.parent / "asking"
SECRET = "sk-a-leaf-of-tea-and-a-half"
JUDGE = {URL: "http://127.0.0.1:9/v1", MODEL: "tea-judge", KEY: SECRET}


def order(folder, judge: str) -> Order:
    config = Config("a-run", "asking", "asking", "tiny", 1, {"judge": judge}, {}, folder)
    return Order("a-run", folder, config, offers_in(ASKING)["asking"].profiles["tiny"], 30.0, 1.0)


def test_only_a_run_that_asks_the_judge_is_told_of_it_and_has_a_network(tmp_path):
    asks, does_not = order(tmp_path, SERVER), order(tmp_path, "none")

    told = environment_of(asks, threads=1, models=None, judge=JUDGE)
    assert told.items() >= JUDGE.items()
    assert told["HF_HUB_OFFLINE"] == "1", "the network is for the judge, and not for models"
    assert "--share-net" in confined("bwrap", ["true"], asks, models=None)
    assert not environment_of(does_not, threads=1, models=None, judge=JUDGE).keys() & JUDGE.keys()
    assert "--share-net" not in confined("bwrap", ["true"], does_not, models=None)


def test_a_run_that_would_ask_a_judge_is_refused_where_none_is_set(bench):
    async def work():
        async with bench.supervisor(offers=offers_in(ASKING), recipes=ASKING) as supervisor:
            await supervisor.start(RunRequest("asking", parameters={"judge": SERVER}))

    with pytest.raises(InputError) as told:
        go(work)
    assert URL in told.value.remedy
    assert bench.runs() == ()


def test_nobody_who_starts_a_run_can_say_where_the_judge_is():
    for offer in shipped_offers().values():
        for spec in offer.parameters:
            assert spec.kind not in ("text", "address")
            assert not any("://" in choice for choice in spec.choices)


@pytest.mark.skipif(bubblewrap() is None and os.environ.get("CI") != "true", reason="needs bubblewrap")
def test_a_run_asks_the_judge_from_within_its_sandbox_and_its_key_is_shown_nowhere(tmp_path):
    with judge_server(lambda *_: "Fine. [[8]]") as server:
        bench = Bench(tmp_path, judge=JUDGE | {URL: server.url}, secrets=(SECRET,))

        async def work():
            async with bench.supervisor(offers=offers_in(ASKING), recipes=ASKING) as supervisor:
                asked = await supervisor.start(RunRequest("asking", parameters={"judge": SERVER}))
                silent = await supervisor.start(RunRequest("asking"))
                return await supervisor.ended(asked.id), await supervisor.ended(silent.id)

        asked, silent = go(work)

    try:
        assert (asked.state, silent.state) == (RunState.SUCCEEDED, RunState.SUCCEEDED), (asked.reason, silent.reason)
        assert bench.scores(asked.id)["judge_score"].value == 8
        assert server.headers[0]["Authorization"] == f"Bearer {SECRET}"
        assert bench.log(asked.id) == [f"told of ['{KEY}', '{MODEL}', '{URL}'], key •••"]
        assert bench.log(silent.id) == ["told of [], key None", "no judge: True"]
        assert SECRET not in repr(bench.settings)
        kept = [path for path in tmp_path.rglob("*") if path.is_file() and SECRET.encode() in path.read_bytes()]
        assert [path.name for path in kept if path.name != "events.jsonl"] == []
    finally:
        bench.close()


def test_the_judge_is_set_by_variables_and_its_key_is_a_secret(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    for name, value in JUDGE.items():
        monkeypatch.setenv(name, value)

    settings = lab_settings()

    assert settings.judge == JUDGE
    assert SECRET in settings.secrets
    assert SECRET not in repr(settings)
    monkeypatch.delenv(MODEL)
    assert lab_settings().judge == {}


@pytest.mark.parametrize("address", ["file:///etc/passwd", "judge.example", "http://me:secret@judge.example/v1"])
def test_an_address_that_is_none_is_refused_when_the_service_starts(monkeypatch, tmp_path, address):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(URL, address)

    with pytest.raises(InputError, match=URL):
        lab_settings()
