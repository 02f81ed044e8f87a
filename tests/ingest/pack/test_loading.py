"""A pack of an invented course on tea, whole and damaged."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest.pack.document import MAX_BYTES
from ingest.pack.loading import Pack, load_pack
from ingest.pack.yaml_file import MAX_DEPTH
from schema.errors import PackError
from schema.records import Lecture, Page, Resource
from schema.values import CoverageKind, Evidence, LabConceptKind, PageKind, Priority, Role, SourceRef

COURSE = """\
course:
  slug: tea
  title: The Art of Tea
  language: en
tree:
  - separator: Welcome
  - page: /docs
    title: Start
    kind: overview
  - folder: "Lecture 1: Leaves"
    lecture: 1
    children:
      - page: /docs/leaves
        title: Leaves
        kind: overview
      - page: /docs/leaves/papers
        title: To read
        kind: papers
  - folder: More
    children:
      - page: /docs/more
        title: More
        kind: resource
"""
RECOMMENDATIONS = """\
course: tea
pages:
  - page: /docs/leaves/papers
    lecture: 1
    recommendations:
      - paper: 2301.00010
        role: core
        label: On Steeping
        priority: must
        priority_text: Read this!
        hours: {low: 1, high: 1.5, text: about an hour}
        sections: [2-3, Figure 1]
      - resource: https://tea.example/pots
        role: extended
        label: Pots
  - page: /docs/more
    recommendations:
      - resource: https://tea.example/pots
        role: extended
        label: All about pots
"""
LABS = """\
course: tea
labs:
  - slug: lab-1
    number: 1
    title: Brew
    page: /docs/leaves
    lecture: 1
  - slug: lab-2
    number: 2
    title: Pour
    page: /docs/more
    needs:
      - any_of: [lab-1]
        or_model: acme/kettle
        artifact: pot
        optional: true
        reason: {zh: 要有茶。, en: There has to be tea.}
        evidence: stated
        sources:
          - {page: /docs/more, anchor: pour}
"""
TEACHING = """\
course: tea
pages:
  - page: /docs/leaves
    teaches: [leaf]
    mentions: [pot]
labs:
  - lab: lab-1
    practises: [leaf]
    electives: [[pot]]
    assesses: [leaf]
"""
ORDER = """\
course: tea
precedes:
  - before: pot
    after: leaf
    reason: {zh: 先讲壶。, en: Pots come first.}
    evidence: curated
"""
VOCABULARY = """\
area: tea
name: {zh: 茶, en: Tea}
concepts:
  - slug: pot
    name: {zh: 壶, en: Pot}
    kind: tool
    assumed: true
    definition: {zh: 盛茶之器。, en: What holds the tea.}
  - slug: leaf
    name: {zh: 叶, en: Leaf}
    aliases: [茶叶]
    kind: data
    definition: {zh: 茶树之叶。, en: What grows on the bush.}
    requires:
      - any_of: [pot]
        reason: {zh: 没有壶不行。, en: Nothing without a pot.}
        evidence: curated
    relations:
      - kind: part-of
        to: pot
        reason: {zh: 在壶里。, en: It lies in it.}
        evidence: stated
        sources:
          - {page: /docs/leaves, anchor: inside}
          - {paper: 2301.00010, section: 2.1}
    papers:
      - {paper: 2301.00010, kind: introduces, section: 2}
      - {paper: 2301.00020, kind: uses}
