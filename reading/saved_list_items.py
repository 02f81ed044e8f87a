"""What stands on a saved list, looked up in a graph: papers, pages and resources, and what is gone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from graph.nodes import Node, NodeKind, global_id, key_of, kind_of
from graph.served import Served
from reading.reading_list import items_of
from reading.references import Item
from reading.selection import Selection
from schema.errors import InputError, SyllagraphError
from schema.records import Page, Paper, Resource
from schema.saved_list_records import ListItem, ListItemKind, SavedList

LISTED = (NodeKind.PAPER, NodeKind.PAGE, NodeKind.RESOURCE)
"""What can stand on a list."""


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item of a saved list.

    Attributes:
        number: Its place, from 1.
        item: What the list says.
        node: What it names, or None where the graph no longer has it.
        reading: A paper as bibliographies take it, with the list's note; None for what is none.
    """

    number: int
    item: ListItem
    node: Paper | Page | Resource | None
    reading: Item | None = None


def found_items(served: Served, saved: SavedList) -> tuple[FoundItem, ...]:
    """Return the items of a list, in its order."""
    nodes = [served.catalogue.nodes.get((NodeKind(item.kind.value), item.key)) for item in saved.items]
    readings = _readings(served, [node for node in nodes if isinstance(node, Paper)], saved.course)
    return tuple(
        FoundItem(
            number=number,
            item=item,
            node=node if isinstance(node, Paper | Page | Resource) else None,
            reading=replace(readings[node.id], note=item.note or None) if isinstance(node, Paper) else None,
        )
        for number, (item, node) in enumerate(zip(saved.items, nodes, strict=True), 1)
    )


def _readings(served: Served, papers: Sequence[Paper], course: str) -> dict[str, Item]:
    """Return papers with what the course says of them; without the course, just the papers."""
    if not papers:
        return {}
    if served.catalogue.course(course) is None:
        return {paper.id: Item(paper) for paper in papers}
    refs = tuple(global_id(NodeKind.PAPER, paper.id) for paper in papers)
    return {item.paper.id: item for item in items_of(served, Selection(refs=refs, course=course))}


def list_item_of(node: Node, note: str = "") -> ListItem:
    """Return a paper, page or resource as it stands on a list."""
    return ListItem(kind=ListItemKind(kind_of(node).value), key=key_of(node), note=note)


def items_named(served: Served, refs: Iterable[str], *, course: str) -> tuple[ListItem, ...]:
    """Return what REFs name as items of a list, in their order.

    Raises:
        NotFoundError: A REF names nothing, or what cannot stand on a list.
        InputError: Two of them name the same.
        ExceptionGroup: Of these, where there are several.
    """
    found: dict[ListItem, str] = {}
    problems: list[SyllagraphError] = []
    for ref in refs:
        try:
            item = list_item_of(served.refs.node(ref, course=course, kinds=LISTED))
            if item in found:
                problems.append(InputError(f"{found[item][:80]!r} and {ref[:80]!r} name the same"))
            found[item] = ref
        except SyllagraphError as error:
            problems.append(error)
    if problems:
        raise problems[0] if len(problems) == 1 else ExceptionGroup("not everything was found", problems)
    return tuple(found)


def item_identity(served: Served, saved: SavedList, ref: str) -> tuple[ListItemKind, str]:
    """Return which item of a list a REF means: its place counted from 1, its key, or any name of what it is.

    Raises:
        NotFoundError: It means none that could stand on a list.
    """
    number = ref.strip().removeprefix("#")
    if ref.strip().startswith("#") and number.isdecimal() and 1 <= int(number[:9]) <= len(saved.items):
        return saved.items[int(number[:9]) - 1].identity
    # What is gone from the graph still goes by its key.
    for item in saved.items:
        if item.key == ref:
            return item.identity
    node = served.refs.node(ref, course=saved.course, kinds=LISTED)
    return ListItemKind(kind_of(node).value), key_of(node)
