"""What a query would cost, found out before it runs, in time that grows with the length of its text alone.

Every fragment is measured once for each size of list it stands in; sums are capped, so that fragments which spread each
other cannot make numbers, or the work of adding them, explode. A page of a connection counts as many objects as it may
hold, any other list as ``ASSUMED`` objects; ``api.budget`` stops a query whose lists turn out to be longer.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLField,
    GraphQLList,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    ListValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    is_composite_type,
)

from api.connections import DEFAULT_FIRST, MOST
from api.errors import Code, refusal
from api.settings import Settings

ASSUMED = 5
"""How many objects a list that is no connection is taken to have."""

_WORK = {
    "learningPath": 1_000,
    "bibliography": 500,
    "readingList": 500,
    "audit": 500,
    "reordering": 500,
    # These read the database: at this price they run in a thread of their own.
    "changes": 20_000,
    "revisions": 20_000,
    "list": 20_000,
    "lists": 20_000,
    "labRun": 20_000,
    "labRuns": 20_000,
    "next": 200,
    "opening": 200,
    "why": 200,
    "lineage": 200,
    "knownSet": 200,
    "neighbourhood": 1_000,
    "search": 100,
    "concepts": 50,
    "papers": 50,
    "resolve": 50,
}
"""What root fields cost by themselves, in objects; of ``resolve`` for each reference."""
_READS = {"recentRuns": 20_000, "estimates": 20_000, "resumes": 20_000}
"""The same of fields of other types that read the database."""
_CAP = 10**12
_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Cost:
    """What an operation, or a part of it, would take.

    Attributes:
        depth: Levels of fields below each other.
        aliases: Aliases, those in fragments as often as they are spread.
        directives: Directives, counted likewise.
        nodes: Objects at the most.
        values: Values at the most.
        costliest: Way to the field that has the largest part of the objects.
    """

    depth: int = 0
    aliases: int = 0
    directives: int = 0
    nodes: int = 0
    values: int = 0
    costliest: str = ""


class Meter:
    """Measures the operations of one document.

    Attributes:
        reads_variables: Whether a cost depends on the variables.
    """

    def __init__(self, schema: GraphQLSchema, document: DocumentNode, variables: Mapping[str, Any] | None) -> None:
        self._schema = schema
        self._variables = variables
        self._defaults: dict[str, ValueNode | None] = {}
        self._fragments = {
            definition.name.value: definition
            for definition in document.definitions
            if isinstance(definition, FragmentDefinitionNode)
        }
        self._measured: dict[tuple[str, int], Cost] = {}
        self.reads_variables = False

    def cost(self, operation: OperationDefinitionNode) -> Cost:
        """Return what an operation would take.

        Raises:
            GraphQLError: It is too deep even to be measured.
        """
        self._measured = {}
        self._defaults = {
            definition.variable.name.value: definition.default_value
            for definition in operation.variable_definitions or ()
        }
        root = self._schema.get_root_type(operation.operation)
        cost = self._selections(operation.selection_set, root, 1, 0)
        return _sum(cost, Cost(directives=len(operation.directives or ())))

    def _selections(self, node: SelectionSetNode, parent: GraphQLNamedType | None, size: int, level: int) -> Cost:
        if level > _DEEPEST:
            raise refusal(
                Code.QUERY_TOO_COMPLEX, f"the query is nested more than {_DEEPEST} levels deep", limit="depth"
            )
        total = Cost()
        for selection in node.selections:
            match selection:
                case FieldNode():
                    part = self._field(selection, parent, size, level)
                case InlineFragmentNode():
                    part = self._inline(selection, parent, size, level)
                case FragmentSpreadNode():
                    part = self._spread(selection.name.value, size, level)
                case _:
                    continue
            total = _sum(total, part, directives=len(selection.directives or ()))
        return total

    def _inline(self, node: InlineFragmentNode, parent: GraphQLNamedType | None, size: int, level: int) -> Cost:
        named = self._schema.get_type(node.type_condition.name.value) if node.type_condition else parent
        return self._selections(node.selection_set, named, size, level + 1)

    def _spread(self, name: str, size: int, level: int) -> Cost:
        key = (name, size)
        if key not in self._measured and (fragment := self._fragments.get(name)) is not None:
            # While it is being measured it counts as nothing: validation refuses fragments in a circle.
            self._measured[key] = Cost()
            condition = self._schema.get_type(fragment.type_condition.name.value)
            cost = self._selections(fragment.selection_set, condition, size, level + 1)
            self._measured[key] = _sum(cost, Cost(directives=len(fragment.directives or ())))
        return self._measured.get(key, Cost())

    def _field(self, node: FieldNode, parent: GraphQLNamedType | None, size: int, level: int) -> Cost:
        name = node.name.value
        definition = self._definition(parent, name)
        named = get_named_type(definition.type) if definition else None
        count = self._count(node, definition, parent, size)
        aliases = 1 if node.alias else 0
        if node.selection_set is None:
            return Cost(depth=1, aliases=aliases, values=1, costliest=name)
        inside = self._page_size(node) if _is_connection(named) else 1
        inner = self._selections(node.selection_set, named, inside, level + 1)
        is_root = parent is self._schema.query_type
        work = (_WORK if is_root else _READS).get(name, 0) * (count if name == "resolve" else 1)
        return Cost(
            depth=1 + inner.depth,
            aliases=aliases + inner.aliases,
            directives=inner.directives,
            nodes=min(_CAP, count * (1 + inner.nodes) + work),
            values=min(_CAP, 1 + count * inner.values),
            costliest=f"{name}.{inner.costliest}" if inner.nodes else name,
        )

    def _definition(self, parent: GraphQLNamedType | None, name: str) -> GraphQLField | None:
        if parent is None or not is_composite_type(parent):
            return None
        return self._schema.get_field(parent, name)

    def _count(
        self, node: FieldNode, definition: GraphQLField | None, parent: GraphQLNamedType | None, size: int
    ) -> int:
        """Return how many objects a field holds."""
        if definition is None or not _is_list(definition.type):
            return 1
        if _is_connection(parent) and node.name.value in ("edges", "nodes"):
            return size
        if "limit" in definition.args:
            return self._limit(node, definition)
        if parent is self._schema.query_type and node.arguments:
            return self._length(node.arguments[0].value)
        return ASSUMED

    def _limit(self, node: FieldNode, definition: GraphQLField) -> int:
        given = next((each.value for each in node.arguments or () if each.name.value == "limit"), None)
        known = self._number(given) if given is not None else definition.args["limit"].default_value
        return max(0, min(MOST, MOST if known is None else known))

    def _page_size(self, node: FieldNode) -> int:
        asked = [self._number(each.value) for each in node.arguments or () if each.name.value in ("first", "last")]
        known = [number for number in asked if number is not None]
        return max(0, min(MOST, *known)) if known else DEFAULT_FIRST

    def _number(self, value: ValueNode | None) -> int | None:
        given: Any = self._given(value)
        if isinstance(given, IntValueNode):
            # Enough digits to be more than any page; the rest is for validation to refuse.
            return int(given.value[:10])
        return given if isinstance(given, int) else None

    def _length(self, value: ValueNode) -> int:
        given: Any = self._given(value)
        if isinstance(given, ListValueNode):
            return len(given.values)
        return len(given) if isinstance(given, list) else 1

    def _given(self, value: ValueNode | None) -> Any:  # noqa: ANN401 - a node or the value of a variable
        """Return a value as it stands in the query, or of a variable what it holds, or its default."""
        if not isinstance(value, VariableNode):
            return value
        self.reads_variables = True
        name = value.name.value
        if self._variables is not None and name in self._variables:
            return self._variables[name]
        return self._defaults.get(name)


def refuse_structure(cost: Cost, settings: Settings) -> None:
    """Refuse an operation for its depth, aliases or directives.

    Raises:
        GraphQLError: It has too many, with the name of the limit.
    """
    _refuse("depth", cost.depth, settings.max_depth, cost)
    _refuse("aliases", cost.aliases, settings.max_aliases, cost)
    _refuse("directives", cost.directives, settings.max_directives, cost)


def refuse_size(cost: Cost, settings: Settings) -> None:
    """Refuse an operation for how much it may return.

    Raises:
        GraphQLError: It is too much, with the name of the limit and the costly field.
    """
    _refuse("nodes", cost.nodes, settings.max_nodes, cost)
    _refuse("values", cost.values, settings.max_values, cost)


def _refuse(limit: str, requested: int, allowed: int, cost: Cost) -> None:
    if requested > allowed:
        many = "more than a million million" if requested >= _CAP else f"{requested:,}"
        raise refusal(
            Code.QUERY_TOO_COMPLEX,
            f"the query asks for {many} {limit}, but may for at most {allowed:,}; the costliest is {cost.costliest}",
            limit=limit,
            allowed=allowed,
            requested=requested,
            field=cost.costliest,
        )


def too_many(limit: str, allowed: int | None = None) -> GraphQLError:
    """Return the refusal of a document that is too long to be looked at."""
    if allowed is None:
        return refusal(Code.QUERY_TOO_COMPLEX, f"the document has too many {limit}", limit=limit)
    return refusal(
        Code.QUERY_TOO_COMPLEX, f"the document has more than {allowed:,} {limit}", limit=limit, allowed=allowed
    )


def _sum(one: Cost, other: Cost, *, directives: int = 0) -> Cost:
    return Cost(
        depth=max(one.depth, other.depth),
        aliases=min(_CAP, one.aliases + other.aliases),
        directives=min(_CAP, one.directives + other.directives + directives),
        nodes=min(_CAP, one.nodes + other.nodes),
        values=min(_CAP, one.values + other.values),
        costliest=other.costliest if (other.nodes, not one.costliest) > (one.nodes, False) else one.costliest,
    )


def _is_list(type_: GraphQLOutputType) -> bool:
    if isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    return isinstance(type_, GraphQLList)


def _is_connection(type_: GraphQLNamedType | None) -> bool:
    return isinstance(type_, GraphQLObjectType) and type_.name.endswith("Connection")
