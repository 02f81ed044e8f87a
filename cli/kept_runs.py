"""Runs of labs as the command finds them in the store."""

from schema.errors import NotFoundError
from schema.lab_runs import events_after, lab_run, lab_runs, scores_of
from schema.run_records import LabRun, RunEvent, RunScore
from schema.store import Store


def run_named(store: Store, name: str) -> LabRun:
    """Return a run by its name, its last signs, or as `last`.

    Raises:
        NotFoundError: There is none, or more than one.
    """
    with store.reading() as transaction:
        if len(name) == 26:
            return lab_run(transaction, name.upper())
        runs = lab_runs(transaction, limit=None if name != "last" else 1)
    found = list(runs) if name == "last" else [run for run in runs if run.id.endswith(name.upper())]
    if len(found) != 1:
        raise NotFoundError(name, [run.id for run in (found or runs)[:5]], what="lab run")
    return found[0]


def outcome_of(store: Store, run: LabRun) -> tuple[tuple[RunScore, ...], tuple[RunEvent, ...]]:
    """Return what a run has measured, and the tables that it told."""
    with store.reading() as transaction:
        return scores_of(transaction, run.id), events_after(transaction, run.id, kinds=["table"])
