from datetime import UTC, datetime, timedelta
from itertools import count, product

import pytest
from pydantic import ValidationError

from schema.errors import ConflictError, NotFoundError, RunStateError, TooManyRunsError
from schema.lab_runs import (
    RunFilter,
    Told,
    add_run,
    artifact_of_hash,
    artifacts_of,
    change_state,
    count_of_runs,
    events_after,
    lab_run,
    lab_runs,
    newest_artifact,
    save_outcome,
    scores_of,
    tell,
)
from schema.run_queue import beat, check_room, is_forsaken, take_next, take_over, under_way, watched_by
from schema.run_records import ALIVE, CHANGES, LabRun, RunArtifact, RunScore, RunState, run_id

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
HASH = "a" * 64
NUMBERS = count(1)


def a_run(**fields: object) -> LabRun:
    number = next(NUMBERS)
    return LabRun(
        **{
            "id": run_id(NOON + timedelta(milliseconds=number), number.to_bytes(10)),
            "course": "teapots",
            "lab": "lab-1",
            "recipe": "steep",
            "profile": "tiny",
            "seed": 1,
            "asked": "x",
            "created_at": NOON,
            "timeout_s": 60.0,
            "grace_s": 1.0,
        }
        | fields
    )


def taken(transaction, *, server="pot", most_running=9, most_per_owner=9, now=NOON):
    return take_next(
        transaction, server=server, host="kitchen", most_running=most_running, most_per_owner=most_per_owner, now=now
    )


def test_only_what_the_table_of_changes_allows_can_follow_a_state(store):
    for before, after in product(RunState, RunState):
        with store.writing() as transaction:
            run = add_run(transaction, a_run(state=before))
            if after in CHANGES[before]:
                assert change_state(transaction, run, after, now=NOON).state is after
            else:
                with pytest.raises(RunStateError, match=f"is {before} and cannot become {after}"):
                    change_state(transaction, run, after, now=NOON)
                assert lab_run(transaction, run.id) == run


def test_every_state_can_be_reached_and_every_run_can_come_to_an_end():
    reached = {RunState.QUEUED}
    for _ in RunState:
        reached |= {after for before in reached for after in CHANGES[before]}

    assert reached == set(RunState)
    assert all(any(after.ended for after in CHANGES[state]) or state is RunState.STARTING for state in ALIVE)
    assert {state for state in RunState if state.ended} == {state for state in RunState if not CHANGES[state]}


def test_of_two_that_change_a_run_from_the_same_state_one_does(store):
    with store.writing() as transaction:
        add_run(transaction, a_run())
        run = taken(transaction)
        change_state(transaction, run, RunState.RUNNING, now=NOON)

        with pytest.raises(RunStateError, match="is running and cannot become cancelling"):
            change_state(transaction, run, RunState.CANCELLING, now=NOON)


def test_a_run_is_told_as_it_was_stored(store):
    run = a_run(
        parameters={"steps": 3, "rate": 0.5, "noise": [0.0, 0.4], "kind": "dpo"}, inputs={"adapter": HASH}, owner="梅"
    )

    with store.writing() as transaction:
        add_run(transaction, run)

    with store.reading() as transaction:
        assert lab_run(transaction, run.id) == run.model_copy(update={"last_seq": 1})


def test_events_are_numbered_without_a_gap_and_told_from_any_of_them_on(store):
    with store.writing() as transaction:
        run = add_run(transaction, a_run())
        for part in range(3):
            tell(transaction, run.id, [Told(NOON, "log", {"text": f"{part}.{n} \0 茶"}) for n in range(5)])
        tell(transaction, run.id, [])

    with store.reading() as transaction:
        events = events_after(transaction, run.id)
        assert [event.seq for event in events] == list(range(1, 17))
        assert events_after(transaction, run.id, 13) == events[13:]
        assert [event.body["text"][:3] for event in events_after(transaction, run.id, 5, limit=2)] == ["0.4", "1.0"]
        assert [event.kind for event in events_after(transaction, run.id, kinds=("state",))] == ["state"]
        assert lab_run(transaction, run.id).last_seq == 16


def test_the_same_key_is_the_same_run_and_the_same_key_for_something_else_is_refused(store):
    with store.writing() as transaction:
        first = add_run(transaction, a_run(owner="mabel", idempotency_key="k", asked="tea"))
        again = add_run(transaction, a_run(owner="mabel", idempotency_key="k", asked="tea"))
        other = add_run(transaction, a_run(owner="ned", idempotency_key="k", asked="milk"))
        with pytest.raises(ConflictError):
            add_run(transaction, a_run(owner="mabel", idempotency_key="k", asked="milk"))

    assert first == again != other


def test_the_turn_goes_round_and_first_to_whom_has_least_under_way(store):
    with store.writing() as transaction:
        for owner, many in (("mabel", 4), ("ned", 2), ("olive", 1)):
            for _ in range(many):
                add_run(transaction, a_run(owner=owner))

        order = [taken(transaction, now=NOON + timedelta(seconds=second)).owner for second in range(7)]

    assert order == ["mabel", "ned", "olive", "mabel", "ned", "mabel", "mabel"]


