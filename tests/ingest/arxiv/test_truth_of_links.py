"""Which links of the real course lead to another paper than their name says, and which names are only short or old."""

import pytest

from ingest.arxiv.refresh import refresh
from ingest.arxiv.statuses import PaperStatus
from ingest.run import ingest
from schema.store import Store
from tests.ingest.arxiv.conftest import NOW
from tests.ingest.arxiv.told_facts import as_shelved, on_arxiv, verified_facts
from tests.shared_files import real_build

WRONG = {
    "2410.01220": "GRAPE: Generalizing Robot Policy via Preference Alignment",
    "2307.13304": "QuIP#",
}
"""Ids under which arXiv has another paper than the page's name for the link says, and that name."""

RIGHT = {
    "2502.04194": "GRAPE",
    "2305.14233": "UltraChat: A Large-scale Auto-generated Multi-turn Instruction Dataset",
    "2501.03262": "REINFORCE++: A Simple and Efficient Approach for Aligning Large Language Models",
    "2503.20783": "Dr. GRPO",
}
"""Ids of the paper that is meant, under a name that is not its title: its method's, its data's, or an earlier title."""


@pytest.fixture(params=["2026-02-26", "2026-03-11"])
def statuses(request, tmp_path, stand_in, arxiv_at):
    store = Store.open(f"sqlite:///{tmp_path / 'course.db'}")
    ingest(store, real_build(request.param), now=NOW)
    stand_in.shelve(map(as_shelved, on_arxiv(verified_facts())))
    report = refresh(store, arxiv=arxiv_at(), now=NOW)
    store.close()
    return {one.id: one for one in report.outcomes}


def test_links_to_another_paper_are_told_with_the_name_they_go_by_and_no_others(statuses):
    told = {named: one.remark for named, one in statuses.items() if PaperStatus.TITLE_DIFFERS in one.statuses}

    assert set(told) == set(WRONG)
    assert all(name in told[named] for named, name in WRONG.items())
    assert set(RIGHT) <= set(statuses) - set(told)
