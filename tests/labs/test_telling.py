import json
from datetime import UTC, datetime
from pathlib import Path

import orjson
from hypothesis import given
from hypothesis import strategies as st

from labs.control.settings import LabSettings
from labs.control.telling import cleaned, output_of, read_on
from labs.running.events import Events
from labs.running.results import Measure, Result, Table
from schema.run_records import LabRun, run_id

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
SECRET = "tea-and-milk-9"
SETTINGS = LabSettings(Path("runs"), secrets=(SECRET, "a"), most_line=1_000, most_log=300, most_events=50)
RUN = LabRun(
    id=run_id(NOON, bytes(10)),
    course="teapots",
    lab="lab-1",
    recipe="steep",
    profile="tiny",
    seed=1,
    asked="x",
    created_at=NOON,
    timeout_s=60.0,
    grace_s=1.0,
)


def read(path, run=RUN, settings=SETTINGS):
    reading = read_on(path, run, settings, now=NOON)
    return reading, run.model_copy(update=reading.counted | {"last_seq": run.last_seq + len(reading.told)})


def log(text: str) -> bytes:
    return json.dumps({"kind": "log", "text": text}).encode() + b"\n"


def test_all_that_a_recipe_tells_is_read_as_it_was_told(tmp_path):
    with (tmp_path / "events").open("w") as stream:
        events = Events(stream, clock=lambda: NOON)
        events.progress(1, 2, "steeping")
        events.metric("tea/heat", 1, 0.5)
        events.metric("tea/heat", 2, float("nan"))
        events.log("茶 is ready")
        events.artifact("cup", Path("cups/blue"), "model")
        table = Table("t", "Cups", ("a", "b"), ((1, None), ("x", True)))
        events.result(Result((Measure.share("drunk", 3, 4), Measure.missing("spilt", "none was")), (table,), ("x",)))
        events.failure("KettleError", "dry")

    told = read(tmp_path / "events")[0].told

    assert [one.kind for one in told] == [
        "progress",
        "metric",
        "metric",
        "log",
        "artifact",
        "score",
        "score",
        "table",
        "result",
        "failure",
    ]
    assert {one.at for one in told} == {NOON}
    assert told[2].body == {"series": "tea/heat", "step": 2, "value": None}
    assert told[3].body == {"text": "茶 is ready"}
    assert told[5].body["value"] == 0.75
    assert told[7].body["rows"] == [[1, None], ["x", True]]


def test_a_line_is_read_once_it_is_whole_and_only_once(tmp_path):
    path, run, texts = tmp_path / "events", RUN, []
    whole = log("one") + log("two") + log("three")
    for end in range(0, len(whole) + 1, 7):
        path.write_bytes(whole[:end])
        reading, run = read(path, run)
        texts += [one.body["text"] for one in reading.told]
    path.write_bytes(whole)
    texts += [one.body["text"] for one in read(path, run)[0].told]

    assert texts == ["one", "two", "three"]


def test_a_log_that_grows_too_long_is_cut_and_that_is_told_once(tmp_path):
    (tmp_path / "events").write_bytes(b"".join(log("x" * 100) for _ in range(10)))

    reading, run = read(tmp_path / "events")

    assert [one.kind for one in reading.told] == ["log"] * 3 + ["notice"]
    assert (reading.log_kept, reading.dropped) == (300, 7)
    with (tmp_path / "events").open("ab") as file:
        file.write(log("y"))
    assert read(tmp_path / "events", run)[0].told == []


def test_a_file_that_grows_without_end_is_not_read_for_ever(tmp_path):
    (tmp_path / "events").write_bytes(log("x"))
    run = RUN.model_copy(update={"bytes_read": SETTINGS.most_told})
    with (tmp_path / "events").open("r+b") as file:
        file.truncate(SETTINGS.most_told + 1_000)

    reading, _ = read(tmp_path / "events", run)

    assert (reading.bytes_read, reading.more) == (SETTINGS.most_told, False)


def test_where_too_much_is_told_the_scores_are_still_kept(tmp_path):
    score = {"kind": "score", "name": "s", "value": 1, "n": 1, "low": 0, "high": 1}
    score |= {"parse_failures": 0, "unit": "", "reason": ""}
    metric = json.dumps({"kind": "metric", "series": "a", "step": 1, "value": 1}).encode() + b"\n"
    (tmp_path / "events").write_bytes(metric * 80 + json.dumps(score).encode() + b"\n")

    told = read(tmp_path / "events")[0].told

    assert [one.kind for one in told] == ["metric"] * 50 + ["score", "notice"]


@given(st.lists(st.binary(max_size=40) | st.builds(lambda text: log(text)[:-1], st.text(max_size=60)), max_size=6))
def test_whatever_stands_in_the_file_is_read_to_its_end_and_what_is_kept_can_be_kept(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("tea") / "events"
    data = b"\n".join(lines) + b"\n"
    path.write_bytes(data)

    reading, _ = read(path)

    assert reading.bytes_read == len(data)
    assert sum(one.kind != "notice" for one in reading.told) + reading.unreadable + reading.dropped == len(
        data.splitlines()
    )
    for one in reading.told:
        text = orjson.dumps(one.body).decode()
        assert SECRET not in text
        assert not any(c < " " and c != "\n" for c in text)


@given(st.text(), st.text(alphabet="\x00\x07\x1b\x7f\x85\ud800", max_size=3), st.text())
def test_no_secret_is_shown_wherever_it_stands_and_whatever_is_put_into_it(before, within, after):
    shown = cleaned(before + SECRET[:5] + within + SECRET[5:] + after, [SECRET], most=10_000)

    assert SECRET not in shown
    assert not any(ord(c) < 32 and c not in "\n\t" for c in shown)
    shown.encode()


def test_what_a_run_prints_is_shown_clean_and_bars_as_they_were_drawn_last(tmp_path):
    (tmp_path / "output").write_bytes(
        b"10%|#   |\r50%|##  |\r100%|####|\r\nkey " + SECRET.encode() + b"\x1b[1m bold\x1b[0m \xff\n"
    )

    assert output_of(tmp_path / "output", SETTINGS) == "100%|####|\nkey ••• bold \ufffd\n"
    assert output_of(tmp_path / "output", SETTINGS, last=3) == " \ufffd\n"
    assert output_of(tmp_path / "none", SETTINGS) == ""
