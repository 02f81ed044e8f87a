"""What a node needs before it: groups of other nodes, of which one is enough, each with its reason."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from graph.catalogue import Catalogue
from graph.nodes import Node, NodeKind
from schema.records import Concept, Lab, LabConcept, Lecture, Page, Paper
from schema.values import CoverageKind, Evidence, LabConceptKind, PaperConceptKind, SourceRef, Text

Identity = tuple[NodeKind, str]
"""What tells nodes apart: kind and key."""

_PAPER_INTRODUCES = Text(zh="论文提出的方法以它为前提", en="What the paper introduces builds on it")
_PAPER_USES = Text(zh="论文用到它", en="The paper uses it")
_PAGE_TEACHES = Text(zh="页面讲授的内容以它为前提", en="What the page teaches builds on it")
_LAB_PRACTISES = Text(zh="实验要动手实现它", en="The lab puts it into practice")
_LAB_ASSESSES = Text(zh="实验会考查它", en="The lab tests it")
_LAB_ELECTIVES = Text(
    zh="实验有几个部分选做其一，它是其中一个要动手实现的",
    en="The lab lets you choose one of several parts; one of them puts it into practice",
)
_LECTURE_TEACHES = Text(zh="这一讲讲授它", en="The lecture teaches it")


@dataclass(frozen=True, slots=True)
class Need:
    """A node cannot do without one of these.

    Attributes:
        any_of: Kind and key of each node of which one is enough.
        reason: Why.
        evidence: How it is known.
        sources: Where it is from.
    """

    any_of: tuple[Identity, ...]
    reason: Text
    evidence: Evidence
    sources: tuple[SourceRef, ...] = ()


def needs_of(catalogue: Catalogue, node: Node, least: Evidence = Evidence.CURATED) -> tuple[Need, ...]:
    """Return all that a node needs directly; every group is needed, any member of a group is enough.

    Args:
        catalogue: The graph.
        node: What needs something.
        least: How well a need has to be known; what a rule has only inferred is no need, unless asked for.
    """
    return tuple(need for need in _all_needs(catalogue, node, least) if need.evidence.is_at_least(least))


def _all_needs(catalogue: Catalogue, node: Node, least: Evidence) -> tuple[Need, ...]:
    match node:
        case Concept():
            return _needs_of_concept(catalogue, node.slug)
        case Paper():
            return _needs_of_paper(catalogue, node, least)
        case Page():
            return _needs_of_page(catalogue, node)
        case Lab():
            return _needs_of_lab(catalogue, node)
        case Lecture():
            taught = (
                coverage
                for page in catalogue.pages.get(node.course, ())
                if page.lecture == node.number
                for coverage in catalogue.coverages_of_page.get((page.course, page.path), ())
                if coverage.kind is CoverageKind.TEACHES
            )
            return tuple(Need(_concept(c.concept), _LECTURE_TEACHES, c.evidence, c.sources) for c in taught)
        case _:
            return ()


def _concept(*slugs: str) -> tuple[Identity, ...]:
    return tuple((NodeKind.CONCEPT, slug) for slug in slugs)


def _needs_of_concept(catalogue: Catalogue, slug: str) -> tuple[Need, ...]:
    return tuple(
        Need(_concept(*group.any_of), group.reason, group.evidence, group.sources)
        for group in catalogue.requirements.get(slug, ())
    )


def _needs_of_paper(catalogue: Catalogue, paper: Paper, least: Evidence) -> tuple[Need, ...]:
    proposals = catalogue.proposals_of_paper.get(paper.id, ()) if least is Evidence.INFERRED else ()
    links = (*catalogue.concepts_of_paper.get(paper.id, ()), *proposals)
    introduced = {link.concept for link in links if link.kind is PaperConceptKind.INTRODUCES}
    proposed = {link.concept for link in proposals}
    needs: list[Need] = []
    for link in links:
        if link.concept not in introduced:
            needs.append(Need(_concept(link.concept), _PAPER_USES, link.evidence, link.sources))
    for slug in sorted(introduced):
        found = _outside(catalogue, slug, introduced, _PAPER_INTRODUCES)
        # What only a proposal leads to is known no better than that.
        needs += [replace(need, evidence=Evidence.INFERRED) for need in found] if slug in proposed else found
    return tuple(needs)


def _needs_of_page(catalogue: Catalogue, page: Page) -> tuple[Need, ...]:
    coverages = catalogue.coverages_of_page.get((page.course, page.path), ())
    taught = {coverage.concept for coverage in coverages if coverage.kind is CoverageKind.TEACHES}
    return tuple(need for slug in sorted(taught) for need in _outside(catalogue, slug, taught, _PAGE_TEACHES))


def _outside(catalogue: Catalogue, slug: str, inside: set[str], reason: Text) -> list[Need]:
    """Return what a concept needs that is not taught along with it."""
    return [
        Need(need.any_of, reason, need.evidence, need.sources)
        for need in _needs_of_concept(catalogue, slug)
        if not any(member in inside for _, member in need.any_of)
    ]


def _needs_of_lab(catalogue: Catalogue, lab: Lab) -> tuple[Need, ...]:
    needs = [
        Need(
            _concept(link.concept),
            _LAB_PRACTISES if link.kind is LabConceptKind.PRACTISES else _LAB_ASSESSES,
            link.evidence,
            link.sources,
        )
        for link in catalogue.concepts_of_lab.get((lab.course, lab.slug), ())
        if link.elective is None
    ]
    needs += _electives_of(catalogue, lab)
    for need in catalogue.artifact_needs.get((lab.course, lab.slug), ()):
        if not need.optional and need.or_model is None:
            labs = tuple((NodeKind.LAB, f"{lab.course}/{slug}") for slug in need.any_of)
            needs.append(Need(labs, need.reason, need.evidence, need.sources))
    return tuple(needs)


def _electives_of(catalogue: Catalogue, lab: Lab) -> Iterator[Need]:
    """Yield the groups that are answered just when all concepts of one elective are there.

    "All of these or all of those" is the same as "one of each pair": a group for each way to take one concept from
    every elective. What another concept of its elective requires anyway is left out of account.
    """
    links: defaultdict[int, list[LabConcept]] = defaultdict(list)
    for link in catalogue.concepts_of_lab.get((lab.course, lab.slug), ()):
        if link.elective:
            links[link.elective].append(link)
    leading = []
    for number in sorted(links):
        implied = _surely_needed(catalogue, [link.concept for link in links[number]])
        leading.append([link for link in links[number] if link.concept not in implied])
    if not leading:
        return
    for chosen in product(*leading):
        slugs = tuple(dict.fromkeys(link.concept for link in chosen))
        sources = tuple(dict.fromkeys(source for link in chosen for source in link.sources))
        weakest = max((link.evidence for link in chosen), key=list(Evidence).index)
        yield Need(_concept(*slugs), _LAB_ELECTIVES, weakest, sources)


def _surely_needed(catalogue: Catalogue, slugs: Sequence[str]) -> set[str]:
    """Return what some concepts require without a choice, directly or through others."""
    needed: set[str] = set()
    waiting = list(slugs)
    while waiting:
        for group in catalogue.requirements.get(waiting.pop(), ()):
            if len(group.any_of) == 1 and group.any_of[0] not in needed:
                needed.add(group.any_of[0])
                waiting.append(group.any_of[0])
    return needed
