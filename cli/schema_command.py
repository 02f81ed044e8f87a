"""``syllagraph schema``: the GraphQL schema, as clients' tools read it."""

from api.sdl import sdl
from cli.console import show_raw


def schema_command() -> None:
    """Print the GraphQL schema (SDL)."""
    show_raw(sdl())
