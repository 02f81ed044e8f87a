"""The audit: what a course's instructor should look at, found at ingest or read off the graph."""

from collections.abc import Collection, Iterator
from urllib.parse import unquote

from graph.auditing.coverage import coverage_findings
from graph.auditing.papers import paper_findings
from graph.catalogue import Catalogue
from graph.evidence import LEAST_LOCATED, evidence_of
from schema.blocks import BlockKind, SpanKind
from schema.records import Finding
from schema.values import Severity

_SEVERITIES = list(Severity)


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
    if course is None:
        found += _of_vocabulary(catalogue)
    chosen = [finding for finding in dict.fromkeys(found) if not codes or finding.code in codes]
    return tuple(sorted(chosen, key=lambda f: (_SEVERITIES.index(f.severity), f.code, f.page or "", f.message)))


def _of_course(catalogue: Catalogue, course: str) -> Iterator[Finding]:
    yield from paper_findings(catalogue, course)
    yield from coverage_findings(catalogue, course)
    yield from _dead_links(catalogue, course)


def _of_vocabulary(catalogue: Catalogue) -> Iterator[Finding]:
    counts = evidence_of(catalogue.records.requirements)
    if counts.groups and counts.located_share < LEAST_LOCATED:
        yield Finding(
            code="REQUIREMENTS_UNLOCATED",
            severity=Severity.INFO,
            message=f"{counts.located} of {counts.groups} requirements ({counts.located_share:.0%}) can be followed to"
            f" a heading or section that states them; {LEAST_LOCATED:.0%} should",
            remedy="Name the page and heading, or the paper and section, that states a requirement",
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
