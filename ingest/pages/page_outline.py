"""All elements of a document in its order, each with what is around it."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.flight.values import Collection, Element, Value


@dataclass(slots=True)
class Outline:
    """All elements of a document, numbered in its order, so that what is inside one follows it at once.

    Attributes:
        elements: The elements.
        parents: Number of the element around each.
        sizes: How many elements each is made of, itself included.
        toc: The longest list that is a table of contents: entries with a depth and a local address.
    """

    elements: list[Element] = field(default_factory=list)
    parents: list[int | None] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    toc: list[dict[str, Value]] = field(default_factory=list)

    def holds(self, outer: int, inner: int) -> bool:
        """Tell whether an element is another or is inside it."""
        return outer <= inner < outer + self.sizes[outer]

    def inside(self, outer: int, numbers: Sequence[int]) -> Sequence[int]:
        """Return those of some numbers, given in order, that are of an element or inside it."""
        return numbers[bisect_left(numbers, outer) : bisect_left(numbers, outer + self.sizes[outer])]

    def around(self, number: int | None) -> list[int]:
        """Return an element and those around it, the innermost first."""
        chain = []
        while number is not None:
            chain.append(number)
            number = self.parents[number]
        return chain


def outline_of(root: Value) -> Outline:
    """Return the outline of a document."""
    outline = Outline()
    todo: list[tuple[Value, int | None]] = [(root, None)]
    while todo:
        value, parent = todo.pop()
        if isinstance(value, Element):
            outline.elements.append(value)
            outline.parents.append(parent)
            parent, value = len(outline.elements) - 1, value.props
        if isinstance(value, Collection):
            value = value.items
        if isinstance(value, list):
            entries = _toc_entries(value)
            if len(entries) > len(outline.toc):
                outline.toc = entries
            todo += [(each, parent) for each in reversed(value)]
        elif isinstance(value, dict):
            todo += [(each, parent) for each in reversed(list(value.values()))]
    outline.sizes = [1] * len(outline.elements)
    for number in range(len(outline.elements) - 1, -1, -1):
        if (parent := outline.parents[number]) is not None:
            outline.sizes[parent] += outline.sizes[number]
    return outline


def _toc_entries(value: list[Value]) -> list[dict[str, Value]]:
    """Return a list if all in it are entries of a table of contents, or nothing."""
    entries: list[dict[str, Value]] = []
    for entry in value:
        if not (isinstance(entry, dict) and isinstance(entry.get("depth"), int)):
            return []
        url = entry.get("url")
        if not (isinstance(url, str) and url.startswith("#")):
            return []
        entries.append(entry)
    return entries
