"""What a page recommends to read, from nothing but its blocks.

- A card that leads to a paper is *core*, also where the id in its address is wrong. Every other link to a paper is
  *extended*, wherever it stands, and on a page of papers so is an arXiv id in its text. A page of papers is one of that
  kind, or one with a core paper.
- Links to other sites count on lessons and on pages of papers; links into the course never do.
- There is one row for each lecture and target. A card gives it before a link, a link before an id in the text; else
  the first does.
- The lecture is that of the page, or the one whose number the heading above gives.
- Priorities, times and sections come from the lists and tables of pages of papers (``reading_advice``) and go to every
  row of the paper on the page; sections named beside a link are its own.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ingest.pages.course_words import lecture_number, part_number
from ingest.recommended.block_outline import BlockOutline
from ingest.recommended.findings import findings_of
from ingest.recommended.link_targets import Target
from ingest.recommended.paper_links import Form, Link, links_in
from ingest.recommended.reading_advice import Advice, advice_in
from ingest.recommended.section_hints import merged, sections_in
from schema.blocks import Block, BlockKind
from schema.records import Finding, Lecture, Page, Recommendation, Resource
from schema.values import PageKind, Role


@dataclass(frozen=True, slots=True)
class Said:
    """What a page recommends.

    Attributes:
        recommendations: The papers and resources, in the page's order.
        resources: The resources among them.
        findings: What is odd about them.
    """

    recommendations: tuple[Recommendation, ...]
    resources: tuple[Resource, ...]
    findings: tuple[Finding, ...]


def recommendations_in(page: Page, lectures: Sequence[Lecture]) -> Said:
    """Return what a page recommends."""
    outline = BlockOutline(page.blocks)
    links = links_in(outline)
    of_papers = page.kind is PageKind.PAPERS or any(_is_core(link) for link in links)
    counting = [link for link in links if _counts(link, page, of_papers=of_papers)]
    advice = advice_in(outline, counting) if of_papers else []
    rows = _rows(counting, _lectures_at(page, lectures))
    by_target: dict[Target, list[Advice]] = {}
    for each in advice:
        for target in each.targets:
            by_target.setdefault(target, []).append(each)
    recommendations = tuple(
        _recommendation(page, order, link, lecture, by_target.get(link.target, []))
        for order, (link, lecture) in enumerate(rows)
    )
    findings = tuple(findings_of(page, counting, advice))
    return Said(recommendations, _resources(page, [link for link, _ in rows]), findings)


def _resources(page: Page, links: Sequence[Link]) -> tuple[Resource, ...]:
    titles: dict[str, str] = {}
    for link in links:
        if link.target.resource:
            titles.setdefault(link.target.resource, link.label)
    return tuple(Resource(course=page.course, url=url, title=title) for url, title in titles.items())


def _is_core(link: Link) -> bool:
    return link.form is Form.CARD and (link.target.paper is not None or link.is_malformed)


def _counts(link: Link, page: Page, *, of_papers: bool) -> bool:
    if link.form is Form.TEXT:
        return of_papers
    return link.target.paper is not None or link.is_malformed or of_papers or page.kind is PageKind.SECTION


def _rows(links: Sequence[Link], lectures: dict[int, int | None]) -> list[tuple[Link, int | None]]:
    """Return the link that gives each row, with its lecture, in reading order."""
    best: dict[tuple[int | None, Target], Link] = {}
    for link in links:
        key = lectures[link.position], link.target
        if key not in best or link.form < best[key].form:
            best[key] = link
    found = [(link, lecture) for (lecture, _), link in best.items()]
    return sorted(found, key=lambda row: (row[0].position, row[0].start))


def _lectures_at(page: Page, lectures: Sequence[Lecture]) -> dict[int, int | None]:
    """Return which lecture each block belongs to: the page's, or that of the innermost heading that names one."""
    numbers = {lecture.number for lecture in lectures}
    found: dict[int, int | None] = {}
    headings: list[tuple[int, int | None]] = []
    for block in page.blocks:
        if block.kind is BlockKind.HEADING:
            level = block.level or 0
            headings = [heading for heading in headings if heading[0] < level]
            headings.append((level, _lecture_of(block, numbers)))
        named = (number for _, number in reversed(headings) if number is not None)
        found[block.position] = page.lecture if page.lecture is not None else next(named, None)
    return found


def _lecture_of(heading: Block, numbers: set[int]) -> int | None:
    for number in (lecture_number(heading.text, None), part_number(heading.text, None)):
        if number in numbers:
            return number
    return None


def _recommendation(
    page: Page, order: int, link: Link, lecture: int | None, advice: Sequence[Advice]
) -> Recommendation:
    urgent = min((each for each in advice if each.word), key=lambda each: each.priority is None, default=None)
    return Recommendation(
        course=page.course,
        page=page.path,
        order=order,
        paper=link.target.paper,
        resource=link.target.resource,
        role=Role.CORE if _is_core(link) else Role.EXTENDED,
        label=link.label,
        lecture=lecture,
        priority=urgent.priority if urgent else None,
        priority_text=urgent.word if urgent else None,
        hours=next((each.hours for each in advice if each.hours), None),
        sections=merged(_sections(link, advice)),
        position=link.position,
    )


def _sections(link: Link, advice: Sequence[Advice]) -> Iterator[str]:
    """Yield sections: those of priority lists and tables first, then the others in reading order."""
    yield from (section for each in advice if each.first for section in each.sections)
    others = [(link.position, tuple(sections_in(link.beside)))]
    others += [(each.position, each.sections) for each in advice if not each.first]
    yield from (section for _, sections in sorted(others, key=lambda other: other[0]) for section in sections)
