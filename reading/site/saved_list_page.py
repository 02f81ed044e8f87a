"""The page of a list that somebody keeps: what is on it, in order, with the list's notes; and its files."""

from collections.abc import Iterable, Iterator

from reading.references import reference_to
from reading.saved_list_items import FoundItem, found_items
from reading.saved_list_text import SavedListFormat, written_saved_list
from reading.site.downloads import LIST_KINDS, downloads, formats_of
from reading.site.entries import facts_of, who
from reading.site.markup import Markup, element, outside
from reading.site.shell import document
from reading.site.source import CourseSource, ShownList, View
from schema.records import Page, Resource
from schema.saved_list_records import SavedList

_SUFFIXES = {
    SavedListFormat.BIB: ".bib",
    SavedListFormat.BIBLATEX: ".biblatex.bib",
    SavedListFormat.RIS: ".ris",
    SavedListFormat.JSON: ".json",
    SavedListFormat.MD: ".md",
    SavedListFormat.CSV: ".csv",
}


def saved_list_files(source: CourseSource, one: ShownList) -> Iterator[tuple[str, str]]:
    """Yield the files of a list, which are in its own language, by where they stand."""
    for format, suffix in _SUFFIXES.items():
        written = written_saved_list(one.served, one.saved, format, keys=source.keys)
        yield source.places.file(f"lists/{one.saved.slug}{suffix}"), written.text


def saved_list_page(view: View, one: ShownList) -> str:
    """Return the page of a list."""
    saved = one.saved
    title, name = saved.title.in_language(view.language), f"lists/{saved.slug}"
    about = saved.description.in_language(view.language) if saved.description else ""
    items = found_items(one.served, saved)
    return document(
        view.shell(title, f"{name}.html", formats=formats_of(view, name)),
        element("h1", title),
        element("p", about, class_="lead") if about else None,
        element("ol", "\n", *(_entry(view, saved, one) for one in items), class_="reading") if items else None,
        downloads(view, name, LIST_KINDS),
    )


def lists_section(view: View) -> Markup | None:
    """Return links to the lists of a course, or nothing where there are none."""
    items = [
        element(
            "li", element("a", saved.title.in_language(view.language), href=view.to_page(f"lists/{saved.slug}.html"))
        )
        for saved in (one.saved for one in view.source.lists)
    ]
    return view.section("lists", element("ul", *items)) if items else None


def lists_of(lists: Iterable[ShownList], course: str) -> tuple[ShownList, ...]:
    """Return the lists of a course that are not archived, by slug."""
    mine = (one for one in lists if one.saved.course == course and not one.saved.archived)
    return tuple(sorted(mine, key=lambda one: one.saved.slug))


def _entry(view: View, saved: SavedList, one: FoundItem) -> Markup:
    title, shown, below = _told(view, one)
    box = element("input", type="checkbox", aria_label=f"{view.word('read it')}: {title}")
    foreign = None if saved.language == view.language else saved.language
    notes = (element("p", line, class_="why", lang=foreign) for line in one.item.note.splitlines() if line.strip())
    return element("li", box, element("h2", f"{one.number}. ", shown), *below, *notes)


def _told(view: View, one: FoundItem) -> tuple[str, Markup, list[Markup]]:
    """Return an item's title, the same as a link, and what stands below it."""
    if one.reading is not None:
        reference = reference_to(one.reading, key=view.source.keys[one.reading.paper.id])
        below = [who(view, reference), facts_of(view, one.reading, None)]
        return reference.plain_title, outside(reference.url, reference.plain_title), below
    match one.node:
        case Page():
            return one.node.title, view.course_page(one.node), [element("p", view.word("page"), class_="facts")]
        case Resource():
            return one.node.title, outside(one.node.url, one.node.title), []
    return one.item.key, element("span", one.item.key), [element("p", view.word("gone"), class_="facts")]
