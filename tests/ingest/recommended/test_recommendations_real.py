"""The pages of the real course, in both of its builds, against what was entered by hand."""

from functools import cache

import pytest

from ingest.flight.payload import payload_of
from ingest.pack.loading import load_pack
from ingest.pages.page_body import body_of
from ingest.recommended.link_targets import target_of
from ingest.recommended.recommendations import recommendations_in
from schema.records import Page
from schema.values import Priority, Role
from tests.shared_files import real_build

BUILDS = ("2026-02-26", "2026-03-11")
FIRST, LATER = BUILDS
PAPERS = tuple(f"/docs/lecture-{number}/papers" for number in range(1, 6))
REFERENCES = "/docs/resources/references"


@cache
def course():
    return next(each for each in load_pack().courses if each.course.slug == "llm-post-training")


@cache
def said_in(build):
    """What each page of a build says, by path, with the blocks of the page."""
    known = {page.path: page for page in course().pages}
    said = {}
    for file in sorted(real_build(build).rglob("index.txt")):
        body = body_of(payload_of(file.read_bytes(), source=file.name), source=file.name)
        page = Page.model_validate(dict(known[body.path]) | {"blocks": body.blocks})
        said[body.path] = page.blocks, recommendations_in(page, course().lectures)
    return said


def rows_of(build, path=None):
    return [row for at, (_, said) in said_in(build).items() for row in said.recommendations if path in (None, at)]


def plain(rows):
    return sorted((row.model_dump(exclude={"position"}) for row in rows), key=lambda row: (row["page"], row["order"]))


@pytest.mark.parametrize("build", BUILDS)
def test_every_row_entered_by_hand_is_found_field_by_field_and_no_other(build):
    wanted = plain(course().recommendations)

    found = plain(rows_of(build))

    assert found == wanted


@pytest.mark.parametrize("build", BUILDS)
def test_every_row_stands_at_a_block_that_leads_to_it(build):
    for blocks, said in said_in(build).values():
        for row in said.recommendations:
            block = blocks[row.position]
            leads = [block.href, *(span.href for span in block.spans)]
            targets = [target_of(href) for href in leads if href]
            assert (row.paper or row.resource) in [target.name for target in targets if target]


def test_the_builds_differ_only_in_where_the_rows_of_three_early_pages_stand():
    first, later = ({(row.page, row.order): row.position for row in rows_of(build)} for build in BUILDS)

    moved = {page for page, order in first if first[page, order] != later[page, order]}

    assert first.keys() == later.keys()
    assert moved == {
        "/docs/lecture-1/post-training-overview",
        "/docs/lecture-1/sft-core-concepts",
        "/docs/lecture-1/evaluation-methods",
    }


@pytest.mark.parametrize("build", BUILDS)
def test_the_first_lecture_recommends_five_core_papers_one_extended_and_two_resources(build):
    rows = rows_of(build, PAPERS[0])

    core = [row.paper for row in rows if row.role is Role.CORE]
    must = [row.paper for row in rows if row.priority is Priority.MUST]

    assert core == ["2411.15124", "2106.09685", "2305.14314", "2305.11206", "2406.08464"]
    assert must == ["2106.09685", "2305.11206"]
    assert [row.paper for row in rows if row.role is Role.EXTENDED] == ["2505.09388", None, None]


@pytest.mark.parametrize("build", BUILDS)
def test_the_five_lectures_have_27_core_rows_of_26_papers(build):
    core = [row.paper for path in PAPERS for row in rows_of(build, path) if row.role is Role.CORE]

    assert (len(core), len(set(core))) == (27, 26)


@pytest.mark.parametrize("build", BUILDS)
def test_a_build_leads_to_49_papers(build):
    assert len({row.paper for row in rows_of(build) if row.paper}) == 49


@pytest.mark.parametrize("build", BUILDS)
@pytest.mark.parametrize("paper", ["2310.12773", "2505.09388"])
def test_two_core_papers_of_the_fourth_lecture_are_extended_among_the_references(build, paper):
    on_lecture = [row.role for row in rows_of(build, PAPERS[3]) if row.paper == paper]
    on_references = [row.role for row in rows_of(build, REFERENCES) if row.paper == paper and row.lecture == 4]

    assert (on_lecture, on_references) == ([Role.CORE], [Role.EXTENDED])


@pytest.mark.parametrize("build", BUILDS)
def test_the_only_finding_is_the_method_that_the_plan_names_as_if_it_were_a_paper(build):
    findings = [finding for _, said in said_in(build).values() for finding in said.findings]

    assert [(finding.code, finding.page) for finding in findings] == [("PRIORITY_UNMATCHED", REFERENCES)]
    assert "'GRPO'" in findings[0].message


@pytest.mark.parametrize("build", BUILDS)
def test_every_resource_has_the_title_it_was_entered_with(build):
    order = {page.path: page.position for page in course().pages}
    titles = {}
    for path in sorted(said_in(build), key=lambda path: order[path]):
        for resource in said_in(build)[path][1].resources:
            titles.setdefault(resource.url, resource.title)

    assert titles == {resource.url: resource.title for resource in course().resources}
