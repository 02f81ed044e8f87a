import pytest

from graph.audit import audit_of
from graph.catalogue import CourseState, catalogue_of
from schema.blocks import Block, BlockKind, Span, SpanKind
from schema.record_set import RecordSet
from schema.records import Course, Finding, Lab, Lecture, Paper, PaperConcept, Requirement
from schema.values import Evidence, PageKind, PaperConceptKind, Priority, Role, Severity, SourceRef
from tests.graph.teahouse import (
    COURSE,
    NOON,
    TEA,
    TEAHOUSE,
    catalogue,
    concept,
    page,
    recommends,
    requires,
    teaches,
    with_more,
)

# milk-tea is taught nowhere in the teahouse, on purpose.
QUIET = with_more(
    teaches("/docs/lecture-2", "milk-tea", 2),
    teaches("/docs/lecture-2", "tasting", 3),
    recommends("/docs/lecture-2", 0, paper="blend-note", label="A Note on Blends", lecture=2),
)


def found(*records, codes=(), course=TEA) -> list[Finding]:
    return list(audit_of(catalogue(QUIET | RecordSet.of(records)), course, codes))


def linking(*hrefs: str, block_href: str | None = None, kind=BlockKind.PARAGRAPH, path="/docs/links", position=20):
    text = "x" * len(hrefs)
    spans = tuple(Span(kind=SpanKind.LINK, start=n, end=n + 1, href=href) for n, href in enumerate(hrefs))
    block = Block(position=0, kind=kind, text=text, spans=spans, href=block_href)
    return page(path, "Links", position, blocks=(block,))


def test_a_course_in_order_has_no_findings():
    assert found() == []


CASES = {
    "ROLE_CONFLICT": (recommends("/docs", 0, paper="2301.00001", role=Role.EXTENDED, lecture=1),),
    "PRIORITY_CONFLICT": (recommends("/docs", 0, paper="2301.00001", lecture=2, priority=Priority.OPTIONAL),),
    "TITLE_MISMATCH": (recommends("/docs", 0, paper="2301.00001", label="Robots pour coffee", lecture=2),),
    "CONCEPT_NOT_TAUGHT": (concept("samovar"),),
    "PAPER_WITHOUT_CONCEPT": (
        Paper(id="lonely", title="A Lonely Cup"),
        recommends("/docs", 0, paper="lonely", label="A Lonely Cup"),
    ),
    "PAPER_UNVERIFIED": (
        Paper(id="rumour", title="Rumours of Tea", unverified=("title", "venue")),
        PaperConcept(paper="rumour", concept="water", kind=PaperConceptKind.USES, evidence=Evidence.CURATED),
        recommends("/docs", 0, paper="rumour", label="Rumours of Tea"),
    ),
    "CONCEPT_WITHOUT_PAGE": (
        concept("samovar"),
        PaperConcept(paper="blend-note", concept="samovar", kind=PaperConceptKind.USES, evidence=Evidence.CURATED),
    ),
    "LAB_WITHOUT_CONCEPT": (Lab(course=TEA, slug="lab-3", number=3, title="A cup", page="/docs/lecture-2/lab"),),
    "LECTURE_WITHOUT_PAPERS": (Lecture(course=TEA, number=3, title="Washing up"),),
    "TAUGHT_TOO_LATE": (requires("water", "blending", group=1),),
    "DEAD_LINK": (linking("/docs/nowhere#x"),),
}


@pytest.mark.parametrize("code", CASES)
def test_what_an_instructor_should_look_at_is_found_once(code):
    (finding,) = found(*CASES[code])

    assert finding.code == code
    assert finding.course == TEA
    assert finding.remedy


def test_all_is_found_at_once_the_gravest_first_then_by_code():
    stored = Finding(course=TEA, code="ZZZ", severity=Severity.ERROR, message="the kettle is gone")
    many = [
        record for code, records in CASES.items() if code in ("DEAD_LINK", "CONCEPT_NOT_TAUGHT") for record in records
    ]

    assert [one.code for one in found(*many, stored, *CASES["PAPER_UNVERIFIED"])] == [
        "ZZZ",
        "CONCEPT_NOT_TAUGHT",
        "DEAD_LINK",
        "PAPER_UNVERIFIED",
    ]


def test_only_the_codes_asked_for_are_told():
    assert [one.code for one in found(*CASES["DEAD_LINK"], concept("samovar"), codes=["DEAD_LINK"])] == ["DEAD_LINK"]


def test_findings_of_another_course_and_of_the_vocabulary_are_told_when_no_course_is_asked_for():
    shared = Finding(code="SHARED", severity=Severity.INFO, message="of the vocabulary")
    other = Finding(course="cups", code="OTHER", severity=Severity.INFO, message="of the cups")
    records = QUIET | RecordSet.of([Course(slug="cups", title="Cups"), shared, other])
    of = catalogue_of(
        records, [CourseState("", "1", NOON), CourseState(TEA, "2", NOON), CourseState("cups", "3", NOON)]
    )

    assert {one.code for one in audit_of(of) if one.course in (None, "cups")} >= {"SHARED", "OTHER"}
    assert [one.code for one in audit_of(of, TEA)] == []


def test_a_finding_that_was_stored_and_is_found_again_is_told_once():
    (dead,) = found(*CASES["DEAD_LINK"])

    assert found(*CASES["DEAD_LINK"], dead) == [dead]


