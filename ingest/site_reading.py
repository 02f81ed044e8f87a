"""Reading a site: its files into one page tree and the bodies of its pages, and these into the layer of a course."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from ingest.flight.page_html import payload_in
from ingest.flight.payload import Payload, payload_of
from ingest.labs.lab_facts import LabFacts, course_facts_in, lab_facts_in
from ingest.layers import Layer
from ingest.pages.course_shape import course_of, shape_of
from ingest.pages.page_body import PageBody, body_of
from ingest.pages.page_tree import PageTree, tree_in
from ingest.recommended.recommendations import recommendations_in
from ingest.site_files import PageFile, unreadable
from schema.blocks import Block, BlockKind
from schema.errors import PageTreeMissingError, SourceError
from schema.record_set import RecordSet
from schema.records import Course, Finding, Lab, Page, Recommendation, Record, Resource
from schema.values import Severity

_NO_PROSE = (BlockKind.CODE, BlockKind.MERMAID)


@dataclass(frozen=True, slots=True)
class PageReading:
    """What one file says.

    Attributes:
        path: Path of the page, or None where the file does not tell.
        source: Name of the file.
        tree: The page tree it carries.
        body: The body of its page.
        build: Id of the build it belongs to.
        findings: What is odd about it.
    """

    path: str | None
    source: str
    tree: PageTree
    body: PageBody
    build: str | None
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class SiteReading:
    """What was read of a site.

    Attributes:
        tree: Its page tree.
        title: What it calls itself.
        pages: What each file says.
        findings: What is odd about the whole.
    """

    tree: PageTree
    title: str
    pages: tuple[PageReading, ...]
    findings: tuple[Finding, ...]


def page_reading(file: PageFile) -> PageReading:
    """Return what one file says.

    Raises:
        SourceError: It is no page of a Fumadocs course, or breaks its format.
    """
    data = payload_in(file.data, source=file.name) if file.is_html else file.data
    payload = payload_of(data, source=file.name)
    tree, odd = tree_in(payload, source=file.name)
    body = body_of(payload, source=file.name)
    findings = (*_oddities(payload, file.name), *odd, *body.findings)
    return PageReading(body.path, file.name, tree, body, payload.build, findings)


def site_reading(
    files: Sequence[PageFile],
    *,
    findings: Iterable[Finding] = (),
    whole: bool,
    progress: Callable[[str], None] = lambda _: None,
) -> SiteReading:
    """Return what a site's files say; of a whole site, files that cannot be read are findings.

    Raises:
        SourceError: The only file cannot be read, or no file of a whole site carries a page tree.
    """
    found, pages = list(findings), []
    errors: list[SourceError] = []
    for number, file in enumerate(files, 1):
        progress(f"reading page {number} of {len(files)}")
        try:
            pages.append(page_reading(file))
        except SourceError as error:
            if not whole:
                raise
            errors.append(error)
            found.append(unreadable(error))
    if not pages:
        raise errors[0] if len(errors) == 1 else _nothing_read(errors)
    trees = Counter(page.tree for page in pages)
    tree = max(trees, key=lambda tree: (trees[tree], len(tree.items)))
    found += _disagreements(pages, tree)
    titles = Counter(page.body.site_title for page in pages if page.body.site_title)
    title = max(titles, key=lambda name: (titles[name], name), default=tree.name)
    return SiteReading(tree, title, tuple(pages), tuple(found))


def layer_of(reading: SiteReading, course: str, *, known: Course | None = None) -> Layer:
    """Return what a site says of a course.

    Args:
        reading: What was read.
        course: Slug of the course.
        known: What a pack knows of the course itself; a site says less of that.
    """
    record = known or course_of(reading.tree, slug=course, site=None, title=reading.title)
    lectures, pages, labs = shape_of(reading.tree, course)
    bodies = {page.path: page for page in reading.pages if page.path is not None}
    findings = [*reading.findings]
    listed = {page.path for page in pages}
    findings += [_not_listed(page) for page in reading.pages if page.path not in listed]
    recommendations: list[Recommendation] = []
    resources: dict[str, Resource] = {}
    facts: list[Record] = []
    whole: list[Page] = []
    for page in pages:
        one = bodies.get(page.path)
        if one is None:
            whole.append(page)
            continue
        full = _with_body(page, one.body.blocks)
        said = recommendations_in(full, lectures)
        of_labs = _lab_facts(full, labs)
        whole.append(full)
        recommendations += said.recommendations
        facts += of_labs.records
        resources |= {resource.url: resource for resource in said.resources if resource.url not in resources}
        found = (*one.findings, *said.findings, *of_labs.findings)
        findings += [_placed(finding, page.path, one.source) for finding in found]
    held: list[Record] = [record, *lectures, *whole, *labs, *recommendations, *resources.values(), *facts]
    held += [_of_course(finding, course) for finding in findings]
    return Layer(RecordSet.of(held), frozenset(bodies) & listed)


def prose_length(blocks: Iterable[Block]) -> int:
    """Return how many characters of prose blocks hold: all text but code and diagrams."""
    return sum(len(block.text) for block in blocks if block.kind not in _NO_PROSE)


def _lab_facts(page: Page, labs: Sequence[Lab]) -> LabFacts:
    """Return what a page says of the lab it is the page of, or else of labs at large."""
    lab = next((lab for lab in labs if lab.page == page.path), None)
    return lab_facts_in(page, lab) if lab else course_facts_in(page, labs)


def _with_body(page: Page, blocks: tuple[Block, ...]) -> Page:
    return Page.model_validate(dict(page) | {"blocks": blocks, "characters": prose_length(blocks)})


def _oddities(payload: Payload, source: str) -> tuple[Finding, ...]:
    return tuple(
        Finding(
            code=problem.code.upper().replace("-", "_"),
            severity=Severity.WARNING,
            message=problem.message,
            remedy="Fetch the page again; what stands is read all the same",
            source=source,
            place=str(problem.place),
        )
        for problem in payload.problems
    )


def _disagreements(pages: Sequence[PageReading], tree: PageTree) -> list[Finding]:
    found = []
    builds = {page.build for page in pages if page.build}
    if len(builds) > 1:
        found.append(
            Finding(
                code="MIXED_BUILDS",
                severity=Severity.WARNING,
                message=f"the pages come from {len(builds)} builds of the site: {', '.join(sorted(builds))}",
                remedy="Fetch all pages again from one build",
            )
        )
    found += [
        Finding(
            code="TREE_DISAGREES",
            severity=Severity.WARNING,
            message="this page carries another page tree than most",
            remedy="Fetch all pages again from one build; the tree of most pages is used",
            source=page.source,
        )
        for page in pages
        if page.tree != tree
    ]
    return found


def _not_listed(page: PageReading) -> Finding:
    return Finding(
        code="PAGE_NOT_IN_TREE",
        severity=Severity.WARNING,
        message=f"{page.path or 'a page without a path'} is not in the page tree and was left out",
        remedy="Add it to its folder's meta.json, or remove the file",
        source=page.source,
    )


def _nothing_read(errors: Sequence[SourceError]) -> SourceError:
    if all(isinstance(error, PageTreeMissingError) for error in errors):
        return errors[0]
    message = f"none of {len(errors)} files could be read; the first: {errors[0].reason}"
    return SourceError(errors[0].place, message, remedy=errors[0].remedy)


def _placed(finding: Finding, page: str, source: str) -> Finding:
    return Finding.model_validate(dict(finding) | {"page": page, "source": source})


def _of_course(finding: Finding, course: str) -> Finding:
    return Finding.model_validate(dict(finding) | {"course": course})
