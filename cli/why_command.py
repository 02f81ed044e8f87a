"""``syllagraph why``: why one thing comes before another, as one would explain it."""

from collections.abc import Iterator
from typing import Annotated

import typer

from cli.answers import answer
from cli.console import show, show_json
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph
from cli.path_words import sentence
from cli.words import relation_sentence, value_word
from graph.nodes import brief_title_of, title_of
from graph.questions.chains import Chain, Link, LinkKind, Why, WhyAnswer, why
from schema.records import Concept, Relation
from schema.values import Evidence, SourceRef

_ABOUT = (LinkKind.TEACHES, LinkKind.INTRODUCES)


def why_command(
    earlier: Annotated[str, typer.Argument(metavar="FROM", help="A concept, paper, page or lab, by any name.")],
    later: Annotated[str, typer.Argument(metavar="TO", help="What may need it, by any name.")],
    *,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON, as GraphQL does.")] = False,
) -> None:
    """Explain why one thing is needed for another, link by link, or what else joins the two."""
    served = opened_graph()
    if as_json:
        variables = {"from": earlier, "to": later, "course": course, "language": language}
        show_json(answer(served, "why", variables))
        return
    found = why(served, earlier, later, course=course)
    for number, line in enumerate(_explained(found, chosen_language(served, language, course))):
        show(line, style=None if number else "bold")


def _explained(found: Why, language: str) -> Iterator[str]:
    yield _headline(found, language)
    if found.chain_count > len(found.chains):
        yield sentence("chains", language, found.chain_count, len(found.chains))
    for number, chain in enumerate(found.chains, 1):
        yield ""
        yield (f"{number}. " if len(found.chains) > 1 else "") + _overview(chain, language)
        for link in chain:
            yield from _link(link, language)
    if found.order and not found.chains:
        yield ""
        yield _overview(found.order, language)
        for link in found.order:
            yield from _link(link, language)
    if found.relations:
        yield ""
        if found.answer is not WhyAnswer.RELATED:
            yield f"{sentence('besides', language)}:"
    for relation in found.relations:
        yield from _relation(found, relation, language)


def _headline(found: Why, language: str) -> str:
    earlier, later = title_of(found.earlier, language), title_of(found.later, language)
    if found.answer is WhyAnswer.ORDER:
        earlier, later = (title_of(node, language) for node in (found.order[0].earlier, found.order[-1].later))
    elif found.chains and found.chains[0][0].kind in _ABOUT:
        earlier = sentence("contents", language, earlier)
    return sentence(found.answer.value, language, earlier, later)


def _overview(chain: Chain, language: str) -> str:
    nodes = [chain[0].earlier, *(link.later for link in chain)]
    return " → ".join(brief_title_of(node, language) for node in nodes)


def _link(link: Link, language: str) -> Iterator[str]:
    names = brief_title_of(link.earlier, language), brief_title_of(link.later, language)
    said = sentence(f"{link.kind.value} link", language, *names)
    others = [brief_title_of(node, language) for node in link.others]
    others += [sentence("public model", language, link.or_model)] if link.or_model else []
    if others:
        said += sentence("would do", language, sentence("or", language).join(others))
    if link.optional:
        said += sentence("optional", language)
    yield f"   · {said}"
    # What a page or paper is about has no other reason than that it says so.
    if link.kind not in _ABOUT:
        yield f"     {link.reason.in_language(language)}"
    yield f"     {grounds(link.evidence, link.sources, language)}"


def _relation(found: Why, relation: Relation, language: str) -> Iterator[str]:
    names = {
        node.slug: brief_title_of(node, language) for node in (found.earlier, found.later) if isinstance(node, Concept)
    }
    said = relation_sentence(relation.kind, names[relation.source], names[relation.target], language)
    yield f"   · {said}"
    yield f"     {relation.reason.in_language(language)}"
    yield f"     {grounds(relation.evidence, relation.sources, language)}"


def grounds(evidence: Evidence, sources: tuple[SourceRef, ...], language: str) -> str:
    """Return how something is known, and where from, as ``[curated: peft.yaml:12]``."""
    return f"[{value_word(evidence.value, language)}: {'; '.join(map(str, sources)) or '–'}]"