"""
PAPERS = """\
[
  {
    "id": "2301.00020",
    "title": "On Pots",
    "authors": ["Kim Kettle"]
  },
  {
    "id": "2301.00010",
    "title": "On Steeping",
    "published": "2023-01-02",
    "latest_version": 2,
    "citation_key": "leaf2023steeping",
    "unverified": ["published"]
  }
]
"""
CITATIONS = '[\n  {"paper": "2301.00020", "cited": "2301.00010", "confirmed": true}\n]\n'

TEA = {
    "vocabulary/tea.yaml": VOCABULARY,
    "courses/tea/course.yaml": COURSE,
    "courses/tea/recommendations.yaml": RECOMMENDATIONS,
    "courses/tea/labs.yaml": LABS,
    "courses/tea/teaching.yaml": TEACHING,
    "courses/tea/order.yaml": ORDER,
    "papers.json": PAPERS,
    "citations.json": CITATIONS,
}


def write(root: Path, files: Mapping[str, str | bytes | None]) -> Path:
    for name, text in files.items():
        if text is not None:
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
    return root


def problems_of(root: Path) -> list[PackError]:
    with pytest.raises(ExceptionGroup) as caught:
        load_pack(root)
    problems = [problem for problem in caught.value.exceptions if isinstance(problem, PackError)]
    assert len(problems) == len(caught.value.exceptions)
    return problems


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.fixture
def tea(tmp_path: Path) -> Pack:
    return load_pack(write(tmp_path, TEA))


def test_pages_know_their_place_lecture_and_section(tea: Pack) -> None:
    assert tea.courses[0].pages == (
        Page(course="tea", path="/docs", title="Start", kind=PageKind.OVERVIEW, position=0, section="Welcome"),
        Page(
            course="tea",
            path="/docs/leaves",
            title="Leaves",
            kind=PageKind.OVERVIEW,
            position=1,
            lecture=1,
            section="Lecture 1: Leaves",
        ),
        Page(
            course="tea",
            path="/docs/leaves/papers",
            title="To read",
            kind=PageKind.PAPERS,
            position=2,
            lecture=1,
            section="Lecture 1: Leaves",
        ),
        Page(course="tea", path="/docs/more", title="More", kind=PageKind.RESOURCE, position=3, section="More"),
    )


def test_a_folder_with_a_number_is_a_lecture(tea: Pack) -> None:
    assert tea.courses[0].lectures == (Lecture(course="tea", number=1, title="Lecture 1: Leaves", path="/docs/leaves"),)


def test_the_tree_keeps_its_order(tea: Pack) -> None:
    shown = [(entry.kind, entry.title, entry.depth, entry.lecture) for entry in tea.courses[0].tree]

    assert shown == [
        ("separator", "Welcome", 0, None),
        ("page", "Start", 0, None),
        ("folder", "Lecture 1: Leaves", 0, 1),
        ("page", "Leaves", 1, 1),
        ("page", "To read", 1, 1),
        ("folder", "More", 0, None),
        ("page", "More", 1, None),
    ]


def test_a_recommendation_keeps_all_that_the_page_says(tea: Pack) -> None:
    first = tea.courses[0].recommendations[0]

    assert (first.paper, first.role, first.order, first.lecture) == ("2301.00010", Role.CORE, 0, 1)
    assert (first.priority, first.priority_text) == (Priority.MUST, "Read this!")
    assert first.hours is not None
    assert (first.hours.low, first.hours.high, first.hours.text) == (1.0, 1.5, "about an hour")
    assert first.sections == ("2-3", "Figure 1")


def test_a_resource_is_called_what_the_first_page_calls_it(tea: Pack) -> None:
    assert tea.courses[0].resources == (Resource(course="tea", url="https://tea.example/pots", title="Pots"),)


def test_a_lab_needs_what_another_makes(tea: Pack) -> None:
    (need,) = tea.courses[0].artifact_needs

    assert (need.lab, need.any_of, need.or_model, need.optional) == ("lab-2", ("lab-1",), "acme/kettle", True)


def test_a_curated_edge_is_traced_to_its_line(tea: Pack) -> None:
    (need,) = tea.requirements

    assert need.sources == (SourceRef(file="vocabulary/tea.yaml", line=line_of(VOCABULARY, "- any_of: [pot]")),)


def test_a_stated_edge_keeps_its_sources_and_no_other(tea: Pack) -> None:
    (relation,) = tea.relations

    assert relation.evidence is Evidence.STATED
    assert relation.sources == (
        SourceRef(page="/docs/leaves", anchor="inside"),
        SourceRef(paper="2301.00010", section="2.1"),
    )


def test_a_paper_of_a_concept_is_traced_to_its_section_or_to_the_pack(tea: Pack) -> None:
    introduces, uses = tea.paper_concepts

    assert introduces.sources == (SourceRef(paper="2301.00010", section="2"),)
    assert uses.sources == (SourceRef(file="vocabulary/tea.yaml", line=line_of(VOCABULARY, "- {paper: 2301.00020")),)


def test_what_a_page_teaches_comes_before_what_it_mentions(tea: Pack) -> None:
    shown = [(edge.concept, edge.kind, edge.order) for edge in tea.courses[0].coverages]

    assert shown == [("leaf", CoverageKind.TEACHES, 0), ("pot", CoverageKind.MENTIONS, 1)]


def test_what_a_lab_practises_comes_before_what_it_assesses(tea: Pack) -> None:
    shown = [(edge.concept, edge.kind, edge.order, edge.elective) for edge in tea.courses[0].lab_concepts]

    assert shown == [
        ("leaf", LabConceptKind.PRACTISES, 0, None),
        ("pot", LabConceptKind.PRACTISES, 1, 1),
        ("leaf", LabConceptKind.ASSESSES, 2, None),
    ]


def test_papers_are_sorted_by_id(tea: Pack) -> None:
    assert [paper.id for paper in tea.papers] == ["2301.00010", "2301.00020"]


def test_every_record_has_a_place_in_the_pack(tea: Pack) -> None:
    course = tea.courses[0]

    places = [tea.places[record] for record in (*tea.vocabulary, *tea.papers, *tea.citations, *course.records)]

    assert {place.source for place in places} == set(TEA)
    assert all(place.line for place in places)


def test_the_same_files_give_the_same_pack_anywhere(tmp_path: Path) -> None:
    here = load_pack(write(tmp_path / "here", TEA))

    there = load_pack(write(tmp_path / "there", dict(reversed(TEA.items()))))

    assert here == there


def test_a_folder_with_neither_vocabulary_nor_courses_is_no_pack(tmp_path: Path) -> None:
    (problem,) = problems_of(tmp_path)

    assert "holds neither vocabulary nor courses" in str(problem)


# file, words to replace, replacement, words at the line that is told (in the damaged text), words of the message
DAMAGE = {
    "yaml syntax": ("vocabulary/tea.yaml", "area: tea", "area: [tea", "name: {zh: 茶", "is no YAML"),
    "unknown key": ("vocabulary/tea.yaml", "aliases:", "alias:", "alias:", "alias: nothing of this name"),
    "key given twice": (
        "vocabulary/tea.yaml",
        "    assumed: true\n",
        "    assumed: true\n    kind: data\n",
        "kind: data\n    def",
        "kind: given twice, first in line 6",
    ),
    "unknown kind": ("vocabulary/tea.yaml", "kind: tool", "kind: gadget", "kind: gadget", "kind: Input should be"),
    "text for a list": ("vocabulary/tea.yaml", "[茶叶]", "茶叶", "aliases: 茶叶", "aliases: Input should be"),
    "no truth value": ("vocabulary/tea.yaml", "assumed: true", "assumed: perhaps", "assumed: perhaps", "assumed:"),
    "language missing": (
        "vocabulary/tea.yaml",
        "name: {zh: 壶, en: Pot}",
        "name: {zh: 壶}",
        "name: {zh: 壶}",
        "en is missing",
    ),
    "language empty": ("vocabulary/tea.yaml", "en: Pot}", "en: }", "name: {zh: 壶", "en: Input should be"),
    "definition missing": (
        "vocabulary/tea.yaml",
        "    definition: {zh: 茶树之叶。, en: What grows on the bush.}\n",
        "",
        "- slug: leaf",
        "definition is missing",
    ),
    "concept given twice": (
        "vocabulary/tea.yaml",
        "slug: leaf",
        "slug: pot",
        "slug: pot\n    name: {zh: 叶",
        "concept pot: given twice, first at vocabulary/tea.yaml:4",
    ),
    "no slug": ("vocabulary/tea.yaml", "slug: leaf", "slug: Leaf!", "slug: Leaf!", "slug: String should match"),
    "stated without a source": (
        "vocabulary/tea.yaml",
        "evidence: curated",
        "evidence: stated",
        "- any_of: [pot]",
        "what is stated needs the source",
    ),
    "inferred": (
        "vocabulary/tea.yaml",
        "evidence: curated",
        "evidence: inferred",
        "evidence: inferred",
        "evidence: Input should be",
    ),
    "source of two kinds": (
        "vocabulary/tea.yaml",
        "anchor: inside}",
        "paper: 2301.00010}",
        "- {page: /docs/leaves",
        "either a page or a paper",
    ),
    "anchor of a paper": (
        "vocabulary/tea.yaml",
        "section: 2.1}",
        "anchor: x}",
        "- {paper: 2301.00010, anchor",
        "an anchor goes with a page",
    ),
    "a group of nothing": ("vocabulary/tea.yaml", "[pot]", "[]", "any_of: []", "any_of: "),
    "a group of one thing twice": (
        "vocabulary/tea.yaml",
        "[pot]",
        "[pot, pot]",
        "- any_of",
        "pot is given twice",
    ),
    "id with a version": (
        "vocabulary/tea.yaml",
        "{paper: 2301.00020,",
        "{paper: 2301.00020v1,",
        "{paper: 2301.00020v1,",
        "without version",
    ),
    "anchor of YAML": ("vocabulary/tea.yaml", "kind: tool", "kind: &k tool", "kind: &k", "uses the anchor 'k'"),
    "alias of YAML": ("vocabulary/tea.yaml", "kind: tool", "kind: *k", "kind: *k", "uses the anchor 'k'"),
    "tag of YAML": ("vocabulary/tea.yaml", "kind: tool", "kind: !!str tool", "kind: !!str", "uses the tag"),
    "two documents": ("vocabulary/tea.yaml", "area: tea", "area: tea\n---\nb: c", "---", "a second document"),
    "list as a key": ("vocabulary/tea.yaml", "area: tea", "area: tea\n[x]: y", "[x]", "a key is one word"),
    "nested too deep": (
        "vocabulary/tea.yaml",
        "area: tea",
        "area: " + "[" * MAX_DEPTH,
        "area",
        f"nested more than {MAX_DEPTH} deep",
    ),
    "control character": ("vocabulary/tea.yaml", "en: Leaf", "en: Le\x07af", "en: Le", r"'\x07'"),
    "page given twice": (
        "courses/tea/course.yaml",
        "page: /docs/more",
        "page: /docs",
        "- page: /docs\n        title: More",
        "page /docs: given twice, first at courses/tea/course.yaml:7",
    ),
    "path with a trailing slash": (
        "courses/tea/course.yaml",
        "/docs/more",
        "/docs/more/",
        "page: /docs/more/",
        "page: String should match",
    ),
    "page without a title": (
        "courses/tea/course.yaml",
        "        title: Leaves\n",
        "",
        "page: /docs/leaves\n",
        "title is missing",
    ),
    "neither page nor folder": (
        "courses/tea/course.yaml",
        "- separator: Welcome",
        "- sign: Welcome",
        "- sign",
        "is a page, a folder or a separator",
    ),
    "lecture that is no number": (
        "courses/tea/course.yaml",
        "lecture: 1",
        "lecture: one",
        "lecture: one",
        "(given: 'one')",
    ),
    "course of another folder": (
        "courses/tea/labs.yaml",
        "course: tea",
        "course: coffee",
        "course: coffee",
        "coffee lies in the folder tea",
    ),
    "lab given twice": (
        "courses/tea/labs.yaml",
        "slug: lab-2",
        "slug: lab-1",
        "- slug: lab-1\n    number: 2",
        "lab lab-1: given twice",
    ),
    "paper and resource": (
        "courses/tea/recommendations.yaml",
        "- paper: 2301.00010",
        "- paper: 2301.00010\n        resource: https://tea.example",
        "- paper",
        "either a paper or a resource",
    ),
    "neither paper nor resource": (
        "courses/tea/recommendations.yaml",
        "- paper: 2301.00010\n        role: core",
        "- role: core",
        "- role: core",
        "either a paper or a resource",
    ),
    "recommended twice": (
        "courses/tea/recommendations.yaml",
        "- resource: https://tea.example/pots",
        "- paper: 2301.00010",
        "- paper: 2301.00010\n        role: extended",
        "2301.00010: given twice, first at courses/tea/recommendations.yaml:6",
    ),
    "address of no web": (
        "courses/tea/recommendations.yaml",
        "- resource: https:",
        "- resource: javascript:",
        "- resource: javascript:",
        "url: String should match",
    ),
    "unknown role": (
        "courses/tea/recommendations.yaml",
        "role: core",
        "role: kernel",
        "role: kernel",
        "role: Input should be",
    ),
    "taught twice": (
        "courses/tea/teaching.yaml",
        "mentions: [pot]",
        "mentions: [leaf]",
        "mentions",
        "/docs/leaves: concept leaf: given twice",
    ),
    "order without a reason": (
        "courses/tea/order.yaml",
        "    reason: {zh: 先讲壶。, en: Pots come first.}\n",
        "",
        "- before: pot",
        "reason is missing",
    ),
    "json syntax": ("papers.json", '"On Pots",', '"On Pots"', '"authors"', "is no JSON"),
    "json ends early": ("papers.json", '["published"]\n  }\n]\n', "", '"unverified"', "is no JSON"),
    "json that is no list": ("citations.json", "[\n", "", '{"paper"', "is no JSON: Expecting '['"),
    "json goes on": ("citations.json", "]\n", "] 1\n", "] 1", "is no JSON: Extra data"),
    "json constant": ("papers.json", '"latest_version": 2', '"latest_version": NaN', "NaN", "NaN is no JSON"),
    "json key given twice": (
        "papers.json",
        '"title": "On Pots",',
        '"title": "On Pots",\n    "title": "Pots",',
        '"title": "Pots"',
        "title: given twice, first in line 4",
    ),
    "json of unknown key": ("papers.json", '"authors"', '"author"', '"author"', "author: nothing of this name"),
    "json of wrong type": ("papers.json", '["Kim Kettle"]', '"Kim Kettle"', '"authors"', "authors: Input should be"),
    "json date": ("papers.json", "2023-01-02", "2023-13-02", '"published": "', "published: Input should be"),
    "paper given twice": (
        "papers.json",
        "2301.00020",
        "2301.00010",
        '"2301.00010",\n    "title": "On S',
        "given twice",
    ),
    "key given to two papers": (
        "papers.json",
        '"title": "On Pots",',
        '"title": "On Pots", "citation_key": "leaf2023steeping",',
        '"citation_key": "leaf2023steeping",\n    "unv',
        "citation key leaf2023steeping: given twice, first at papers.json:4",
    ),
    "unverified field without value": (
        "papers.json",
        '["published"]',
        '["venue"]',
        '"unverified"',
        "venue is no field that has a value",
    ),
    "half a surrogate pair": ("papers.json", "On Pots", r"On \ud83d Pots", '"title": "On ', "title: "),
}


@pytest.mark.parametrize(("file", "old", "new", "at", "message"), DAMAGE.values(), ids=DAMAGE.keys())
def test_damage_is_told_with_file_and_line(
    tmp_path: Path, file: str, old: str, new: str, at: str, message: str
) -> None:
    damaged = TEA[file].replace(old, new, 1)
    assert damaged != TEA[file]

    (problem,) = problems_of(write(tmp_path, TEA | {file: damaged}))

    assert message in problem.reason
    assert (problem.place.source, problem.place.line) == (file, line_of(damaged, at))


def test_a_course_without_its_own_file_is_told(tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path, {**TEA, "courses/tea/course.yaml": None}))

    assert str(problem) == "courses/tea/course.yaml: is missing"


@pytest.mark.parametrize("file", [name for name in TEA if name != "courses/tea/course.yaml"])
def test_every_other_file_can_be_left_out(tmp_path: Path, file: str) -> None:
    load_pack(write(tmp_path, {**TEA, file: None}))


@pytest.mark.parametrize("file", TEA)
def test_a_file_that_is_no_utf_8_is_told_with_its_line(tmp_path: Path, file: str) -> None:
    problems = problems_of(write(tmp_path, {**TEA, file: b"a\nb\n\xff\n"}))

    assert f"{file}:3: is not UTF-8 (byte 0xff)" in map(str, problems)


@pytest.mark.parametrize("file", TEA)
def test_a_file_that_is_too_large_is_told_unread(tmp_path: Path, file: str) -> None:
    problems = problems_of(write(tmp_path, {**TEA, file: b" " * (MAX_BYTES + 1)}))

    assert f"{file}: is larger than 2,097,152 bytes" in map(str, problems)


@pytest.mark.parametrize("text", ["", "null", "word", "[]", "- a"], ids=["empty", "null", "word", "list", "items"])
def test_a_file_of_another_shape_is_told(tmp_path: Path, text: str) -> None:
    (problem,) = problems_of(write(tmp_path, TEA | {"courses/tea/order.yaml": text}))

    assert str(problem).startswith("courses/tea/order.yaml:1: the file: Input should be")


def test_nesting_without_end_is_refused(tmp_path: Path) -> None:
    deep = {"vocabulary/deep.yaml": "[" * 100_000, "papers.json": '[{"id": ' + "[" * 100_000}

    told = {problem.place.source for problem in problems_of(write(tmp_path, TEA | deep))}

    assert told == set(deep)


def test_a_concept_given_in_two_files_is_told(tmp_path: Path) -> None:
    again = VOCABULARY.replace("area: tea", "area: more-tea")

    problems = problems_of(write(tmp_path, TEA | {"vocabulary/zz.yaml": again}))

    assert "vocabulary/zz.yaml:4: concept pot: given twice, first at vocabulary/tea.yaml:4" in map(str, problems)


def test_a_file_that_nobody_would_read_is_told(tmp_path: Path) -> None:
    (problem,) = problems_of(write(tmp_path, TEA | {"vocabulary/coffee.yml": "area: coffee"}))

    assert str(problem).startswith("vocabulary/coffee.yml: is named .yml")


def test_all_problems_of_all_files_come_at_once_and_in_order(tmp_path: Path) -> None:
    damaged = TEA | {
        "vocabulary/tea.yaml": VOCABULARY.replace("kind: tool", "kind: gadget").replace("slug: leaf", "slug: LEAF"),
        "courses/tea/course.yaml": COURSE.replace("/docs/more", "/docs"),
        "courses/tea/order.yaml": ORDER + "stray: key\n",
        "papers.json": PAPERS.replace('"title": "On Pots",', '"title": "",'),
        "citations.json": "[",
    }

    places = [(problem.place.source, problem.place.line) for problem in problems_of(write(tmp_path, damaged))]

    assert places == [
        ("citations.json", 1),
        ("courses/tea/course.yaml", line_of(COURSE, "- page: /docs/more")),
        ("courses/tea/order.yaml", ORDER.count("\n") + 1),
        ("papers.json", 4),
        ("vocabulary/tea.yaml", 6),
        ("vocabulary/tea.yaml", 9),
    ]


def test_numbers_and_words_of_yaml_stay_what_they_are(tmp_path: Path) -> None:
    labels = VOCABULARY.replace("[茶叶]", "[no, 1.10, 0x10, 2023-01-02, 1:30, '']").replace(", '']", ", on]")

    pack = load_pack(write(tmp_path, TEA | {"vocabulary/tea.yaml": labels}))

    assert pack.concepts[1].aliases == ("no", "1.10", "0x10", "2023-01-02", "1:30", "on")
