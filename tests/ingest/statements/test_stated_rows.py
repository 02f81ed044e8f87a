"""Every row of the verified facts of the course that speaks of two concepts, against the shipped graph and the pages.

Rows that speak of lectures, of labs, of numbers or of one concept alone are not listed, nor data sets that are no
concepts. Of names joined by a bar any will do, as where the facts speak of a family of methods; so for kinds.
"""

from dataclasses import dataclass

import pytest

from ingest.statements.places import Sections
from tests.ingest.statements.builds import NEWEST, finder, pages_of, statements_in

L1, L2, L3, L4, L5, L6 = (f"/docs/lecture-{number}" for number in range(1, 7))
OVERVIEW, SUMMARY, GUIDE = "/docs", f"{L6}/course-summary", f"{L6}/presentation-guide"
P11, P21 = f"{L1}/post-training-overview", f"{L2}/instruction-datasets"
P31, P32, P33, P34 = (
    f"{L3}/{page}" for page in ("alignment-problem", "dpo-derivation", "dpo-variants", "practical-considerations")
)
P41, P42, P43 = (f"{L4}/{page}" for page in ("rlhf-pipeline", "grpo-reasoning", "grpo-improvements"))
P51, P52, P53 = (f"{L5}/{page}" for page in ("quantization", "knowledge-distillation", "capability-extensions"))


@dataclass(frozen=True)
class Row:
    """What the facts say: source, kind and target of an edge, and the pages that state it, any of which will do.

    Where a section states it but calls an end by words that are no name of it elsewhere, the row quotes them.
    """

    source: str
    kind: str
    target: str
    pages: tuple[str, ...]
    words: str = ""

    def __str__(self):
        return (
            f"{self.source} {self.kind} {self.target} on {' or '.join(page[5:] or 'overview' for page in self.pages)}"
        )


def row(source, kind, target, *pages, words=""):
    return Row(source, kind, target, pages, words)


