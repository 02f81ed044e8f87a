"""The interface of everything that has an id."""

import strawberry

from graph.nodes import Node as NodeRecord
from graph.nodes import global_id, key_of, kind_of


@strawberry.interface(description="Something that can be asked for again by its id.")
class Node:
    """A node, as clients see it."""

    id: strawberry.ID = strawberry.field(
        description="An opaque id, unique over all types, the same after every ingest and on every machine."
    )


def id_of(node: NodeRecord) -> strawberry.ID:
    """Return the opaque id of a node."""
    return strawberry.ID(global_id(kind_of(node), key_of(node)))
