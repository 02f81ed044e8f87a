"""What a run tells, read from its file: each line is checked, cleaned and cut, for a run may write anything at all."""

import json
import os
import re
import stat
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from labs.control.settings import LabSettings
from schema.lab_runs import Told
from schema.run_records import LabRun

_CHUNK = 1 << 20
_MOST_TEXT = 4_000
_MOST_PARTS = 2_000
_MOST_DEPTH = 6
_BEYOND = 2_000
_SHORTEST_SECRET = 6
_NUMBER = (int, float, type(None))
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_SHAPES: Mapping[str, Mapping[str, type | tuple[type, ...]]] = {
    "progress": {"done": int, "total": int, "doing": str},
    "metric": {"series": str, "step": int, "value": _NUMBER},
    "log": {"text": str},
    "artifact": {"name": str, "path": str, "role": str},
    "score": {
        "name": str,
        "value": _NUMBER,
        "n": (int, type(None)),
        "low": _NUMBER,
        "high": _NUMBER,
        "parse_failures": int,
        "unit": str,
        "reason": str,
    },
    "table": {"name": str, "title": str, "columns": list, "rows": list, "deliverable": str},
    "result": {"shows": list, "does_not_show": list, "environment": dict},
    "failure": {"error": str, "text": str},
}
_MANY = ("progress", "metric", "log")
_LARGEST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of what a run tells.

    Attributes:
        told: What it told.
        bytes_read: How much of its file has been read by now.
        log_kept: Characters of its log that are kept by now.
        unreadable: Lines that could not be read by now.
        dropped: Lines beyond what is kept, by now.
        more: Whether there is more to be read.
    """

    told: Sequence[Told]
    bytes_read: int
    log_kept: int
    unreadable: int
    dropped: int
    more: bool

    @property
    def counted(self) -> dict[str, int]:
        """What is noted down with the run."""
        names = ("bytes_read", "log_kept", "unreadable", "dropped")
        return {name: getattr(self, name) for name in names}


def cleaned(text: str, secrets: Sequence[str] = (), *, most: int = _MOST_TEXT) -> str:
    r"""Return a text without control characters and secrets, and cut.

    >>> cleaned("loss \x1b[31m0.5\x1b[0m\x00, key tea-and-milk", ["tea-and-milk"])
    'loss 0.5, key •••'
    """
    # Cleaned first: a sign in its middle would hide a secret from the search.
    text = _CONTROL.sub("", text)
    for secret in secrets:
        if len(secret) >= _SHORTEST_SECRET:
            text = text.replace(secret, "•••")
    return text if len(text) <= most else f"{text[: most - 1]}…"


def read_on(path: Path, run: LabRun, settings: LabSettings, *, now: datetime) -> Reading:
    """Return what a run has told since it was last read, a megabyte at the most."""
    data = _read(path, run.bytes_read) if run.bytes_read < settings.most_told else b""
    end = data.rfind(b"\n") + 1
    if end == 0 and len(data) > settings.most_line:
        # A line without an end that is too long already: what has come of it is given up.
        end = len(data)
    told: list[Told] = []
    log_kept, unreadable, dropped = run.log_kept, run.unreadable, run.dropped
    for line in data[:end].splitlines():
        one = _told(line, settings, now) if len(line) <= settings.most_line else None
        if one is None:
            unreadable += 1
            continue
        length = len(str(one.body.get("text", ""))) if one.kind == "log" else 0
        room = settings.most_events + (0 if one.kind in _MANY else _BEYOND)
        if run.last_seq + len(told) >= room or log_kept + length > settings.most_log:
            dropped += 1
            continue
        log_kept += length
        told.append(one)
    told += _notices(run, unreadable, dropped, now)
    return Reading(told, run.bytes_read + end, log_kept, unreadable, dropped, more=len(data) == _CHUNK)


def output_of(path: Path, settings: LabSettings, *, last: int | None = None) -> str:
    """Return what a run has printed, cleaned; only the last characters where so many are asked for."""
    try:
        text = path.read_bytes().decode("utf-8", errors="replace")
    except OSError:
        return ""
    # A bar that is drawn again and again over itself is shown as it was drawn last.
    lines = [line.rstrip("\r").rpartition("\r")[2] for line in text.split("\n")]
    whole = "\n".join(cleaned(line, settings.secrets) for line in lines)
    return whole if last is None else whole[-last:]


def _notices(run: LabRun, unreadable: int, dropped: int, now: datetime) -> list[Told]:
    """Tell the first time that something could not be read or kept; how much in all stands with the run."""
    found = []
    if unreadable and not run.unreadable:
        found.append(Told(now, "notice", {"text": "a line of the run could not be read and was left out"}))
    if dropped and not run.dropped:
        found.append(Told(now, "notice", {"text": "the run tells more than is kept; what is beyond is left out"}))
    return found


def _read(path: Path, offset: int) -> bytes:
    """Return a piece of a file, if it is a plain one: a run could put anything in its place."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except OSError:
        return b""
    try:
        return os.pread(descriptor, _CHUNK, offset) if stat.S_ISREG(os.fstat(descriptor).st_mode) else b""
    finally:
        os.close(descriptor)


def _told(line: bytes, settings: LabSettings, now: datetime) -> Told | None:
    try:
        read = json.loads(line, parse_constant=_refused)
    except (ValueError, RecursionError):
        return None
    shape = _SHAPES.get(str(read.get("kind"))) if isinstance(read, dict) else None
    if shape is None or not all(name in read and _fits(read[name], kind) for name, kind in shape.items()):
        return None
    body = {name: _clean(read[name], settings.secrets, 0) for name in shape}
    return Told(_time(read.get("at"), now), read["kind"], body)


def _refused(name: str) -> None:
    raise ValueError(name)


def _fits(value: object, kind: type | tuple[type, ...]) -> bool:
    if isinstance(value, bool):
        return False
    if isinstance(value, int) and abs(value) > _LARGEST:
        return False
    return isinstance(value, kind)


def _clean(value: Any, secrets: Sequence[str], depth: int) -> Any:  # noqa: ANN401 - JSON
    if isinstance(value, str):
        return cleaned(value, secrets)
    if isinstance(value, float):
        return value if abs(value) <= _LARGEST else None
    if depth > _MOST_DEPTH:
        return None
    if isinstance(value, list):
        return [_clean(one, secrets, depth + 1) for one in value[:_MOST_PARTS]]
    if isinstance(value, dict):
        return {
            cleaned(str(name), secrets, most=200): _clean(one, secrets, depth + 1)
            for name, one in list(value.items())[:_MOST_PARTS]
        }
    return value if not isinstance(value, int) or abs(value) <= _LARGEST else None


def _time(text: object, now: datetime) -> datetime:
    """Return when a line says it was written; a time that cannot be is taken for now."""
    try:
        said = datetime.fromisoformat(str(text))
        return said if said.tzinfo is not None and abs((said - now).total_seconds()) < 7 * 86400 else now
    except (ValueError, OverflowError):
        return now
