"""Both real builds of the course, linked to the vocabulary that is shipped."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from ingest.linking.linker import Linker
from ingest.linking.report import FoundPage, agreement, gold_pages
from ingest.pack.loading import load_pack
from schema.blocks import BlockKind, SpanKind
from schema.values import CoverageKind, PageKind
from tests.ingest.real_pages import records_of

BUILDS = ("2026-02-26", "2026-03-11")
GOLD = Path(__file__).resolve().parents[2] / "gold" / "pages-dev.yaml"


class Linked:
    """The pages of a build with their links and coverages."""

    def __init__(self, build):
        pages = records_of(build).pages
        self.concepts = load_pack().concepts
        linker = Linker(self.concepts)
        self.pages = {page.path: page for page in pages}
        self.links = {page.path: linker.links(page) for page in pages}
        self.coverages = {page.path: linker.coverages(page) for page in pages}
        self.steps = {page.path: linker.lab_steps(page) for page in pages if page.kind is PageKind.LAB}

    def taught(self, path):
        return {one.concept for one in self.coverages[path] if one.kind is CoverageKind.TEACHES}


@cache
def linked(build):
    return Linked(build)


@pytest.fixture(scope="module", params=BUILDS)
def build(request):
    return linked(request.param)


@pytest.fixture(scope="module")
def march():
    return linked("2026-03-11")


def test_every_page_names_something_and_few_concepts_are_named_nowhere(build):
    named = {one.concept for found in build.coverages.values() for one in found}

    assert all(build.coverages.values())
    assert len({concept.slug for concept in build.concepts} - named) <= len(build.concepts) // 10


def test_only_sections_teach_and_nearly_all_of_them_do(build):
    teaching = {path for path in build.pages if build.taught(path)}
    sections = {path for path, page in build.pages.items() if page.kind is PageKind.SECTION}

    assert teaching <= sections | {path for path, page in build.pages.items() if page.kind is PageKind.OVERVIEW}
    assert len(sections - teaching) <= 1


def test_no_link_stands_in_code_or_a_formula(build):
    for path, links in build.links.items():
        blocks = {block.position: block for block in build.pages[path].blocks}
        for link in links:
            if link.position is not None:
                block = blocks[link.position]
                assert block.kind not in (BlockKind.CODE, BlockKind.FORMULA)
                formulas = [span for span in block.spans if span.kind is SpanKind.MATH]
                assert not any(span.start < link.end and link.start < span.end for span in formulas)


@pytest.mark.parametrize(
    ("path", "concepts"),
    [
        pytest.param("/docs/lecture-1/parameter-efficient-ft", {"peft", "lora", "qlora"}, id="1.3"),
        pytest.param("/docs/lecture-1/post-training-overview", {"pre-training", "post-training", "sft"}, id="1.1"),
        pytest.param("/docs/lecture-2/sft-hyperparameters", {"learning-rate", "lr-schedule", "overfitting"}, id="2.2"),
        pytest.param("/docs/lecture-3/alignment-problem", {"sft", "bradley-terry", "preference-data"}, id="3.1"),
        pytest.param("/docs/lecture-3/dpo-derivation", {"dpo"}, id="3.2"),
        pytest.param("/docs/lecture-3/dpo-variants", {"simpo", "kto", "orpo", "ipo"}, id="3.3"),
        pytest.param("/docs/lecture-4/rlhf-pipeline", {"rlhf", "ppo", "reward-model"}, id="4.1"),
        pytest.param("/docs/lecture-4/grpo-reasoning", {"grpo", "rlvr"}, id="4.2"),
        pytest.param("/docs/lecture-5/quantization", {"quantization", "gptq", "awq", "qat"}, id="5.1"),
        pytest.param("/docs/lecture-5/knowledge-distillation", {"knowledge-distillation"}, id="5.2"),
    ],
)
def test_what_a_page_surely_teaches(build, path, concepts):
    assert concepts <= build.taught(path)


@pytest.mark.parametrize(
    ("path", "concept"),
    [
        pytest.param("/docs/lecture-3/dpo-variants", "dpo", id="what is varied"),
        pytest.param("/docs/lecture-3/alignment-problem", "over-refusal", id="what is named with a label"),
        pytest.param("/docs/lecture-1/post-training-overview", "grpo", id="a gloss in a list"),
        pytest.param("/docs/lecture-5/capability-extensions", "mcp", id="a gloss in a list, and in the description"),
        pytest.param("/docs/lecture-4/grpo-improvements", "grpo", id="what is improved"),
        pytest.param("/docs/lecture-4/rlhf-pipeline", "grpo", id="what the next page explains"),
    ],
)
def test_what_a_page_only_mentions(build, path, concept):
    assert concept in {one.concept for one in build.coverages[path]} - build.taught(path)


def test_every_lab_has_steps_that_name_concepts(march):
    assert len(march.steps) == 5
    assert all(any(step.concepts for step in steps) for steps in march.steps.values())


def test_the_linker_agrees_with_the_part_of_the_gold_pages_it_was_made_with(march):
    gold = gold_pages(yaml.safe_load(GOLD.read_text(encoding="utf-8")))
    found = {path: FoundPage(march.coverages[path], march.links[path]) for path in march.pages}

    judged = agreement(gold, found, vocabulary=[concept.slug for concept in march.concepts])

    assert judged.teaches.precision >= 0.95
    assert judged.teaches.recall >= 0.90
    assert judged.mentions.precision >= 0.98
