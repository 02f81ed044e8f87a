"""Citation keys are settled where papers enter the store."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Column, MetaData, Table, delete, insert

from ingest.papers.keeping import keep_papers
from ingest.run import ingest
from reading.citation_keys import keys_for
from schema.citation_key_records import KeyStyle
from schema.database import engine_of
from schema.records import Paper
from schema.store import Store
from schema.stored_keys import keys_now
from schema.tables import CitationKeyRow, PaperRow, table_of
from tests.invented.site import build_site

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 11, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


@pytest.fixture
def store():
    store = Store.open("sqlite://")
    yield store
    store.close()


def keys(store):
    with store.reading() as transaction:
        return keys_now(transaction)


def test_the_papers_of_the_shipped_course_keep_their_shipped_keys(store):
    ingest(store, now=NOW)

    with store.reading() as transaction:
        papers = transaction.papers()
    assert {id_: one.key for id_, one in keys(store).items()} == keys_for(papers)
    assert {one.key for one in keys(store).values()} >= {"rafailov2023direct", "shao2024deepseekmath"}
    assert all(
        keys(store)[paper.id].key == paper.citation_key and keys(store)[paper.id].style is KeyStyle.GIVEN
        for paper in papers
        if paper.citation_key
    )


def test_papers_that_a_site_names_get_keys_beside_those_of_the_pack_and_change_none(store, tmp_path):
    ingest(store, now=NOW)
    before = keys(store)

    build_site(tmp_path / "site", flavour="16.8")
    ingest(store, tmp_path / "site", course="tea", now=LATER)

    after = keys(store)
    new = {id_: one for id_, one in after.items() if id_ not in before}
    assert new
    assert {id_: after[id_] for id_ in before} == before
    assert {one.first_seen for one in new.values()} == {LATER}


def test_a_dry_run_settles_nothing(store, tmp_path):
    build_site(tmp_path / "site", flavour="16.8")

    ingest(store, tmp_path / "site", course="tea", now=NOW, dry_run=True)

    assert keys(store) == {}


def test_what_becomes_known_of_a_paper_does_not_change_its_key(store):
    with store.writing() as transaction:
        keep_papers(transaction, "page", [Paper(id="2001.00001", title="Boilin")], now=NOW)
    first = keys(store)

    with store.writing() as transaction:
        better = Paper(id="2001.00001", title="Boiling Teapots", authors=("Ann Kettle",))
        keep_papers(transaction, "arxiv", [better], now=LATER)

    assert keys(store) == first
    assert first["2001.00001"].key == "anonymousboilin"


def test_a_database_of_an_older_version_keeps_the_keys_it_showed_though_titles_become_known(tmp_path):
    papers = [Paper(id=f"2001.0000{number}", title="Boiling Teapots", authors=("Ann Kettle",)) for number in (1, 2, 3)]
    papers.append(Paper(id="2001.00004", title="Cups", citation_key="tea:cups"))
    url = f"sqlite:///{tmp_path}/tea.db"
    engine, config, tables = engine_of(url), Config(), MetaData()
    config.set_main_option("script_location", str(ROOT / "schema" / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0002")
        tables.reflect(connection)
        assert "citationkeyrow" not in tables.tables
        then = tables.tables["paperrow"].c
        columns = [Column(one.name, one.type) for one in table_of(PaperRow).c if one.name in then]
        rows = [{one.name: getattr(paper, one.name) for one in columns} for paper in papers]
        connection.execute(insert(Table("paperrow", MetaData(), *columns)), rows)
    engine.dispose()
    shown = keys_for(papers)

    store = Store.open(url)
    with store.writing() as transaction:
        corrected = [paper.model_copy(update={"title": "Steeping", "citation_key": None}) for paper in papers]
        keep_papers(
            transaction,
            "arxiv",
            [Paper(id="1901.00001", title="Boiling", authors=("Ann Kettle",)), *corrected],
            now=NOW,
        )

    stored = {id_: one.key for id_, one in keys(store).items()}
    assert {id_: stored[id_] for id_ in shown} == shown
    assert stored["1901.00001"] not in shown.values()
    store.close()


def test_keys_lost_from_a_database_come_back_the_same(store):
    ingest(store, now=NOW)
    before = keys(store)
    with store.writing() as transaction:
        transaction.connection.execute(delete(table_of(CitationKeyRow)))

    ingest(store, now=NOW)

    assert keys(store) == before
