"""Papers that turn out to be one: joined where only bibliographies told them apart, and told where others do."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime

from ingest.papers.identity import Evidence, KnownPapers
from schema.paper_accounts import BIBLIOGRAPHY, PaperAccount
from schema.records import Finding, Paper
from schema.store import Transaction
from schema.stored_accounts import forget_paper, forget_paper_account, paper_accounts, save_paper_accounts
from schema.stored_keys import pass_keys_on
from schema.values import Severity


def unite(
    transaction: Transaction, accounts: Iterable[PaperAccount], records: dict[str, Paper], *, now: datetime
) -> None:
    """Join papers that only bibliographies tell of, under an id of our own, to those that others tell of now.

    What bibliographies said, and the citation keys they were known by, is then of the paper that the others mean.

    Args:
        transaction: Where.
        accounts: What is told of now.
        records: The papers that are known, by id; those that are joined to others are taken out.
        now: The time to note down.
    """
    told = [one.said for one in accounts if one.said and (one.said.arxiv_id or not _is_bibliography(one.source))]
    own = [paper for paper in records.values() if not paper.arxiv_id]
    if not told or not own:
        return
    sources: defaultdict[str, set[str]] = defaultdict(set)
    held = paper_accounts(transaction)
    for one in held:
        sources[one.paper].add(one.source)
    known = KnownPapers(paper for paper in own if sources[paper.id] and all(map(_is_bibliography, sources[paper.id])))
    for said in told:
        for double in known.doubles(said):
            if records.pop(double.paper.id, None):
                moved = [one for one in held if one.paper == double.paper.id]
                _move(transaction, moved, said.id, double.by, sources[said.id], now)


def _is_bibliography(source: str) -> bool:
    return source.startswith(BIBLIOGRAPHY)


def _move(
    transaction: Transaction,
    accounts: Iterable[PaperAccount],
    heir: str,
    by: Evidence,
    already: Collection[str],
    now: datetime,
) -> None:
    """Make accounts of a paper those of another, of which some sources already told, and the other its heir."""
    for one in accounts:
        forget_paper_account(transaction, one.paper, one.source)
        forget_paper(transaction, one.paper)
        pass_keys_on(transaction, one.paper, heir, now=now)
        if one.source in already:
            continue
        said = one.said.model_copy(update={"id": heir}) if one.said else None
        remark = f"{one.remark}; it was {one.paper} until its {by} showed which paper it is"
        save_paper_accounts(transaction, [one.model_copy(update={"paper": heir, "said": said, "remark": remark})])


class Doubles:
    """Which papers are held twice, under two ids.

    Args:
        papers: All that is known of papers.
    """

    def __init__(self, papers: Iterable[Paper]) -> None:
        self._known = KnownPapers(papers)

    def findings(self, paper: Paper) -> Iterator[Finding]:
        """Yield that another paper is the same as this one, with the evidence; both are kept."""
        for double in self._known.doubles(paper):
            first, second = sorted((paper, double.paper), key=lambda one: one.id)
            yield Finding(
                code="PAPER_TWICE",
                severity=Severity.INFO,
                message=f"{first.id} ({first.title}) and {second.id} ({second.title}) have one {double.by}: "
                "they may be one paper, and both are kept",
                remedy="Where they are one, name it by one id in all sources",
                source="papers",
                subjects=(first.id, second.id),
            )
