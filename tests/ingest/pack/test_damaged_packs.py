"""What is wrong with a pack is told with file and line, all of it at once."""

from pathlib import Path

import pytest

from ingest.pack.document import MAX_BYTES
from ingest.pack.yaml_file import MAX_DEPTH
from tests.ingest.pack.tea_pack import (
    COURSE,
    ORDER,
    PAPERS,
    TEA,
    VOCABULARY,
    line_of,
    problems_of,
    write,
)

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
    "citation with a source of its own": (
        "citations.json",
        '"confirmed": true',
        '"confirmed": true, "sources": [{"name": "x", "confirmed": true, "read_at": "2026-01-01T00:00:00Z"}]',
        '"sources"',
        "sources: a pack is the source of what it says",
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
