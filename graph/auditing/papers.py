"""The audit of what a course recommends: roles, priorities, titles, and what is known of its papers."""

import re
from collections import defaultdict
from collections.abc import Iterator

from graph.catalogue import Catalogue
from graph.refs import folded, names_of
from schema.records import Finding, Recommendation
from schema.values import PageKind, PaperConceptKind, Severity

_TITLE_WORD = re.compile(r"[^\W_]+[#+]*")
_SMALL_WORDS = frozenset({"a", "an", "and", "for", "from", "in", "is", "of", "on", "or", "the", "to", "with", "via"})
_LEAST_OVERLAP = 0.5


def paper_findings(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    """Yield what is odd about the papers that a course recommends."""
    yield from _role_conflicts(catalogue, course)
    yield from _priority_conflicts(catalogue, course)
    yield from _wrong_titles(catalogue, course)
    yield from _papers_without_concept(catalogue, course)
    yield from _unverified_papers(catalogue, course)


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
