"""What the pages of a course are made from, and one page's view of it: its language, its links."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import quote

from graph.course_vocabulary import vocabulary_of
from graph.nodes import brief_title_of
from graph.served import Served
from reading.reading_list import items_of
from reading.references import Item, Reference, reference_to
from reading.selection import Selection
from reading.site.markup import Markup, element, joined, markup, outside
from reading.site.places import Places, link_to
from reading.site.shell import Shell
from reading.site.words import LANGUAGES, lecture_word, value_word, word
from schema.records import Concept, Course, Lab, Lecture, Page, Paper
from schema.saved_list_records import SavedList
from schema.values import Evidence, SourceRef


@dataclass(frozen=True, slots=True)
class ShownList:
    """A list that somebody keeps.

    Attributes:
        saved: The list.
        served: The graph in which its items are looked up: the newest, or that of the revision it is shown with.
    """

    saved: SavedList
    served: Served


@dataclass(frozen=True)
class CourseSource:
    """A course, and all there is to say of it.

    Attributes:
        served: The graph.
        course: The course.
        places: Where its files stand.
        keys: Citation key of each paper, by id.
        base_url: Address at which the site will be, with a slash at the end; None where it is not known.
        lists: Lists of the course that somebody keeps.
    """

    served: Served
    course: Course
    places: Places
    keys: Mapping[str, str]
    base_url: str | None = None
    lists: tuple[ShownList, ...] = ()

    @cached_property
    def concepts(self) -> tuple[Concept, ...]:
        """What the course teaches, names or practises, and all that this requires, as it is first taught."""
        catalogue = self.served.catalogue
        used = vocabulary_of(catalogue, self.course.slug)
        order = sorted(used, key=lambda slug: catalogue.course_order(slug, self.course.slug))
        return tuple(catalogue.concepts[slug] for slug in order)

    @cached_property
    def slugs(self) -> frozenset[str]:
        """Slugs of the concepts."""
        return frozenset(concept.slug for concept in self.concepts)

    @cached_property
    def papers(self) -> tuple[Item, ...]:
        """All papers that the course recommends, in its order."""
        return items_of(self.served, Selection(course=self.course.slug))

    @cached_property
    def listed(self) -> frozenset[str]:
        """Ids of these papers."""
        return frozenset(item.paper.id for item in self.papers)

    def reference(self, paper: Paper) -> Reference:
        """Return a paper as bibliographies have it."""
        return reference_to(Item(paper), key=self.keys[paper.id])


@dataclass(frozen=True, slots=True)
class View:
    """A page in one language.

    Attributes:
        source: What it is made from.
        language: Its language.
        path: Where it stands.
    """

    source: CourseSource
    language: str
    path: str

    def word(self, name: str) -> str:
        """Return one of the pages' own words."""
        return word(name, self.language)

    @property
    def foreign(self) -> str | None:
        """The language of the course, where it is not the page's."""
        course = "en" if self.source.course.language.startswith("en") else "zh"
        return course if course != self.language else None

    def of_course(self, text: str) -> Markup:
        """Return a text in the course's own language, marked where that is not the page's."""
        return element("span", text, lang=self.foreign) if self.foreign else markup(text)

    def lecture(self, lecture: Lecture) -> Markup:
        """Return a lecture's title, after its number where that may be in a language that is not read."""
        number = lecture_word(lecture.number, self.language)
        return markup(number, " · ", self.of_course(lecture.title)) if self.foreign else markup(lecture.title)

    def section(self, name: str, *content: str | None) -> Markup:
        """Return a section under one of the pages' own words."""
        return element("section", "\n", element("h2", self.word(name)), *content)

    def shell(self, title: str, name: str, formats: Mapping[str, str] | None = None) -> Shell:
        """Return what is around a page of this title and file name."""
        places, course = self.source.places, self.source.course
        menu = {
            self.word("all papers"): places.page("papers.html", self.language),
            self.word("glossary"): places.page("glossary.html", self.language),
            self.word("map"): places.page("map.html", self.language),
        }
        return Shell(
            title=title,
            path=self.path,
            language=self.language,
            site=course.title,
            home=places.page("index.html", self.language),
            menu=menu,
            versions={language: places.page(name, language) for language in LANGUAGES},
            formats=formats or {},
            base_url=self.source.base_url,
            site_url=course.site,
        )

    def to_file(self, name: str, fragment: str = "") -> str:
        """Return the link to a file that is the same in every language."""
        return link_to(self.source.places.file(name), at=self.path, fragment=fragment)

    def to_page(self, name: str, fragment: str = "") -> str:
        """Return the link to a page or picture in the same language."""
        return link_to(self.source.places.page(name, self.language), at=self.path, fragment=fragment)

    def to_site_file(self, path: str) -> str:
        """Return the link to a file by its place in the whole site."""
        return link_to(path, at=self.path)

    def concept(self, slug: str) -> Markup:
        """Return a concept's short name, linked to its page."""
        concept = self.source.served.catalogue.concepts.get(slug)
        return markup(slug) if concept is None else self.concept_as(concept)

    def concept_as(self, concept: Concept, name: str | None = None) -> Markup:
        """Return a name of a concept, by default the short one, linked to its page."""
        shown = name or brief_title_of(concept, self.language)
        page = f"concepts/{concept.slug}.html"
        is_here = self.source.places.page(page, self.language) == self.path
        if concept.slug not in self.source.slugs or is_here:
            return markup(shown)
        return element("a", shown, href=self.to_page(page))

    def concepts(self, slugs: Iterable[str]) -> Markup:
        """Return names of concepts as a list of links."""
        return element("ul", *(element("li", self.concept(slug)) for slug in slugs), class_="inline")

    def course_page(self, page: Page, anchor: str | None = None, shown: str | None = None) -> Markup:
        """Return a page's title, linked to the course's site where its address is known."""
        return outside(self.address_of(page.course, page.path, anchor), self.of_course(shown or page.title))

    def address_of(self, course: str, path: str, anchor: str | None = None) -> str | None:
        """Return the address of a page on its course's site."""
        record = self.source.served.catalogue.courses.get(course)
        if record is None or not record.site:
            return None
        return f"{record.site.rstrip('/')}{quote(path, safe='/%:@!$&()*+,;=~')}{f'#{quote(anchor)}' if anchor else ''}"

    def paper(self, paper: Paper) -> Markup:
        """Return a paper's title, linked to its entry in the bibliography where that has it."""
        reference = self.source.reference(paper)
        if paper.id not in self.source.listed:
            return outside(reference.url, reference.plain_title)
        return element("a", reference.plain_title, href=self.to_page("papers.html", reference.key))

    def lab(self, lab: Lab) -> Markup:
        """Return a lab's title, linked to its page on the course's site."""
        return outside(self.address_of(lab.course, lab.page), self.of_course(lab.title))

    def grounds(self, evidence: Evidence, sources: Iterable[SourceRef]) -> Markup:
        """Return how something is known, and where that can be looked up."""
        found = [self._source(one) for one in sources]
        said = value_word(evidence.value, self.language)
        colon, semicolon = (": ", "; ") if self.language == "en" else ("：", "；")
        return element("p", said, colon if found else None, joined(found, semicolon), class_="grounds")

    def _source(self, one: SourceRef) -> Markup:
        catalogue, course = self.source.served.catalogue, self.source.course.slug
        if one.page:
            # A page of the vocabulary's sources names no course: this one's first.
            pages = (catalogue.page(slug, one.page) for slug in (course, *catalogue.courses))
            page = next((page for page in pages if page is not None), None)
            if page is None:
                return markup(str(one))
            return self.course_page(page, one.anchor, _with_heading(page, one.anchor))
        if one.paper:
            known, section = catalogue.papers.get(one.paper), f" §{one.section}" if one.section else ""
            if known is None:
                return markup(one.paper, section)
            reference = self.source.reference(known)
            return outside(reference.url, f"{reference.key}{section}")
        return markup(str(one))


def _with_heading(page: Page, anchor: str | None) -> str:
    """Return a page's title with that of a section, which its address tells where the page's text is not known."""
    if not anchor:
        return page.title
    heading = next((block.text for block in page.blocks if block.anchor == anchor and block.text), None)
    return f"{page.title} › {heading or anchor.replace('-', ' ')}"
