"""The bibliographies that come with TeX, as far as they are installed: years of other people's habits."""

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ingest.bibliography.ingesting import ingest_bibliography
from ingest.bibliography.recognising import Fate
from reading.bibtex_reader import read_bibtex_file
from schema.record_set import RecordSet
from schema.store import VOCABULARY, Store
from schema.stored_accounts import paper_accounts
from tests.oracles.programs import missing, program

NOW = datetime(2026, 3, 11, tzinfo=UTC)
FILES = ("biblatex-examples.bib", "xampl.bib")


@pytest.mark.parametrize("name", FILES)
def test_every_entry_is_accounted_for_and_nothing_changes_the_second_time(name):
    found = subprocess.run([program("kpsewhich"), name], capture_output=True, text=True)
    if found.returncode:
        missing(f"no {name} on this machine: make system installs it where apt is")
    path = Path(found.stdout.strip())
    file = read_bibtex_file(path)
    store = Store.open("sqlite://")
    with store.writing() as transaction:
        transaction.save_revision(VOCABULARY, RecordSet(), sources=["tea"], now=NOW)

    report = ingest_bibliography(store, path, now=NOW)

    lost = sum(failure.lost for failure in file.failures)
    assert len(report.outcomes) == len(file.entries) + lost
    assert report.count(Fate.IMPORTED) + report.count(Fate.MERGED) >= 0.8 * len(file.entries)
    assert all(one.message and one.remedy for one in report.outcomes if one.fate is Fate.REFUSED)
    before = _accounts(store)
    again = ingest_bibliography(store, path, now=NOW)
    assert (again.outcomes, again.gone, _accounts(store)) == (report.outcomes, (), before)
    store.close()


def _accounts(store):
    with store.reading() as transaction:
        return paper_accounts(transaction), transaction.papers()
