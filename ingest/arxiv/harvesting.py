"""Harvesting arXiv: what changed in a span of days, or single papers, with all versions and withdrawals.

Each part is kept as it comes. What stops a harvest, a kill or a power cut too, leaves what was read, and the next run
of the same harvest goes on from there: by arXiv's token, or by date where that has expired.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

from ingest.arxiv.articles import Article, paper_from
from ingest.arxiv.cache import LIFETIME
from ingest.arxiv.entries import EntryError
from ingest.arxiv.faults import UnusableAnswerError
from ingest.arxiv.harvest_files import ArticleFile, Progress, ProgressFile, Span
from ingest.arxiv.oai_client import OaiClient, OaiRefusedError
from ingest.arxiv.oai_pmh import Harvest, Unreadable
from ingest.papers.abstracts import keep_abstracts
from ingest.papers.keeping import keep_accounts, keep_vocabulary
from schema.arxiv_ids import arxiv_id
from schema.errors import ArxivError
from schema.paper_accounts import OAI, Holding, PaperAccount
from schema.store import VOCABULARY, Store
from schema.stored_accounts import paper_accounts

MOST_TOLD = 100
"""How many unreadable records are told of; the rest is counted."""

_MOST_RESTARTS = 3
"""How often it is begun at one day: a server that takes no token gets no further than a part of it."""

_NO_SUCH_PAPER = "idDoesNotExist"


@dataclass(slots=True)
class HarvestReport:
    """What came of a harvest.

    Attributes:
        requests: How many requests were made.
        records: How many records were read, those of the runs before it that were stopped included; what had to be
            asked for again counts again.
        kept: Ids of the papers of which something was kept in the store.
        withdrawn: Those of them that arXiv calls withdrawn.
        gone: Those of them that arXiv no longer has, or never had.
        fresh: How many papers were not asked for, as what arXiv says of them is less than a day old.
        unreadable: The first records that were none.
        bad_records: How many were none.
        remarks: What happened on the way, in words.
        problem: Why it was given up, if it was; the next run goes on.
    """

    requests: int = 0
    records: int = 0
    kept: dict[str, None] = field(default_factory=dict)
    withdrawn: dict[str, None] = field(default_factory=dict)
    gone: dict[str, None] = field(default_factory=dict)
    fresh: int = 0
    unreadable: list[Unreadable] = field(default_factory=list)
    bad_records: int = 0
    remarks: list[str] = field(default_factory=list)
    problem: ArxivError | None = None


@dataclass(slots=True)
class _Keeper:
    """Keeps what comes of the papers that are known or asked for."""

    store: Store
    now: datetime
    known: Collection[str]
    wanted: Collection[str]
    abstracts: bool
    report: HarvestReport

    def keep(self, part: Harvest) -> None:
        report = self.report
        # Of an id that nothing else tells of, only what there is is worth keeping.
        told = [one for one in self._accounts(part) if one.paper in self.wanted]
        accounts = [one for one in told if one.said or one.paper in self.known]
        report.bad_records += len(part.unreadable)
        report.unreadable += part.unreadable[: MOST_TOLD - len(report.unreadable)]
        report.kept |= dict.fromkeys(one.paper for one in accounts if one.said)
        report.withdrawn |= dict.fromkeys(one.paper for one in accounts if one.said and one.said.withdrawn)
        report.gone |= dict.fromkeys(one.paper for one in told if one.holding is Holding.NOT_FOUND)
        if not accounts:
            return
        with self.store.writing() as transaction:
            keep_accounts(transaction, accounts, self.now)
            head = transaction.head(VOCABULARY)
            keep_vocabulary(transaction, sources=head.sources if head else [OAI], now=self.now)
            if self.abstracts:
                texts = {one.id: one.abstract for one in part.articles if one.id in self.wanted}
                keep_abstracts(transaction, OAI, texts, now=self.now)

    def _accounts(self, part: Harvest) -> Iterator[PaperAccount]:
        for article in part.articles:
            yield self._account_of(article)
        for id_ in part.deleted:
            yield PaperAccount(paper=id_, source=OAI, holding=Holding.NOT_FOUND, read_at=self.now)
        for one in part.unreadable:
            if named := arxiv_id(one.id):
                yield self._unreadable(named, one.reason)

    def _account_of(self, article: Article) -> PaperAccount:
        try:
            return PaperAccount(paper=article.id, source=OAI, said=paper_from(article), read_at=self.now)
        except EntryError as error:
            return self._unreadable(article.id, str(error))

    def _unreadable(self, paper: str, reason: str) -> PaperAccount:
        return PaperAccount(paper=paper, source=OAI, holding=Holding.UNREADABLE, remark=reason[:500], read_at=self.now)


def harvest_papers(
    store: Store,
    ids: Sequence[str],
    *,
    client: OaiClient,
    now: datetime,
    abstracts: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> HarvestReport:
    """Ask for single papers, one request each, and keep what arXiv says of them and all their versions.

    What it said less than a day ago is not asked again, so a run that was stopped goes on where it was.

    Args:
        store: Where it is kept.
        ids: Canonical ids of the papers.
        client: Whom to ask.
        now: The time to note down.
        abstracts: Whether to keep abstracts as well.
        progress: Is told what is being done.

    Raises:
        StoreError: The database refused.
    """
    report = HarvestReport()
    with store.reading() as transaction:
        known = {paper.id for paper in transaction.papers()}
        told = {one.paper: one.read_at for one in paper_accounts(transaction) if one.source == OAI}
    fresh = {paper for paper, read_at in told.items() if now - read_at < LIFETIME}
    keeper = _Keeper(store, now, known, frozenset(ids), abstracts, report)
    asked = [one for one in dict.fromkeys(ids) if one not in fresh]
    report.fresh = len(dict.fromkeys(ids)) - len(asked)
    try:
        for number, id_ in enumerate(asked, 1):
            progress(f"paper {number} of {len(asked)}")
            keeper.keep(_answered(client, id_))
            report.records += 1
    except ArxivError as error:
        report.problem = error
    report.requests = client.requests
    return report


def _answered(client: OaiClient, id_: str) -> Harvest:
    part = client.paper(id_)
    if any(error.code == _NO_SUCH_PAPER for error in part.errors):
        return Harvest(deleted=(id_,))
    _refuse_errors(client, part)
    return part


def _refuse_errors(client: OaiClient, part: Harvest) -> None:
    if part.errors and not all(error.is_nothing_new for error in part.errors):
        told = "; ".join(f"{error.code}: {error.message}" for error in part.errors)
        raise OaiRefusedError(client.address, told[:500])


def harvest_span(
    store: Store,
    span: Span,
    *,
    client: OaiClient,
    notes: ProgressFile,
    into: Path | None,
    ids: Iterable[str] = (),
    now: datetime,
    abstracts: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> HarvestReport:
    """Read all that changed in a span of days; keep what it tells of known papers, and all of it in a file if asked.

    Args:
        store: Where what is known of papers is kept.
        span: What is asked for.
        client: Whom to ask.
        notes: Where it is noted how far it has come.
        into: File for all articles, as JSON lines; it grows with each part.
        ids: Papers to keep in the store beside those that it knows.
        now: The time to note down.
        abstracts: Whether to keep abstracts as well, in the store.
        progress: Is told what is being done.

    Raises:
        SourceError: The file cannot be written, or is another one.
        StoreError: The database refused.
    """
    report = HarvestReport()
    with store.reading() as transaction:
        known = {paper.id for paper in transaction.papers()}
    file = ArticleFile(into) if into else None
    walk = _Walk(span, client, notes, file, _Keeper(store, now, known, known | set(ids), abstracts, report), progress)
    try:
        walk.go()
    except ArxivError as error:
        report.problem = error
    report.requests = client.requests
    return report


class _Walk:
    """One run of a harvest."""

    def __init__(
        self,
        span: Span,
        client: OaiClient,
        notes: ProgressFile,
        file: ArticleFile | None,
        keeper: _Keeper,
        progress: Callable[[str], None],
    ) -> None:
        self._span = span
        self._client = client
        self._notes = notes
        self._file = file
        self._keeper = keeper
        self._progress = progress
        self._report = keeper.report
        self._restarts = 0

    def go(self) -> None:
        """Go on where an earlier run was stopped, or begin, and go to the end."""
        state = self._taken_up()
        while (next_ := self._one_part(state)) is not None:
            state = next_
            self._progress(f"{state.records:,} records, to {state.newest or 'no day'}")
        self._notes.end()

    def _taken_up(self) -> Progress:
        state = self._notes.read()
        if state is None:
            if self._file:
                self._file.cut(0)
            return Progress(begin=self._span.since)
        if self._file:
            self._file.cut(state.written)
        self._report.records = state.records
        self._report.remarks.append(f"goes on where it was stopped, after {state.records:,} records")
        return state

    def _one_part(self, state: Progress) -> Progress | None:
        """Read one part and keep it; return how far that is, or None where it was the last."""
        part = self._asked(state)
        if any(error.is_token_expired for error in part.errors) and state.token:
            return self._begun_by_date(state)
        _refuse_errors(self._client, part)
        if part.token and part.token == state.token:
            raise UnusableAnswerError(self._client.address, "answers with the token that it was asked with")
        after = self._kept(state, part)
        self._report.records = after.records
        if not part.token:
            return None
        self._notes.note(after)
        return after

    def _asked(self, state: Progress) -> Harvest:
        if state.token:
            return self._client.continued(state.token)
        return self._client.listed(
            archive=self._span.archive,
            since=state.begin.isoformat() if state.begin else "",
            until=self._span.until.isoformat() if self._span.until else "",
        )

    def _kept(self, state: Progress, part: Harvest) -> Progress:
        written = self._file.append(part.articles) if self._file else 0
        self._keeper.keep(part)
        days = [day for day in (state.newest, part.newest) if day]
        return replace(
            state,
            token=part.token,
            newest=max(days, default=None),
            in_order=state.in_order and not (state.newest and part.oldest and part.oldest < state.newest),
            records=state.records + len(part.articles) + len(part.deleted) + len(part.unreadable),
            written=written,
        )

    def _begun_by_date(self, state: Progress) -> Progress:
        """Return where to begin as a token has expired: at the last day that was read, or where days came in no order.

        What is asked for again is taken out of the file first.
        """
        begin = state.newest if state.in_order and state.newest else self._span.since
        self._restarts = self._restarts + 1 if begin == state.begin else 0
        if self._restarts > _MOST_RESTARTS:
            raise UnusableAnswerError(self._client.address, "takes no token that it gives")
        again = Progress(begin=begin, newest=begin if state.in_order else None)
        if begin and state.in_order and state.newest:
            again = replace(again, records=state.records, written=self._without_day(begin))
        elif self._file:
            self._file.cut(0)
        self._report.remarks.append(f"the token had expired: asked again from {begin or 'the beginning'}")
        self._notes.note(again)
        return again

    def _without_day(self, day: date) -> int:
        return self._file.drop_from(day) if self._file else 0
