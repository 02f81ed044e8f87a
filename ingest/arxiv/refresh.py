"""Bringing what is known of papers up to date: ask arXiv for what is stale, and keep each part as it comes."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from graph.auditing.papers import paper_findings
from graph.served import served_from
from ingest.arxiv.cache import LIFETIME
from ingest.arxiv.query import PartAnswered
from ingest.arxiv.service import Arxiv, Progress
from ingest.arxiv.statuses import Outcome, PaperStatus, statuses
from ingest.papers.abstracts import keep_abstracts
from ingest.papers.keeping import PAPERS_LAYER, accounts_by_paper, keep_accounts, keep_vocabulary
from ingest.papers.merging import ARXIV_ITSELF, merged, word_of_arxiv
from ingest.papers.publications import publication_states
from schema.arxiv_ids import arxiv_id
from schema.errors import ArxivError
from schema.paper_accounts import ARXIV, Holding, PaperAccount
from schema.records import Finding, Paper
from schema.store import VOCABULARY, Store
from schema.stored_accounts import paper_accounts
from schema.stored_keys import papers_with_keys


@dataclass(frozen=True, slots=True)
class RefreshReport:
    """What came of asking arXiv.

    Attributes:
        outcomes: How each paper stands, in the order they were asked for.
        requests: How many requests were made.
        fetched: How many papers were answered just now, by arXiv.
        repeated: How many were answered by what arXiv said less than a day ago.
        findings: What is odd about the papers that were asked for.
        strays: Ids that arXiv answered with and that nobody had asked for.
        problem: Why arXiv was given up, if it was.
    """

    outcomes: tuple[Outcome, ...]
    requests: int
    fetched: int
    repeated: int
    findings: tuple[Finding, ...] = ()
    strays: tuple[str, ...] = ()
    problem: ArxivError | None = None


@dataclass(frozen=True, slots=True)
class _Known:
    """What the store held before."""

    papers: Mapping[str, Paper]
    accounts: Mapping[str, PaperAccount]

    @classmethod
    def of(cls, store: Store) -> "_Known":
        with store.reading() as transaction:
            papers = {paper.id: paper for paper in papers_with_keys(transaction)}
            by_paper = accounts_by_paper(paper_accounts(transaction))
        words = {paper: word_of_arxiv(accounts) for paper, accounts in by_paper.items()}
        return cls(papers, {paper: word for paper, word in words.items() if word})


def refresh(
    store: Store,
    names: Sequence[str] | None = None,
    *,
    arxiv: Arxiv,
    now: datetime,
    abstracts: bool = True,
    progress: Progress = lambda _: None,
) -> RefreshReport:
    """Ask arXiv for papers, keep what it says, and return how each stands.

    What it said less than a day ago is not asked again. Each part is kept as it comes, so that whatever ends this
    leaves what was fetched; that arXiv cannot be reached is told in the report.

    Args:
        store: Where what is known is kept.
        names: Ids in any spelling, or citation keys; by default all papers that arXiv may hold.
        arxiv: Whom to ask.
        now: The time to note down.
        abstracts: Whether to keep abstracts as well, in this store alone, and to link papers to concepts by them.
        progress: Is told what is being done.

    Raises:
        StoreError: The database refused.
    """
    known = _Known.of(store)
    ids = _ids(names, known.papers)
    wanted = list(dict.fromkeys(id_ for id_ in ids.values() if id_ is not None))
    stale = [id_ for id_ in wanted if not _is_fresh(known.accounts.get(id_), now)]
    fetched = 0
    strays: list[str] = []
    problem = None
    told: dict[str, PaperAccount] = {id_: known.accounts[id_] for id_ in wanted if id_ not in set(stale)}
    try:
        for part in arxiv.answers(stale):
            accounts = accounts_of(part)
            told |= {account.paper: account for account in accounts}
            _keep(store, accounts, known.papers, part.abstracts if abstracts else {}, now)
            fetched += len(accounts) if part.fresh else 0
            strays += part.strays
            progress(f"{len(told)} of {len(wanted)} papers")
    except ArxivError as error:
        problem = error
    misnamed = misnamed_papers(store)
    return RefreshReport(
        outcomes=_with_publications(
            store, (_outcome(name, id_, told, known.papers, misnamed) for name, id_ in ids.items())
        ),
        requests=arxiv.requests,
        fetched=fetched,
        repeated=len(told) - fetched,
        findings=_findings(store, set(wanted)),
        strays=tuple(dict.fromkeys(strays)),
        problem=problem,
    )


def standing(
    store: Store, names: Sequence[str] | None = None, *, now: datetime, lifetime: timedelta
) -> tuple[Outcome, ...]:
    """Return how papers stand by what arXiv said last, beside what the other sources say; nobody is asked.

    Args:
        store: Where what is known is kept.
        names: Ids in any spelling, or citation keys; by default all papers.
        now: The time it is.
        lifetime: How old an account may be before it is stale.
    """
    with store.reading() as transaction:
        papers = {paper.id: paper for paper in papers_with_keys(transaction)}
        accounts = accounts_by_paper(paper_accounts(transaction))
    misnamed = misnamed_papers(store)
    outcomes = []
    asked = _ids(names, papers) if names is not None else {paper: arxiv_id(paper) for paper in papers}
    for name, id_ in asked.items():
        mine = accounts.get(id_ or "", ())
        account = word_of_arxiv(mine)
        others = merged(one for one in mine if one.source not in ARXIV_ITSELF)
        found = statuses(account, others.paper if others else None, misnamed=misnamed, now=now, lifetime=lifetime)
        outcomes.append(_told(name, id_, found, papers, account, misnamed))
    return _with_publications(store, outcomes)


def accounts_of(part: PartAnswered) -> list[PaperAccount]:
    """Return what arXiv says, as accounts."""
    bad = ((Holding.REFUSED, part.refused), (Holding.UNREADABLE, part.unreadable))
    return [
        *(PaperAccount(paper=id_, source=ARXIV, said=said, read_at=part.at) for id_, said in part.held.items()),
        *(PaperAccount(paper=id_, source=ARXIV, holding=Holding.NOT_FOUND, read_at=part.at) for id_ in part.not_found),
        *(
            PaperAccount(paper=id_, source=ARXIV, holding=holding, remark=remark, read_at=part.at)
            for holding, told in bad
            for id_, remark in told.items()
        ),
    ]


def misnamed_papers(store: Store) -> dict[str, str]:
    """Return which papers a page links under a name that is not theirs, and in words which page and name."""
    catalogue = served_from(store).catalogue
    found = (finding for course in catalogue.courses for finding in paper_findings(catalogue, course))
    return {paper: one.message for one in found if one.code == "TITLE_MISMATCH" for paper in one.subjects}


def _findings(store: Store, papers: Collection[str]) -> tuple[Finding, ...]:
    with store.reading() as transaction:
        held = transaction.layer(VOCABULARY, PAPERS_LAYER).findings
    return tuple(finding for finding in held if set(finding.subjects) & set(papers))


def _keep(
    store: Store,
    accounts: Iterable[PaperAccount],
    papers: Collection[str],
    abstracts: Mapping[str, str],
    now: datetime,
) -> None:
    # Of an id that nothing else tells of, only what there is is worth keeping.
    kept = [one for one in accounts if one.said is not None or one.paper in papers]
    with store.writing() as transaction:
        keep_accounts(transaction, kept, now)
        head = transaction.head(VOCABULARY)
        keep_vocabulary(transaction, sources=head.sources if head else [ARXIV], now=now)
        keep_abstracts(transaction, ARXIV, {one.paper: abstracts.get(one.paper, "") for one in kept}, now=now)


def _with_publications(store: Store, outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    with store.reading() as transaction:
        states = publication_states(transaction)
    return tuple(replace(one, publication=states.get(arxiv_id(one.id) or one.id)) for one in outcomes)


def _is_fresh(account: PaperAccount | None, now: datetime) -> bool:
    return account is not None and timedelta(0) <= now - account.read_at < LIFETIME


def _ids(names: Sequence[str] | None, papers: Mapping[str, Paper]) -> dict[str, str | None]:
    """Return which id each name means; None where arXiv knows no such thing."""
    if names is None:
        return {id_: id_ for id_ in papers if arxiv_id(id_)}
    keys = {paper.citation_key: paper.id for paper in papers.values() if paper.citation_key}
    return {name: arxiv_id(keys.get(name, name)) for name in names}


def _outcome(
    name: str,
    id_: str | None,
    told: Mapping[str, PaperAccount],
    papers: Mapping[str, Paper],
    misnamed: Mapping[str, str],
) -> Outcome:
    account = told.get(id_ or "")
    found = statuses(account, papers.get(id_ or ""), misnamed=misnamed) if account else (PaperStatus.UNANSWERED,)
    return _told(name, id_, found, papers, account, misnamed)


def _told(
    name: str,
    id_: str | None,
    found: tuple[PaperStatus, ...],
    papers: Mapping[str, Paper],
    account: PaperAccount | None,
    misnamed: Mapping[str, str],
) -> Outcome:
    known = papers.get(id_ or name)
    said = account.said if account else None
    title = said.title if said else known.title if known else ""
    if id_ is None:
        keys = {paper.citation_key: paper for paper in papers.values()}
        known = known or keys.get(name)
        held = PaperStatus.NOT_ON_ARXIV if known else PaperStatus.REFUSED
        return Outcome(name, known.title if known else "", (held,), remark="" if known else "is no arXiv id")
    remark = (account.remark if account else "") or misnamed.get(id_, "")
    return Outcome(id_, title, found, account.read_at if account else None, remark)
