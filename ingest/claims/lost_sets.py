"""Sentences that announce a choice and hold one number: the others were lost when the page was built."""

import re
from collections.abc import Iterator

from schema.blocks import BlockKind
from schema.records import Finding, Page
from schema.values import Severity

_PROSE = (BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL)
_MOST_TEXT = 2_000
_NUMBER = r"(\d{1,9}(?:\.\d{1,9})?(?:e-?\d{1,2})?)"
_ANNOUNCED = re.compile(
    rf"(?:在|从) ?{_NUMBER} ?(?:之中|之间|中|里)(?:搜索|尝试|试|挑|选|取)"
    rf"|\b(?:search (?:over|in|among)|choose (?:from|among|between)|one of|each of|try) {_NUMBER}"
    r"(?= ?(?:[.;:!?)]|$))(?!\.\d)",
    re.IGNORECASE,
)


def lost_sets(page: Page) -> Iterator[Finding]:
    """Yield a finding for each block where a choice of one number is announced."""
    for block in page.blocks:
        if block.kind not in _PROSE:
            continue
        numbers = [found[1] or found[2] for found in _ANNOUNCED.finditer(block.text[:_MOST_TEXT])]
        if numbers:
            yield Finding(
                course=page.course,
                code="LOST_SET",
                severity=Severity.WARNING,
                message=f"a choice is announced, but one number stands there: {', '.join(numbers)}",
                remedy="Write the list as text or code: in MDX, {a, b} is evaluated to its last member",
                page=page.path,
                place=f"block {block.position}",
            )
