"""What clients send, read strictly: a JSON object in UTF-8, not too deep, without huge numbers or hidden characters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from schema.errors import InputError

_DEEPEST = 64
_LARGEST = 2**53
# Tab and line breaks are what people type.
_HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class GraphQLRequest:
    """A GraphQL request, its shape checked.

    Attributes:
        query: The document.
        variables: Values of its variables.
        operation_name: Which of its operations to run.
        extensions: What else the client says.
    """

    query: str
    variables: dict[str, Any] | None = None
    operation_name: str | None = None
    extensions: dict[str, Any] | None = None


def request_in(body: bytes) -> GraphQLRequest:
    """Return the request in a body.

    Raises:
        InputError: It is none.

    >>> request_in(b'{"query": "{ a }"}').query
    '{ a }'
    """
    parameters = json_in(body, "the body")
    if isinstance(parameters, list):
        raise InputError("several requests in one body are not answered", remedy="Send each by itself")
    if not isinstance(parameters, dict):
        raise InputError("the body has to be a JSON object")
    return request_of(parameters)


def request_in_address(parameters: Mapping[str, str]) -> GraphQLRequest:
    """Return the request in the query string of an address.

    Raises:
        InputError: It is none.
    """
    given: dict[str, Any] = {name: parameters[name] for name in ("query", "operationName") if name in parameters}
    for name in ("variables", "extensions"):
        if parameters.get(name):
            given[name] = json_in(parameters[name].encode("utf-8", "surrogatepass"), name)
    if given.get("operationName") == "":
        del given["operationName"]
    _check(given)
    return request_of(given)


def hidden_character_in(text: str) -> bool:
    r"""Say whether a text holds a control character or half a surrogate pair.

    >>> hidden_character_in("a\tb\n"), hidden_character_in("a\x00b")
    (False, True)
    """
    return _HIDDEN.search(text) is not None


def json_in(raw: bytes | str, what: str) -> object:
    """Return what is written in JSON.

    Args:
        raw: The text.
        what: What to call it.

    Raises:
        InputError: It is no JSON, too deep, or holds huge numbers or hidden characters.
    """
    try:
        value: object = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise InputError(f"{what} is not JSON in UTF-8: {error}"[:200]) from error
    _check(value)
    return value


def _check(value: object) -> None:
    """Refuse depth, huge numbers and hidden characters, without recursion."""
    waiting: list[tuple[object, int]] = [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        if isinstance(one, str):
            if hidden_character_in(one):
                raise InputError("a text holds a control character or half a surrogate pair")
        elif isinstance(one, dict | list):
            if depth > _DEEPEST:
                raise InputError(f"the JSON is nested more than {_DEEPEST} levels deep")
            inner = [*one, *one.values()] if isinstance(one, dict) else one
            waiting.extend((each, depth + 1) for each in inner)
        elif isinstance(one, int | float) and not -_LARGEST <= one <= _LARGEST:
            raise InputError("a number is too large")


def request_of(parameters: dict[str, Any]) -> GraphQLRequest:
    """Return the request that some parameters are.

    Raises:
        InputError: They are none.
    """
    query = parameters.get("query")
    if not isinstance(query, str) or not query.strip():
        raise InputError("the parameter query is missing: a GraphQL document")
    name = parameters.get("operationName")
    if not isinstance(name, str | None):
        raise InputError("the parameter operationName has to be a string")
    for parameter in ("variables", "extensions"):
        if not isinstance(parameters.get(parameter), dict | None):
            raise InputError(f"the parameter {parameter} has to be an object")
    return GraphQLRequest(query, parameters.get("variables"), name, parameters.get("extensions"))
