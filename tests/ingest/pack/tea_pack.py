"""An invented pack, as the files it is written in."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ingest.pack.loading import load_pack
from schema.errors import PackError

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
