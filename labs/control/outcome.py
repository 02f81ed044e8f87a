"""What is kept of a run when it has ended: its state, artifacts with their hashes, scores beside what is expected."""

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from labs.control.executor import Cause, Ending
from labs.offered.offer_records import LabOffer
from labs.running.process import ENDED, STOPPED
from schema.run_records import LabRun, RunArtifact, RunEvent, RunScore, RunState, ScoreFlag

_BLOCK = 1 << 20
_MOST_REASON = 500
_MOST_NAME = 200
_MOST_ARTIFACTS = 200
_LIMITS = {
    Cause.MEMORY: "it took more memory than its profile allows",
    Cause.DISK: "it wrote more than its profile allows",
    Cause.PROCESSES: "it started more processes than a run may have",
}

_LOST = {
    Cause.VANISHED: "its process was lost together with the one that kept it",
    Cause.UNREACHABLE: "the machine that it ran on is gone, or was started anew",
}


def state_after(
    run: LabRun, ending: Ending, *, result: bool, failure: Mapping[str, Any] | None
) -> tuple[RunState, str]:
    """Return the state in which a run has ended, and why.

    Args:
        run: The run.
        ending: How its process ended.
        result: Whether it told a result.
        failure: What it said of its failure, if it did.
    """
    if ending.exit_code == ENDED and result:
        return RunState.SUCCEEDED, ""
    if ending.cause in _LIMITS:
        return RunState.FAILED, _LIMITS[ending.cause]
    if ending.cause is Cause.TIMED_OUT:
        return RunState.TIMED_OUT, f"it took more than {run.timeout_s:,g} seconds"
    if ending.cause in _LOST:
        gone = run.state is RunState.CANCELLING and ending.cause is Cause.VANISHED
        return RunState.CANCELLED if gone else RunState.INTERRUPTED, _LOST[ending.cause]
    if ending.cause is Cause.ASKED:
        if run.state is RunState.CANCELLING:
            return RunState.CANCELLED, ""
        return RunState.INTERRUPTED, "its process was asked to end, not through this program"
    return RunState.FAILED, _failure(ending.exit_code, failure)


def _failure(code: int | None, failure: Mapping[str, Any] | None) -> str:
    if failure is not None:
        return f"{failure['error']}: {failure['text']}"[:_MOST_REASON]
    if code == ENDED:
        return "it ended without a result"
    if code == STOPPED:
        return "it stopped early without having been asked to"
    if code is not None and (code < 0 or code > 128):
        return f"a signal ended it: {-code if code < 0 else code - 128}"
    return f"it ended with exit code {code}"


def artifacts_in(run: str, work: Path, told: Sequence[RunEvent]) -> tuple[list[RunArtifact], list[str]]:
    """Return what a run has made, hashed, and what it told of that is not there. The newest of a name counts."""
    newest = {event.body["name"][:_MOST_NAME]: event.body for event in told if event.body["name"]}
    found, problems = [], []
    for name, body in list(newest.items())[:_MOST_ARTIFACTS]:
        path = _within(work, body["path"])
        if path is None:
            problems.append(f"the artifact {name} is no file or folder of the run")
            continue
        size, digest = content_of(path)
        found.append(RunArtifact(run=run, name=name, role=body["role"], path=body["path"], bytes=size, sha256=digest))
    return found, problems


def content_of(path: Path) -> tuple[int, str]:
    """Return the size and hash of a file, or of a folder: of the paths, sizes and hashes of all plain files in it."""
    if path.is_file():
        return _content(path)
    whole, size = hashlib.sha256(), 0
    for each in sorted(_files(path)):
        bytes_, digest = _content(each)
        size += bytes_
        whole.update(f"{each.relative_to(path).as_posix()}\0{bytes_}\0{digest}\n".encode(errors="surrogateescape"))
    return size, whole.hexdigest()


def scores_in(run: LabRun, told: Sequence[RunEvent], offer: LabOffer | None) -> list[RunScore]:
    """Return the scores of a run, each beside what is expected of it with the run's profile."""
    newest = {event.body["name"]: event.body for event in told if event.body["name"]}
    return [_score(run, order, body, offer) for order, body in enumerate(newest.values())]


def _score(run: LabRun, order: int, body: Mapping[str, Any], offer: LabOffer | None) -> RunScore:
    expected = offer.expected(body["name"], run.profile) if offer else None
    low, high = (expected.low, expected.high) if expected else (None, None)
    value = body["value"]
    outside = None
    if value is not None and (low is not None or high is not None):
        outside = (low is not None and value < low) or (high is not None and value > high)
    return RunScore(
        run=run.id,
        order=order,
        **{**body, "name": body["name"][:_MOST_NAME], "reason": _reason(body)},
        expected_low=low,
        expected_high=high,
        expected_source=expected.source if expected else "",
        outside=outside,
        flag=_flag(body),
    )


def _reason(body: Mapping[str, Any]) -> str:
    """Return why a score has no value; one that has none and does not say why was no number that can be kept."""
    return str(body["reason"]) or ("" if body["value"] is not None else "what was measured is no finite number")


def _flag(body: Mapping[str, Any]) -> ScoreFlag | None:
    """Say whether a score may be none: nothing was read, or a mean of many cases has no spread at all."""
    value, n = body["value"], body["n"]
    if not n:
        return None
    if body["parse_failures"] >= n:
        return ScoreFlag.UNREAD
    if n > 1 and value is not None and body["low"] is not None and body["low"] == body["high"] == value:
        return ScoreFlag.CONSTANT
    return None


def _within(work: Path, told: str) -> Path | None:
    """Return a path that a run told of, if it leads to a plain file or folder of its own and nowhere else."""
    parts = Path(told).parts
    if not parts or Path(told).is_absolute() or ".." in parts:
        return None
    path = work
    for part in parts:
        path = path / part
        if path.is_symlink():
            return None
    return path if path.is_dir() or path.is_file() else None


def _files(folder: Path) -> Iterator[Path]:
    for within, _, names in os.walk(folder):
        for name in names:
            path = Path(within) / name
            if path.is_file() and not path.is_symlink():
                yield path


def _content(path: Path) -> tuple[int, str]:
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()
