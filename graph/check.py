"""What keeps a set of records from being a sound graph: all problems at once, each with what to leave out."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, replace
from itertools import pairwise

from graph.refs import folded
from schema.record_set import RecordSet
from schema.records import ArtifactNeed, Concept, Finding, Precedence, Record, Relation, Requirement
from schema.values import Evidence, Severity, Text


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that would make the graph wrong.

    Attributes:
        finding: What to tell.
        culprits: The records without which the problem is gone.
    """

    finding: Finding
    culprits: tuple[Record, ...]


def problems_in(records: RecordSet) -> tuple[Problem, ...]:
    """Return all that keeps a set of records from being a sound graph; nothing when it is one."""
    return (
        *_doubled(records),
        *_dangling(records),
        *_clashing_names(records.concepts),
        *_missing_languages(records),
        *_unsourced(records),
        *_requirement_cycles(records.requirements),
        *_precedence_cycles(records.precedences),
        *_artifact_cycles(records.artifact_needs),
    )


def sound_part(records: RecordSet) -> tuple[RecordSet, tuple[Finding, ...]]:
    """Return the records that make a sound graph, and a finding for each problem that cost a record."""
    findings: list[Finding] = []
    records |= RecordSet()  # The same record twice is no harm.
    while problems := problems_in(records):
        findings += [problem.finding for problem in problems]
        culprits = {culprit for problem in problems for culprit in problem.culprits}
        kept = {
            field.name: tuple(record for record in getattr(records, field.name) if record not in culprits)
            for field in fields(records)
        }
        records = replace(records, **kept)
    return records, tuple(dict.fromkeys(findings))


def _problem(
    code: str, message: str, culprits: Iterable[Record], *, remedy: str, subjects: Iterable[str] = ()
) -> Problem:
    culprits = tuple(culprits)
    course = next((course for culprit in culprits if (course := getattr(culprit, "course", None))), None)
    page = next((page for culprit in culprits if (page := getattr(culprit, "page", None))), None)
    finding = Finding(
        course=course,
        code=code,
        severity=Severity.ERROR,
        message=message,
        remedy=remedy,
        page=page,
        place=_place_of(culprits),
        subjects=tuple(subjects),
    )
    return Problem(finding, culprits)


def _place_of(culprits: Sequence[Record]) -> str | None:
    return next((str(source) for culprit in culprits for source in getattr(culprit, "sources", ())), None)


def _doubled(records: RecordSet) -> Iterator[Problem]:
    for kind, kept, key in _IDENTITIES:
        yield from _repeats(kind, getattr(records, kept), key)
    keyed = [paper for paper in records.papers if paper.citation_key]
    yield from _repeats("citation key", keyed, lambda paper: (paper.citation_key,))


_IDENTITIES: tuple[tuple[str, str, Callable[..., tuple[Hashable, ...]]], ...] = (
    ("course", "courses", lambda r: (r.slug,)),
    ("lecture", "lectures", lambda r: (r.course, r.number)),
    ("page", "pages", lambda r: (r.course, r.path)),
    ("resource", "resources", lambda r: (r.course, r.url)),
    ("lab", "labs", lambda r: (r.course, r.slug)),
    ("concept", "concepts", lambda r: (r.slug,)),
    ("paper", "papers", lambda r: (r.id,)),
    ("requirement group", "requirements", lambda r: (r.concept, r.group)),
    ("recommendation", "recommendations", lambda r: (r.course, r.page, r.order)),
)


def _repeats(kind: str, kept: Sequence[Record], key: Callable[..., tuple[Hashable, ...]]) -> Iterator[Problem]:
    groups: defaultdict[tuple[Hashable, ...], list[Record]] = defaultdict(list)
    for record in kept:
        groups[key(record)].append(record)
    for identity, found in groups.items():
        if len(found) > 1:
            name = " ".join(map(str, identity))
            yield _problem(
                f"DUPLICATE_{kind.upper().replace(' ', '_')}",
                f"{len(found)} records claim to be the {kind} {name}",
                found[1:],
                remedy="Give each its own name, or keep only one",
                subjects=[name],
            )


