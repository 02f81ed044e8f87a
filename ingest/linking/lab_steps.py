"""Which concepts the steps of a lab page name: what a lab practises is among them."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.linking.links import Link
from schema.blocks import Block, BlockKind
from schema.records import Page

_STEP = re.compile(
    r"\s*(?:(?:step|part|task|exercise|步骤|任务|选项|实验|阶段)\s*[A-Z\d一二三四五六七八九十]"
    r"|第\s*[\d一二三四五六七八九十]+\s*步|加分项|bonus)",
    re.IGNORECASE,
)
_DEEPEST = 7


@dataclass(frozen=True, slots=True)
class StepConcepts:
    """The concepts that a step of a lab names.

    Attributes:
        position: Number of the block that is its heading.
        heading: The heading.
        concepts: Numbers of the blocks that name a concept, by slug, in the order of the page.
    """

    position: int
    heading: str
    concepts: dict[str, tuple[int, ...]]


def steps_of(page: Page, links: Sequence[Link]) -> tuple[StepConcepts, ...]:
    """Return the steps of a lab page, in its order, with the concepts that each names.

    A step is a heading such as ``步骤 2：…`` or ``Step 3``, down to the next heading that is not below it; a step
    within a step is one of its own.
    """
    at: dict[int, Block] = {}
    steps: list[Block] = []
    above: list[Block] = []
    for block in page.blocks:
        if block.kind is BlockKind.HEADING:
            above = [one for one in above if (one.level or _DEEPEST) < (block.level or _DEEPEST)]
            if _STEP.match(block.text):
                above.append(block)
                steps.append(block)
        if above:
            at[block.position] = above[-1]
    named: defaultdict[int, defaultdict[str, dict[int, None]]] = defaultdict(lambda: defaultdict(dict))
    for link in links:
        if link.position is not None and link.position in at:
            named[at[link.position].position][link.concept][link.position] = None
    return tuple(
        StepConcepts(
            position=step.position,
            heading=step.text,
            concepts={concept: tuple(positions) for concept, positions in named[step.position].items()},
        )
        for step in steps
    )
