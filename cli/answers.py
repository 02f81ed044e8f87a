"""``--json`` answers: the command asks the service's own GraphQL schema, so that both tell the same."""

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.language import Language
from graph.served import Served
from schema.errors import InputError

if TYPE_CHECKING:
    from graph.history import History

_QUERIES = Path(__file__).parent / "queries"
_SPREAD = re.compile(r"\.\.\.([A-Z]\w*)")
_FRAGMENT = re.compile(r"^fragment (\w+) on ", re.MULTILINE)


def query_text(name: str) -> str:
    """Return one of the command's queries, with the shared fragments that it spreads.

    >>> query_text("plan").count("fragment Named on Node")
    1
    """
    text = (_QUERIES / f"{name}.graphql").read_text(encoding="utf-8")
    # A fragment may spread others; each is found once the text holds the one that spreads it.
    while missing := sorted(set(_SPREAD.findall(text)) - set(_FRAGMENT.findall(text)))[:1]:
        text += "\n" + (_QUERIES / "fragments" / f"{missing[0]}.graphql").read_text(encoding="utf-8")
    return text


def answer(
    served: Served, query: str, variables: dict[str, Any], *, history: "History | None" = None
) -> dict[str, Any]:
    """Return the data of one of the command's queries.

    Args:
        served: The graph.
        query: Name of a file in ``cli/queries``, without its ending.
        variables: Its variables; empty ones are left to their defaults.
        history: What the store remembers, for queries that look back.

    Raises:
        SyllagraphError: The query cannot be answered.
    """
    # Loading GraphQL takes longer than answering, and only --json needs it.
    from api.context import Context
    from api.graphql_schema import schema_of_api
    from api.shown import Shown

    given = {
        name: value.name if isinstance(value, Language) else value
        for name, value in variables.items()
        if value is not None
    }
    result = schema_of_api.execute_sync(
        query_text(query),
        variable_values=given,
        context_value=Context(served, Shown(served.catalogue), history=history),
    )
    if result.errors:
        first = result.errors[0].original_error
        raise first or InputError("; ".join(error.message for error in result.errors))
    return result.data or {}
