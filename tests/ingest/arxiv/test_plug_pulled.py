"""Asking arXiv for all papers of the real course: in a request or two, and whatever pulls the plug, none is lost.

The command runs in a process of its own, which a kill ends in the middle of a request or at some write to the database.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta

import pytest

from ingest.arxiv.refresh import standing
from ingest.run import ingest
from schema.arxiv_ids import arxiv_id
from schema.store import VOCABULARY, Store
from schema.stored_accounts import paper_accounts
from tests.ingest.arxiv.conftest import NOW
from tests.ingest.arxiv.processes import ROOT
from tests.ingest.arxiv.stand_in import drip, stand_in_running
from tests.ingest.arxiv.told_facts import as_shelved, on_arxiv, verified_facts
from tests.shared_files import real_build

LINKED = 49
# The command, which kills itself at a write to the database: the first argument says at which, none for no kill.
COMMAND = """
import os, signal, sys
from sqlalchemy import event
from sqlalchemy.engine import Engine

written, at = 0, int(sys.argv.pop(1))

@event.listens_for(Engine, "after_cursor_execute")
def count(connection, cursor, statement, *_):
    global written
    if statement.lstrip().upper().startswith(("INSERT", "UPDATE", "DELETE")):
        written += 1
        if written == at:
            os.kill(os.getpid(), signal.SIGKILL)

@event.listens_for(Engine, "commit")
def told(connection):
    print(f"committed {written}", file=sys.stderr)

from cli.main import main
main()
"""


class Course:
    """The command in a folder of its own, with the stand-in for arXiv."""

    def __init__(self, folder, stand_in):
        self.database = f"sqlite:///{folder / 'syllagraph.db'}"
        self._folder = folder
        self._environment = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "SYLLAGRAPH_DATABASE_URL": self.database,
            "SYLLAGRAPH_ARXIV_URL": stand_in.url,
            "SYLLAGRAPH_ARXIV_CACHE": str(folder / "cache"),
        }

    def start(self, *arguments, kill_at=0):
        return subprocess.Popen(
            [sys.executable, "-c", COMMAND, str(kill_at), *map(str, arguments)],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *arguments, kill_at=0):
        running = self.start(*arguments, kill_at=kill_at)
        out, err = running.communicate(timeout=240)
        assert running.returncode == (-signal.SIGKILL if kill_at else 0), err
        return out, err

    def ask(self, *arguments, kill_at=0):
        """Ask arXiv; return after how many writes something was committed."""
        _, err = self.run(*arguments or ("papers", "refresh"), kill_at=kill_at)
        return [int(line.split()[1]) for line in err.splitlines() if line.startswith("committed")]

    def answered(self):
        """Return the ids of the course's papers, and of those about which arXiv answered."""
        store = Store.open(self.database)
        try:
            with store.reading() as transaction:
                courses = [head for head in transaction.heads() if head.scope != VOCABULARY]
                revisions = [transaction.revision(head.scope, head.revision) for head in courses]
                accounts = paper_accounts(transaction)
            assert store.problems() == []
        finally:
            store.close()
        linked = {one.paper for revision in revisions for one in revision.recommendations if arxiv_id(one.paper or "")}
        return linked, {one.paper for one in accounts if one.source == "arxiv" and one.said}

    def papers(self):
        """Return all papers as they are served, and how each stands."""
        store = Store.open(self.database)
        try:
            stands = standing(store, now=NOW, lifetime=timedelta(days=10_000))
            with store.reading() as transaction:
                return transaction.papers(), [(one.id, one.statuses, one.remark) for one in stands]
        finally:
            store.close()


@pytest.fixture
def shelves(stand_in):
    stand_in.shelve(map(as_shelved, on_arxiv(verified_facts())))
    return stand_in


@pytest.fixture(scope="module")
def ingested(tmp_path_factory):
    """Return a database that holds the real course, and nothing of arXiv."""
    database = tmp_path_factory.mktemp("ingested") / "syllagraph.db"
    store = Store.open(f"sqlite:///{database}")
    ingest(store, real_build("2026-03-11"), now=NOW)
    store.close()
    return database


@pytest.fixture
def course(tmp_path, shelves, ingested):
    shutil.copy(ingested, tmp_path)
    return Course(tmp_path, shelves)


@pytest.fixture(scope="module")
def undisturbed(ingested, tmp_path_factory):
    """Return after which write each transaction of an undisturbed run ended, and what is known after it."""
    folder = tmp_path_factory.mktemp("undisturbed")
    shutil.copy(ingested, folder)
    with stand_in_running(map(as_shelved, on_arxiv(verified_facts()))) as shelves:
        course = Course(folder, shelves)
        return course.ask(), course.papers()


def test_all_papers_of_the_course_come_in_a_request_or_two_and_none_is_asked_for_again(tmp_path, shelves):
    course = Course(tmp_path, shelves)
    course.ask("ingest", real_build("2026-03-11"), "--papers", "arxiv")
    linked, answered = course.answered()

    assert len(linked) >= LINKED
    assert linked <= answered
    assert len(shelves.asked) <= 2

    shelves.asked.clear()
    course.ask("ingest", real_build("2026-03-11"), "--papers", "arxiv")

    assert shelves.asked == []
    assert course.answered() == (linked, answered)


def test_a_kill_in_the_middle_of_the_request_leaves_the_course_and_the_next_run_asks(course, shelves, undisturbed):
    shelves.moods = [drip(60)]
    running = course.start("papers", "refresh")
    while not shelves.asked:
        time.sleep(0.01)
    time.sleep(0.2)
    running.kill()
    running.communicate()

    linked, answered = course.answered()
    assert len(linked) >= LINKED
    assert answered == set()

    course.ask()
    assert linked <= course.answered()[1]
    assert len(shelves.asked) == 2
    assert course.papers() == undisturbed[1]


PLACES = ["the first write of the answer", "the middle", "the last write, before it counts"]


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0], ids=PLACES)
def test_a_kill_in_the_middle_of_the_transaction_loses_nothing_that_was_fetched(course, shelves, undisturbed, share):
    commits, papers = undisturbed
    before, last = sorted({0, *commits})[-2:]
    course.ask(kill_at=round(before + 1 + share * (last - before - 1)))

    assert course.answered()[1] == set()
    assert len(shelves.asked) == 1

    course.ask()
    linked, answered = course.answered()
    assert linked <= answered
    # What arXiv said was kept before the database had it.
    assert len(shelves.asked) == 1
    assert course.papers() == papers


@pytest.mark.long
@pytest.mark.parametrize("share", [number / 12 for number in range(13)])
def test_a_kill_at_any_write_of_an_ingest_with_arxiv_loses_nothing(tmp_path, shelves, undisturbed, share):
    command = ("ingest", real_build("2026-03-11"), "--papers", "arxiv")
    (tmp_path / "whole").mkdir()
    writes = max(Course(tmp_path / "whole", shelves).ask(*command))
    shelves.asked.clear()
    (tmp_path / "killed").mkdir()
    course = Course(tmp_path / "killed", shelves)

    course.ask(*command, kill_at=round(1 + share * (writes - 1)))
    course.ask(*command)

    assert len(shelves.asked) == 1
    assert course.papers() == undisturbed[1]
