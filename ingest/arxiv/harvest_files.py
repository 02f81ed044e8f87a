"""What a harvest leaves on disk: the articles, in the form of arXiv's snapshot, and how far it has come.

The articles are a file of JSON lines, as ``papers load`` takes them; of each version they tell size and flags as well.
How far a harvest has come is noted after each part, so that one that was stopped goes on where it was.
"""

import hashlib
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from email.utils import format_datetime
from pathlib import Path

import orjson
from pydantic import TypeAdapter, ValidationError

from ingest.arxiv.articles import Article, Version
from ingest.arxiv.cache import write_whole
from schema.errors import SourceError


@dataclass(frozen=True, slots=True)
class Span:
    """What a harvest asks for.

    Attributes:
        archive: The set, as ``cs`` or ``cs:cs:CL``; empty for all of arXiv.
        since: First day on which something was changed; None for the beginning.
        until: Last such day; None for today.
    """

    archive: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a harvest has come.

    Attributes:
        token: What to ask with for the rest; empty where it has to begin by date.
        begin: The day from which it was asked for last.
        newest: The last day of which it has read.
        in_order: Whether all parts so far came in the order of days.
        records: How many records were read.
        written: Bytes of the file of articles that are sound.
    """

    token: str = ""
    begin: date | None = None
    newest: date | None = None
    in_order: bool = True
    records: int = 0
    written: int = 0


_PROGRESS = TypeAdapter(Progress)


class ProgressFile:
    """Where it is noted how far a harvest has come.

    Args:
        folder: Folder of such notes.
        names: What tells one harvest from another.
    """

    def __init__(self, folder: Path, names: Iterable[object]) -> None:
        name = hashlib.sha256("\n".join(map(str, names)).encode()).hexdigest()[:32]
        self._path = folder / f"{name}.json"

    def read(self) -> Progress | None:
        """Return how far an earlier run came that did not end; None where there is none."""
        try:
            return _PROGRESS.validate_json(self._path.read_bytes())
        except (OSError, ValidationError):
            return None

    def note(self, progress: Progress) -> None:
        """Note how far it has come."""
        write_whole(self._path, orjson.dumps(progress))

    def end(self) -> None:
        """Forget it: the harvest has ended, or begins anew."""
        self._path.unlink(missing_ok=True)


class ArticleFile:
    """A file of articles that grows part by part.

    Args:
        path: Where it is.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    def cut(self, length: int) -> None:
        """Drop all after a length: what a run wrote that was stopped before it could note it.

        Raises:
            SourceError: The file is shorter, and so another one, or cannot be written.
        """
        with _Told(self._path), self._path.open("ab") as file:
            if file.tell() < length:
                raise SourceError(
                    str(self._path), "is shorter than it was", remedy="Begin the harvest anew: --anew, or another file"
                )
            file.truncate(length)

    def append(self, articles: Iterable[Article]) -> int:
        """Add articles, and return the length of the file.

        Raises:
            SourceError: It cannot be written.
        """
        with _Told(self._path), self._path.open("ab") as file:
            for article in articles:
                file.write(orjson.dumps(_line(article)) + b"\n")
            file.flush()
            os.fsync(file.fileno())
            return file.tell()

    def drop_from(self, day: date) -> int:
        """Drop the articles that were changed on a day or later, which will come again; return the length.

        Raises:
            SourceError: It cannot be read or written.
        """
        aside = self._path.with_name(f".{self._path.name}.part")
        with _Told(self._path):
            with self._path.open("rb") as old, aside.open("wb") as new:
                for line in old:
                    if (orjson.loads(line)["update_date"] or "") < day.isoformat():
                        new.write(line)
                new.flush()
                os.fsync(new.fileno())
                length = new.tell()
            aside.replace(self._path)
        return length


class _Told:
    """Tells of errors of the system which file they are about."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        return

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if isinstance(error, OSError):
            reason = f"cannot be written: {error.strerror}"
            raise SourceError(str(self._path), reason, remedy="Name a file in a folder with room") from error


def _line(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "submitter": None,
        "authors": ", ".join(article.authors),
        "title": article.title,
        "comments": article.comment or None,
        "journal-ref": article.journal_ref or None,
        "doi": article.doi or None,
        "report-no": article.report_number or None,
        "categories": " ".join(article.categories),
        "license": article.license or None,
        "abstract": article.abstract,
        "versions": [_version(one) for one in article.versions],
        "update_date": article.changed.isoformat() if article.changed else None,
        "authors_parsed": [[name, "", ""] for name in article.authors],
    }


def _version(one: Version) -> dict[str, str]:
    told = {"version": f"v{one.number}", "created": format_datetime(one.created, usegmt=True)}
    if one.kilobytes is not None:
        told["size"] = f"{one.kilobytes}kb"
    if one.source_type:
        told["source_type"] = one.source_type
    return told
