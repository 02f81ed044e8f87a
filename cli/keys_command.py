"""``syllagraph keys``: the citation keys that papers have for good, and what another style would make of them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Annotated, Any

import typer

from cli.console import say, show, show_json, show_raw
from cli.opened import opened_graph, opened_store
from graph.nodes import NodeKind
from reading.settled_keys import Proposal, keys_in_style, pin_key, settle_keys, use_style
from reading.tex import folded, unicode_text
from schema.citation_key_records import KeyStyle, StoredKey
from schema.errors import InputError
from schema.records import Paper
from schema.stored_keys import all_keys, keys_now

keys_app = typer.Typer(help="Citation keys: settled once for each paper, then kept.", no_args_is_help=True)
STYLES = tuple(style for style in KeyStyle if style is not KeyStyle.GIVEN)
"""The styles that can be asked for."""

StyleOption = Annotated[str, typer.Option("--style", metavar="|".join(STYLES), help="How keys are made.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


def style_named(name: str) -> KeyStyle:
    """Return a style by its name.

    Raises:
        InputError: There is none.
    """
    if name not in STYLES:
        raise InputError(f"{name[:80]!r} is no style of citation keys", remedy=f"There are {', '.join(STYLES)}")
    return KeyStyle(name)


@keys_app.command("list")
def list_command(
    *,
    pinned: Annotated[bool, typer.Option("--pinned", help="Only those that are pinned.")] = False,
    retired: Annotated[bool, typer.Option("--retired", help="Only those that a paper no longer has.")] = False,
    as_json: JsonOption = False,
) -> None:
    """Print the key of each paper, how it was made, and since when the paper has it."""
    store = opened_store()
    opened_graph(store)
    with store.writing() as transaction:
        settle_keys(transaction, now=datetime.now(UTC))
        papers = {paper.id: paper for paper in transaction.papers()}
        keys = [one for one in all_keys(transaction) if (one.retired is not None) == retired]
    keys = [one for one in keys if one.pinned or not pinned]
    if as_json:
        show_json({"keys": [_key_as_json(one) for one in keys]})
        return
    widths = [max((len(text) for text in column), default=0) for column in zip(*map(_cells, keys), strict=True)]
    for one in keys:
        padded = "  ".join(f"{cell:<{width}}" for cell, width in zip(_cells(one), widths, strict=True))
        show_raw(f"{padded}  {_title(papers.get(one.paper))}\n")


@keys_app.command("pin")
def pin_command(
    ref: Annotated[str, typer.Argument(help="Paper by arXiv id, URL, DOI, key or title.")],
    key: Annotated[str | None, typer.Argument(help="The key; by default the one it has.")] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Give a paper a key of your own, which no style ever replaces. The one it had stays reserved for it."""
    store = opened_store()
    served = opened_graph(store)
    paper = served.refs.node(ref, kinds=[NodeKind.PAPER])
    assert isinstance(paper, Paper)
    with store.writing() as transaction:
        before = keys_now(transaction).get(paper.id)
        pinned = pin_key(transaction, paper.id, key, now=datetime.now(UTC))
    if as_json:
        show_json({"key": _key_as_json(pinned), "before": before.key if before else None})
    elif before is not None and before.key != pinned.key:
        show(f"{before.key} -> {pinned.key}  {paper.id}  {_title(paper)}")
    else:
        show(f"{pinned.key}  {paper.id}  {_title(paper)}")


@keys_app.command("preview")
def preview_command(style: StyleOption, *, as_json: JsonOption = False) -> None:
    """Print what another style would change, and every clash it settles. Nothing is saved."""
    wanted = style_named(style)
    store = opened_store()
    opened_graph(store)
    with store.reading() as transaction:
        proposals = keys_in_style(transaction, wanted)
    if as_json:
        show_json(_as_json(wanted, proposals, saved=False))
        return
    _show(proposals)
    if any(one.changes for one in proposals):
        say(f"Nothing is saved: syllagraph keys apply --style {wanted} --yes does that.")


@keys_app.command("apply")
def apply_command(
    style: StyleOption,
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Save it: documents that cite by the old keys have to follow.")] = (
        False
    ),
    as_json: JsonOption = False,
) -> None:
    """Give every paper whose key is not pinned the key of a style."""
    wanted = style_named(style)
    store = opened_store()
    opened_graph(store)
    if not yes:
        with store.reading() as transaction:
            changes = sum(one.changes for one in keys_in_style(transaction, wanted))
        raise InputError(
            f"{changes} keys would change, and documents that cite by them would not find their papers",
            remedy=f"Look at them with syllagraph keys preview --style {wanted}, then add --yes",
        )
    with store.writing() as transaction:
        proposals = use_style(transaction, wanted, now=datetime.now(UTC))
    if as_json:
        show_json(_as_json(wanted, proposals, saved=True))
    else:
        _show(proposals)
        say("Saved. The old keys stay reserved for their papers.")


def _cells(one: StoredKey) -> tuple[str, ...]:
    state = "pinned" if one.pinned else f"until {one.retired:%Y-%m-%d}" if one.retired else one.style.value
    return one.key, one.paper, state, f"{one.first_seen:%Y-%m-%d}"


def _show(proposals: Sequence[Proposal]) -> None:
    width = max((len(one.old) for one in proposals if one.changes), default=0)
    for one in proposals:
        if one.changes:
            show_raw(f"{one.old:<{width}} -> {one.new}  {one.paper.id}  {_title(one.paper)}\n")
    clashes = [one for one in proposals if one.clash]
    if clashes:
        show()
        show(f"Clashes: {len(clashes)}", style="bold")
    for one in clashes:
        show_raw(f"  {_clash(one)}\n")
    show()
    pinned = sum(one.pinned for one in proposals)
    changed = sum(one.changes for one in proposals)
    show(f"{changed} change, {len(proposals) - changed} stay ({pinned} pinned)")


def _clash(one: Proposal) -> str:
    assert one.clash is not None
    whose = f"was the key of {one.clash.holder}" if one.clash.retired else f"is the key of {one.clash.holder}"
    return f"{one.clash.wanted} {whose}: {one.paper.id} takes {one.new}"


def _title(paper: Paper | None) -> str:
    return folded(unicode_text(paper.title))[:80] if paper else ""


def _as_json(style: KeyStyle, proposals: Iterable[Proposal], *, saved: bool) -> dict[str, Any]:
    proposals = tuple(proposals)
    return {
        "style": style.value,
        "saved": saved,
        "changes": [{"paper": one.paper.id, "old": one.old, "new": one.new} for one in proposals if one.changes],
        "clashes": [
            {
                "paper": one.paper.id,
                "wanted": one.clash.wanted,
                "holder": one.clash.holder,
                "retired": one.clash.retired,
                "new": one.new,
            }
            for one in proposals
            if one.clash
        ],
        "pinned": [one.paper.id for one in proposals if one.pinned],
    }


def _key_as_json(one: StoredKey) -> dict[str, Any]:
    return {
        "paper": one.paper,
        "key": one.key,
        "style": one.style.value,
        "pinned": one.pinned,
        "first_seen": one.first_seen.isoformat(),
        "retired": one.retired.isoformat() if one.retired else None,
    }