def _dangling(records: RecordSet) -> Iterator[Problem]:
    concepts = {concept.slug for concept in records.concepts}
    courses = {course.slug for course in records.courses}
    pages = {(page.course, page.path) for page in records.pages}
    labs = {(lab.course, lab.slug) for lab in records.labs}
    lectures = {(lecture.course, lecture.number) for lecture in records.lectures}
    papers = {paper.id for paper in records.papers}
    resources = {(resource.course, resource.url) for resource in records.resources}

    def check(record: Record, known: bool, kind: str, name: str) -> Iterator[Problem]:
        if not known:
            yield _problem(
                "DANGLING_REFERENCE",
                f"{_named(record)} names the {kind} {name}, which does not exist",
                [record],
                remedy=f"Correct the name, or add the {kind}",
                subjects=[name],
            )

    for need in records.requirements:
        for slug in (need.concept, *need.any_of):
            yield from check(need, slug in concepts, "concept", slug)
    for relation in records.relations:
        for slug in (relation.source, relation.target):
            yield from check(relation, slug in concepts, "concept", slug)
    for precedence in records.precedences:
        for slug in (precedence.before, precedence.after):
            yield from check(precedence, slug in concepts, "concept", slug)
    for coverage in records.coverages:
        yield from check(coverage, coverage.concept in concepts, "concept", coverage.concept)
        yield from check(coverage, (coverage.course, coverage.page) in pages, "page", coverage.page)
    for practice in records.lab_concepts:
        yield from check(practice, practice.concept in concepts, "concept", practice.concept)
        yield from check(practice, (practice.course, practice.lab) in labs, "lab", practice.lab)
    for artifact in records.artifact_needs:
        for slug in (artifact.lab, *artifact.any_of):
            yield from check(artifact, (artifact.course, slug) in labs, "lab", slug)
    for link in records.paper_concepts:
        yield from check(link, link.concept in concepts, "concept", link.concept)
        yield from check(link, link.paper in papers, "paper", link.paper)
    for one in records.recommendations:
        yield from check(one, (one.course, one.page) in pages, "page", one.page)
        if one.lecture is not None:
            yield from check(one, (one.course, one.lecture) in lectures, "lecture", str(one.lecture))
        if one.paper is not None:
            yield from check(one, one.paper in papers, "paper", one.paper)
        if one.resource is not None:
            yield from check(one, (one.course, one.resource) in resources, "resource", one.resource)
        yield from check(one, (one.paper is None) != (one.resource is None), "one paper or resource", "it recommends")
    for lab in records.labs:
        yield from check(lab, (lab.course, lab.page) in pages, "page", lab.page)
    for page in records.pages:
        yield from check(page, page.course in courses, "course", page.course)
        if page.lecture is not None:
            yield from check(page, (page.course, page.lecture) in lectures, "lecture", str(page.lecture))
    for fact in _lab_facts(records):
        course, of_lab, path = (getattr(fact, name, None) for name in ("course", "lab", "page"))
        if of_lab is not None:
            yield from check(fact, (course, of_lab) in labs, "lab", of_lab)
        if path is not None:
            yield from check(fact, (course, path) in pages, "page", path)
    for citation in records.citations:
        for paper in (citation.paper, citation.cited):
            yield from check(citation, paper in papers, "paper", paper)


def _lab_facts(records: RecordSet) -> Iterator[Record]:
    yield from (*records.lab_steps, *records.hyper_parameters, *records.lab_assets, *records.deliverables)
    yield from (*records.expected_results, *records.hardware_needs, *records.grading_rules, *records.grading_levels)
    yield from (*records.project_milestones, *records.project_directions)


def _named(record: Record) -> str:
    """Return what a record is, in words."""
    name = type(record).__name__.lower()
    names = ("slug", "concept", "source", "path", "page", "paper", "lab", "before", "number", "id")
    return next((f"{name} of {value}" for field in names if (value := getattr(record, field, None))), name)


def _clashing_names(concepts: Sequence[Concept]) -> Iterator[Problem]:
    owners: defaultdict[str, list[Concept]] = defaultdict(list)
    for concept in concepts:
        names = (concept.slug, concept.name.zh, concept.name.en, *concept.aliases)
        for name in dict.fromkeys(folded(name) for name in names if name):
            owners[name].append(concept)
    for name, found in owners.items():
        if len({concept.slug for concept in found}) > 1:
            yield _problem(
                "ALIAS_CLASH",
                f"{name!r} is a name of {', '.join(concept.slug for concept in found)}",
                found[1:],
                remedy="Leave the name to one of them",
                subjects=[concept.slug for concept in found],
            )


