"""The groups of a reading list: by lecture, or by the concept that a paper is about first of all."""

from collections.abc import Sequence

from graph.catalogue import Catalogue
from graph.minutes import total_of
from graph.nodes import title_of
from reading.listed import Group, ListedPaper
from reading.selection import Grouping, Selection
from schema.records import Concept, Course, Lecture
from schema.values import Text

_NO_LECTURE = Text(zh="不属于某一讲", en="Not of one lecture")
_NO_CONCEPT = Text(zh="没有对应概念", en="On no concept")


def groups_of(
    catalogue: Catalogue, selection: Selection, course: Course, items: Sequence[ListedPaper]
) -> tuple[Group, ...]:
    """Return papers in groups: lectures by number, concepts as the course teaches them, what has none last."""
    match selection.group_by:
        case Grouping.LECTURE:
            return _by_lecture(catalogue, course, items)
        case Grouping.CONCEPT:
            return _by_concept(catalogue, course, items)
        case Grouping.NONE:
            return (_group(items, None),) if items else ()


def _by_lecture(catalogue: Catalogue, course: Course, items: Sequence[ListedPaper]) -> tuple[Group, ...]:
    lectures = {one.number: one for one in catalogue.lectures.get(course.slug, ())}
    groups = [
        _group(mine, Text(zh=lecture.title, en=f"Lecture {number} · {lecture.title}"), lecture=lecture)
        for number, lecture in sorted(lectures.items())
        if (mine := [one for one in items if one.item.lecture == number])
    ]
    rest = [one for one in items if one.item.lecture not in lectures]
    return (*groups, _group(rest, _NO_LECTURE)) if rest else tuple(groups)


def _by_concept(catalogue: Catalogue, course: Course, items: Sequence[ListedPaper]) -> tuple[Group, ...]:
    found: dict[str, list[ListedPaper]] = {}
    for one in items:
        about = next((each.concepts[0].slug for each in one.because if each.concepts), "")
        found.setdefault(about, []).append(one)
    rest = found.pop("", [])
    groups = [
        _group(found[slug], Text(zh=title_of(concept, "zh"), en=title_of(concept, "en")), concept=concept)
        for slug in sorted(found, key=lambda slug: catalogue.course_order(slug, course.slug))
        if (concept := catalogue.concepts[slug])
    ]
    return (*groups, _group(rest, _NO_CONCEPT)) if rest else tuple(groups)


def _group(
    items: Sequence[ListedPaper],
    title: Text | None,
    *,
    lecture: Lecture | None = None,
    concept: Concept | None = None,
) -> Group:
    return Group(lecture, concept, title, tuple(items), total_of(one.minutes for one in items))