GRAPHS = (
    # Roadmap of the overview: base → SFT → DPO/RLHF → GRPO/RLVR → quantize/distil, multimodal, tool use.
    row("base-model", "precedes", "sft", OVERVIEW),
    row("sft", "precedes", "dpo", OVERVIEW),
    row("sft", "precedes", "rlhf", OVERVIEW),
    row("dpo", "precedes", "grpo", OVERVIEW),
    row("dpo", "precedes", "rlvr", OVERVIEW),
    row("rlhf", "precedes", "grpo", OVERVIEW),
    row("rlhf", "precedes", "rlvr", OVERVIEW),
    row("grpo", "precedes", "quantization", OVERVIEW),
    row("grpo", "precedes", "knowledge-distillation", OVERVIEW),
    # "多模态" alone also means audio and video, so it is no alias; the roadmap has it as the label of a node.
    row("grpo", "precedes", "vlm", OVERVIEW, words="多模态<br/>（学会看）"),
    row("grpo", "precedes", "function-calling", OVERVIEW),
    # Summary graph.
    row("base-model", "precedes", "sft", SUMMARY),
    row("sft", "precedes", "dpo", SUMMARY),
    row("sft", "precedes", "simpo", SUMMARY),
    row("sft", "precedes", "kto", SUMMARY),
    row("sft", "precedes", "orpo", SUMMARY),
    row("dpo", "precedes", "grpo", SUMMARY),
    row("simpo", "precedes", "grpo", SUMMARY),
    row("kto", "precedes", "grpo", SUMMARY),
    row("orpo", "precedes", "grpo", SUMMARY),
    row("grpo", "precedes", "quantization", SUMMARY),
    row("grpo", "precedes", "knowledge-distillation", SUMMARY),
    row("grpo", "precedes", "vlm", SUMMARY),
    row("grpo", "precedes", "function-calling", SUMMARY),
    # Data methods, mode fusion, the example project.
    row("self-instruct", "precedes", "magpie", P21),
    row("grpo", "precedes", "thinking-mode-fusion", P52),
    row("sft", "precedes", "grpo", GUIDE),
)
PREREQUISITES = (
    # "The basis of all other methods": a need of the preference methods; reasoning RL also runs from a base model.
    row("dpo", "requires", "sft", P11),
    row("rlhf", "requires", "sft", P11),
    row("sft", "precedes", "rlvr|grpo", P11),
    row("sft", "precedes", "preference-data|bradley-terry", P31),
    row("dpo|bradley-terry-substitution", "requires", "bradley-terry", P32),
    row("reward-model", "requires", "bradley-terry", P41),
    # The derivation chain: each step needs the one before.
    row("closed-form-policy", "requires", "kl-constrained-objective", P32),
    row("reward-reparameterization", "requires", "closed-form-policy", P32),
    row("bradley-terry-substitution", "requires", "reward-reparameterization", P32),
    row("dpo", "requires", "bradley-terry-substitution", P32),
    # Limits of DPO, and what answers them.
    row("simpo", "answers|repairs", "dpo", P32, P33),
    row("kto", "answers|repairs", "dpo", P32, P33),
    row("online-dpo", "answers|repairs", "dpo", P32, P33),
    row("simpo", "variant-of", "dpo", P33),
    row("kto", "requires", "implicit-reward", P33),
    row("orpo", "combines", "sft", P33),
    row("ipo", "variant-of", "dpo", P33),
    row("ipo", "removes", "bradley-terry", P33),
    # RLHF and what comes of it.
    row("rlhf", "requires", "sft", P41),
    row("dpo", "equals|applies", "kl-constrained-objective", P41),
    # The "necessary basis for understanding GRPO" prepares the reader; 4.2 and lab 4 run GRPO from a base model, and
    # needing RLHF would pull SFT into every plan for it. It is the order of teaching.
    row("rlhf", "precedes", "grpo", P41),
    row("grpo", "removes", "value-model", P41, P42),
    row("rlvr", "removes", "reward-model", P41, P42),
    row("dapo", "repairs", "grpo", P43),
    row("dr-grpo", "repairs", "grpo", P43),
    row("reinforce-pp", "repairs", "grpo", P43),
    # Lecture 5.
    row("qlora", "requires", "nf4", P51),
    row("black-box-distillation", "equals|combines|applies", "sft", P52),
    # The section says distillation, not which form.
    row("magpie", "applies", "black-box-distillation|knowledge-distillation", P52),
    row("ai-feedback", "applies", "black-box-distillation|knowledge-distillation", P52),
    row("black-box-distillation|knowledge-distillation", "combines", "grpo|rlvr|reinforcement-learning", P52),
    # The table names the training by its stages; as an alias this would hide the SFT in it.
    row("visual-instruction-tuning", "variant-of|applies", "sft", P53, words="两阶段 SFT"),
    row("function-calling", "variant-of|applies", "sft", P53),
    row("vlm-preference-alignment|vlm", "applies", "dpo", P53),
    # What is preferred for reasoning to the preference methods.
    row("grpo|rlvr", "answers", "dpo|simpo", P34),
    row("grpo|rlvr", "answers", "dpo|simpo", P41),
)
STAGES = (
    row("cold-start-sft", "applies|variant-of", "sft", SUMMARY),
    row("cold-start-sft", "applies|variant-of", "sft", P42),
    row("cold-start-sft", "precedes", "grpo", P11),
    row("cold-start-sft", "precedes", "grpo", P42),
    row("cold-start-sft", "precedes", "grpo", SUMMARY),
    row("grpo|rlvr", "precedes", "thinking-mode-fusion", P11),
    row("grpo|rlvr", "precedes", "thinking-mode-fusion", SUMMARY),
    row("grpo", "precedes", "rejection-sampling", P42),
    row("rejection-sampling", "requires|combines|applies", "sft", P42),
    row("rejection-sampling", "precedes", "general-rl", P42),
    row("thinking-mode-fusion", "applies|variant-of", "self-distillation", SUMMARY),
    row("thinking-mode-fusion", "precedes", "general-rl", P11),
    row("thinking-mode-fusion", "precedes", "general-rl", SUMMARY),
    row("general-rl", "combines|applies", "dpo", SUMMARY),
)
CHOOSER = (
    # A condition and the method it leads to; alternatives to each other are no edge.
    row("black-box-distillation|knowledge-distillation", "answers", "data-quality", SUMMARY),
    row("black-box-distillation|knowledge-distillation", "precedes|applies|combines", "sft", SUMMARY),
    row("dpo", "requires|applies", "preference-data", SUMMARY),
    row("simpo", "removes", "reference-model", SUMMARY),
    row("rlvr", "applies|requires", "verifiable-reward", SUMMARY),
    row("rlhf", "applies|requires", "reward-model", SUMMARY),
    row("function-calling", "applies|variant-of", "sft", SUMMARY),
)


def edges():
    found = statements_in(NEWEST)
    for need in found.requirements:
        yield from (("requires", need.concept, member, need) for member in need.any_of)
    for relation in found.relations:
        yield relation.kind.value, relation.source, relation.target, relation
    for order in found.precedences:
        yield "precedes", order.before, order.after, order


def says(source, words):
    (page,) = (page for page in pages_of(NEWEST) if page.path == source.page)
    return bool(words) and any(
        words in page.blocks[number].text for number in Sections(page, finder()).below(source.anchor)
    )


@pytest.mark.parametrize("stated", [*GRAPHS, *PREREQUISITES, *STAGES, *CHOOSER], ids=str)
def test_what_the_course_states_is_an_edge_with_its_place(stated):
    kinds, sources, targets = (names.split("|") for names in (stated.kind, stated.source, stated.target))
    held = [edge for kind, source, target, edge in edges() if kind in kinds and source in sources and target in targets]
    assert held, "no such edge"

    stating = [edge for edge in held if edge.evidence == "stated"]
    assert stating, f"known, but only {held[0].evidence.value}"

    there = [source for edge in stating for source in edge.sources if source.page in stated.pages]
    told = sorted({str(source) for edge in stating for source in edge.sources})
    assert there, f"stated, but not here: {', '.join(told)}"
    assert any(source.anchor and (source.position is not None or says(source, stated.words)) for source in there), (
        f"nothing under {', '.join(map(str, there))} names both"
    )
