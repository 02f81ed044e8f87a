"""The editions of a course that a store keeps: what they are called, what they held, and how two of them differ."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from threading import Lock

from graph.audit import audit_of
from graph.catalogue import CourseState, catalogue_of
from graph.changes.differences import changes_between
from graph.changes.plans import PlanChange, plan_changes
from graph.changes.told import Change
from graph.check import sound_part
from graph.plan import Route
from graph.served import Served
from schema.content_hash import digest_of, revision_of
from schema.errors import AmbiguousRefError, InputError, NotFoundError
from schema.record_set import RecordSet
from schema.store import VOCABULARY, Store, Transaction
from schema.stored_accounts import paper_accounts
from schema.stored_keys import papers_with_keys

_KEPT = 4
"""How many old editions stay loaded."""

_NAMED = 8
"""How many editions are named where one is not found."""


@dataclass(frozen=True, slots=True)
class Edition:
    """A revision of a course together with the vocabulary that it was first shown with.

    Attributes:
        course: Slug of the course.
        revision: Id of the course's revision.
        vocabulary: Id of the vocabulary's revision.
        seen_at: When the two were first together.
        back: How many editions ago it was; 0 for the newest.
    """

    course: str
    revision: str
    vocabulary: str
    seen_at: datetime
    back: int

    def goes_by(self, name: str) -> bool:
        """Say whether a name is the beginning of its id, or of both its ids with a slash between them."""
        own, slash, shared = name.strip().lower().partition("/")
        return bool(own) and self.revision.startswith(own) and (not slash or self.vocabulary.startswith(shared))


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two editions of a course differ.

    Attributes:
        since: The one to start from.
        until: The one to arrive at.
        changes: What differs, in meaning.
        plans: The lectures whose plans differ.
    """

    since: Edition
    until: Edition
    changes: tuple[Change, ...]
    plans: tuple[PlanChange, ...]


class History:
    """What a store remembers of its courses.

    What is kept of papers lies outside of revisions: both sides of a comparison show papers as they are known today.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._lock = Lock()
        self._loaded = lru_cache(maxsize=_KEPT)(self._load)
        self._compared = lru_cache(maxsize=_KEPT)(self._compare)

    def editions(self, course: str | None = None) -> tuple[Edition, ...]:
        """Return the editions of a course, by default the first one, the newest first.

        Raises:
            NotFoundError: There is no such course.
        """
        with self._store.reading() as transaction:
            courses = [head.scope for head in transaction.heads() if head.scope != VOCABULARY]
            slug = course if course is not None else next(iter(courses), "")
            if slug not in courses:
                raise NotFoundError(slug[:80], courses, what="course")
            found = list(_editions(transaction, slug))
        return tuple(replace(one, back=back) for back, one in enumerate(reversed(found)))

    def edition(self, name: str, course: str | None = None) -> Edition:
        """Return an edition by the beginning of its id, or as ``@1`` for the one before the newest.

        Raises:
            NotFoundError: The course has none of this name; those it has are given.
            AmbiguousRefError: The beginning fits several revisions.
        """
        editions = self.editions(course)
        back = name.strip().removeprefix("@")
        if name.strip().startswith("@") and back.isdecimal():
            fitting = [one for one in editions if str(one.back) == back]
        else:
            fitting = [one for one in editions if one.goes_by(name)]
        if not fitting:
            raise NotFoundError(name[:80], [one.revision for one in editions[:_NAMED]], what="revision")
        if len({one.revision for one in fitting}) > 1:
            raise AmbiguousRefError(name[:80], [one.revision for one in fitting[:_NAMED]])
        return fitting[0]

    def served(self, edition: Edition) -> Served:
        """Return the graph of one course as it was in an edition; a few of them stay loaded."""
        with self._lock:
            return self._loaded(edition, self._papers_now())

    def comparison(
        self,
        since: str | None = None,
        until: str | None = None,
        course: str | None = None,
        *,
        route: Route = Route.REQUIRED,
    ) -> Comparison:
        """Return how two editions of a course differ; without names, the newest and the one before.

        Raises:
            NotFoundError: There is no such course, or none of its editions goes by the name.
            InputError: There is none before.
        """
        after = self.edition(until if until is not None else "@0", course)
        if since is None and after.back + 1 == len(self.editions(after.course)):
            raise InputError(
                f"{after.course} has no revision before {after.revision}",
                remedy="Ingest another build of it; then there is something to compare",
            )
        before = self.edition(since if since is not None else f"@{after.back + 1}", after.course)
        with self._lock:
            return self._compared(before, after, route, self._papers_now())

    def _papers_now(self) -> str:
        """Return what changes with all that is known of papers."""
        with self._store.reading() as transaction:
            return revision_of(digest_of(one) for one in (*papers_with_keys(transaction), *transaction.citations()))

    def _load(self, edition: Edition, papers: str) -> Served:
        with self._store.reading() as transaction:
            records = RecordSet(papers=papers_with_keys(transaction), citations=transaction.citations())
            accounts = paper_accounts(transaction)
            records |= transaction.revision(VOCABULARY, edition.vocabulary)
            records |= transaction.revision(edition.course, edition.revision)
        # A vocabulary that has gone on without the course may lack what the course names.
        records, _ = sound_part(records)
        states = [
            CourseState(VOCABULARY, edition.vocabulary, edition.seen_at),
            CourseState(edition.course, edition.revision, edition.seen_at),
        ]
        return Served.of(catalogue_of(records, states, accounts))

    def _compare(self, before: Edition, after: Edition, route: Route, papers: str) -> Comparison:
        old, new = self._loaded(before, papers), self._loaded(after, papers)
        sides = (replace(one.catalogue.records, findings=audit_of(one.catalogue, before.course)) for one in (old, new))
        return Comparison(before, after, changes_between(*sides), plan_changes(old, new, before.course, route))


def _editions(transaction: Transaction, course: str) -> Iterator[Edition]:
    """Yield the editions of a course, oldest first.

    A store notes when it first saw each revision of a course and of the vocabulary, not when it came back to one: the
    newest edition is told by what is the head now. What is older than every vocabulary is shown with the first.
    """
    heads = {head.scope: head for head in transaction.heads()}
    newest = {scope: head.revision for scope, head in heads.items()}
    words, own = transaction.revisions(VOCABULARY), transaction.revisions(course)
    events = [(seen, False, id_ == newest.get(VOCABULARY), id_) for id_, seen in words]
    events += [(seen, True, id_ == newest[course], id_) for id_, seen in own]
    times = {seen for _, seen in own}
    revision, vocabulary = "", words[0][0] if words else ""
    last: tuple[str, str] | None = None
    for seen, is_course, _, id_ in sorted(events):
        revision, vocabulary = (id_, vocabulary) if is_course else (revision, id_)
        # A vocabulary that came with a revision of the course was not there without it.
        together = is_course or seen not in times
        if revision and together and (revision, vocabulary) != last:
            last = (revision, vocabulary)
            yield Edition(course, *last, seen, back=0)
    shown = (newest[course], newest.get(VOCABULARY, vocabulary))
    if shown != last:
        yield Edition(course, *shown, heads[course].ingested_at, back=0)
