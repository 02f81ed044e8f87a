"""Opening what a command works on: the store, and the graph in it."""

from datetime import UTC, datetime

from cli.console import progress_shown, say
from cli.settings import CommandSettings
from graph.served import Served, served_from
from schema.store import Store


def opened_store() -> Store:
    """Open the configured store.

    Raises:
        StoreError: It cannot be opened.
    """
    return Store.open(CommandSettings().database_url)


def opened_graph(store: Store | None = None) -> Served:
    """Load the graph; into an empty store the shipped pack is ingested first.

    Raises:
        StoreError: The store cannot be opened.
    """
    store = store or opened_store()
    if is_empty(store):
        # Only an empty store needs the readers.
        from ingest.run import ingest

        say("The store is empty: ingesting the shipped course first.")
        with progress_shown() as progress:
            ingest(store, now=datetime.now(UTC), progress=progress)
    return served_from(store)


def is_empty(store: Store) -> bool:
    """Say whether nothing was ever ingested."""
    with store.reading() as transaction:
        return not transaction.heads()
