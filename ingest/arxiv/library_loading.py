"""Loading a snapshot of arXiv into a library of papers, from where a stopped loading left it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from ingest.arxiv.articles import Article
from ingest.arxiv.choices import Choice
from ingest.arxiv.snapshot import Position, Snapshot
from ingest.arxiv.snapshot_articles import article_of
from ingest.arxiv.snapshot_files import snapshot_mark
from ingest.arxiv.usual_lines import usual_row
from schema.errors import SourceError
from schema.library_building import BATCH, Built, building
from schema.paper_library import LibraryPaper
from schema.records import Finding

MOST_TOLD = 100
"""How many lines that are no articles are told of; the rest is counted."""

_EVERY = 50_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """How a snapshot was loaded.

    Attributes:
        built: The library.
        bad_lines: How many lines were no articles.
        skipped: How many articles are not wanted.
        findings: What was wrong with the first of the lines that were no articles.
        read: How far the snapshot was read.
        went_on_from: After which line a loading went on that had been stopped; 0 where it began with the first.
    """

    built: Built
    bad_lines: int
    skipped: int
    findings: tuple[Finding, ...]
    read: Position
    went_on_from: int = 0


def load_library(
    snapshot: Snapshot, path: Path, *, anew: bool = False, progress: Callable[[str], None] = lambda _: None
) -> Loaded:
    """Build a library of the wanted articles of a snapshot; where a loading of the same was stopped, it goes on.

    Args:
        snapshot: The snapshot, to be read from its first line.
        path: Where the library is to be; one that is there is replaced when the new one is whole.
        anew: Whether what a stopped loading left is thrown away.
        progress: Is told what is being done.

    Raises:
        SourceError: The snapshot cannot be read, or holds no paper that is wanted.
        StoreError: The library cannot be written.
        ConflictError: The library is being built already, by somebody else.
    """
    with building(path, _source(snapshot), anew=anew) as new:
        loading = _Loading.going_on(snapshot, new.reached, progress)
        began = loading.snapshot.position.line
        for batch in loading.batches():
            new.add(batch, loading.note())
        if not new.papers:
            new.throw_away()
            # Rather than an empty library in the place of a full one.
            raise loading.nothing_wanted()
        built = new.finish()
    reached = loading.snapshot
    return Loaded(built, loading.bad_lines, reached.skipped, tuple(loading.findings), reached.position, began)


@dataclass(slots=True)
class _Loading:
    snapshot: Snapshot
    progress: Callable[[str], None]
    bad_lines: int = 0
    findings: list[Finding] = field(default_factory=list)

    @classmethod
    def going_on(cls, snapshot: Snapshot, note: str, progress: Callable[[str], None]) -> "_Loading":
        if not note:
            return cls(snapshot, progress)
        told = orjson.loads(note)
        start = Snapshot(snapshot.path, snapshot.choice, Position(told["line"], told["offset"]))
        start.skipped = told["skipped"]
        progress(f"going on after line {start.position.line:,}")
        findings = [Finding.model_validate(one) for one in told["findings"]]
        return cls(start, progress, told["bad_lines"], findings)

    def note(self) -> str:
        position = self.snapshot.position
        return orjson.dumps(
            {
                "line": position.line,
                "offset": position.offset,
                "skipped": self.snapshot.skipped,
                "bad_lines": self.bad_lines,
                "findings": [one.model_dump(mode="json") for one in self.findings],
            }
        ).decode()

    def batches(self) -> Iterator[list[LibraryPaper]]:
        """Yield the wanted papers; when a batch is yielded, nothing after it was read."""
        batch: list[LibraryPaper] = []
        for one in self.snapshot.made(self._row):
            if not isinstance(one, LibraryPaper):
                self._refuse(one)
                continue
            batch.append(one)
            if len(batch) == BATCH:
                yield batch
                batch = []
                self.progress(self._done())
        yield batch

    def _row(self, told: object, choice: Choice) -> LibraryPaper | None:
        if row := usual_row(told, choice):
            return row
        if article := article_of(told, choice):
            return library_paper(article)
        if (self.snapshot.skipped + 1) % _EVERY == 0:
            self.progress(self._done())
        return None

    def _refuse(self, finding: Finding) -> None:
        self.bad_lines += 1
        if len(self.findings) < MOST_TOLD:
            self.findings.append(finding)

    def _done(self) -> str:
        return f"line {self.snapshot.position.line:,}; {self.snapshot.skipped:,} skipped, {self.bad_lines:,} refused"

    def nothing_wanted(self) -> SourceError:
        return SourceError(
            self.snapshot.path.name,
            f"none of its {self.snapshot.position.line:,} lines is a wanted paper; {self.bad_lines:,} are none at all",
            remedy="Compare the file, the categories and the days with what is wanted",
        )


def library_paper(article: Article) -> LibraryPaper:
    """Return what a library holds of an article."""
    return LibraryPaper(
        id=article.id,
        title=article.title,
        authors="; ".join(article.authors),
        published=article.published.date().isoformat(),
        updated=article.updated.date().isoformat(),
        latest_version=article.versions[-1].number,
        categories=" ".join(article.categories),
        doi=article.doi,
        comment=article.comment,
        journal_ref=article.journal_ref,
        abstract=article.abstract,
    )


def _source(snapshot: Snapshot) -> str:
    """Return what tells a loading from others: the file, and what of it is wanted."""
    choice = snapshot.choice
    wanted = [sorted(choice.ids or ()) if choice.ids is not None else None, sorted(choice.categories)]
    days = [day and day.isoformat() for day in (choice.since, choice.until)]
    return orjson.dumps([snapshot_mark(snapshot.path), *wanted, *days]).decode()
