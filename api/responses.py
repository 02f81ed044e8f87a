"""Answers that are not the answer: errors and states as JSON."""

from collections.abc import Sequence
from typing import Any

import orjson
from starlette.responses import Response

from api.errors import Code, extensions_of
from schema.errors import SyllagraphError

NOTHING_INGESTED = "nothing has been ingested yet: run `syllagraph ingest`, then ask again"

_STATUS = {
    Code.NOT_FOUND.value: 404,
    Code.UNAUTHENTICATED.value: 401,
    Code.FORBIDDEN.value: 403,
    Code.CONFLICT.value: 409,
    Code.RATE_LIMITED.value: 429,
    Code.INTERNAL_SERVER_ERROR.value: 500,
}


def json_response(content: object, status: int = 200, media_type: str = "application/json; charset=utf-8") -> Response:
    """Return plain data as JSON."""
    return Response(orjson.dumps(content), status_code=status, media_type=media_type)


def refused(code: Code, message: str, status: int, **extensions: Any) -> Response:  # noqa: ANN401 - plain data
    """Return an error in the shape of a GraphQL error."""
    return json_response({"errors": [{"message": message, "extensions": {"code": code.value, **extensions}}]}, status)


def error_response(error: SyllagraphError) -> Response:
    """Return an error that a client may see."""
    return errors_response([error])


def errors_response(errors: Sequence[SyllagraphError]) -> Response:
    """Return several errors that a client may see, with the status of the first."""
    told = [{"message": str(error), "extensions": extensions_of(error)} for error in errors]
    return json_response({"errors": told}, _STATUS.get(errors[0].code, 400))


def not_ready() -> Response:
    """Return what is said as long as nothing has been ingested."""
    response = refused(Code.NOT_FOUND, NOTHING_INGESTED, 503)
    response.headers["Retry-After"] = "5"
    return response
