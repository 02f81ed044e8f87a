"""Keeping a run that was done elsewhere as a run among those of this store."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from labs.control.outcome import scores_in
from labs.importing.findings import FileRead
from labs.offered.offer_records import LabOffer
from labs.reports.hand_in import IMPORTED
from schema.errors import InputError
from schema.lab_runs import Told, add_run, change_state, lab_run, note, run_of_key, save_outcome, tell
from schema.run_records import LabRun, RunEvent, RunState, run_id
from schema.store import Transaction

_MOST_EVENTS = 50_000
_LONGEST_NAME = 200


def keep_imported(
    transaction: Transaction,
    offer: LabOffer,
    files: Sequence[FileRead],
    *,
    owner: str = "",
    now: datetime,
    randomness: bytes,
) -> LabRun:
    """Keep what was read as one run that has succeeded, and return it; read again, it is the same run.

    Args:
        transaction: Where.
        offer: The lab.
        files: What was read.
        owner: Whose run it is.
        now: The time.
        randomness: Ten random bytes.

    Raises:
        InputError: Nothing was found in any of the files.
    """
    useful = [one for one in files if one.found]
    if not useful:
        raise InputError("none of these files holds a log or a result", remedy="See what is said of each file")
    told, left_out = _told(files, now)
    settings = _settings(useful)
    digest = hashlib.sha256(json.dumps([one.body for one in told], sort_keys=True).encode()).hexdigest()
    key = f"imported-{offer.lab}-{digest[:32]}"
    if (before := run_of_key(transaction, owner, key)) is not None:
        return before
    run = add_run(
        transaction,
        LabRun(
            id=run_id(now, randomness),
            course=offer.course,
            lab=offer.lab,
            recipe=offer.recipe,
            profile=IMPORTED,
            seed=_seed(settings),
            parameters=settings,
            owner=owner,
            idempotency_key=key,
            asked=digest,
            created_at=now,
            timeout_s=1,
            grace_s=0,
        ),
    )
    for state in (RunState.STARTING, RunState.RUNNING):
        run = change_state(transaction, run, state, now=now)
    tell(transaction, run.id, told)
    result = {
        "shows": [],
        "does_not_show": [f"Which {_untold(settings)} it was done with: the files do not say."],
        "environment": {"imported": ", ".join(one.path for one in useful)[:1000]},
    }
    note(transaction, run.id, result=result, dropped=left_out)
    run = change_state(transaction, run, RunState.SUCCEEDED, now=now, reason="read from files of a run elsewhere")
    measured = [one for one in told if one.kind == "score"]
    events = [RunEvent(run=run.id, seq=1, at=now, kind="score", body=dict(one.body)) for one in measured]
    save_outcome(transaction, run.id, (), scores_in(run, events, offer))
    return lab_run(transaction, run.id)


def _told(files: Sequence[FileRead], now: datetime) -> tuple[list[Told], int]:
    """Return what is told of a run, and how much was too much: each file, scores, tables, then series."""
    apart = _names_apart(files)
    told = [Told(now, "log", {"text": f"{one.path}: {one.kind or f'not read, {one.why}'}"}) for one in files]
    for one in files:
        for measure in one.found.scores:
            told.append(Told(now, "score", {**asdict(measure), "name": apart(one, measure.name)}))
        for table in one.found.tables:
            told.append(Told(now, "table", {**asdict(table), "name": apart(one, table.name)}))
    for one in files:
        for series, step, value in one.found.points:
            told.append(Told(now, "metric", {"series": apart(one, series), "step": step, "value": value}))
    left_out = sum(one.found.left_out for one in files)
    return told[:_MOST_EVENTS], left_out + max(0, len(told) - _MOST_EVENTS)


def _names_apart(files: Sequence[FileRead]) -> Callable[[FileRead, str], str]:
    """Return what names a score, table or series: as in its file, after the file where another has the same name."""
    names = Counter(
        name
        for one in files
        for name in {
            *(measure.name for measure in one.found.scores),
            *(table.name for table in one.found.tables),
            *(series for series, _, _ in one.found.points),
        }
    )
    return lambda file, name: name if names[name] == 1 else f"{file.path}/{name}"[-_LONGEST_NAME:]


def _untold(settings: Mapping[str, Any]) -> str:
    return "versions and hardware" if "seed" in settings else "seed, versions and hardware"


def _seed(settings: Mapping[str, Any]) -> int:
    seed = settings.get("seed")
    return seed if isinstance(seed, int) and not isinstance(seed, bool) and 0 <= seed < 2**31 else 0


def _settings(files: Iterable[FileRead]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in files:
        for name, value in one.found.settings.items():
            found.setdefault(name, value)
    return found
