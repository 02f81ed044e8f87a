"""Errors as clients see them: each with a code of a closed list; a bug shows only the id under which it was logged."""

import logging
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from enum import StrEnum
from typing import Any

from graphql import GraphQLError, ValueNode, VariableDefinitionNode

from schema.errors import NotFoundError, Place, SyllagraphError

logger = logging.getLogger("syllagraph.api")


class Code(StrEnum):
    """All values of ``extensions.code``."""

    GRAPHQL_PARSE_FAILED = "GRAPHQL_PARSE_FAILED"
    GRAPHQL_VALIDATION_FAILED = "GRAPHQL_VALIDATION_FAILED"
    BAD_USER_INPUT = "BAD_USER_INPUT"
    NOT_FOUND = "NOT_FOUND"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    FORBIDDEN = "FORBIDDEN"
    QUERY_TOO_COMPLEX = "QUERY_TOO_COMPLEX"
    RATE_LIMITED = "RATE_LIMITED"
    TIMEOUT = "TIMEOUT"
    CONFLICT = "CONFLICT"
    INTERNAL_SERVER_ERROR = "INTERNAL_SERVER_ERROR"


def refusal(code: Code, message: str, **extensions: object) -> GraphQLError:
    """Return an error that a client is told as it is."""
    return GraphQLError(message, extensions={"code": code.value, **extensions})


def told(errors: Iterable[GraphQLError], otherwise: Code | None = None) -> list[dict[str, Any]]:
    """Return errors as they are sent.

    Args:
        errors: What went wrong.
        otherwise: The code of errors that carry none; without it they are bugs, logged and masked.
    """
    return [formatted for error in errors for formatted in _told(error, otherwise)]


def _told(error: GraphQLError, otherwise: Code | None) -> Iterator[dict[str, Any]]:
    original = error.original_error
    if isinstance(original, GraphQLError):
        # How the executor wraps what it says of variables.
        original = original.original_error
    if isinstance(original, BaseExceptionGroup) and (known := _all_known(original)):
        for each in known:
            yield _as_sent(error, str(each), extensions_of(each))
    elif isinstance(original, SyllagraphError) and original.code != Code.INTERNAL_SERVER_ERROR:
        yield _as_sent(error, str(original), extensions_of(original))
    elif original is None and (error.extensions or {}).get("code") in Code.__members__:
        yield _as_sent(error, error.message, dict(error.extensions or {}))
    elif original is None and (code := otherwise or _code_of_input(error)):
        yield _as_sent(error, error.message, {"code": code.value})
    else:
        yield _as_sent(error, *masked(original or error))


def extensions_of(error: SyllagraphError) -> dict[str, Any]:
    """Return the code of an error, its place and its candidates, as far as it has them."""
    extensions: dict[str, Any] = {"code": error.code}
    if isinstance(place := getattr(error, "place", None), Place):
        extensions["place"] = {name: value for name, value in asdict(place).items() if value is not None}
    if isinstance(error, NotFoundError):
        extensions["candidates"] = list(error.candidates)
    return extensions


def masked(error: BaseException) -> tuple[str, dict[str, Any]]:
    """Log a bug, and return what a client is told of it: a message and extensions."""
    log_id = secrets.token_hex(6)
    logger.error("request failed, log id %s", log_id, exc_info=(type(error), error, error.__traceback__))
    return (
        f"Something went wrong on our side; the log has it as {log_id}",
        {"code": Code.INTERNAL_SERVER_ERROR.value, "logId": log_id},
    )


def problems_of(error: SyllagraphError | BaseExceptionGroup[BaseException]) -> list[SyllagraphError]:
    """Return the mistakes of a client that an exception stands for, or none if a client may not see all of them."""
    if isinstance(error, BaseExceptionGroup):
        return _all_known(error)
    return [] if error.code == Code.INTERNAL_SERVER_ERROR else [error]


def _all_known(group: BaseExceptionGroup[BaseException]) -> list[SyllagraphError]:
    """Return the errors of a group, or none if a client may not see all of them."""
    found: list[SyllagraphError] = []
    for error in group.exceptions:
        if isinstance(error, BaseExceptionGroup):
            found += (inner := _all_known(error))
            if not inner:
                return []
        elif isinstance(error, SyllagraphError) and error.code != Code.INTERNAL_SERVER_ERROR:
            found.append(error)
        else:
            return []
    return found


def _code_of_input(error: GraphQLError) -> Code | None:
    """Tell a value that a client gave wrongly, by what the executor points at, from a value that we gave wrongly."""
    pointed_at = error.nodes[0] if error.nodes else None
    if error.path is None or isinstance(pointed_at, ValueNode | VariableDefinitionNode):
        return Code.BAD_USER_INPUT
    return None


def _as_sent(error: GraphQLError, message: str, extensions: dict[str, Any]) -> dict[str, Any]:
    sent: dict[str, Any] = {"message": message}
    if error.locations:
        sent["locations"] = [location.formatted for location in error.locations]
    if error.path is not None:
        sent["path"] = error.path
    return sent | {"extensions": extensions}
