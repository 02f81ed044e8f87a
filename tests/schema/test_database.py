import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import MetaData, insert, text

from schema.content_hash import digest_of
from schema.database import drift_of, engine_of, migration_of, newest_migration, upgrade
from schema.errors import StoreError
from schema.lab_records import GradingRule, HyperParameter
from schema.record_set import RecordSet
from schema.records import Citation
from schema.store import Store
from tests.schema.teapots import COURSE_AND_VOCABULARY, NOON, PAPER

ROOT = Path(__file__).resolve().parents[2]
NOBODY = 65534


@pytest.fixture
def engine(url):
    engine = engine_of(url)
    yield engine
    engine.dispose()


def test_an_empty_database_is_brought_to_the_newest_migration(engine):
    assert upgrade(engine)

    with engine.connect() as connection:
        assert migration_of(connection) == newest_migration()


def test_a_second_upgrade_does_nothing(engine):
    upgrade(engine)

    assert not upgrade(engine)


def test_the_migrations_make_just_the_tables_the_program_expects(engine):
    upgrade(engine)

    assert drift_of(engine) == []


def moved(engine, migration, go=command.upgrade):
    config = Config()
    config.set_main_option("script_location", str(ROOT / "schema" / "migrations"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        go(config, migration)


def test_a_database_of_the_first_version_keeps_what_it_holds_when_it_is_upgraded(engine, url, opened):
    moved(engine, "0001")
    setting = HyperParameter(course="teapots", lab="lab-1", order=0, group="KettleConfig", name="heat", value="95")
    rule = GradingRule(course="teapots", subject="cup", order=0, dimension="taste", points=5, page="/docs/steeping")
    tables = MetaData()
    with engine.begin() as connection:
        tables.reflect(connection)
        for rank, (kind, record) in enumerate([("hyper_parameters", setting), ("grading_rules", rule)]):
            digest = digest_of(record)
            table = tables.tables[f"{type(record).__name__.lower()}row"]
            fields = record.model_dump(mode="json", exclude={"variant", "low", "high"})
            connection.execute(insert(table).values(digest=digest, **fields))
            held = {"scope": "teapots", "holder": "layer:pack", "kind": kind, "digest": digest, "rank": rank}
            connection.execute(insert(tables.tables["membership"]).values(held))

    opened.append(Store.open(url))

    assert opened[0].problems() == []
    with opened[0].reading() as transaction:
        assert transaction.layer("teapots", "pack") == RecordSet.of([setting, rule])


def test_papers_and_citations_of_a_database_of_before_say_nothing_of_versions_and_sources(engine, url, opened):
    moved(engine, "0004")
    paper, citation = PAPER.model_copy(update={"versions": ()}), Citation(paper="b", cited="a", confirmed=True)
    tables = MetaData()
    with engine.begin() as connection:
        tables.reflect(connection)
        fields = paper.model_dump(exclude={"versions"})
        fields |= {name: json.dumps(value) for name, value in fields.items() if isinstance(value, tuple)}
        connection.execute(insert(tables.tables["paperrow"]).values(fields))
        connection.execute(insert(tables.tables["citationrow"]).values(paper="b", cited="a", confirmed=True))

    opened.append(Store.open(url))

    assert opened[0].problems() == []
    with opened[0].reading() as transaction:
        assert transaction.papers() == (paper,)
        assert transaction.citations() == (citation,)


def test_a_database_can_go_back_to_the_first_version_and_forward_again(engine):
    upgrade(engine)

    moved(engine, "0001", command.downgrade)

    assert drift_of(engine) == [f"the database is at migration 0001, this version needs {newest_migration()}"]
    upgrade(engine)
    assert drift_of(engine) == []


def test_an_empty_database_is_told_as_drift(engine):
    assert drift_of(engine) == [f"the database is at migration none, this version needs {newest_migration()}"]


def test_a_column_too_many_is_told_as_drift(engine):
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE courserow ADD COLUMN milk VARCHAR"))

    problems = drift_of(engine)

    assert len(problems) == 1
    assert "milk" in problems[0]


def test_a_database_of_a_newer_version_is_refused_and_left_alone(engine, url):
    upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreError, match="at migration 9999, which this version does not know"):
        Store.open(url)

    with engine.connect() as connection:
        assert migration_of(connection) == "9999"
    assert drift_of(engine) == [f"the database is at migration 9999, this version needs {newest_migration()}"]


def test_many_may_open_a_new_database_at_once(url):
    with ThreadPoolExecutor(8) as threads:
        stores = list(threads.map(Store.open, [url] * 8))

    assert [store.problems() for store in stores] == [[]] * 8
    for store in stores:
        store.close()


def test_a_database_opens_while_somebody_writes_to_it(url, opened):
    opened.append(Store.open(url))
    with opened[0].writing() as transaction:
        transaction.save_revision("", COURSE_AND_VOCABULARY, sources=(), now=NOON)

        opened.append(Store.open(url))

    with opened[1].reading() as transaction:
        assert transaction.head("") is not None


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    letter = tmp_path / "letter.db"
    letter.write_text("Dear Mabel, the kettle is on. " * 100)
    before = letter.read_bytes()

    with pytest.raises(StoreError, match="is not a database"):
        Store.open(f"sqlite:///{letter}")

    assert letter.read_bytes() == before


def test_somebody_elses_database_keeps_what_it_holds(tmp_path, opened):
    with sqlite3.connect(tmp_path / "cups.db") as connection:
        connection.execute("CREATE TABLE cups (name TEXT)")
        connection.execute("INSERT INTO cups VALUES ('blue')")
    connection.close()

    opened.append(Store.open(f"sqlite:///{tmp_path}/cups.db"))

    connection = sqlite3.connect(tmp_path / "cups.db")
    assert connection.execute("SELECT name FROM cups").fetchall() == [("blue",)]
    connection.close()


def test_a_folder_that_is_missing_is_made(tmp_path, opened):
    opened.append(Store.open(f"sqlite:///{tmp_path}/a/b/tea.db"))

    assert (tmp_path / "a" / "b" / "tea.db").is_file()


def test_a_folder_that_cannot_be_written_is_refused():
    # Root may write anywhere, so the test steps down for a moment; pytest's own folders are closed to others.
    Store.open("sqlite://").close()
    with tempfile.TemporaryDirectory(prefix="teapots-") as folder:
        Path(folder).chmod(0o555)
        as_root = os.geteuid() == 0
        try:
            if as_root:
                os.seteuid(NOBODY)
            with pytest.raises(StoreError, match="unable to open database file"):
                Store.open(f"sqlite:///{folder}/tea.db")
            with pytest.raises(StoreError, match="Permission denied"):
                Store.open(f"sqlite:///{folder}/below/tea.db")
        finally:
            if as_root:
                os.seteuid(0)
        assert list(Path(folder).iterdir()) == []


@pytest.mark.parametrize(
    "url",
    [
        "",
        "tea",
        "mysql://tea:hot-water@host/tea",
        "postgresql+teapot://tea:hot-water@host/tea",
        "postgresql+psycopg://tea:hot-water@host:port/tea",
        "postgresql+psycopg://tea:hot-water@127.0.0.1:1/tea",
        "teapot://tea:hot-water@host/tea",
        "sqlite:////dev/null/tea.db",
        "sqlite:///.",
    ],
)
def test_a_url_that_names_no_usable_database_is_refused_without_telling_the_password(url):
    with pytest.raises(StoreError) as told:
        Store.open(url)

    assert told.value.remedy
    assert "hot-water" not in str(told.value)


def test_the_program_opens_the_same_database_in_another_process(url, opened):
    code = f"from schema.store import Store; print(Store.open({url!r}).problems())"

    printed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout

    assert printed.strip() == "[]"
    opened.append(Store.open(url))
    assert opened[0].problems() == []
