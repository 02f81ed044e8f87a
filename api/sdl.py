"""The schema in GraphQL's definition language, sorted, so that a change of the API shows as a change of a file."""

from functools import cache
from pathlib import Path

from graphql import lexicographic_sort_schema, print_schema

from api.graphql_schema import schema_of_api

COMMITTED = Path(__file__).parent / "schema.graphql"
"""The file that has to say the same."""


@cache
def sdl() -> str:
    """Return the schema as text; it ends in a line break."""
    return print_schema(lexicographic_sort_schema(schema_of_api._schema)) + "\n"


if __name__ == "__main__":
    COMMITTED.write_text(sdl(), encoding="utf-8")
