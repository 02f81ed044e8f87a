"""Everything about a query that can be settled before it runs: parsed, limited, validated; kept for the next time."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    Visitor,
    parse,
    specified_rules,
    visit,
)
from strawberry import Schema
from strawberry.schema.schema import validate_document

from api.errors import Code, refusal, told
from api.json_body import hidden_character_in
from api.limits import Cost, Meter, refuse_size, refuse_structure, too_many
from api.settings import Settings

_KEPT = 256
_LONGEST_KEPT = 16 * 1024
_COMPARED_TOO_MUCH = "Validation aborted."
"""What graphql-core says when fields of one name are so many that comparing them would take too long."""


class RefusedError(Exception):
    """A query is refused before it runs.

    Attributes:
        errors: What the client is told.
    """

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__(str(errors[0]["message"]))
        self.errors = errors


@dataclass(frozen=True, slots=True)
class _Known:
    """What a text says, whatever its variables are."""

    document: DocumentNode
    operations: Mapping[str | None, OperationDefinitionNode]
    costs: Mapping[str | None, Cost] | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A query that may run.

    Attributes:
        document: The parsed text.
        cost: What it will cost at the most.
        changes: Whether it is a mutation.
        goes_on: Whether it is a subscription: there is an answer for each event.
    """

    document: DocumentNode
    cost: Cost
    changes: bool = False
    goes_on: bool = False


class Preparation:
    """Prepares queries for one schema."""

    def __init__(self, schema: Schema, settings: Settings) -> None:
        self._schema = schema._schema
        self._settings = settings
        self._kept = lru_cache(maxsize=_KEPT)(self._known)

    def prepare(self, text: str, operation_name: str | None, variables: dict[str, Any] | None) -> Prepared:
        """Return a query that may run.

        Raises:
            RefusedError: It may not.
        """
        known = self._kept(text) if len(text) <= _LONGEST_KEPT else self._known(text)
        try:
            operation = _chosen(known, operation_name)
            if known.costs is not None:
                cost = known.costs[operation.name.value if operation.name else None]
            else:
                cost = Meter(self._schema, known.document, variables).cost(operation)
            refuse_size(cost, self._settings)
        except GraphQLError as error:
            raise RefusedError(told([error])) from error
        return Prepared(
            known.document,
            cost,
            changes=operation.operation is OperationType.MUTATION,
            goes_on=operation.operation is OperationType.SUBSCRIPTION,
        )

    def _known(self, text: str) -> _Known:
        document = self._parsed(text)
        operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
        meter = Meter(self._schema, document, None)
        try:
            if len(operations) > self._settings.max_operations:
                raise too_many("operations", self._settings.max_operations)
            if "\\" in text:
                visit(document, _HiddenCharacters())
            costs = [meter.cost(operation) for operation in operations]
            for cost in costs:
                refuse_structure(cost, self._settings)
        except GraphQLError as error:
            raise RefusedError(told([error])) from error
        if errors := validate_document(self._schema, document, tuple(specified_rules)):
            if errors[-1].message == _COMPARED_TOO_MUCH:
                raise RefusedError(told([too_many("fields to compare with each other")]))
            raise RefusedError(told(errors[:20], Code.GRAPHQL_VALIDATION_FAILED))
        names = [operation.name.value if operation.name else None for operation in operations]
        return _Known(
            document,
            dict(zip(names, operations, strict=True)),
            None if meter.reads_variables else dict(zip(names, costs, strict=True)),
        )

    def _parsed(self, text: str) -> DocumentNode:
        most = self._settings.max_tokens
        try:
            return parse(text, max_lexical_tokens=most, max_comments=most)
        except GraphQLSyntaxError as error:
            if error.message.endswith("Parsing aborted."):
                raise RefusedError(told([too_many("tokens", most)])) from error
            raise RefusedError(told([error], Code.GRAPHQL_PARSE_FAILED)) from error


class _HiddenCharacters(Visitor):
    """Refuses what only an escape can bring into a text."""

    def enter_string_value(self, node: StringValueNode, *_: object) -> None:
        """Look at one text."""
        if hidden_character_in(node.value):
            raise refusal(Code.BAD_USER_INPUT, "a text holds a control character or half a surrogate pair")


def _chosen(known: _Known, name: str | None) -> OperationDefinitionNode:
    """Return the operation that is asked for."""
    if name is None and len(known.operations) == 1:
        operation = next(iter(known.operations.values()))
    elif name is None:
        raise refusal(Code.BAD_USER_INPUT, "the document has not just one operation: say which with operationName")
    elif name in known.operations:
        operation = known.operations[name]
    else:
        raise refusal(Code.BAD_USER_INPUT, f"the document has no operation called {name[:80]!r}")
    return operation
