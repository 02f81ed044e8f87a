"""The tea course in a store of its own, served with its history and its saved lists; whoever has the token may edit."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx

from api.app import create_app
from api.list_shelf import ListShelf
from api.run_desk import RunDesk
from api.settings import Settings
from graph.history import History
from graph.served import Newest, served_from
from labs.control.settings import LabSettings
from labs.offered.loading import Offers
from schema.record_set import RecordSet
from schema.records import Page
from schema.store import VOCABULARY, Store
from tests.api.server import running
from tests.api.tea import POUR, tea

TOKEN = "a-tea-leaf-and-a-half"
NOW = tea().catalogue.states["tea"].ingested_at
LATER = NOW + timedelta(days=1)


def stored_tea(folder: Path) -> Store:
    """Return a store with two revisions of the course; in the older one a page has another title."""
    store = Store.open(f"sqlite:///{folder}/tea.db")
    records = tea().catalogue.records
    words = RecordSet(
        concepts=records.concepts,
        requirements=records.requirements,
        relations=records.relations,
        paper_concepts=records.paper_concepts,
    )
    own = RecordSet.of(one for one in records if one not in {*words, *records.papers, *records.citations})
    older = RecordSet.of(
        one.model_copy(update={"title": "How one poured"}) if isinstance(one, Page) and one.path == POUR else one
        for one in own
    )
    with store.writing() as transaction:
        transaction.save_papers(records.papers, records.citations)
        transaction.save_revision(VOCABULARY, words, sources=("pack",), now=NOW)
        transaction.save_revision("tea", older, sources=("site",), now=NOW)
        transaction.save_revision("tea", own, sources=("site",), now=LATER)
    return store


class House:
    """A running service, and what asks it."""

    def __init__(self, store: Store, newest: Newest, client: httpx.Client) -> None:
        self.store, self.newest, self.client = store, newest, client

    def post(self, query: str, *, token: str | None = TOKEN, **variables: Any) -> httpx.Response:
        """Ask, by default with the token."""
        headers = {"Authorization": f"Bearer {token}"} if token is not None else {}
        return self.client.post("/graphql", json={"query": query, "variables": variables}, headers=headers)

    def data(self, query: str, **variables: Any) -> dict[str, Any]:
        """Ask what has no errors, and return its data."""
        answer = self.post(query, **variables).json()
        assert "errors" not in answer, answer
        return answer["data"]  # type: ignore[no-any-return]

    def edit(self, name: str, **input: Any) -> dict[str, Any]:
        """Send a mutation, and return its payload."""
        own = name[0].upper() + name[1:]
        query = f"""mutation ($input: {own}Input!) {{ done: {name}(input: $input) {{
          list {{ id slug version title(language: EN) description(language: EN) noteLanguage revision archived
            items {{ number kind key note gone node {{ id }} }} }}
          userErrors {{ code message candidates }} clientMutationId
          conflict {{ current {{ version items {{ key }} }}
            attempted {{ __typename version items {{ key }} }} }} }} }}"""
        return self.data(query, input=input)["done"]  # type: ignore[no-any-return]

    def edited(self, name: str, **input: Any) -> dict[str, Any]:
        """Send a mutation that is not refused, and return the list."""
        payload = self.edit(name, **input)
        assert payload["userErrors"] == []
        assert payload["conflict"] is None
        return payload["list"]  # type: ignore[no-any-return]


@contextmanager
def house(folder: Path, *, token: str | None = TOKEN, offers: Offers | None = None) -> Iterator[House]:
    """Serve the course, and what can be run of it."""
    store = stored_tea(folder)
    newest = Newest(store, served_from(store))
    settings = Settings(_env_file=None, token=token, cors_origins="https://friend.example")  # type: ignore[call-arg]
    runs = RunDesk(store, LabSettings(folder / "runs", poll_s=0.02, idle_s=0.05, most_per_owner=2), offers)
    lists = ListShelf(store, clock=lambda: LATER)
    app = create_app(newest, settings, history=History(store), lists=lists, runs=runs)
    try:
        with running(app) as address, httpx.Client(base_url=address, timeout=20, trust_env=False) as client:
            yield House(store, newest, client)
    finally:
        store.close()
