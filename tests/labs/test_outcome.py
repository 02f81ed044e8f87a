from datetime import UTC, datetime

import pytest

from labs.control.executor import Cause, Ending
from labs.control.outcome import artifacts_in, content_of, scores_in, state_after
from labs.offered.loading import shipped_offers
from schema.run_records import LabRun, RunEvent, RunState, ScoreFlag, run_id

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
ID = run_id(NOON, bytes(10))


def a_run(state=RunState.RUNNING) -> LabRun:
    return LabRun(
        id=ID,
        course="teapots",
        lab="rehearsal",
        recipe="steep",
        profile="tiny",
        seed=1,
        asked="x",
        created_at=NOON,
        timeout_s=60.0,
        grace_s=1.0,
        state=state,
    )


@pytest.mark.parametrize(
    ("state", "cause", "code", "result", "ended"),
    [
        ("running", "exited", 0, True, "succeeded"),
        ("running", "exited", 0, False, "failed"),
        ("running", "exited", 1, False, "failed"),
        ("running", "exited", 75, True, "failed"),
        ("running", "exited", -11, True, "failed"),
        ("running", "timed-out", 75, True, "timed-out"),
        ("running", "timed-out", 0, True, "succeeded"),
        ("running", "memory", -9, False, "failed"),
        ("running", "asked", 75, True, "interrupted"),
        ("running", "vanished", None, False, "interrupted"),
        ("cancelling", "asked", 75, True, "cancelled"),
        ("cancelling", "asked", -9, False, "cancelled"),
        ("cancelling", "asked", 0, True, "succeeded"),
        ("cancelling", "exited", 0, True, "succeeded"),
        ("cancelling", "exited", 1, False, "failed"),
        ("cancelling", "vanished", None, False, "cancelled"),
        ("cancelling", "unreachable", None, False, "interrupted"),
        ("starting", "unreachable", None, False, "interrupted"),
    ],
)
def test_how_a_run_has_ended_follows_from_how_its_process_did(state, cause, code, result, ended):
    found, reason = state_after(a_run(RunState(state)), Ending(Cause(cause), code), result=result, failure=None)

    assert found == ended
    assert bool(reason) == ((ended != "succeeded" and cause != "asked") or ended == "interrupted")


def test_a_failure_is_told_in_the_recipes_own_words():
    ending = Ending(Cause.EXITED, 1)

    found = state_after(a_run(), ending, result=False, failure={"error": "KettleError", "text": "dry " * 1000})

    assert found[1].startswith("KettleError: dry dry")
    assert len(found[1]) <= 500


def score(**fields):
    body = {"name": "accuracy", "value": 0.95, "n": 20, "low": 0.8, "high": 1.0, "parse_failures": 0}
    event = RunEvent(run=ID, seq=1, at=NOON, kind="score", body=body | {"unit": "share", "reason": ""} | fields)
    return scores_in(a_run(), [event], shipped_offers()["rehearsal"])[0]


@pytest.mark.parametrize(
    ("fields", "outside", "flag"),
    [
        ({}, False, None),
        ({"value": 0.9}, False, None),
        ({"value": 0.89}, True, None),
        ({"value": None, "reason": "not measured"}, None, None),
        ({"value": None, "low": None, "high": None, "parse_failures": 20, "reason": "x"}, None, ScoreFlag.UNREAD),
        ({"parse_failures": 20, "value": 0.0, "low": 0.0, "high": 0.16}, True, ScoreFlag.UNREAD),
        ({"value": 5.0, "low": 5.0, "high": 5.0}, True, ScoreFlag.CONSTANT),
        ({"value": 5.0, "low": 5.0, "high": 5.0, "n": 1}, True, None),
        ({"name": "new"}, None, None),
    ],
)
def test_a_score_stands_beside_what_is_expected_and_is_flagged_where_it_may_be_none(fields, outside, flag):
    found = score(**fields)

    assert (found.outside, found.flag) == (outside, flag)
    assert (found.expected_low is None) == (found.name == "new")


def test_a_score_without_a_value_never_goes_without_a_reason():
    assert score(value=None).reason
    assert score(value=None, reason="cannot be shown").reason == "cannot be shown"


def test_the_hash_of_a_folder_depends_on_names_and_contents_of_all_its_files_and_on_nothing_else(tmp_path):
    def folder(name, **files):
        for path, text in files.items():
            target = tmp_path / name / path.replace("__", "/")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        return content_of(tmp_path / name)

    first = folder("first", a="1", deep__b="22")

    assert first == folder("again", deep__b="22", a="1")
    assert first[0] == 3
    others = [
        folder("text", a="1", deep__b="23"),
        folder("name", a="1", deep__c="22"),
        folder("place", a="1", b="22"),
        folder("less", a="1"),
        folder("shifted", a="12", deep__b="2"),
    ]
    assert len({first[1], *(digest for _, digest in others)}) == 6
    (tmp_path / "first" / "link").symlink_to("/etc/hostname")
    assert content_of(tmp_path / "first") == first


def test_of_artifacts_whose_names_are_alike_as_far_as_they_are_kept_the_newest_counts(tmp_path):
    (tmp_path / "a").write_text("a")
    (tmp_path / "b").write_text("bb")
    told = [
        RunEvent(run=ID, seq=seq, at=NOON, kind="artifact", body={"name": "n" * length, "path": path, "role": "data"})
        for seq, (length, path) in enumerate([(300, "a"), (200, "a"), (250, "b"), (199, "a")], 1)
    ]

    found, problems = artifacts_in(ID, tmp_path, told)

    assert [(len(one.name), one.path) for one in found] == [(200, "b"), (199, "a")]
    assert problems == []
