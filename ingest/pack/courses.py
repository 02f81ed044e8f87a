"""From the files of a pack to records: a course, its pages and order."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ingest.pack import models as models
from ingest.pack.document import Document
from ingest.pack.records import Records, curated, edge
from schema.errors import Place
from schema.records import (
    Course,
    Coverage,
    LabConcept,
    Lecture,
    Page,
    Precedence,
    Recommendation,
    Resource,
)
from schema.values import CoverageKind, LabConceptKind, PageKind


@dataclass(frozen=True, slots=True)
class TreeEntry:
    """One line of a course's page tree.

    Attributes:
        kind: What it is.
        title: Its title.
        depth: How many folders it lies in.
        path: Path of the page.
        lecture: Number of the lecture it belongs to.
    """

    kind: Literal["separator", "folder", "page"]
    title: str
    depth: int
    path: str | None = None
    lecture: int | None = None


_At = tuple[str | int, ...]
"""Where in a document something stands: keys and numbers."""


def add_course(records: Records, document: Document, file: models.CourseFile) -> tuple[TreeEntry, ...]:
    """Make a course, its lectures and its pages; return its page tree."""
    course = file.course.slug
    records.add(Course, document.place("course"), **file.course.model_dump())
    tree: list[TreeEntry] = []
    section: str | None = None
    position = 0
    for at, depth, lecture, top, node in _walk(("tree",), file.tree, depth=0, lecture=None, top=None):
        place = document.place(*at)
        match node:
            case models.SeparatorNode():
                section = node.separator if depth == 0 else section
                tree.append(TreeEntry("separator", node.separator, depth, lecture=lecture))
            case models.FolderNode():
                tree.append(TreeEntry("folder", node.folder, depth, lecture=lecture))
                if node.lecture is not None:
                    records.once("lecture", node.lecture, place)
                    entrance = _entrance(node)
                    records.add(Lecture, place, course=course, number=node.lecture, title=node.folder, path=entrance)
            case models.PageNode():
                records.once("page", node.page, place)
                tree.append(TreeEntry("page", node.title, depth, path=node.page, lecture=lecture))
                records.add(
                    Page,
                    place,
                    course=course,
                    path=node.page,
                    title=node.title,
                    kind=node.kind,
                    characters=node.characters,
                    position=position,
                    lecture=lecture,
                    section=top or section,
                )
                position += 1
    return tuple(tree)


def add_recommendations(records: Records, document: Document, file: models.RecommendationsFile) -> None:
    """Make what the pages of a course recommend, and the resources among it."""
    titles: dict[str, tuple[str, Place]] = {}
    for number, page in enumerate(file.pages):
        records.once("recommending page", page.page, document.place("pages", number, "page"))
        for order, entry in enumerate(page.recommendations):
            place = document.place("pages", number, "recommendations", order)
            lecture = page.lecture if entry.lecture is None else entry.lecture
            target = entry.paper or entry.resource or ""
            records.once("recommendation", (page.page, lecture, target), place)
            if entry.resource:
                titles.setdefault(entry.resource, (entry.label, place))
            fields = entry.model_dump(exclude={"lecture", "hours"})
            records.add(
                Recommendation,
                place,
                course=file.course,
                page=page.page,
                order=order,
                lecture=lecture,
                hours=entry.hours,
                **fields,
            )
    for url, (title, place) in titles.items():
        records.add(Resource, place, course=file.course, url=url, title=title)


def add_teaching(records: Records, document: Document, file: models.TeachingFile) -> None:
    """Make which page treats which concept, and which lab."""
    for number, page in enumerate(file.pages):
        records.once("teaching page", page.page, document.place("pages", number, "page"))
        named = ((CoverageKind.TEACHES, page.teaches), (CoverageKind.MENTIONS, page.mentions))
        treated = [(kind, at, slug) for kind, slugs in named for at, slug in enumerate(slugs)]
        for order, (kind, at, slug) in enumerate(treated):
            place = document.place("pages", number, kind.value, at)
            records.once(f"{page.page}: concept", slug, place)
            fields = curated(place, course=file.course, concept=slug, kind=kind, order=order)
            records.add(Coverage, place, page=page.page, **fields)
    for number, lab in enumerate(file.labs):
        records.once("teaching lab", lab.lab, document.place("labs", number, "lab"))
        for order, (use, elective, keys, concept) in enumerate(_treated_in(lab)):
            place = document.place("labs", number, *keys)
            records.once(f"{lab.lab} {use.value}", concept, place)
            fields = curated(place, course=file.course, concept=concept, kind=use, order=order)
            records.add(LabConcept, place, lab=lab.lab, elective=elective, **fields)


def _treated_in(lab: models.TeachingLab) -> Iterator[tuple[LabConceptKind, int | None, _At, str]]:
    """Yield the concepts of a lab, each with how it is treated, the number of its elective, and its place."""
    for at, slug in enumerate(lab.practises):
        yield LabConceptKind.PRACTISES, None, ("practises", at), slug
    for number, part in enumerate(lab.electives):
        for at, slug in enumerate(part):
            yield LabConceptKind.PRACTISES, number + 1, ("electives", number, at), slug
    for at, slug in enumerate(lab.bonus):
        yield LabConceptKind.PRACTISES, 0, ("bonus", at), slug
    for at, slug in enumerate(lab.assesses):
        yield LabConceptKind.ASSESSES, None, ("assesses", at), slug


def add_order(records: Records, document: Document, file: models.OrderFile) -> None:
    """Make the teaching order of a course."""
    for number, entry in enumerate(file.precedes):
        place = document.place("precedes", number)
        records.once("order", (entry.before, "before", entry.after), place)
        records.add(Precedence, place, course=file.course, before=entry.before, after=entry.after, **edge(entry, place))


_Node = models.PageNode | models.FolderNode | models.SeparatorNode


def _walk(
    at: _At, nodes: tuple[_Node, ...], *, depth: int, lecture: int | None, top: str | None
) -> Iterator[tuple[_At, int, int | None, str | None, _Node]]:
    """Yield the nodes of a tree in order, each with its place, depth, lecture, and top folder."""
    for number, node in enumerate(nodes):
        here = (*at, number)
        if isinstance(node, models.FolderNode):
            inside = lecture if node.lecture is None else node.lecture
            yield here, depth, inside, top, node
            yield from _walk(
                (*here, "children"), node.children, depth=depth + 1, lecture=inside, top=top or node.folder
            )
        else:
            yield here, depth, lecture, top, node


def _entrance(folder: models.FolderNode) -> str | None:
    pages = (node for node in folder.children if isinstance(node, models.PageNode))
    return next((page.page for page in pages if page.kind is PageKind.OVERVIEW), None)
