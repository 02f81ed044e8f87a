"""Loading a snapshot of arXiv into a library of papers."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ingest.arxiv.articles import Article
from ingest.arxiv.snapshot import Position, Snapshot
from schema.errors import SourceError
from schema.paper_library import Built, LibraryPaper, build_library
from schema.records import Finding

MOST_TOLD = 100
"""How many lines that are no articles are told of; the rest is counted."""

_EVERY = 10_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """How a snapshot was loaded.

    Attributes:
        built: The library.
        bad_lines: How many lines were no articles.
        findings: What was wrong with the first of them.
        read: How far the snapshot was read.
    """

    built: Built
    bad_lines: int
    findings: tuple[Finding, ...]
    read: Position


def load_library(snapshot: Snapshot, path: Path, *, progress: Callable[[str], None] = lambda _: None) -> Loaded:
    """Build a library of the wanted articles of a snapshot.

    Args:
        snapshot: The snapshot.
        path: Where the library is to be; one that is there is replaced when the new one is whole.
        progress: Is told what is being done.

    Raises:
        SourceError: The snapshot cannot be read, or holds no paper that is wanted.
        StoreError: The library cannot be written.
    """
    loading = _Loading(snapshot, progress)
    built = build_library(path, loading.papers())
    return Loaded(built, loading.bad_lines, tuple(loading.findings), snapshot.position)


@dataclass(slots=True)
class _Loading:
    snapshot: Snapshot
    progress: Callable[[str], None]
    bad_lines: int = 0
    findings: list[Finding] = field(default_factory=list)

    def papers(self) -> Iterator[LibraryPaper]:
        told = 0
        for one in self.snapshot:
            if isinstance(one, Article):
                told += 1
                if told % _EVERY == 0:
                    self.progress(f"{told:,} papers, line {self.snapshot.position.line:,}")
                yield library_paper(one)
            else:
                self.bad_lines += 1
                if len(self.findings) < MOST_TOLD:
                    self.findings.append(one)
        if not told:
            # Rather than an empty library in the place of a full one.
            raise self._nothing_wanted()

    def _nothing_wanted(self) -> SourceError:
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
