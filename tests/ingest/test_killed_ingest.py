"""An ingest that is killed leaves the old revision or the new one."""

import os
import random
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.run import ingest
from schema.store import Store
from tests.invented.site import build_site

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 3, 11, tzinfo=UTC)
KILLS = 12
MANY_KILLS = 200


def revision_and_pages(url):
    store = Store.open(url)
    try:
        assert store.problems() == []
        with store.reading() as transaction:
            head = transaction.head("tea")
            assert head is not None
            return head.revision, len(transaction.revision("tea", head.revision).pages)
    finally:
        store.close()


def kill_while_ingesting(url, site, *, after):
    process = subprocess.Popen(
        [sys.executable, "-m", "cli.main", "ingest", str(site), "--course", "tea"],
        cwd=ROOT,
        env={**os.environ, "SYLLAGRAPH_DATABASE_URL": url},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    try:
        process.wait(timeout=after)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode


@pytest.mark.parametrize("kills", [KILLS, pytest.param(MANY_KILLS, marks=pytest.mark.long)])
def test_killing_at_any_moment_leaves_one_whole_revision(tmp_path, kills):
    url = f"sqlite:///{tmp_path / 'tea.db'}"
    sites, whole = [], []
    for revision in (1, 2):
        folder = tmp_path / f"site-{revision}"
        build_site(folder, flavour="16.4", html=False, revision=revision)
        store = Store.open(url)
        (report,) = ingest(store, folder, now=NOW, course="tea")
        store.close()
        sites.append(folder)
        whole.append((report.revision, report.pages))
    started = time.perf_counter()
    assert kill_while_ingesting(url, sites[0], after=120) == 0
    usual = time.perf_counter() - started
    moments = random.Random(7)

    killed = 0
    for number in range(kills):
        code = kill_while_ingesting(url, sites[(number + 1) % 2], after=moments.uniform(0.4, 1.0) * usual)
        killed += code == -signal.SIGKILL
        assert revision_and_pages(url) in whole

    assert killed > 0
