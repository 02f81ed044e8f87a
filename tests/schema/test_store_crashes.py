import signal
import subprocess
import sys
from pathlib import Path

from schema.record_set import RecordSet
from schema.records import Lecture
from schema.store import Store
from tests.schema.teapots import COURSE, COURSE_AND_VOCABULARY, NOON

ROOT = Path(__file__).resolve().parents[2]
DIES_HALFWAY = """
import os, signal, sys
from schema.store import Store
from tests.schema.teapots import COURSE_AND_VOCABULARY, LATER, PAPER, lecture
from schema.record_set import RecordSet

with Store.open(sys.argv[1]).writing() as transaction:
    transaction.save_layer("teapots", "site", COURSE_AND_VOCABULARY, read=["/docs/steeping"], source="site", now=LATER)
    many = COURSE_AND_VOCABULARY | RecordSet.of([lecture(number) for number in range(10, 5000)])
    transaction.save_revision("teapots", many, sources=("site",), now=LATER)
    transaction.save_papers([PAPER])
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_writer_that_is_killed_halfway_leaves_the_old_state(store, url, opened):
    with store.writing() as transaction:
        old = transaction.save_revision("teapots", RecordSet.of([COURSE]), sources=("pack",), now=NOON)

    killed = subprocess.run([sys.executable, "-c", DIES_HALFWAY, url], cwd=ROOT, check=False)

    assert killed.returncode == -signal.SIGKILL
    opened.append(Store.open(url))
    with opened[-1].reading() as transaction:
        assert [head.revision for head in transaction.heads()] == [old]
        assert transaction.revision("teapots", old) == RecordSet.of([COURSE])
        assert transaction.layers("teapots") == ()
        assert transaction.papers() == ()
    assert opened[-1].count_of(Lecture) == 0
    assert opened[-1].problems() == []


def test_the_next_writer_need_not_wait_for_one_that_was_killed(store, url):
    subprocess.run([sys.executable, "-c", DIES_HALFWAY, url], cwd=ROOT, check=False)

    with store.writing() as transaction:
        revision = transaction.save_revision("teapots", COURSE_AND_VOCABULARY, sources=(), now=NOON)

    with store.reading() as transaction:
        assert transaction.revision("teapots", revision) == COURSE_AND_VOCABULARY
