"""What does not fit a plan's constraints, in words: what is left out, why, and the way round."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from cli.words import word
from graph.nodes import brief_title_of
from graph.plans.constraints import Excluded


def lines_of(excluded: Sequence[Excluded], language: str) -> Iterator[str]:
    """Yield a line for each thing that does not fit; those that are left out for the same reason share one."""
    for (kept, reason, around), group in groupby(excluded, key=lambda one: _told(one, language)):
        several = list(group)
        names = ", ".join(brief_title_of(one.node, language) for one in several)
        steps = {brief_title_of(one.step, language): None for one in several if one.step != one.node}
        line = f"{word('kept' if kept else 'left out', language)}: {names}"
        if len(several) == 1 and steps:
            line += f" ({word('of step', language)} {', '.join(steps)})"
        line += f" — {reason.rstrip('.。')}"
        yield line + (f"{word('way round', language)}{around}" if around else "")


def _told(one: Excluded, language: str) -> tuple[bool, str, str]:
    around = one.way_round.text.in_language(language) if one.way_round else ""
    return one.kept, one.reason.in_language(language), around
