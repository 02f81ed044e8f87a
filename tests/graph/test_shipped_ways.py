"""The shipped course asked what comes next, why, and what grew from what."""

import pytest

from graph.catalogue import catalogue_of
from graph.nodes import NodeKind, key_of
from graph.questions.chains import WhyAnswer, why
from graph.questions.known_set import known_set
from graph.questions.lineage import lineage
from graph.questions.suggestions import suggestions
from graph.served import Served
from ingest.pack.loading import load_pack
from schema.record_set import RecordSet


@pytest.fixture(scope="module")
def shipped() -> Served:
    pack = load_pack()
    of_courses = (record for course in pack.courses for record in course.records)
    return Served.of(catalogue_of(RecordSet.of([*pack.vocabulary, *pack.papers, *pack.citations, *of_courses]), ()))


def test_whoever_follows_suggestions_learns_everything(shipped):
    known: list[str] = []
    while found := suggestions(shipped, known, limit=1, kinds=[NodeKind.CONCEPT]):
        known.append(key_of(found[0].node))

    basics = {concept.slug for concept in shipped.catalogue.concepts.values() if concept.assumed}
    assert set(known) | basics == set(shipped.catalogue.concepts)
    # A lab that starts from another lab's model waits for that one.
    labs = suggestions(shipped, known, limit=100, kinds=[NodeKind.LAB])
    assert [key_of(one.node)[-5:] for one in labs] == ["lab-1", "lab-3", "lab-4", "lab-5"]


def test_a_lab_is_suggested_once_all_that_it_needs_is_known(shipped):
    needs = ["grpo", "r1-zero-style-training", "reasoning-emergence", "gsm8k", "rlvr", "black-box-distillation", "sft"]

    assert key_of(suggestions(shipped, needs)[0].node).endswith("lab-4")
    assert not suggestions(shipped, needs[1:2], kinds=[NodeKind.LAB])


@pytest.mark.parametrize(
    ("earlier", "later", "answer"),
    [
        ("kl-divergence", "grpo", WhyAnswer.NEEDED),
        ("ppo", "grpo", WhyAnswer.NEEDED),
        ("reward-model", "grpo", WhyAnswer.ONE_OF_SEVERAL),
        ("dpo", "grpo", WhyAnswer.ORDER),
        ("sft", "grpo", WhyAnswer.ORDER),
        ("clip-higher", "dapo", WhyAnswer.RELATED),
        ("grpo", "kl-divergence", WhyAnswer.OTHER_WAY_ROUND),
        ("sft", "lab-4", WhyAnswer.NEEDED),
        ("lab-1", "lab-2", WhyAnswer.NEEDED),
        ("lab-1", "lab-3", WhyAnswer.ONE_OF_SEVERAL),
    ],
)
def test_the_order_of_the_course_is_told_from_what_is_needed(shipped, earlier, later, answer):
    assert why(shipped, earlier, later).answer is answer


@pytest.mark.parametrize(
    "path",
    [
        "ppo grpo dapo",
        "rlhf dpo simpo",
        "lora qlora",
        "full-fine-tuning peft lora dora",
        "quantization nf4 qlora",
        "knowledge-distillation self-distillation",
    ],
)
def test_methods_grew_as_the_field_tells_it(shipped, path):
    methods = path.split()

    found = lineage(shipped, methods[0], methods[-1])

    assert methods in [[concept.slug for concept in one] for one in found.paths]
    years = [member.year for member in found.members if member.year]
    assert years == sorted(years)


def test_all_concepts_fit_into_one_token(shipped):
    every = list(shipped.catalogue.concepts)

    found = known_set(shipped, every)

    assert len(found.token) < 3_000
    assert len(known_set(shipped, [found.token]).nodes) == len(every)
