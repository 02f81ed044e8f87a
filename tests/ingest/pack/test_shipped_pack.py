"""The pack that is shipped: its numbers, and its facts against the sources they were taken from."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, TypeVar

import pytest

from ingest.pack.loading import CoursePack, Pack, load_pack
from ingest.site_files import page_files
from ingest.site_reading import layer_of, site_reading
from schema.arxiv_ids import arxiv_ids_in
from schema.lab_records import (
    Deliverable,
    Dimension,
    ExpectedResult,
    GradingRule,
    HyperParameter,
    LabAsset,
    LabStep,
    ProjectDirection,
    Scope,
)
from schema.record_set import RecordSet
from schema.records import Paper, Recommendation, Record
from schema.values import PageKind, Priority, Role
from schema.work_records import GradingLevel, ProjectMilestone
from tests.shared_files import real_build, shared_file

REFERENCES = "/docs/resources/references"
BUILD = "2026-03-11"

Kind = TypeVar("Kind", bound=Record)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack()


@pytest.fixture(scope="module")
def course(pack: Pack) -> CoursePack:
    return pack.courses[0]


@pytest.fixture(scope="module")
def site(course: CoursePack) -> RecordSet:
    files, _ = page_files(real_build(BUILD))
    return layer_of(site_reading(files, whole=True), course.course.slug).records


@pytest.fixture(scope="module")
def papers(pack: Pack) -> dict[str, Paper]:
    return {paper.id: paper for paper in pack.papers}


@pytest.fixture(scope="module")
def table() -> dict[str, dict[str, Any]]:
    records = json.loads(shared_file("arxiv/papers.json").read_text(encoding="utf-8"))
    return {record["id"]: record for record in records if record["group"] == "main"}


def rows(course: CoursePack, page: str, role: Role | None = None) -> list[Recommendation]:
    return [row for row in course.recommendations if row.page == page and role in (None, row.role)]


def facts(course: CoursePack, kind: type[Kind]) -> list[Kind]:
    return [fact for fact in course.lab_facts if isinstance(fact, kind)]


def papers_page(lecture: int) -> str:
    return f"/docs/lecture-{lecture}/papers"


def test_the_pack_holds_one_course(pack: Pack) -> None:
    assert [course.course.slug for course in pack.courses] == ["llm-post-training"]


def test_the_course_has_its_pages_folders_and_separators(course: CoursePack) -> None:
    assert Counter(entry.kind for entry in course.tree) == {"page": 42, "folder": 7, "separator": 3}
    assert [entry.title for entry in course.tree if entry.kind == "separator"] == ["课程内容", "授课", "资源"]


def test_the_course_has_six_lectures_with_an_entrance_each(course: CoursePack) -> None:
    assert [(lecture.number, lecture.path) for lecture in course.lectures] == [
        (number, f"/docs/lecture-{number}") for number in range(1, 7)
    ]


def test_pages_are_of_the_kinds_they_are(course: CoursePack) -> None:
    assert Counter(page.kind for page in course.pages) == {
        PageKind.OVERVIEW: 7,
        PageKind.SECTION: 19,
        PageKind.PAPERS: 5,
        PageKind.LAB: 5,
        PageKind.PROJECT: 2,
        PageKind.RESOURCE: 3,
        PageKind.GRADING: 1,
    }


def test_the_tree_is_the_one_real_pages_carry(course: CoursePack) -> None:
    text = (real_build(BUILD) / "docs" / "index.txt").read_text(encoding="utf-8")
    tree, _ = json.JSONDecoder().raw_decode(text, text.index('"tree":') + len('"tree":'))

    shown = [(entry.kind, entry.title, entry.path, entry.depth) for entry in course.tree]

    assert shown == list(_nodes(tree, depth=0))


def _nodes(folder: dict[str, Any], *, depth: int) -> Iterator[tuple[str, str, str | None, int]]:
    for node in folder["children"]:
        yield node["type"], node["name"], node.get("url"), depth
        if node["type"] == "folder":
            yield from _nodes(node, depth=depth + 1)


def test_the_papers_pages_have_27_core_rows_of_26_papers(course: CoursePack) -> None:
    core = [row for lecture in range(1, 6) for row in rows(course, papers_page(lecture), Role.CORE)]

    assert len(core) == 27
    assert len({row.paper for row in core}) == 26
    assert [row for row in core if row.lecture is None or not row.priority] == []


@pytest.mark.parametrize(("lecture", "core", "extended"), [(1, 5, 3), (2, 5, 4), (3, 5, 4), (4, 7, 5), (5, 5, 11)])
def test_each_papers_page_has_its_rows(course: CoursePack, lecture: int, core: int, extended: int) -> None:
    page = papers_page(lecture)

    assert len(rows(course, page, Role.CORE)) == core
    assert len(rows(course, page, Role.EXTENDED)) == extended


@pytest.mark.parametrize(
    ("lecture", "priorities"),
    [
        (1, {Priority.MUST: 2, Priority.RECOMMENDED: 1, Priority.OPTIONAL: 2}),
        (2, {Priority.MUST: 2, Priority.RECOMMENDED: 1, Priority.OPTIONAL: 2}),
        (3, {Priority.MUST: 1, Priority.STRONG: 1, Priority.RECOMMENDED: 2, Priority.REFERENCE: 1}),
        (4, {Priority.MUST: 2, Priority.STRONG: 1, Priority.RECOMMENDED: 3, Priority.REFERENCE: 1}),
        (5, {Priority.MUST: 2, Priority.RECOMMENDED: 2, Priority.OPTIONAL: 1}),
    ],
    ids=lambda value: f"lecture-{value}" if isinstance(value, int) else "",
)
def test_each_papers_page_has_its_priorities(course: CoursePack, lecture: int, priorities: dict[Priority, int]) -> None:
    core = rows(course, papers_page(lecture), Role.CORE)

    assert Counter(row.priority for row in core) == priorities


def test_a_priority_and_its_word_agree(course: CoursePack) -> None:
    words = {(row.priority, row.priority_text) for row in course.recommendations}

    assert words == {
        (None, None),
        (Priority.MUST, "必读"),
        (Priority.STRONG, "强烈推荐"),
        (Priority.RECOMMENDED, "推荐"),
        (Priority.OPTIONAL, "选读"),
        (Priority.REFERENCE, "参考"),
    }


def test_hours_are_given_for_the_core_papers_of_lectures_3_and_4_only(course: CoursePack) -> None:
    timed = [row.page for row in course.recommendations if row.hours]

    assert Counter(timed) == {papers_page(3): 5, papers_page(4): 7}


def test_the_references_page_has_25_core_rows_five_for_each_lecture(course: CoursePack) -> None:
    core = rows(course, REFERENCES, Role.CORE)

    assert Counter(row.lecture for row in core) == dict.fromkeys(range(1, 6), 5)


def test_two_papers_are_core_for_lecture_4_and_extended_on_the_references_page(course: CoursePack) -> None:
    on_page = {row.paper for row in rows(course, papers_page(4), Role.CORE)}
    on_references = {row.paper for row in rows(course, REFERENCES, Role.EXTENDED) if row.lecture == 4}

    assert on_page & on_references == {"2505.09388", "2310.12773"}


def test_the_course_recommends_49_papers_all_of_them_known(course: CoursePack, papers: dict[str, Paper]) -> None:
    recommended = {row.paper for row in course.recommendations if row.paper}

    assert len(recommended) == 49
    assert recommended <= papers.keys()


def test_the_papers_of_every_page_are_the_ones_its_real_page_links(course: CoursePack) -> None:
    build = real_build(BUILD)

    for page in course.pages:
        text = (build / page.path.lstrip("/") / "index.txt").read_text(encoding="utf-8")
        linked = {mention.id for href in re.findall(r'"href":"([^"]*)"', text) for mention in arxiv_ids_in(href)}

        assert {row.paper for row in rows(course, page.path) if row.paper} == linked, page.path


def test_the_resources_of_every_page_are_linked_by_its_real_page(course: CoursePack) -> None:
    build = real_build(BUILD)

    for row in course.recommendations:
        if row.resource:
            text = (build / row.page.lstrip("/") / "index.txt").read_text(encoding="utf-8")
            assert f'"href":"{row.resource}"' in text, row


def test_the_labs_are_five_and_three_need_what_another_makes(course: CoursePack) -> None:
    needs = [(need.lab, need.any_of, need.or_model, need.optional) for need in course.artifact_needs]

    assert [lab.slug for lab in course.labs] == [f"lab-{number}" for number in range(1, 6)]
    assert needs == [
        ("lab-2", ("lab-1",), None, False),
        ("lab-2", ("lab-1",), "Qwen/Qwen3-1.7B-Base", True),
        ("lab-3", ("lab-1", "lab-2"), "Qwen/Qwen3-1.7B", False),
        ("lab-5", ("lab-4",), None, True),
    ]


def test_labs_are_called_what_their_pages_are(course: CoursePack) -> None:
    pages = {page.path: (page.title, page.lecture) for page in course.pages}

    assert [pages[lab.page] for lab in course.labs] == [(lab.title, lab.lecture) for lab in course.labs]


def test_headings_that_labs_name_are_on_the_real_pages(course: CoursePack) -> None:
    build = real_build(BUILD)

    for need in course.artifact_needs:
        for source in need.sources:
            text = (build / (source.page or "").lstrip("/") / "index.txt").read_text(encoding="utf-8")
            assert f'"#{source.anchor}"' in text, source


def test_each_lab_is_as_long_as_its_class(course: CoursePack) -> None:
    minutes = Counter[str]()
    for step in facts(course, LabStep):
        minutes[step.lab] += step.minutes or 0

    assert minutes == {"lab-1": 100, "lab-2": 110, "lab-3": 110, "lab-4": 100, "lab-5": 110}


@pytest.mark.parametrize(
    ("lab", "call", "settings"),
    [
        ("lab-1", "LoraConfig", {"r": "32", "lora_alpha": "64", "lora_dropout": "0.05", "bias": "none"}),
        (
            "lab-1",
            "SFTConfig",
            {
                "num_train_epochs": "1",
                "per_device_train_batch_size": "4",
                "gradient_accumulation_steps": "4",
                "learning_rate": "2e-4",
                "lr_scheduler_type": "cosine",
                "warmup_ratio": "0.1",
                "max_length": "512",
                "packing": "False",
                "use_reentrant": "False",
                "eval_steps": "100",
                "save_steps": "200",
                "save_total_limit": "2",
                "seed": "42",
            },
        ),
        ("lab-1", "select", {"range": "10000"}),
        ("lab-1", "train_test_split", {"test_size": "0.05"}),
        ("lab-1", "", {"min_answer_length": "30"}),
        ("lab-2", "LoraConfig", {"r": "32", "lora_alpha": "64"}),
        (
            "lab-2",
            "SFTConfig",
            {
                "num_train_epochs": "2",
                "learning_rate": "2e-5",
                "max_length": "2048",
                "use_reentrant": "True",
                "eval_steps": "50",
                "save_steps": "100",
                "save_total_limit": "3",
                "metric_for_best_model": "eval_loss",
            },
        ),
        ("lab-3", "LoraConfig", {"r": "16", "lora_alpha": "32"}),
        (
            "lab-3",
            "DPOConfig DPO",
            {
                "beta": "0.1",
                "loss_type": "sigmoid",
                "learning_rate": "5e-7",
                "num_train_epochs": "1",
                "per_device_train_batch_size": "2",
                "gradient_accumulation_steps": "4",
                "max_length": "1024",
                "max_prompt_length": "512",
                "optim": "paged_adamw_8bit",
                "eval_steps": "100",
                "save_steps": "200",
            },
        ),
        ("lab-3", "DPOConfig SimPO", {"beta": "2.0", "simpo_gamma": "0.5", "learning_rate": "5e-7"}),
        (
            "lab-4",
            "GRPOConfig",
            {
                "num_generations": "8",
                "max_completion_length": "1024",
                "kl_coef": "0.001",
                "learning_rate": "5e-6",
                "per_device_train_batch_size": "1",
                "gradient_accumulation_steps": "4",
                "max_steps": "500",
                "logging_steps": "1",
                "save_steps": "100",
                "save_total_limit": "3",
            },
        ),
        ("lab-5", "BitsAndBytesConfig int4", {"bnb_4bit_quant_type": "nf4", "bnb_4bit_use_double_quant": "True"}),
    ],
)
def test_the_main_run_of_each_lab_is_set_as_the_course_sets_it(
    course: CoursePack, lab: str, call: str, settings: dict[str, str]
) -> None:
    group, _, variant = call.partition(" ")
    found = {
        one.name: one.value
        for one in facts(course, HyperParameter)
        if (one.lab, one.group, one.variant or "", one.scope) == (lab, group, variant, Scope.MAIN)
    }

    assert settings.items() <= found.items()


def test_settings_are_grouped_by_calls_that_stand_in_the_labs_code(course: CoursePack) -> None:
    build = real_build(BUILD)
    pages = {lab.slug: (build / lab.page.lstrip("/") / "index.txt").read_text(encoding="utf-8") for lab in course.labs}

    for one in facts(course, HyperParameter):
        assert re.fullmatch(r"\w*", one.group), one
        assert one.group in pages[one.lab], one


def test_steps_are_numbered_as_on_their_pages(course: CoursePack, site: RecordSet) -> None:
    def labels(steps: Iterable[LabStep]) -> list[tuple[str, str]]:
        return [(step.lab, step.label) for step in steps if step.label != "bonus"]

    assert labels(facts(course, LabStep)) == labels(site.lab_steps)


def test_rubrics_deductions_and_timeline_are_those_of_the_real_pages(course: CoursePack, site: RecordSet) -> None:
    def levels(found: Iterable[GradingLevel]) -> list[tuple[object, ...]]:
        graded = (one for one in found if one.page == "/docs/grading")
        return [(one.subject, one.dimension, one.label, one.low, one.high, one.unit) for one in graded]

    def deducted(found: Iterable[GradingRule]) -> list[tuple[object, ...]]:
        return [(one.points, one.low, one.high) for one in found if one.subject == "deductions"]

    def timeline(found: Iterable[ProjectMilestone]) -> list[tuple[object, ...]]:
        return [(one.after_lecture, one.by_lecture, one.days_before, one.duration, one.page) for one in found]

    assert levels(facts(course, GradingLevel)) == levels(site.grading_levels)
    assert deducted(facts(course, GradingRule)) == deducted(site.grading_rules)
    assert timeline(facts(course, ProjectMilestone)) == timeline(site.project_milestones)


def test_each_report_is_graded_in_three_dimensions_of_5_3_and_2_points(course: CoursePack) -> None:
    graded = {(one.lab, one.dimension): one.points for one in facts(course, Deliverable) if one.dimension}
    rubric = [rule.points for rule in facts(course, GradingRule) if rule.subject == "lab report"]

    for lab in course.labs:
        assert [graded[lab.slug, dimension] for dimension in Dimension] == rubric == [5, 3, 2]


@pytest.mark.parametrize(("subject", "points"), [("course", 100), ("project report", 20), ("talk", 20)])
def test_the_parts_of_a_grade_add_up(course: CoursePack, subject: str, points: float) -> None:
    assert sum(rule.points for rule in facts(course, GradingRule) if rule.subject == subject) == points


def test_there_are_seven_project_directions(course: CoursePack) -> None:
    directions = facts(course, ProjectDirection)

    assert [one.number for one in directions] == list(range(1, 8))
    assert [one.difficulty for one in directions] == [3, 2, 2, 3, 2, 3, 2]


def test_lab_4_expects_what_its_page_does(course: CoursePack) -> None:
    found = facts(course, ExpectedResult)

    ranges = [(one.low, one.high) for one in found if one.lab == "lab-4" and one.metric == "GSM8K accuracy"]
    assert ranges == [(5, 15), (25, 45), (50, 65), (60, 75)]


def test_lab_facts_name_pages_and_labs_that_the_course_has(course: CoursePack) -> None:
    pages = {page.path for page in course.pages}
    labs = {lab.slug for lab in course.labs} | {None}

    assert {fact.page for fact in course.lab_facts if hasattr(fact, "page")} <= pages
    assert {getattr(fact, "lab", None) for fact in course.lab_facts} <= labs


def test_what_a_lab_downloads_is_named_on_its_real_page(course: CoursePack) -> None:
    build = real_build(BUILD)

    for asset in facts(course, LabAsset):
        text = (build / asset.page.lstrip("/") / "index.txt").read_text(encoding="utf-8")
        assert asset.name in text or asset.name.split("/")[-1] in text, asset


def test_citation_keys_are_unique_plain_ascii(pack: Pack) -> None:
    keys = [paper.citation_key or "" for paper in pack.papers]

    assert len(set(keys)) == len(keys) == 70
    assert [key for key in keys if not re.fullmatch(r"[a-z]+\d{4}[a-z0-9]+", key)] == []


def test_citation_keys_carry_the_year_of_the_first_version(pack: Pack) -> None:
    years = {paper.citation_key: paper.published.year for paper in pack.papers if paper.published}

    assert [key for key, year in years.items() if str(year) not in (key or "")] == []


def test_no_name_means_two_papers(pack: Pack) -> None:
    names = Counter(
        name for paper in pack.papers for name in {text.casefold() for text in (paper.id, paper.title, *paper.aliases)}
    )

    assert [name for name, count in names.items() if count > 1] == []


def test_no_alias_of_a_paper_is_a_name_of_a_concept(pack: Pack) -> None:
    concepts = {
        name.casefold()
        for concept in pack.concepts
        for name in (concept.slug, concept.name.zh, concept.name.en, *concept.aliases)
        if name
    }

    assert [(paper.id, name) for paper in pack.papers for name in paper.aliases if name.casefold() in concepts] == []


def test_what_the_wrong_links_are_called_is_no_alias(papers: dict[str, Paper]) -> None:
    assert not [name for name in papers["2410.01220"].aliases if "GRAPE" in name]
    assert "QuIP#" not in papers["2307.13304"].aliases


def test_the_papers_are_those_of_the_table(papers: dict[str, Paper], table: dict[str, dict[str, Any]]) -> None:
    assert list(papers) == sorted(table)


def test_every_confirmed_value_is_the_tables(papers: dict[str, Paper], table: dict[str, dict[str, Any]]) -> None:
    for id_, record in table.items():
        shown = papers[id_].model_dump(mode="json")
        for field in record["verification"].keys() & Paper.model_fields.keys():
            state, value = record["verification"][field], record.get(field)
            if field == "versions":
                value = [{"number": one["v"], "submitted": one["date"][:10]} for one in record.get(field, ())]
                shown[field] = [{name: one[name] for name in ("number", "submitted")} for one in shown[field]]
            if state == "confirmed-absent":
                assert not shown[field], (id_, field)
            elif state == "confirmed" and not _is_part_of_a_date(field, value):
                assert shown[field] == value, (id_, field)
                assert field not in papers[id_].unverified, (id_, field)


def _is_part_of_a_date(field: str, value: Any) -> bool:
    return field in {"published", "updated"} and len(value) < len("2026-01-01")


def test_every_other_value_is_said_to_be_unverified(papers: dict[str, Paper], table: dict[str, dict[str, Any]]) -> None:
    for id_, record in table.items():
        shown = papers[id_].model_dump(mode="json")
        for field in record["verification"].keys() & Paper.model_fields.keys():
            if shown[field] and record["verification"][field] != "confirmed":
                assert field in papers[id_].unverified, (id_, field)


def test_the_citations_are_those_of_the_table(pack: Pack, table: dict[str, dict[str, Any]]) -> None:
    edges = {(edge.paper, edge.cited, edge.confirmed) for edge in pack.citations}

    assert len(pack.citations) == 222
    assert sum(edge.confirmed for edge in pack.citations) == 40
    assert edges == {(id_, to["id"], to["confirmed"]) for id_, record in table.items() for to in record["cites"]}
