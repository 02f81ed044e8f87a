"""``syllagraph propose``: edges that rules propose, as a file that an instructor can correct and accept."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import say, show_json, show_raw
from cli.opened import opened_graph
from ingest.statements.names import finder_of
from ingest.statements.patch import patch_of
from ingest.statements.proposals import Proposal, Proposals
from ingest.statements.proposing import RULES, proposals_of
from schema.errors import InputError, NotFoundError
from schema.values import plain

_LEAST = 0.6


def propose_command(
    *,
    course: Annotated[str | None, typer.Option(help="Slug of the course; the first by default.")] = None,
    least_confidence: Annotated[float, typer.Option(min=0, max=1, help="How sure the rules have to be.")] = _LEAST,
    rules: Annotated[list[str] | None, typer.Option("--rule", help="Only proposals of this rule; repeatable.")] = None,
    out: Annotated[Path | None, typer.Option(help="Write to this file instead.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Print edges that the pages suggest and the graph does not hold, for an instructor to accept.

    What is accepted is ingested as a pack and then counts as declared; until then it is part of no plan.
    """
    if unknown := sorted(set(rules or ()) - set(RULES)):
        raise InputError(f"there is no rule {', '.join(unknown)}", remedy=f"Rules are {', '.join(RULES)}")
    catalogue = opened_graph().catalogue
    found = catalogue.course(course)
    if found is None:
        raise NotFoundError(course or "", list(catalogue.courses), what="course")
    if not any(page.blocks for page in catalogue.pages.get(found.slug, ())):
        say(
            f"No text of {found.slug} is stored, as a pack holds none: only the rules that read no text can propose. "
            "Ingest its site first: syllagraph ingest FOLDER"
        )
    finder = finder_of(catalogue.concepts.values())
    proposals = proposals_of(
        catalogue.records, found.slug, finder, rules=rules or (), least_confidence=least_confidence
    )
    if as_json:
        show_json({"course": found.slug, **_as_json(proposals)})
        return
    text = patch_of(proposals.proposals, found.slug, catalogue.concepts)
    if out is None:
        show_raw(text)
    else:
        _write(out, text)
    say(
        f"{len(proposals.proposals)} proposals; left out: {proposals.known} that are known, {proposals.implied} that "
        f"others imply, {proposals.circular} that would close a circle"
    )


def _write(out: Path, text: str) -> None:
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror or error}") from error


def _as_json(proposals: Proposals) -> dict[str, object]:
    return {
        "proposals": [_proposal(one) for one in proposals.proposals],
        "leftOut": {"known": proposals.known, "implied": proposals.implied, "circular": proposals.circular},
    }


def _proposal(one: Proposal) -> dict[str, object]:
    return {
        "kind": one.kind.value,
        "source": one.source,
        "target": one.target,
        "confidence": one.confidence,
        "rule": one.rule,
        "evidence": "inferred",
        "sources": [plain(source) for source in one.sources],
        "quote": one.quote,
    }