def test_one_paper_may_have_different_roles_in_different_lectures():
    assert found(recommends("/docs", 0, paper="2301.00001", role=Role.EXTENDED, lecture=2)) == []


def test_a_lesson_that_names_a_core_paper_in_passing_is_no_role_conflict():
    assert found(recommends("/docs/lecture-2", 0, paper="2301.00001", role=Role.EXTENDED, lecture=1)) == []


@pytest.mark.parametrize(
    "label",
    [
        "Steeping",
        "Steeping explained",
        "steeping is all you need.",
        "SteepNet",
        "steepnet: Steeping Is All You Need",
        "arXiv 2301.00001",
        "Kettle et al. (2023)",
        "Green tea",
        "绿茶",
    ],
)
def test_a_page_may_call_a_paper_by_title_short_name_author_or_what_it_introduces(label):
    assert found(recommends("/docs", 0, paper="2301.00001", label=label, lecture=2)) == []


def test_a_paper_without_authors_or_with_a_blank_one_does_no_harm():
    blank = Paper(id="blank", title="Blank Leaves", authors=(" ",))
    records = [blank, recommends("/docs", 0, paper="blank", label="Robots pour coffee")]

    assert {one.code for one in found(*records)} == {"TITLE_MISMATCH", "PAPER_WITHOUT_CONCEPT"}


@pytest.mark.parametrize(
    "href",
    [
        "/docs",
        "/docs/",
        "/docs/lecture-1#kettles",
        "/docs/lecture-1?x=1",
        "#here",
        "https://elsewhere.example/docs/nowhere",
        "//elsewhere.example/docs/nowhere",
        "/favicon.ico",
        "mailto:tea@tea.example",
        "lecture-1",
        "",
        "/docs/%E8%8C%B6",
    ],
)
def test_a_link_that_leads_somewhere_or_outside_is_not_dead(href):
    assert found(linking(href), page("/docs/茶", "茶", 30)) == []


def test_an_external_link_is_not_taken_for_one_inside_by_a_page_at_the_root():
    assert found(linking("//elsewhere.example/docs"), page("/", "Root", 40)) == []


def test_a_card_may_have_a_dead_link():
    (finding,) = found(linking(block_href="/docs/nowhere", kind=BlockKind.CARD))

    assert (finding.code, finding.page, finding.place) == ("DEAD_LINK", "/docs/links", "block 0")


def test_an_image_is_no_link():
    assert found(linking(block_href="/docs/pot.png", kind=BlockKind.IMAGE)) == []


def test_a_link_that_stands_twice_in_a_block_is_told_once():
    assert len(found(linking("/docs/nowhere", "/docs/nowhere"))) == 1


def test_an_assumed_concept_need_not_be_taught():
    assert found(concept("fire", assumed=True)) == []


def test_a_concept_taught_too_late_names_where_it_is_taught_at_last():
    (finding,) = found(*CASES["TAUGHT_TOO_LATE"])

    assert finding.page == "/docs/lecture-1"
    assert "/docs/lecture-2" in finding.message
    assert finding.subjects == ("water", "blending")


def test_a_choice_of_which_one_is_taught_in_time_is_in_time():
    assert found(requires("green-tea", "blending", "leaves", group=5)) == []


def test_what_is_taught_on_the_same_page_is_in_time():
    assert found(requires("water", "leaves", group=5)) == []


def test_a_label_without_words_is_not_held_against_a_paper():
    assert found(recommends("/docs", 0, paper="2301.00001", label="[1]", lecture=2)) != []
    assert found(recommends("/docs", 0, paper="2301.00001", label="★★★", lecture=2)) == []


def test_the_audit_of_an_empty_course_is_empty():
    of = catalogue(RecordSet.of([COURSE, page("/", "Root", 0, kind=PageKind.OVERVIEW)]))

    assert audit_of(of) == ()
    assert audit_of(catalogue(RecordSet())) == ()


def test_the_gaps_of_the_teahouse_itself():
    assert [(one.code, *one.subjects) for one in audit_of(catalogue(TEAHOUSE), TEA)] == [
        ("CONCEPT_NOT_TAUGHT", "milk-tea"),
        ("CONCEPT_WITHOUT_PAGE", "tasting", "blend-note"),
        ("LECTURE_WITHOUT_PAPERS", "2"),
    ]


def test_a_lecture_that_recommends_only_a_site_has_no_papers():
    site = recommends("/docs", 0, resource="https://kettles.example/guide", label="A guide to kettles", lecture=3)

    (finding,) = found(Lecture(course=TEA, number=3, title="Washing up"), site)

    assert finding.code == "LECTURE_WITHOUT_PAPERS"


def test_requirements_that_cannot_be_looked_up_are_told_with_the_vocabulary():
    (thin,) = audit_of(catalogue(QUIET))

    assert (thin.code, thin.course) == ("REQUIREMENTS_UNLOCATED", None)
    assert "0 of 8 requirements" in thin.message


def test_requirements_that_are_mostly_stated_at_a_heading_are_enough():
    heading = SourceRef(page="/docs/lecture-1", anchor="kettles")
    stated = [replace_evidence(record, heading) for record in QUIET]

    assert audit_of(catalogue(RecordSet.of(stated))) == ()


def replace_evidence(record, source):
    if not isinstance(record, Requirement):
        return record
    return Requirement.model_validate(dict(record) | {"evidence": Evidence.STATED, "sources": (source,)})
