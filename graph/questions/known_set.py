"""What somebody knows: given by names or by a token, read against the graph as it is now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from graph.needs import Identity
from graph.nodes import Node, NodeKind, key_of, kind_of
from graph.plans.requirements import PLANNED, RequirementGraph
from graph.questions.known_token import MOST_KNOWN, identities_in, is_token, token_of
from graph.served import Served
from schema.errors import InputError, NotFoundError
from schema.records import Concept


@dataclass(frozen=True, slots=True)
class Gone:
    """A node that a token holds and the graph does not have.

    Attributes:
        kind: What it was.
        key: What identified it among those of its kind.
    """

    kind: NodeKind
    key: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A name that means nothing here, or no single thing that can be known.

    Attributes:
        ref: The name.
        candidates: What it could mean, the likeliest first.
        error: Why it means nothing.
    """

    ref: str
    candidates: tuple[Node, ...]
    error: NotFoundError


@dataclass(frozen=True, slots=True)
class KnownSet:
    """What somebody knows.

    Attributes:
        token: The set as one word; it also holds what is gone, for a graph that has it.
        nodes: The nodes that are meant, in the order of the token.
        implied: What is known along with them: what they teach and require, by kind and key.
        unknown: Names that mean nothing.
        gone: What a token holds and the graph does not have.
    """

    token: str
    nodes: tuple[Node, ...]
    implied: tuple[Node, ...]
    unknown: tuple[Unknown, ...]
    gone: tuple[Gone, ...]


def known_set(served: Served, refs: Sequence[str], *, course: str | None = None) -> KnownSet:
    """Return what somebody knows who gives some names and tokens.

    Raises:
        NotFoundError: There is no such course.
        KnownTokenError: A token is damaged.
        InputError: They are more than 1,000 together.
    """
    graph = served.requirements_of(course)
    read = _read(served, refs, course)
    # Numbers sort as the keys of a token do.
    nodes = tuple(graph.nodes[number] for number in sorted(read.numbers))
    gone = tuple(read.gone)
    return KnownSet(
        token=token_of(
            [*((kind_of(node), key_of(node)) for node in nodes), *((one.kind, one.key) for one in read.gone)]
        ),
        nodes=nodes,
        implied=tuple(graph.nodes[number] for number in sorted(graph.known_with(read.numbers) - set(read.numbers))),
        unknown=tuple(read.unknown.values()),
        gone=gone,
    )


def numbers_known(served: Served, refs: Sequence[str], *, course: str | None = None) -> list[int]:
    """Return what names and tokens mean, as the requirement graph numbers it, in the order given.

    What a token holds and the graph does not have is left out.

    Raises:
        ExceptionGroup: Of ``NotFoundError``: some names mean nothing, or no single thing.
        NotFoundError: There is no such course.
        KnownTokenError: A token is damaged.
        InputError: They are more than 1,000 together.
    """
    if course is None and len(refs) <= MOST_KNOWN:
        numbers = dict.fromkeys(map(served.requirements_of().concepts.get, refs))
        if None not in numbers:
            # What people mostly give.
            return list(numbers)  # type: ignore[arg-type]
    read = _read(served, refs, course)
    if read.unknown:
        message = f"{len(read.unknown)} of {len(refs)} names mean nothing that can be known"
        raise ExceptionGroup(message, [one.error for one in read.unknown.values()])
    return list(read.numbers)


def gone_in(served: Served, refs: Iterable[str]) -> tuple[Gone, ...]:
    """Return what the tokens among some names hold and the graph does not have."""
    return tuple(_read(served, [ref for ref in refs if is_token(ref)], None).gone)


class _Read(NamedTuple):
    numbers: dict[int, None]
    unknown: dict[str, Unknown]
    gone: dict[Gone, None]


def _read(served: Served, refs: Sequence[str], course: str | None) -> _Read:
    if course is not None and course not in served.catalogue.courses:
        raise NotFoundError(course, list(served.catalogue.courses), what="course")
    graph, read = served.requirements_of(course), _Read({}, {}, {})
    for ref in refs:
        if (number := graph.concepts.get(ref)) is not None:
            read.numbers[number] = None
        elif is_token(ref):
            for identity in identities_in(ref):
                if (number := _now(served, graph, identity)) is not None:
                    read.numbers[number] = None
                else:
                    read.gone[Gone(*identity)] = None
        else:
            try:
                read.numbers[graph.number(served.refs.node(ref, course=course, kinds=PLANNED))] = None
            except NotFoundError as error:
                read.unknown[ref] = Unknown(ref, _candidates(served, ref, course), error)
    if len(read.numbers) + len(read.gone) > MOST_KNOWN:
        raise InputError(f"more than {MOST_KNOWN:,} things cannot be known at once")
    return read


def _now(served: Served, graph: RequirementGraph, identity: Identity) -> int | None:
    """Return what a token's node is now: a concept that was renamed goes by its earlier slug as an alias."""
    if (number := graph.numbers.get(identity)) is not None or identity[0] is not NodeKind.CONCEPT:
        return number
    node = served.refs.resolve(identity[1]).node
    return graph.number(node) if isinstance(node, Concept) else None


def _candidates(served: Served, ref: str, course: str | None) -> tuple[Node, ...]:
    return tuple(node for node in served.refs.resolve(ref, course=course).candidates if kind_of(node) in PLANNED)