def test_nobody_gets_more_under_way_than_the_limits_allow(store):
    with store.writing() as transaction:
        for owner in ("mabel", "mabel", "mabel", "ned"):
            add_run(transaction, a_run(owner=owner))

        first, second, third = (taken(transaction, most_running=3, most_per_owner=1) for _ in range(3))
        assert (first.owner, second.owner, third) == ("mabel", "ned", None)
        change_state(transaction, first, RunState.FAILED, now=NOON)
        assert taken(transaction, most_running=1, most_per_owner=1) is None
        assert taken(transaction, most_running=2, most_per_owner=1).owner == "mabel"


def test_who_has_as_many_waiting_as_one_may_is_refused_another(store):
    with store.writing() as transaction:
        add_run(transaction, a_run(owner="mabel"))
        check_room(transaction, "mabel", most_waiting=2)
        add_run(transaction, a_run(owner="mabel"))

        with pytest.raises(TooManyRunsError) as refused:
            check_room(transaction, "mabel", most_waiting=2)
        check_room(transaction, "ned", most_waiting=2)

    assert (refused.value.owner, refused.value.allowed) == ("mabel", 2)


def test_a_run_whose_server_falls_silent_is_taken_over_by_one_other(store):
    with store.writing() as transaction:
        add_run(transaction, a_run())
        run = taken(transaction, server="pot")
        beat(transaction, "pot", NOON + timedelta(seconds=10))
        (run,) = under_way(transaction)
        late = NOON + timedelta(seconds=26)

        assert not is_forsaken(run, lease_s=15, now=NOON + timedelta(seconds=25))
        assert is_forsaken(run, lease_s=15, now=late)
        assert take_over(transaction, run, server="cup", now=late)
        assert not take_over(transaction, run, server="mug", now=late)
        assert watched_by(transaction, "pot") == watched_by(transaction, "mug") == ()
        assert [one.id for one in watched_by(transaction, "cup")] == [run.id]


def test_runs_are_told_newest_first_and_by_what_they_are(store):
    with store.writing() as transaction:
        runs = [add_run(transaction, a_run(lab=lab)) for lab in ("lab-1", "lab-2", "lab-1")]

        assert [run.id for run in lab_runs(transaction)] == [run.id for run in reversed(runs)]
        assert [run.id for run in lab_runs(transaction, before=runs[2].id, limit=1)] == [runs[1].id]
        assert lab_runs(transaction, RunFilter(lab="lab-2")) == (runs[1],)
        assert count_of_runs(transaction, RunFilter(lab="lab-1", states=(RunState.QUEUED,))) == 2
        assert count_of_runs(transaction, RunFilter(states=())) == 0


def test_what_a_run_made_is_found_by_its_hash_and_as_the_newest_of_its_kind(store):
    with store.writing() as transaction:
        for number, state in enumerate((RunState.SUCCEEDED, RunState.SUCCEEDED, RunState.FAILED)):
            run = add_run(transaction, a_run(state=state, ended_at=NOON + timedelta(hours=number)))
            made = RunArtifact(
                run=run.id, name="adapter", role="adapter", path="a", bytes=5_000_000_000, sha256=f"{number}" * 64
            )
            score = RunScore(run=run.id, order=0, name="accuracy", value=0.5)
            save_outcome(transaction, run.id, [made], [score])

        newest = newest_artifact(transaction, ["lab-9", "lab-1"], role="adapter", profile="tiny", course="teapots")
        assert newest.sha256 == "1" * 64
        assert newest_artifact(transaction, ["lab-1"], role="adapter", profile="small", course="teapots") is None
        assert artifact_of_hash(transaction, "2" * 64) == artifacts_of(transaction, run.id)[0] == made
        assert scores_of(transaction, run.id) == (score,)
        with pytest.raises(NotFoundError):
            artifact_of_hash(transaction, "3" * 64)


@pytest.mark.parametrize("id_", ["", "none", "\0", "' OR 1=1 --", "x" * 10_000])
def test_what_is_no_run_is_not_found(store, id_):
    with store.reading() as transaction, pytest.raises(NotFoundError):
        lab_run(transaction, id_)


def test_ids_sort_by_the_time_of_the_request():
    times = [NOON + timedelta(milliseconds=n) for n in (0, 1, 1000, 10**9, 10**12)]

    ids = [run_id(time, bytes([255 - n] * 10)) for n, time in enumerate(times)]

    assert ids == sorted(ids)


@pytest.mark.parametrize(
    "fields",
    [{"seed": -1}, {"owner": "a\0b"}, {"idempotency_key": ""}, {"inputs": {"a": "../x"}}, {"id": "run"}, {"milk": 1}],
    ids=str,
)
def test_a_run_that_makes_no_sense_is_no_record(fields):
    with pytest.raises(ValidationError):
        a_run(**fields)
