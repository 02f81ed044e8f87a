"""The audit: what a course's instructor should look at, found at ingest or read off the graph."""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from urllib.parse import unquote

from graph.catalogue import Catalogue
from graph.refs import folded, names_of
from schema.blocks import BlockKind, SpanKind
from schema.records import Finding, Page, Recommendation
from schema.values import CoverageKind, PageKind, PaperConceptKind, Severity

_SEVERITIES = list(Severity)
_TITLE_WORD = re.compile(r"[^\W_]+[#+]*")
_SMALL_WORDS = frozenset({"a", "an", "and", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with", "via"})
_LEAST_OVERLAP = 0.5


def audit_of(catalogue: Catalogue, course: str | None = None, codes: Collection[str] = ()) -> tuple[Finding, ...]:
    """Return the findings of a course, or of all and of the vocabulary: the gravest first, then by code and place.

    Args:
        catalogue: The graph.
        course: Slug of a course.
        codes: Only these, if any are given.
    """
    found: list[Finding] = []
    for slug in [course] if course else ["", *catalogue.courses]:
        found += catalogue.findings.get(slug, ())
        if slug in catalogue.courses:
            found += _of_course(catalogue, slug)
    chosen = [finding for finding in dict.fromkeys(found) if not codes or finding.code in codes]
    return tuple(sorted(chosen, key=lambda f: (_SEVERITIES.index(f.severity), f.code, f.page or "", f.message)))


def _of_course(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    yield from _role_conflicts(catalogue, course)
    yield from _priority_conflicts(catalogue, course)
    yield from _wrong_titles(catalogue, course)
    yield from _untaught_concepts(catalogue, course)
    yield from _papers_without_concept(catalogue, course)
    yield from _unverified_papers(catalogue, course)
    yield from _order_violations(catalogue, course)
    yield from _dead_links(catalogue, course)


def _recommended(catalogue: Catalogue, course: str) -> Iterator[tuple[str, tuple[Recommendation, ...]]]:
    for paper, recommendations in sorted(catalogue.recommendations_of_paper.items()):
        if mine := tuple(one for one in recommendations if one.course == course):
            yield paper, mine


def _name(catalogue: Catalogue, paper: str) -> str:
    known = catalogue.papers.get(paper)
    return f"{paper} ({known.title})" if known else paper


def _role_conflicts(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    for paper, recommendations in _recommended(catalogue, course):
        by_lecture: defaultdict[int | None, list[Recommendation]] = defaultdict(list)
        for one in recommendations:
            # A lesson that cites a core paper in passing does not say that it is not core.
            if (page := catalogue.page(course, one.page)) and page.kind is not PageKind.SECTION:
                by_lecture[one.lecture].append(one)
        for lecture, found in by_lecture.items():
            if lecture is not None and len({one.role for one in found}) > 1:
                roles = ", ".join(f"{one.role.value} on {one.page}" for one in found)
                yield Finding(
                    course=course,
                    code="ROLE_CONFLICT",
                    severity=Severity.WARNING,
                    message=f"for lecture {lecture}, {_name(catalogue, paper)} is {roles}",
                    remedy="Give it one role for the lecture; both are kept until then",
                    page=found[0].page,
                    subjects=(paper,),
                )


def _priority_conflicts(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    for paper, recommendations in _recommended(catalogue, course):
        urged = [one for one in recommendations if one.priority]
        if len({one.priority for one in urged}) > 1:
            words = ", ".join(f"{one.priority_text or one.priority} on {one.page}" for one in urged)
            yield Finding(
                course=course,
                code="PRIORITY_CONFLICT",
                severity=Severity.WARNING,
                message=f"{_name(catalogue, paper)} is {words}",
                remedy="Decide how urgent it is; all are kept until then",
                page=urged[0].page,
                subjects=(paper,),
            )


def _wrong_titles(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    for paper, recommendations in _recommended(catalogue, course):
        known = catalogue.papers.get(paper)
        for one in recommendations if known else ():
            if not any(_names_the_same(one.label, name) for name in _names_of_paper(catalogue, paper)):
                yield Finding(
                    course=course,
                    code="TITLE_MISMATCH",
                    severity=Severity.WARNING,
                    message=f"{one.page} links {paper} as {one.label!r}, but that is {known.title if known else ''!r}",
                    remedy="Correct the link, or the title",
                    page=one.page,
                    place=None if one.position is None else f"block {one.position}",
                    subjects=(paper,),
                )


def _names_of_paper(catalogue: Catalogue, paper: str) -> Iterator[str]:
    """Yield what a page may call a paper: title, short names, id, authors, and the concepts it introduces."""
    known = catalogue.papers[paper]
    yield from (known.title, *known.aliases, f"arXiv {known.id}")
    yield from (word for author in known.authors[:1] for word in author.split()[-1:])
    for link in catalogue.concepts_of_paper.get(paper, ()):
        if link.kind is PaperConceptKind.INTRODUCES:
            yield from names_of(catalogue.concepts[link.concept])


def _names_the_same(label: str, title: str) -> bool:
    """Say whether a page's name for a paper can mean a title: most words of the shorter stand in the longer.

    >>> _names_the_same("Tülu 3", "Tulu 3: Pushing Frontiers in Open Language Model Post-Training")
    True
    >>> _names_the_same("QuIP#", "QuIP: 2-Bit Quantization of Large Language Models With Guarantees")
    False
    """
    ours, theirs = _title_words(label), _title_words(title)
    if not ours or not theirs:
        return True
    shorter, longer = sorted((ours, theirs), key=len)
    return len(shorter & longer) >= _LEAST_OVERLAP * len(shorter)


def _title_words(title: str) -> set[str]:
    plain = folded(title).replace("ü", "u").replace("ö", "o")
    return set(_TITLE_WORD.findall(plain)) - _SMALL_WORDS


def _untaught_concepts(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    for concept in catalogue.concepts.values():
        taught = catalogue.pages_teaching(concept.slug, course) or catalogue.labs_of_concept.get(concept.slug)
        if not (concept.assumed or taught or catalogue.papers_of_concept.get(concept.slug)):
            yield Finding(
                course=course,
                code="CONCEPT_NOT_TAUGHT",
                severity=Severity.WARNING,
                message=f"no page, paper or lab teaches {concept.slug}",
                remedy="Name a page or paper that does, or mark it as assumed",
                subjects=(concept.slug,),
            )


def _papers_without_concept(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    for paper, recommendations in _recommended(catalogue, course):
        if not catalogue.concepts_of_paper.get(paper):
            yield Finding(
                course=course,
                code="PAPER_WITHOUT_CONCEPT",
                severity=Severity.INFO,
                message=f"{_name(catalogue, paper)} is linked to no concept",
                remedy="Say in the vocabulary what it introduces, uses or surveys",
                page=recommendations[0].page,
                subjects=(paper,),
            )


def _unverified_papers(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    for paper, recommendations in _recommended(catalogue, course):
        known = catalogue.papers.get(paper)
        doubtful = [field for field in ("title", "authors") if known and field in known.unverified]
        if doubtful:
            yield Finding(
                course=course,
                code="PAPER_UNVERIFIED",
                severity=Severity.INFO,
                message=f"{' and '.join(doubtful)} of {_name(catalogue, paper)} have not been confirmed by a source",
                remedy="Compare them with arXiv before you publish",
                page=recommendations[0].page,
                subjects=(paper,),
            )


def _order_violations(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    first: dict[str, Page] = {}
    for page in catalogue.pages.get(course, ()):
        for coverage in catalogue.coverages_of_page.get((course, page.path), ()):
            if coverage.kind is CoverageKind.TEACHES:
                first.setdefault(coverage.concept, page)
    for slug, page in sorted(first.items(), key=lambda item: (item[1].position, item[0])):
        for need in catalogue.requirements.get(slug, ()):
            members = [catalogue.concepts[member] for member in need.any_of]
            if any(m.assumed or (m.slug in first and first[m.slug].position <= page.position) for m in members):
                continue
            if later := [m.slug for m in members if m.slug in first]:
                yield Finding(
                    course=course,
                    code="TAUGHT_TOO_LATE",
                    severity=Severity.WARNING,
                    message=f"{page.path} teaches {slug}, which requires {' or '.join(later)},"
                    f" first taught on {first[later[0]].path}",
                    remedy="Teach it before, or say in the page what is needed of it",
                    page=page.path,
                    subjects=(slug, *later),
                )


def _dead_links(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    roots = {page.path.split("/")[1] for page in catalogue.pages.get(course, ())}
    for page in catalogue.pages.get(course, ()):
        for block in page.blocks:
            links = [span.href for span in block.spans if span.kind is SpanKind.LINK]
            shown = [] if block.kind is BlockKind.IMAGE else [block.href]
            for href in dict.fromkeys([*links, *shown]):
                path = (href or "").partition("#")[0].partition("?")[0].rstrip("/")
                inside = path.startswith("/") and not path.startswith("//") and path.split("/")[1] in roots
                if not inside or catalogue.page(course, path) or catalogue.page(course, unquote(path)):
                    continue
                yield Finding(
                    course=course,
                    code="DEAD_LINK",
                    severity=Severity.WARNING,
                    message=f"{page.path} links to {href}, which is no page of the course",
                    remedy="Correct the link, or add the page",
                    page=page.path,
                    place=f"block {block.position}",
                )
