"""Keeping what sources say of papers, and what that makes of them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from ingest.papers.citations import told_by
from ingest.papers.merging import ARXIV_ITSELF, Merged, merged
from ingest.papers.uniting import Doubles, unite
from reading.settled_keys import settle_keys
from schema.paper_accounts import ARXIV, BIBLIOGRAPHY, EARLIER, LIBRARY, Holding, PaperAccount
from schema.record_set import RecordSet
from schema.records import Citation, Finding, Paper
from schema.store import PROPOSED_LAYER, VOCABULARY, Transaction
from schema.stored_accounts import forget_paper, forget_paper_account, paper_accounts, save_paper_accounts
from schema.values import Severity

PAPERS_LAYER = "papers"
"""The layer beside the vocabulary that holds what was found about papers."""


def keep_papers(
    transaction: Transaction,
    source: str,
    papers: Iterable[Paper],
    citations: Iterable[Citation] = (),
    *,
    now: datetime,
) -> None:
    """Keep what a source says of papers.

    Args:
        transaction: Where.
        source: Name of the source.
        papers: What it says.
        citations: Which paper cites which.
        now: When it says so.
    """
    keep_accounts(
        transaction, [PaperAccount(paper=one.id, source=source, said=one, read_at=now) for one in papers], now
    )
    transaction.save_papers((), told_by(source, citations, transaction.citations(), now=now))


def keep_accounts(transaction: Transaction, accounts: Sequence[PaperAccount], now: datetime) -> None:
    """Keep what sources say of papers beside what others say, and what all of it makes of the papers."""
    # Before anything becomes known: a paper of an older version of this program keeps the key it was shown under.
    settle_keys(transaction, now=now)
    records = {paper.id: paper for paper in transaction.papers()}
    unite(transaction, accounts, records, now=now)
    known = accounts_by_paper(paper_accounts(transaction))
    concerned: dict[str, dict[str, PaperAccount]] = {}
    for account in accounts:
        if _says_nothing_new(account, known.get(account.paper, ())):
            continue
        mine = concerned.setdefault(account.paper, {one.source: one for one in known.get(account.paper, ())})
        if not mine and not _is_of_a_course(account) and (record := records.get(account.paper)):
            mine[EARLIER] = PaperAccount(paper=record.id, source=EARLIER, said=record, read_at=now)
        if _is_of_a_course(account) and EARLIER in mine:
            del mine[EARLIER]
            forget_paper_account(transaction, account.paper, EARLIER)
        mine[account.source] = _not_forgetting(account, mine.get(account.source))
    save_paper_accounts(transaction, (one for mine in concerned.values() for one in mine.values()))
    _keep_what_that_makes(transaction, concerned, now)


def forget_accounts(transaction: Transaction, source: str, papers: Iterable[str], now: datetime) -> None:
    """Forget what a source says of papers; a paper of which no other source tells goes with it.

    Its citation key stays its own, should it come again.
    """
    known = accounts_by_paper(paper_accounts(transaction))
    left: dict[str, dict[str, PaperAccount]] = {}
    for paper in papers:
        left[paper] = {one.source: one for one in known.get(paper, ()) if one.source != source}
        forget_paper_account(transaction, paper, source)
        if not any(one.said for one in left[paper].values()):
            forget_paper(transaction, paper)
    _keep_what_that_makes(transaction, left, now)


def _keep_what_that_makes(
    transaction: Transaction, concerned: Mapping[str, Mapping[str, PaperAccount]], now: datetime
) -> None:
    results = {paper: merged(mine.values()) for paper, mine in concerned.items()}
    transaction.save_papers(result.paper for result in results.values() if result)
    settle_keys(transaction, now=now)
    _keep_findings(transaction, concerned, results, now)


def papers_of_courses(transaction: Transaction) -> set[str]:
    """Return the ids of the papers of which more than a bibliography tells: it may be gone tomorrow."""
    sources = accounts_by_paper(paper_accounts(transaction))
    return {
        paper.id
        for paper in transaction.papers()
        if not (told := sources.get(paper.id)) or not all(one.source.startswith(BIBLIOGRAPHY) for one in told)
    }


def accounts_by_paper(accounts: Iterable[PaperAccount]) -> dict[str, tuple[PaperAccount, ...]]:
    """Return accounts by the paper they are of."""
    grouped: defaultdict[str, list[PaperAccount]] = defaultdict(list)
    for account in accounts:
        grouped[account.paper].append(account)
    return {paper: tuple(mine) for paper, mine in grouped.items()}


def keep_vocabulary(transaction: Transaction, *, sources: Sequence[str], now: datetime) -> None:
    """Make the newest revision of the vocabulary of all its layers."""
    whole = RecordSet()
    for name in transaction.layers(VOCABULARY):
        if name == PROPOSED_LAYER:
            continue
        whole |= transaction.layer(VOCABULARY, name)
    transaction.save_revision(VOCABULARY, whole, sources=sources, now=now)


def _is_of_a_course(account: PaperAccount) -> bool:
    """Say whether a source is a pack or a page: then what was stored before it is what an earlier one of them said."""
    return account.source not in {*ARXIV_ITSELF, LIBRARY} and not account.source.startswith(BIBLIOGRAPHY)


def _says_nothing_new(account: PaperAccount, known: Iterable[PaperAccount]) -> bool:
    """Say whether a source repeats itself; of arXiv it matters also when it does."""
    if account.source in ARXIV_ITSELF:
        return False
    return any((one.source, one.said, one.remark) == (account.source, account.said, account.remark) for one in known)


def _not_forgetting(account: PaperAccount, before: PaperAccount | None) -> PaperAccount:
    """Return an account with what the source said before, where it now holds nothing: a paper does not vanish."""
    if account.said is None and before and before.said:
        return PaperAccount.model_validate(dict(account) | {"said": before.said})
    return account


def _keep_findings(
    transaction: Transaction,
    concerned: Mapping[str, Mapping[str, PaperAccount]],
    results: Mapping[str, Merged | None],
    now: datetime,
) -> None:
    before = transaction.layer(VOCABULARY, PAPERS_LAYER).findings
    after = [finding for finding in before if not set(finding.subjects) & set(concerned)]
    doubles = Doubles(transaction.papers())
    for paper, mine in concerned.items():
        after += _of_arxiv(paper, _asked_last(mine.values()), results[paper])
        if result := results[paper]:
            after += (*result.findings, *doubles.findings(result.paper))
    after.sort(key=lambda finding: (finding.subjects, finding.code, finding.message))
    held = RecordSet.of(dict.fromkeys(after))
    if held.findings != before:
        transaction.save_layer(VOCABULARY, PAPERS_LAYER, held, read=(), source="papers", now=now)


def _asked_last(accounts: Iterable[PaperAccount]) -> PaperAccount | None:
    """Return what arXiv said last, through whichever of its interfaces."""
    said = [one for one in accounts if one.source in ARXIV_ITSELF]
    return max(said, key=lambda one: (one.read_at, one.source), default=None)


def _of_arxiv(paper: str, account: PaperAccount | None, result: Merged | None) -> list[Finding]:
    """Return what is wrong with a paper by arXiv's word."""
    name = f"{paper} ({result.paper.title})" if result else paper
    remark = account.remark if account else ""
    told: dict[Holding, tuple[str, str]] = {
        Holding.NOT_FOUND: ("PAPER_NOT_FOUND", f"arXiv has nothing under {name}"),
        Holding.REFUSED: ("PAPER_ID_REFUSED", f"arXiv takes {name} for no id: {remark}"),
        Holding.UNREADABLE: ("PAPER_UNREADABLE", f"what arXiv has under {name} cannot be read: {remark}"),
    }
    found = []
    if account and account.holding in told:
        code, message = told[account.holding]
        found.append((code, message, "Compare the id with the paper itself; what other sources say of it is kept"))
    if result and result.paper.withdrawn:
        guessed = ", as far as its comment tells" if "withdrawn" in result.paper.unverified else ""
        message = f"{name} has been withdrawn{guessed}: {(result.paper.comment or 'no reason is given')[:300]}"
        found.append(("PAPER_WITHDRAWN", message, "Recommend another paper, or an earlier version of this one"))
    return [
        Finding(code=code, severity=Severity.WARNING, message=message, remedy=remedy, source=ARXIV, subjects=(paper,))
        for code, message, remedy in found
    ]
