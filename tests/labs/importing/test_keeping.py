"""Runs that were done elsewhere, kept as runs among the others."""

import json
from datetime import UTC, datetime

import pytest

from labs.importing.keeping import keep_imported
from labs.importing.reading import files_read
from labs.offered.loading import shipped_offers
from labs.reports.hand_in import IMPORTED
from schema.errors import InputError
from schema.lab_runs import artifacts_of, events_after, lab_runs, scores_of
from schema.run_records import RunState, ScoreFlag

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)


@pytest.fixture
def store(bench):
    return bench.store


@pytest.fixture
def keep(store, tmp_path):
    def keep(files: dict[str, object], owner: str = "", randomness: bytes = bytes(10)):
        folder = tmp_path / "files"
        for name, content in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content if isinstance(content, str) else json.dumps(content))
        with store.writing() as transaction:
            return keep_imported(
                transaction,
                shipped_offers()["lab-4"],
                files_read([folder]),
                owner=owner,
                now=NOON,
                randomness=randomness,
            )

    return keep


def told(store, run, *kinds):
    with store.reading() as transaction:
        return events_after(transaction, run.id, kinds=kinds)


def scores(store, run):
    with store.reading() as transaction:
        return {score.name: score for score in scores_of(transaction, run.id)}


LOG = [{"step": step, "reward": step / 10} for step in (1, 2, 3)]


def test_a_run_done_elsewhere_has_succeeded_and_tells_its_series_tables_and_scores(store, keep):
    run = keep({"training_log.json": LOG, "eval.json": [{"prompt": "a", "score": 8}], "notes.md": "tea"})

    assert (run.lab, run.profile, run.state) == ("lab-4", IMPORTED, RunState.SUCCEEDED)
    assert [(e.body["step"], e.body["value"]) for e in told(store, run, "metric")] == [(1, 0.1), (2, 0.2), (3, 0.3)]
    assert [event.body["name"] for event in told(store, run, "table")] == ["eval"]
    assert scores(store, run)["eval/score"].value == 8
    with store.reading() as transaction:
        assert artifacts_of(transaction, run.id) == ()


def test_each_file_is_named_in_its_log_also_those_of_which_nothing_came(store, keep):
    run = keep({"training_log.json": LOG, "notes.md": "tea", "broken.json": "{"})

    lines = [event.body["text"] for event in told(store, run, "log")]

    assert len(lines) == 3
    assert any(line.startswith("notes.md: not read") for line in lines)


def test_what_the_files_do_not_say_is_not_known_of_it(store, keep):
    told_seed = keep({"a.json": LOG, "run.yaml": "seed: 42\nlr: 0.5\n"})
    untold = keep({"a.json": [*LOG, {"step": 4, "reward": 1}], "run.yaml": "lr: 0.5\n"}, randomness=b"1" * 10)

    assert (told_seed.seed, told_seed.parameters) == (42, {"seed": 42, "lr": 0.5})
    assert "seed" in untold.result["does_not_show"][0]
    assert "seed" not in told_seed.result["does_not_show"][0]


def test_the_same_files_again_are_the_same_run_and_another_owners_are_another(store, keep):
    first = keep({"training_log.json": LOG})
    again = keep({"training_log.json": LOG}, randomness=b"2" * 10)
    theirs = keep({"training_log.json": LOG}, owner="mei", randomness=b"3" * 10)

    assert first.id == again.id != theirs.id
    with store.reading() as transaction:
        assert len(lab_runs(transaction)) == 2


def test_files_of_which_nothing_comes_make_no_run(store, keep):
    with pytest.raises(InputError, match="none of these files"):
        keep({"notes.md": "tea", "broken.json": "{"})
    with store.reading() as transaction:
        assert lab_runs(transaction) == ()


def test_two_files_with_the_same_names_in_them_stay_apart(store, keep):
    run = keep(
        {
            "r8/all_results.json": {"loss": 1.5},
            "r32/all_results.json": {"loss": 1.25},
            "r8/trainer_state.json": {"log_history": LOG},
            "r32/trainer_state.json": {"log_history": LOG},
        }
    )

    values = {name: score.value for name, score in scores(store, run).items()}
    assert values == {"r8/all_results.json/all_results/loss": 1.5, "r32/all_results.json/all_results/loss": 1.25}
    assert {event.body["series"] for event in told(store, run, "metric")} == {
        "r8/trainer_state.json/reward",
        "r32/trainer_state.json/reward",
    }


def test_a_judge_that_gives_all_the_same_score_is_flagged_and_one_that_does_not_is_not(store, keep):
    """A published run had fives throughout, since what found no score took the default."""
    run = keep(
        {
            "fives.json": [{"prompt": f"p{n}", "score": 5} for n in range(10)],
            "fives_and_none.json": [{"prompt": f"p{n}", "score": 5 if n else None} for n in range(10)],
            "fair.json": [{"prompt": f"p{n}", "score": n % 3} for n in range(10)],
            "one.json": [{"prompt": "p", "score": 5}],
            "unread.json": [{"prompt": f"p{n}", "score": None} for n in range(3)],
        }
    )

    found = scores(store, run)

    assert found["fives/score"].flag is ScoreFlag.CONSTANT
    assert (found["fives_and_none/score"].flag, found["fives_and_none/score"].parse_failures) == (ScoreFlag.CONSTANT, 1)
    assert found["fair/score"].flag is None
    assert found["one/score"].flag is None
    unread = found["unread/score"]
    assert (unread.value, unread.n, unread.parse_failures, unread.flag) == (None, 3, 3, ScoreFlag.UNREAD)
    assert unread.reason


def test_more_than_can_be_kept_is_counted_with_the_run_and_scores_are_kept_first(store, keep):
    rows = [{"step": step, "a": 1, "b": 1} for step in range(20_000)]
    run = keep({"one.json": rows, "two.json": rows, "z.json": {"loss": 1.5}})

    assert scores(store, run)["z/loss"].value == 1.5
    assert run.dropped == 80_000 + 3 + 1 - 50_000
