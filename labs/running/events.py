"""What a recipe tells while it runs: numbered JSON lines, each written whole and at once."""

import json
import math
import threading
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

from labs.running.results import Measure, Result, Table


def _now() -> datetime:
    return datetime.now(UTC)


class Events:
    """The events of one run, written as they happen.

    A line holds ``seq`` (from 1, without a gap), ``at`` (UTC), ``kind``, and what the kind says:

    ===========  ==================================================================
    progress     ``done``, ``total``, ``doing``
    metric       ``series``, ``step``, ``value`` (null where it is no number)
    log          ``text``
    artifact     ``name``, ``path`` (within the run's folder), ``role``
    score        the fields of a measure
    table        the fields of a table
    result       ``shows``, ``does_not_show``, ``environment``
    failure      ``error``, ``text``: the run failed
    ===========  ==================================================================

    Args:
        stream: Where to write.
        clock: Tells the time.
    """

    def __init__(self, stream: TextIO, clock: Callable[[], datetime] = _now) -> None:
        self._stream = stream
        self._clock = clock
        self._lock = threading.Lock()
        self._last = 0
        self._stop = threading.Event()

    @property
    def stop_requested(self) -> bool:
        """Whether the run is to end soon: save a checkpoint and return what there is."""
        return self._stop.is_set()

    def request_stop(self) -> None:
        """Ask the recipe to end soon."""
        self._stop.set()

    def progress(self, done: int, total: int, doing: str) -> None:
        """Tell how far the run is: steps done of all, and what it is doing."""
        self._write("progress", done=done, total=total, doing=doing)

    def metric(self, series: str, step: int, value: float) -> None:
        """Tell a value of a series, as ``grpo/reward`` at a step."""
        self._write("metric", series=series, step=step, value=value if math.isfinite(value) else None)

    def log(self, text: str) -> None:
        """Tell something for people."""
        self._write("log", text=text)

    def artifact(self, name: str, path: Path, role: str) -> None:
        """Tell of something made: a file or folder within the run's folder.

        Args:
            name: Its name, as ``adapter-r8``.
            path: Where it is, relative to the run's folder.
            role: What it is: ``model``, ``adapter``, ``checkpoint``, ``data``, ``samples``, ``plot``.
        """
        self._write("artifact", name=name, path=path.as_posix(), role=role)

    def score(self, measure: Measure) -> None:
        """Tell a score."""
        self._write("score", **asdict(measure))

    def table(self, table: Table) -> None:
        """Tell a table for the report."""
        self._write("table", **asdict(table))

    def result(self, result: Result) -> None:
        """Tell what the run came to."""
        for measure in result.scores:
            self.score(measure)
        for table in result.tables:
            self.table(table)
        self._write(
            "result",
            shows=list(result.shows),
            does_not_show=list(result.does_not_show),
            environment=dict(result.environment),
        )

    def failure(self, error: str, text: str) -> None:
        """Tell that the run failed: the kind of error, and what it says."""
        self._write("failure", error=error, text=text)

    def _write(self, kind: str, **values: object) -> None:
        with self._lock:
            self._last += 1
            line = {"seq": self._last, "at": self._clock().isoformat(), "kind": kind, **values}
            self._stream.write(json.dumps(line, ensure_ascii=False, allow_nan=False) + "\n")
            self._stream.flush()
