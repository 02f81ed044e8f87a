"""What a suggestion is: something that can be learnt now, with its materials, what it builds on, and what it opens."""

from typing import NamedTuple

from graph.minutes import Minutes
from graph.nodes import Node, NodeKind
from schema.records import Concept, Lab, Page, Paper
from schema.values import Evidence, SourceRef, Text


class Ground(NamedTuple):
    """Something known that a suggestion builds on.

    Attributes:
        node: What is known.
        reason: Why the suggestion builds on it.
        evidence: How that is known.
        sources: Where it is from.
    """

    node: Node
    reason: Text
    evidence: Evidence
    sources: tuple[SourceRef, ...]


class Suggestion(NamedTuple):
    """Something that can be learnt, read or run now.

    Attributes:
        kind: What it is: a concept, a paper or a lab.
        node: The thing itself.
        pages: Pages that teach it, in course order.
        papers: Papers that introduce it, the most urgent first.
        labs: Labs that practise it.
        minutes: How long its materials take; None where nothing is known.
        because: What is known that it builds on, as it names its needs.
        assumed: Basics that it takes for granted.
        unlocks: Concepts that can be learnt as soon as it is known, and not before.
        leads_to: How many concepts build on it in the end, directly or through others.
    """

    kind: NodeKind
    node: Node
    pages: tuple[Page, ...]
    papers: tuple[Paper, ...]
    labs: tuple[Lab, ...]
    minutes: Minutes | None
    because: tuple[Ground, ...]
    assumed: tuple[Concept, ...]
    unlocks: tuple[Concept, ...]
    leads_to: int


Choice = tuple[Node, ...]
"""Nodes of which any one is enough."""


class Opening(NamedTuple):
    """What becomes possible once something is known.

    Attributes:
        node: What is to be known.
        missing: What it needs directly and nothing known answers; it is taken as known all the same.
        at_once: What can be learnt, read or run then, and not before, in the order of suggestions.
        later: Concepts that build on it further on, by how many steps away they are, at most 100.
        later_count: How many there are.
    """

    node: Node
    missing: tuple[Choice, ...]
    at_once: tuple[Suggestion, ...]
    later: tuple[Concept, ...]
    later_count: int
