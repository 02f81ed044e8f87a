"""The shape of a course: its lectures, pages and labs, from nothing but its page tree."""

from collections.abc import Iterator
from dataclasses import dataclass

from ingest.pages.course_words import kind_of, lab_number, lecture_number, part_number
from ingest.pages.page_tree import PageTree, TreeItem
from schema.records import Course, Lab, Lecture, Page
from schema.values import PageKind


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where in the tree a page is."""

    item: TreeItem
    lecture: int | None
    section: str | None
    folders: tuple[str, ...]
    is_entrance: bool


def course_of(tree: PageTree, *, slug: str, site: str | None, title: str | None = None) -> Course:
    """Return the course a tree is of, in the language of most of its titles.

    The title is the one given, or else what the tree or its first page is called.
    """
    names = "".join(item.name for item in tree.items)
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in names)
    first = tree.pages[0].name if tree.pages else ""
    return Course(
        slug=slug,
        title=title or tree.name or first or slug,
        language="zh" if chinese * 5 > len(names) else "en",
        site=site.rstrip("/") if site else None,
    )


def shape_of(tree: PageTree, course: str) -> tuple[tuple[Lecture, ...], tuple[Page, ...], tuple[Lab, ...]]:
    """Return the lectures, pages and labs of a tree, in its order; pages are without bodies.

    A lecture is a folder whose name or address numbers it; where there are none, separators that do, or else pages.
    """
    numbers = _lecture_numbers(tree)
    spots = list(_spots(tree, numbers))
    lectures: dict[int, Lecture] = {}
    for index, number in numbers.items():
        item = tree.items[index]
        title = item.name or str(number)
        lectures.setdefault(number, Lecture(course=course, number=number, title=title, path=item.url))
    pages = tuple(_page(spot, position, course) for position, spot in enumerate(spots))
    return tuple(lectures.values()), pages, _labs(pages)


def _lecture_numbers(tree: PageTree) -> dict[int, int]:
    """Return which items are lectures, with their numbers."""
    for kind in ("folder", "separator", "page"):
        found = _numbered(tree, kind)
        if found:
            return dict(sorted(found.items()))
    return {}


def _numbered(tree: PageTree, kind: str) -> dict[int, int]:
    """Return the items of a kind that are lectures.

    A module is one only where it does not hold lectures itself, and what is inside a lecture is part of it. Pages are
    often numbered only to be sorted.
    """
    found: dict[int, int] = {}
    for number_in in (lecture_number,) if kind == "page" else (lecture_number, part_number):
        holders = {around for index in found for around in _around(tree, index)}
        for index, item in enumerate(tree.items):
            if item.kind != kind or item.external or index in found or index in holders:
                continue
            number = number_in(item.name, item.url)
            if number is not None and not any(around in found for around in _around(tree, index)):
                found[index] = number
    return found


def _around(tree: PageTree, index: int) -> Iterator[int]:
    """Yield the folders around an item, the innermost first."""
    parent = tree.items[index].parent
    while parent is not None:
        yield parent
        parent = tree.items[parent].parent


def _spots(tree: PageTree, numbers: dict[int, int]) -> Iterator[_Spot]:
    separators: dict[int | None, int] = {}  # the last one met in each folder
    first = True
    for index, item in enumerate(tree.items):
        if item.kind == "separator":
            separators[item.parent] = index
        if item.kind != "page" or item.external:
            continue
        folders = list(_around(tree, index))
        separator = separators.get(item.parent)
        nearest = folders[-1:] if separator is None else [separator]
        yield _Spot(
            item=item,
            lecture=next((numbers[each] for each in [index, *folders, *nearest] if each in numbers), None),
            section=tree.items[nearest[0]].name if nearest else None,
            folders=tuple(tree.items[folder].name for folder in folders),
            is_entrance=first or (item.is_index and item.parent in numbers),
        )
        first = False


def _page(spot: _Spot, position: int, course: str) -> Page:
    item = spot.item
    path = item.url or "/"
    return Page(
        course=course,
        path=path,
        title=item.name,
        description=item.description,
        kind=PageKind.OVERVIEW if spot.is_entrance else kind_of(item.name, path, spot.folders),
        position=position,
        lecture=spot.lecture,
        section=spot.section or None,
    )


def _labs(pages: tuple[Page, ...]) -> tuple[Lab, ...]:
    """Return the labs; one without a number takes that of its lecture, or else its place among the labs."""
    labs: list[Lab] = []
    for page in pages:
        if page.kind is not PageKind.LAB:
            continue
        number = lab_number(page.title, page.path)
        if number is None:
            number = page.lecture if page.lecture is not None else len(labs) + 1
        twins = sum(lab.number == number for lab in labs)
        labs.append(
            Lab(
                course=page.course,
                slug=f"lab-{number}-{twins + 1}" if twins else f"lab-{number}",
                number=number,
                title=page.title,
                page=page.path,
                lecture=page.lecture,
            )
        )
    return tuple(labs)
