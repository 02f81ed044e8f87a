"""How large a flight payload may be, and how large it is once every reference is followed.

Rows share their parts by reference, so a few hundred bytes can stand for 2**60 values. Sizes are therefore
worked out from the references alone: nothing is expanded to be counted.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from schema.errors import PayloadCycleError, PayloadLimitError, Place

_ROWS_TOLD = 20


@dataclass(frozen=True, slots=True)
class Budget:
    """The most a payload may ask for; the largest pages known have 655 kB, 1,268 rows, 73 levels and 25,000 nodes.

    Attributes:
        payload_bytes: Length of the payload.
        rows: Rows in it.
        depth: Levels of lists, objects and elements, references followed.
        expanded_nodes: Values a walk over any row meets, references followed; and values written out in all rows.
    """

    payload_bytes: int = 32 * 1024 * 1024
    rows: int = 100_000
    depth: int = 256
    expanded_nodes: int = 1_000_000


@dataclass(slots=True)
class Part:
    """A row, or a place inside one that something refers to, and what it refers to itself.

    Attributes:
        row: The row it stands in.
        nodes: Values written out in it, itself included.
        levels: Levels written out in it.
        links: The level of each reference, and the key of the part it leads to.
    """

    row: str
    nodes: int = 1
    levels: int = 1
    links: list[tuple[int, int]] = field(default_factory=list)


def check_extent(parts: Mapping[int, Part], budget: Budget, source: str) -> None:
    """Refuse parts that run in a circle or grow beyond the budget when expanded.

    Raises:
        PayloadCycleError: A part leads back to itself.
        PayloadLimitError: A part is too deep or too large.
    """
    done: dict[int, tuple[int, int]] = {}
    for start in parts:
        if start not in done:
            _measure(start, parts, done, budget, source)


def _measure(
    start: int, parts: Mapping[int, Part], done: dict[int, tuple[int, int]], budget: Budget, source: str
) -> None:
    """Work out nodes and levels of a part and all it leads to, what is led to first."""
    stack = [start]
    position: dict[int, int] = {start: 0}  # how many links of a part on the stack were looked at
    while stack:
        key = stack[-1]
        links = parts[key].links
        index = position[key]
        while index < len(links) and links[index][1] in done:
            index += 1
        if index < len(links):
            position[key] = index + 1
            target = links[index][1]
            if target in position:
                raise PayloadCycleError(Place(source, row=parts[target].row), _loop(stack, target, parts))
            position[target] = 0
            stack.append(target)
            continue
        done[key] = _extent(parts[key], done.__getitem__, budget, source)
        del position[stack.pop()]


def _extent(part: Part, extent_of: Callable[[int], tuple[int, int]], budget: Budget, source: str) -> tuple[int, int]:
    nodes, levels = part.nodes, part.levels
    for level, target in part.links:
        more_nodes, more_levels = extent_of(target)
        nodes += more_nodes - 1  # the place of the reference was counted already
        levels = max(levels, level + more_levels)
    if nodes > budget.expanded_nodes:
        raise PayloadLimitError(Place(source, row=part.row), "expanded_nodes", budget.expanded_nodes)
    if levels > budget.depth:
        raise PayloadLimitError(Place(source, row=part.row), "depth", budget.depth)
    return nodes, levels


def _loop(stack: list[int], target: int, parts: Mapping[int, Part]) -> list[str]:
    """Return the row ids from the target round to the target again, repeats left out."""
    rows = [parts[key].row for key in stack[stack.index(target) :]]
    return loop_of([row for index, row in enumerate(rows) if index == 0 or row != rows[index - 1]])


def loop_of(rows: list[str]) -> list[str]:
    """Return rows that lead to each other with the first repeated at the end, the middle of a long loop left out."""
    if len(rows) > _ROWS_TOLD:
        rows = [*rows[: _ROWS_TOLD // 2], "…", *rows[-_ROWS_TOLD // 2 :]]
    return [*rows, rows[0]]
