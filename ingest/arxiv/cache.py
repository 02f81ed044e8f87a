"""Answers of arXiv, kept on disk for a day: bodies by their hash, and beside them which request each one answers.

Everything is written whole under another name first and then renamed, so a crash leaves an answer or none. A body whose
bytes are no longer what its name says counts as none.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import orjson
from pydantic import AwareDatetime, TypeAdapter, ValidationError

LIFETIME = timedelta(days=1)
"""How long an answer stands for asking again: arXiv's results change once a day."""

_MOST_ANSWERS = 200
_MOST_BYTES = 50_000_000
_LEFTOVER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Note:
    """Which request a kept body answers.

    Attributes:
        url: Address of the request.
        status: HTTP status of the answer.
        at: When it came.
        body: SHA-256 of the body.
        size: Bytes of the body.
    """

    url: str
    status: int
    at: AwareDatetime
    body: str
    size: int

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that were asked for.

        >>> Note("http://pot.example/api/query?id_list=2601.90001%2Ccs%2F9901011&start=0", 200, None, "", 0).ids
        ('2601.90001', 'cs/9901011')
        """
        return ids_in(self.url)


_NOTE = TypeAdapter(Note)


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that stands for asking again."""

    status: int
    at: datetime
    body: bytes


class AnswerCache:
    """The answers kept in a folder.

    Args:
        folder: Where; made when something is first kept.
        lifetime: How long an answer counts.
        most: How many answers are kept.
        most_bytes: How long their bodies may be together.
    """

    def __init__(
        self,
        folder: Path,
        *,
        lifetime: timedelta = LIFETIME,
        most: int = _MOST_ANSWERS,
        most_bytes: int = _MOST_BYTES,
    ) -> None:
        self._notes = folder / "answers"
        self._bodies = folder / "bodies"
        self._lifetime = lifetime
        self._most = most
        self._most_bytes = most_bytes

    def answer(self, url: str, now: datetime) -> Kept | None:
        """Return what a request was answered with less than a lifetime ago, if it was."""
        note = self._read(self._notes / f"{_hash(url.encode())}.json")
        if note is None or note.url != url or not self._counts(note, now):
            return None
        try:
            body = (self._bodies / note.body).read_bytes()
        except OSError:
            return None
        return Kept(note.status, note.at, body) if _hash(body) == note.body else None

    def lists(self, now: datetime) -> tuple[tuple[str, ...], ...]:
        """Return the lists of ids that were asked for less than a lifetime ago, the newest first."""
        fresh = [note for _, note in self._all() if note.status == 200 and self._counts(note, now)]
        fresh.sort(key=lambda note: (note.at, note.url), reverse=True)
        return tuple(dict.fromkeys(note.ids for note in fresh))

    def keep(self, url: str, status: int, body: bytes, now: datetime) -> None:
        """Keep an answer, and let go of those that count no longer or are too many."""
        note = Note(url, status, now, _hash(body), len(body))
        write_whole(self._bodies / note.body, body)
        write_whole(self._notes / f"{_hash(url.encode())}.json", orjson.dumps(note))
        self._tidy(now)

    def _counts(self, note: Note, now: datetime) -> bool:
        return timedelta(0) <= now - note.at < self._lifetime

    def _all(self) -> Iterator[tuple[Path, Note]]:
        for path in sorted(self._notes.glob("*.json")):
            if note := self._read(path):
                yield path, note

    def _read(self, path: Path) -> Note | None:
        try:
            return _NOTE.validate_json(path.read_bytes())
        except (OSError, ValidationError):
            return None

    def _tidy(self, now: datetime) -> None:
        kept: set[str] = set()
        count = size = 0
        for path, note in sorted(self._all(), key=lambda pair: pair[1].at, reverse=True):
            count, size = count + 1, size + note.size
            if self._counts(note, now) and count <= self._most and size <= self._most_bytes:
                kept.add(note.body)
            else:
                path.unlink(missing_ok=True)
        for body in self._bodies.glob("*"):
            # What is young may belong to an answer that another process is just about to note.
            if body.name not in kept and _age(body, now) > _LEFTOVER:
                body.unlink(missing_ok=True)


def ids_in(url: str) -> tuple[str, ...]:
    """Return the ids that a request asks for."""
    lists = parse_qs(urlsplit(url).query).get("id_list", [""])
    return tuple(filter(None, lists[0].split(",")))


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _age(path: Path, now: datetime) -> timedelta:
    try:
        return now - datetime.fromtimestamp(path.stat().st_mtime, tz=now.tzinfo)
    except OSError:
        return timedelta(0)


def write_whole(path: Path, data: bytes) -> None:
    """Write a file as a whole or not at all, so that it outlasts a crash of the machine."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".new-")
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
