"""Glossary entries: what is known of a node, line by line, in one language."""

from collections.abc import Iterable, Iterator

from cli.lab_entry import artifact_line, lab_entry, work_entry
from cli.paper_entry import names_shown, paper_sections
from cli.words import relation_sentence, value_word, word
from graph.catalogue import Catalogue
from graph.nodes import Node, title_of
from schema.records import (
    Concept,
    Course,
    Lab,
    LabConcept,
    Lecture,
    Page,
    Paper,
    PaperConcept,
    Recommendation,
    Resource,
)
from schema.values import CoverageKind, Evidence, PageKind, SourceRef, section_in_words

_MOST_AUTHORS = 10


class Glossary:
    """Entries in one language.

    Args:
        catalogue: The graph.
        language: ``zh`` or ``en``.
    """

    def __init__(self, catalogue: Catalogue, language: str) -> None:
        self._catalogue = catalogue
        self._language = language

    def entry(self, node: Node) -> list[str]:
        """Return what is known of a node."""
        match node:
            case Concept():
                return self._concept(node)
            case Paper():
                return self._paper(node)
            case Page():
                return self._page(node)
            case Lab():
                return self._lab(node)
            case Lecture():
                return self._lecture(node)
            case Resource():
                mine = self._catalogue.recommendations_of_resource.get((node.course, node.url), ())
                return [node.title, node.url, *self._section("recommended", map(self._recommended, mine))]
            case Course():
                return self._course(node)

    def _section(self, heading: str, lines: Iterable[str]) -> list[str]:
        """Return a heading with its lines, or nothing where there are none."""
        kept = [f"  {line}" for line in lines if line]
        return ["", word(heading, self._language), *kept] if kept else []

    def _name(self, slug: str) -> str:
        return title_of(self._catalogue.concepts[slug], self._language)

    def _value(self, value: str) -> str:
        return value_word(value, self._language)

    def _grounds(self, evidence: Evidence, sources: Iterable[SourceRef]) -> str:
        return f"[{self._value(evidence)}: {'; '.join(map(str, sources)) or '–'}]"

    def _concept(self, concept: Concept) -> list[str]:
        catalogue, slug = self._catalogue, concept.slug
        other = title_of(concept, "zh" if self._language == "en" else "en")
        unlocked = map(self._name, catalogue.unlocks.get(slug, ()))
        return [
            f"{self._name(slug)} · {other} ({slug}, {concept.kind.value}, {concept.area})",
            concept.definition.in_language(self._language),
            *self._section("also called", [", ".join(concept.aliases)]),
            *self._section("requires", self._requirements(slug)),
            *self._section("taught before", self._taught_before(slug)),
            *self._section("unlocks", [", ".join(unlocked)]),
            *self._section("stands to others", self._relations(slug)),
            *self._section("taught by", self._pages(slug, CoverageKind.TEACHES)),
            *self._section("mentioned by", self._pages(slug, CoverageKind.MENTIONS)),
            *self._section("papers", self._papers(slug)),
            *self._section("papers proposed", self._papers_proposed(slug)),
            *self._section("labs", self._labs(slug)),
        ]

    def _requirements(self, slug: str) -> Iterator[str]:
        for need in self._catalogue.requirements.get(slug, ()):
            choice = f" ({word('any of', self._language)})" if len(need.any_of) > 1 else ""
            yield " | ".join(map(self._name, need.any_of)) + choice
            yield f"    {need.reason.in_language(self._language)}"
            yield f"    {self._grounds(need.evidence, need.sources)}"

    def _taught_before(self, slug: str) -> Iterator[str]:
        for one in self._catalogue.preceded_by.get(slug, ()):
            yield f"{self._name(one.before)} {self._grounds(one.evidence, one.sources)}"

    def _relations(self, slug: str) -> Iterator[str]:
        for one in self._catalogue.relations.get(slug, ()):
            names = self._name(one.source), self._name(one.target)
            said = relation_sentence(one.kind, *names, self._language)
            yield f"{said}: {one.reason.in_language(self._language)}"

    def _pages(self, slug: str, kind: CoverageKind) -> Iterator[str]:
        for one in self._catalogue.coverages_of_concept.get(slug, ()):
            page = self._catalogue.page(one.course, one.page)
            if one.kind is kind and page is not None:
                yield f"{page.title}  {page.path}"

    def _papers(self, slug: str) -> Iterator[str]:
        for link in self._catalogue.papers_of_concept.get(slug, ()):
            paper = self._catalogue.papers[link.paper]
            section = f", {section_in_words(link.section, self._language)}" if link.section else ""
            yield f"{self._value(link.kind)}: {paper.title} ({paper.citation_key or paper.id}{section})"

    def _papers_proposed(self, slug: str) -> Iterator[str]:
        for link in self._catalogue.proposals_of_concept.get(slug, ()):
            paper = self._catalogue.papers[link.paper]
            yield f"{self._value(link.kind)}: {paper.title} ({paper.citation_key or paper.id}) {self._inferred(link)}"

    def _concepts_proposed(self, paper: str) -> Iterator[str]:
        for link in self._catalogue.proposals_of_paper.get(paper, ()):
            yield f"{self._value(link.kind)} {self._name(link.concept)} ({link.concept}) {self._inferred(link)}"

    def _inferred(self, link: PaperConcept) -> str:
        places = "; ".join(section_in_words(one.section, self._language) for one in link.sources if one.section)
        return f"[{self._value(link.evidence)} {link.confidence or 0:.2f}: {places}]"

    def _labs(self, slug: str) -> Iterator[str]:
        for link in self._catalogue.labs_of_concept.get(slug, ()):
            if (lab := self._catalogue.lab(link.course, link.lab)) is not None:
                yield f"{lab.title} ({lab.slug}, {self._value(link.kind)})"

    def _paper(self, paper: Paper) -> list[str]:
        names = names_shown(paper.authors, paper.author_count, most=_MOST_AUTHORS)
        facts = [f"{paper.venue} {paper.venue_year or ''}".strip()] if paper.venue else []
        facts += [f"v1 {paper.published}"] if paper.published else []
        facts += [f"v{paper.latest_version} {paper.updated or ''}".strip()] if (paper.latest_version or 1) > 1 else []
        lines = [paper.title, names, " · ".join(facts)]
        lines += [f"https://arxiv.org/abs/{paper.id}"] if paper.arxiv_id else []
        lines += [f"{word('key', self._language)}: {paper.citation_key}"] if paper.citation_key else []
        lines += [word("withdrawn", self._language)] if paper.withdrawn else []
        lines += [f"{word('unverified', self._language)}: {', '.join(paper.unverified)}"] if paper.unverified else []
        links = self._catalogue.concepts_of_paper.get(paper.id, ())
        mine = self._catalogue.recommendations_of_paper.get(paper.id, ())
        return [
            *filter(None, lines),
            *self._section(
                "concepts", (f"{self._value(link.kind)} {self._name(link.concept)} ({link.concept})" for link in links)
            ),
            *self._section("concepts proposed", self._concepts_proposed(paper.id)),
            *self._section("recommended", map(self._recommended, mine)),
            *paper_sections(self._catalogue, paper, self._language),
        ]

    def _recommended(self, one: Recommendation) -> str:
        parts = [self._value(one.role), one.priority_text or ""]
        parts += [f"{word('lecture', self._language)} {one.lecture}"] if one.lecture is not None else []
        parts += [one.hours.text] if one.hours else []
        parts += [f"§{', '.join(one.sections)}"] if one.sections else []
        return f"{one.page}: " + ", ".join(filter(None, parts))

    def _readings(self, recommendations: Iterable[Recommendation]) -> Iterator[str]:
        for one in recommendations:
            yield f"{one.label} ({one.paper or one.resource}) — {self._recommended(one)}"

    def _page(self, page: Page) -> list[str]:
        site = self._catalogue.courses[page.course].site or ""
        stale = f" · {word('stale', self._language)}" if self._catalogue.is_stale(page) else ""
        covered = self._catalogue.coverages_of_page.get((page.course, page.path), ())

        def concepts(kind: CoverageKind) -> Iterator[str]:
            return (f"{self._name(one.concept)} ({one.concept})" for one in covered if one.kind is kind)

        mine = self._catalogue.recommendations_of_page.get((page.course, page.path), ())
        return [
            page.title,
            f"{site}{page.path} · {page.kind.value}{stale}",
            *self._section("teaches", concepts(CoverageKind.TEACHES)),
            *self._section("mentions", concepts(CoverageKind.MENTIONS)),
            *self._section("recommended", self._readings(mine)),
        ]

    def _lab(self, lab: Lab) -> list[str]:
        site = self._catalogue.courses[lab.course].site or ""
        links = self._catalogue.concepts_of_lab.get((lab.course, lab.slug), ())
        practised = (f"{self._name(one.concept)} ({one.concept}, {self._treated(one)})" for one in links)
        return [
            lab.title,
            f"{lab.slug} · {site}{lab.page}",
            *self._section("concepts", practised),
            *self._section("needs", self._needs(lab)),
            *lab_entry(self._catalogue.lab_facts(lab), self._language, page=lab.page),
        ]

    def _treated(self, link: LabConcept) -> str:
        if link.elective is None:
            return self._value(link.kind)
        part = f"{word('elective', self._language)} {link.elective}" if link.elective else word("bonus", self._language)
        return f"{self._value(link.kind)}, {part}"

    def _needs(self, lab: Lab) -> Iterator[str]:
        for need in self._catalogue.artifact_needs.get((lab.course, lab.slug), ()):
            yield artifact_line(need, self._language)
            yield f"    {need.reason.in_language(self._language)}"

    def _lecture(self, lecture: Lecture) -> list[str]:
        pages = [page for page in self._catalogue.pages.get(lecture.course, ()) if page.lecture == lecture.number]
        papers_pages = {page.path for page in pages if page.kind is PageKind.PAPERS}
        said = self._catalogue.recommendations_of_lecture.get((lecture.course, lecture.number), ())
        mine = sorted(said, key=lambda one: one.page not in papers_pages)
        labs = (lab for lab in self._catalogue.labs.get(lecture.course, ()) if lab.lecture == lecture.number)
        return [
            lecture.title,
            *self._section("pages", (f"{page.title}  {page.path}" for page in pages)),
            *self._section("recommended", self._readings(mine)),
            *self._section("labs", (f"{lab.title} ({lab.slug})" for lab in labs)),
        ]

    def _course(self, course: Course) -> list[str]:
        lines = [course.title, f"{course.slug} · {course.site or ''}"]
        if (state := self._catalogue.states.get(course.slug)) is not None:
            lines += [f"{state.revision}, {state.ingested_at:%Y-%m-%d %H:%M} UTC, {', '.join(state.sources)}"]
        lines += [f"  {lecture.title}" for lecture in self._catalogue.lectures.get(course.slug, ())]
        return lines + work_entry(self._catalogue.course_work(course.slug), self._language)
