"""A plan as a table: what to learn, what to read and run for it, how long it takes, and why."""

from collections.abc import Iterator

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text as RichText

from cli.lab_entry import artifact_line
from cli.words import span_of, value_word, word
from cli.wrapping import wrapped
from graph.catalogue import Catalogue
from graph.nodes import Node, NodeKind, brief_title_of, key_of, kind_of, title_of
from graph.plan import LearningPath, Reason, Step
from schema.records import Concept, Lab, Page, Paper

_GAPS = 10
"""Columns between the columns of a plan."""

SEEN = "↑ "
"""What marks a page or paper that an earlier step has counted, and its minutes."""

_RUN = "▸ "
"""What marks a lab."""


def plan_table(plan: LearningPath, catalogue: Catalogue, language: str, columns: int) -> Table:
    """Lay a plan out in as many columns of text as the terminal has: one part for what, two each for the rest."""
    spans = [_time(step) for step in plan.steps]
    heading = word("time", language)
    left = columns - len(str(len(plan.steps))) - max(map(cell_len, (heading, *spans))) - _GAPS
    narrow, wide = max(left * 3 // 10, 12), max(left * 7 // 20, 14)
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column(word("what", language), width=narrow)
    table.add_column(word("materials", language), width=wide)
    table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(word("why", language), width=wide)
    rows = zip(plan.steps, _materials(plan, catalogue, language), spans, strict=True)
    for number, (step, materials, span) in enumerate(rows, 1):
        cell = RichText("–")
        if materials:
            lines = [RichText(wrapped(line, wide), style="dim" if line.startswith(SEEN) else "") for line in materials]
            cell = RichText("\n").join(lines)
        table.add_row(str(number), _what(step, language, narrow), cell, span, _why(step, language, wide))
    return table


def _what(step: Step, language: str, columns: int) -> RichText:
    text = RichText(wrapped(title_of(step.node, language), columns), style="bold")
    if isinstance(step.node, Concept):
        text.append("\n" + wrapped(step.node.slug, columns), style="not bold dim")
    if step.only_for_order:
        text.append("\n" + wrapped(word("only for order", language), columns), style="not bold yellow")
    return text


def _materials(plan: LearningPath, catalogue: Catalogue, language: str) -> Iterator[list[str]]:
    """Yield what each step asks to read, marked where an earlier one has counted it, and the labs of a target.

    A lab that is a step of its own tells what it starts from.
    """
    counted: set[tuple[NodeKind, str]] = set()
    for step in plan.steps:
        here = {_identity(material) for material in step.counted}
        read: tuple[Page | Paper, ...] = (*step.pages, *step.papers)
        lines = []
        for material in read:
            before = SEEN if _identity(material) in counted else ""
            optional = "" if before or _identity(material) in here else f" ({value_word('optional', language)})"
            lines.append(before + _named(material) + optional)
        # The labs of what is learnt on the way may need more than this plan teaches.
        labs = step.labs if step.node in plan.targets else ()
        lines += [_RUN + lab.title for lab in labs]
        counted |= here
        if isinstance(step.node, Lab):
            needs = catalogue.artifact_needs.get((step.node.course, step.node.slug), ())
            lines += [artifact_line(need, language) for need in needs]
        elif isinstance(step.node, Concept) and not lines:
            # Nothing teaches it: what it is stands here at least.
            lines.append(step.node.definition.in_language(language))
        yield lines


def _identity(node: Node) -> tuple[NodeKind, str]:
    return kind_of(node), key_of(node)


def _named(material: Node) -> str:
    if isinstance(material, Paper) and material.arxiv_id:
        return f"{brief_title_of(material)} (arXiv:{material.id})"
    return title_of(material)


def _time(step: Step) -> str:
    """Return how long a step takes; an arrow where an earlier step has counted all that it asks to read."""
    return SEEN.strip() if is_counted_before(step) else span_of(step.minutes)


def is_counted_before(step: Step) -> bool:
    """Say whether earlier steps have counted all that a step asks to read."""
    return not step.counted and bool(step.pages or step.papers)


def _why(step: Step, language: str, columns: int) -> RichText:
    """Say what a step leads to, then why the next one on that way needs it."""
    first = step.why[0]
    reason = first.reason.in_language(language)
    if first.node == step.node:
        return RichText(wrapped(reason, columns))
    text = RichText(wrapped(f"→ {_chain(step.why, language)}", columns), style="dim")
    text.append("\n" + wrapped(reason, columns), style="not dim")
    return text


def _chain(why: tuple[Reason, ...], language: str) -> str:
    return " → ".join(brief_title_of(reason.node, language) for reason in why)


def short_name(node: Node) -> str:
    """Return the shortest name that the command understands."""
    match node:
        case Concept() | Lab():
            return node.slug
        case Paper():
            return node.citation_key or node.id
        case _:
            return title_of(node)
