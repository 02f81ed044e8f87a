from ingest.statements.indirect import from_citations, from_page_order
from schema.record_set import RecordSet
from schema.records import Citation, Coverage, Paper, PaperConcept
from schema.values import CoverageKind, Evidence, PaperConceptKind
from tests.ingest.statements.kitchen import CONCEPTS, COURSE, page

FIRST, SECOND, THIRD = (page(path=f"/{number}", position=number) for number in range(3))


def covers(at, kind, *slugs):
    fields = {"course": COURSE, "page": at.path, "kind": kind, "evidence": Evidence.CURATED}
    return [Coverage(concept=slug, order=order, **fields) for order, slug in enumerate(slugs)]


def teaches(at, *slugs):
    return covers(at, CoverageKind.TEACHES, *slugs)


def mentions(at, *slugs):
    return covers(at, CoverageKind.MENTIONS, *slugs)


def by_order(*coverages, assumed=()):
    concepts = [one.model_copy(update={"assumed": one.slug in assumed}) for one in CONCEPTS]
    flat = [one for some in coverages for one in some]
    records = RecordSet.of([FIRST, SECOND, THIRD, *concepts, *flat])
    return {(one.source, one.target): one.confidence for one in from_page_order(records, COURSE)}


def test_what_is_taught_first_and_named_again_may_be_needed():
    found = by_order(teaches(FIRST, "leaf"), teaches(SECOND, "steeping"), mentions(SECOND, "leaf"))

    assert list(found) == [("steeping", "leaf")]


def test_what_name_each_other_need_not():
    coverages = [
        teaches(FIRST, "leaf"),
        mentions(FIRST, "steeping"),
        teaches(SECOND, "steeping"),
        mentions(SECOND, "leaf"),
    ]

    assert by_order(*coverages) == {}


def test_one_page_says_nothing_of_an_order():
    assert by_order(teaches(FIRST, "leaf", "steeping")) == {}


def test_what_is_assumed_is_not_proposed():
    coverages = [teaches(FIRST, "leaf"), teaches(SECOND, "steeping"), mentions(SECOND, "leaf")]

    assert by_order(*coverages, assumed=("leaf",)) == {}


def test_a_tool_or_a_test_is_named_anywhere_and_needed_only_by_its_like():
    coverages = [teaches(FIRST, "tasting"), teaches(SECOND, "steeping", "teapot"), mentions(SECOND, "tasting")]

    assert list(by_order(*coverages)) == [("teapot", "tasting")]


def test_the_more_one_sided_the_surer_and_never_sure():
    even = [teaches(FIRST, "leaf"), teaches(SECOND, "steeping"), mentions(SECOND, "leaf")]
    seldom = [*even, mentions(THIRD, "steeping")]

    assert by_order(*seldom)[("steeping", "leaf")] < by_order(*even)[("steeping", "leaf")] < 0.6


def test_the_paper_of_one_concept_that_cites_that_of_another_hints_at_a_need():
    papers = [Paper(id="tea2001", title="Leaf"), Paper(id="tea2002", title="Steeping")]
    kind, evidence = PaperConceptKind.INTRODUCES, Evidence.CURATED
    links = [
        PaperConcept(paper="tea2001", concept="leaf", kind=kind, evidence=evidence),
        PaperConcept(paper="tea2002", concept="steeping", kind=kind, evidence=evidence),
        PaperConcept(paper="tea2001", concept="water", kind=PaperConceptKind.USES, evidence=evidence),
    ]

    def found(*, confirmed):
        citation = Citation(paper="tea2002", cited="tea2001", confirmed=confirmed)
        return list(from_citations(RecordSet.of([*papers, *links, citation]), COURSE))

    (sure,), (less,) = found(confirmed=True), found(confirmed=False)

    assert (sure.source, sure.target) == ("steeping", "leaf")
    assert [source.paper for source in sure.sources] == ["tea2002", "tea2001"]
    assert less.confidence < sure.confidence
