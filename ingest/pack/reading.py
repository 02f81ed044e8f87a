"""Reading the files of a pack, each against its shape, with all that is wrong on the way."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter

from ingest.pack import models as models
from ingest.pack.accepted import ACCEPTED, add_accepted
from ingest.pack.claim_models import ClaimsFile
from ingest.pack.courses import (
    TreeEntry,
    add_course,
    add_order,
    add_recommendations,
    add_teaching,
)
from ingest.pack.document import Document, read_text, shaped
from ingest.pack.json_file import parse_json
from ingest.pack.lab_models import LabsFile, WorkFile
from ingest.pack.labs import add_labs, add_work
from ingest.pack.records import Records, add_citations, add_papers, add_vocabulary
from ingest.pack.yaml_file import parse_yaml
from schema.claim_records import Claim
from schema.errors import PackError, Place
from schema.records import Citation, Paper
from schema.values import Text

_VOCABULARY = TypeAdapter(models.VocabularyFile)
_COURSE = TypeAdapter(models.CourseFile)
_RECOMMENDATIONS = TypeAdapter(models.RecommendationsFile)
_LABS = TypeAdapter(LabsFile)
_WORK = TypeAdapter(WorkFile)
_TEACHING = TypeAdapter(models.TeachingFile)
_ORDER = TypeAdapter(models.OrderFile)
_CLAIMS = TypeAdapter(ClaimsFile)
_PAPERS = TypeAdapter(tuple[Paper, ...])
_CITATIONS = TypeAdapter(tuple[Citation, ...])

Shape = TypeVar("Shape")
Part = TypeVar("Part", models.RecommendationsFile, LabsFile, WorkFile, models.TeachingFile, models.OrderFile)


class PackReading:
    """One reading of a pack.

    Attributes:
        root: Folder of the pack.
        problems: What was wrong so far.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: list[PackError] = []

    def vocabulary(self, records: Records) -> dict[str, Text]:
        """Read the vocabulary; return the names of its areas."""
        areas: dict[str, Text] = {}
        for file in self._yaml_files("vocabulary"):
            if read := self._file(file, _VOCABULARY):
                add_vocabulary(records, *read)
                areas.setdefault(read[1].area, read[1].name.text())
        return areas

    def accepted(self, records: Records) -> None:
        """Read what instructors have accepted."""
        for file in self._yaml_files("accepted"):
            if read := self._file(file, ACCEPTED):
                document, part = read
                self._same(part.course, file.removeprefix("accepted/").removesuffix(".yaml"), document.place("course"))
                add_accepted(records, document, part)

    def papers(self, records: Records) -> None:
        """Read the papers and their citations."""
        if papers := self._file("papers.json", _PAPERS):
            add_papers(records, *papers)
        if citations := self._file("citations.json", _CITATIONS):
            add_citations(records, *citations)

    def courses(self) -> list[str]:
        """Return the slugs of the courses: the names of their folders."""
        folders = [entry.name for entry in self._entries("courses") if entry.is_dir()]
        if not folders and not self._yaml_files("vocabulary") and not self._yaml_files("accepted"):
            remedy = "Add vocabulary/<area>.yaml, or courses/<slug>/course.yaml"
            self.problems.append(PackError(self.root.name, "holds neither vocabulary nor courses", remedy=remedy))
        return folders

    def course(self, slug: str, records: Records) -> tuple[TreeEntry, ...]:
        """Read the files of a course; return its page tree."""
        folder = f"courses/{slug}"
        self._yaml_files(folder)
        tree: tuple[TreeEntry, ...] = ()
        if read := self._file(f"{folder}/course.yaml", _COURSE):
            document, file = read
            self._same(file.course.slug, slug, document.place("course", "slug"))
            tree = add_course(records, document, file)
        self._part(f"{folder}/recommendations.yaml", _RECOMMENDATIONS, add_recommendations, records)
        self._part(f"{folder}/labs.yaml", _LABS, add_labs, records)
        self._part(f"{folder}/work.yaml", _WORK, add_work, records)
        self._part(f"{folder}/teaching.yaml", _TEACHING, add_teaching, records)
        self._part(f"{folder}/order.yaml", _ORDER, add_order, records)
        return tree

    def claims(self, slug: str, pages: Collection[str]) -> tuple[Claim, ...]:
        """Read what pages of a course should agree on; a page that the course does not have is a problem."""
        read = self._file(f"courses/{slug}/claims.yaml", _CLAIMS)
        if read is None:
            return ()
        document, file = read
        self._same(file.course, slug, document.place("course"))
        seen: set[str] = set()
        for number, claim in enumerate(file.claims):
            if claim.slug in seen:
                place = document.place("claims", number, "slug")
                self.problems.append(PackError(place, f"claim {claim.slug}: given twice"))
            seen.add(claim.slug)
            for at, where in enumerate(claim.places):
                if where.page not in pages:
                    place = document.place("claims", number, "places", at, "page")
                    self.problems.append(PackError(place, f"page: the course has no page {where.page}"))
        return tuple(claim.claim(slug) for claim in file.claims)

    def _part(
        self,
        file: str,
        shape: TypeAdapter[Part],
        add: Callable[[Records, Document, Part], None],
        records: Records,
    ) -> None:
        if read := self._file(file, shape):
            document, part = read
            self._same(part.course, file.split("/")[1], document.place("course"))
            add(records, document, part)

    def _same(self, named: str, slug: str, place: Place) -> None:
        if named != slug:
            self.problems.append(PackError(place, f"course: {named} lies in the folder {slug}"))

    def _entries(self, folder: str) -> list[Path]:
        """Return what lies in a folder, by name, without hidden entries."""
        try:
            return sorted(entry for entry in (self.root / folder).iterdir() if not entry.name.startswith("."))
        except (FileNotFoundError, NotADirectoryError):
            return []

    def _yaml_files(self, folder: str) -> list[str]:
        """Return the YAML files of a folder; a file that nobody would read is a problem."""
        entries = self._entries(folder)
        self.problems += [
            PackError(f"{folder}/{entry.name}", "is named .yml and would not be read", remedy="Name it .yaml")
            for entry in entries
            if entry.suffix == ".yml"
        ]
        return [f"{folder}/{entry.name}" for entry in entries if entry.suffix == ".yaml"]

    def _file(self, file: str, shape: TypeAdapter[Shape]) -> tuple[Document, Shape] | None:
        """Return a file and what it says, or note what is wrong with it; only a course's own file has to be there."""
        if not file.endswith("/course.yaml") and not (self.root / file).exists():
            return None
        parse = parse_json if file.endswith(".json") else parse_yaml
        try:
            document = parse(file, read_text(self.root, file))
            return document, shaped(document, shape)
        except PackError as problem:
            self.problems.append(problem)
        except ExceptionGroup as group:
            self.problems += [problem for problem in group.exceptions if isinstance(problem, PackError)]
        return None
