"""``--known``: what somebody knows, as names or as tokens that stand for many."""

from typing import Annotated

import typer

from cli.console import say
from graph.questions.known_set import gone_in
from graph.served import Served

KnownOption = Annotated[
    str, typer.Option(help="What you know already, separated by commas; tokens of `syllagraph known` too.")
]
"""The option of every command that takes into account what is known."""


def names_in(known: str) -> list[str]:
    """Return the names in a list that is separated by commas.

    >>> names_in("sft, lora,")
    ['sft', 'lora']
    """
    return [name.strip() for name in known.split(",") if name.strip()]


def known_names(served: Served, known: str) -> list[str]:
    """Return the names in a list, and tell what its tokens hold that the graph no longer has.

    Raises:
        KnownTokenError: A token is damaged.
    """
    names = names_in(known)
    for gone in gone_in(served, names):
        say(f"no longer in the graph, so left out: {gone.kind.lower()} {gone.key}")
    return names