def _reasoned(records: RecordSet) -> tuple[Requirement | Relation | Precedence | ArtifactNeed, ...]:
    return (*records.requirements, *records.relations, *records.precedences, *records.artifact_needs)


def _missing_languages(records: RecordSet) -> Iterator[Problem]:
    texts: list[tuple[Record, str, Text]] = []
    for concept in records.concepts:
        texts += [(concept, "name", concept.name), (concept, "definition", concept.definition)]
    texts += [(edge, "reason", edge.reason) for edge in _reasoned(records)]
    for record, field, text in texts:
        if missing := {"zh", "en"} - set(text.languages):
            yield _problem(
                "MISSING_LANGUAGE",
                f"the {field} of {_named(record)} is missing in {', '.join(sorted(missing))}",
                [record],
                remedy="Write it in both languages",
            )


def _unsourced(records: RecordSet) -> Iterator[Problem]:
    for edge in _reasoned(records):
        if edge.evidence is Evidence.STATED and not any(source.page or source.paper for source in edge.sources):
            yield _problem(
                "STATED_WITHOUT_SOURCE",
                f"{_named(edge)} is called stated, but no page or paper is named that states it",
                [edge],
                remedy="Name the page and heading, or the paper and section; or call it curated",
            )


def _requirement_cycles(requirements: Sequence[Requirement]) -> Iterator[Problem]:
    edges = {(need.concept, member): need for need in requirements for member in need.any_of}
    for loop in _loops(edges):
        steps = [edges[pair] for pair in pairwise(loop)]
        lines = [
            f"  {need.concept} requires {' or '.join(need.any_of)}: {need.reason.in_language('en')}"
            f" [{'; '.join(map(str, need.sources)) or need.evidence.value}]"
            for need in steps
        ]
        yield _problem(
            "REQUIREMENT_CYCLE",
            "\n".join((f"concepts require each other in a circle: {' -> '.join(loop)}", *lines)),
            [steps[-1]],
            remedy="Remove or weaken one of these requirements",
            subjects=loop[:-1],
        )


def _precedence_cycles(precedences: Sequence[Precedence]) -> Iterator[Problem]:
    for course in sorted({precedence.course for precedence in precedences}):
        edges = {(one.before, one.after): one for one in precedences if one.course == course}
        for loop in _loops(edges):
            yield _problem(
                "PRECEDENCE_CYCLE",
                f"the course teaches concepts before each other in a circle: {' -> '.join(loop)}",
                [edges[loop[-2], loop[-1]]],
                remedy="Remove one of these steps of the order",
                subjects=loop[:-1],
            )


def _artifact_cycles(needs: Sequence[ArtifactNeed]) -> Iterator[Problem]:
    strict = [need for need in needs if not need.optional and need.or_model is None]
    for course in sorted({need.course for need in strict}):
        edges = {(need.lab, lab): need for need in strict if need.course == course for lab in need.any_of}
        for loop in _loops(edges):
            yield _problem(
                "ARTIFACT_CYCLE",
                f"labs start from what each other makes in a circle: {' -> '.join(loop)}",
                [edges[loop[-2], loop[-1]]],
                remedy="Remove one of these needs, make it optional, or name a public model",
                subjects=loop[:-1],
            )


def _loops(edges: Iterable[tuple[str, str]]) -> Iterator[list[str]]:
    """Yield a shortest loop through each knot of edges, beginning at its first name, which also ends it."""
    # Loading networkx takes longer than most commands, and most of them check nothing.
    import networkx as nx

    graph: nx.DiGraph[str] = nx.DiGraph(sorted(edges))
    for knot in sorted(nx.strongly_connected_components(graph), key=min):
        first = min(knot)
        if len(knot) > 1 or graph.has_edge(first, first):
            inside = graph.subgraph(knot)
            paths = [nx.shortest_path(inside, after, first) for after in sorted(inside.successors(first))]
            yield [first, *min(paths, key=len)]


def counts_by_code(findings: Iterable[Finding]) -> dict[str, int]:
    """Return how many findings there are of each code, by code."""
    return dict(sorted(Counter(finding.code for finding in findings).items()))
