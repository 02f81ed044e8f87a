"""What a process serves: one catalogue with its indexes, loaded from the store as a whole."""

from dataclasses import dataclass, field

from graph.catalogue import Catalogue, CourseState, catalogue_of
from graph.plans.numbering import requirement_graph_of
from graph.plans.requirements import RequirementGraph
from graph.plans.trails import settle_trails
from graph.questions.outlook import Outlook
from graph.refs import RefIndex
from graph.search import SearchIndex
from schema.record_set import RecordSet
from schema.store import SITE_LAYER, Store
from schema.stored_accounts import paper_accounts
from schema.stored_keys import keys_shown, papers_with_keys
from schema.stored_proposals import proposed_links
from schema.values import Evidence


@dataclass(frozen=True, slots=True)
class Served:
    """A catalogue and what is looked up in it."""

    catalogue: Catalogue
    refs: RefIndex
    search: SearchIndex
    _requirements: dict[tuple[str | None, Evidence | None], RequirementGraph] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )
    _outlooks: dict[str | None, Outlook] = field(default_factory=dict, init=False, compare=False, repr=False)

    def requirements_of(self, course: str | None = None, least: Evidence | None = None) -> RequirementGraph:
        """Return what requires what, with the order of a course; made when first asked for, then kept.

        Args:
            course: Slug of the course; the first by default.
            least: How well each edge has to be known; by default as plans follow them.
        """
        if (found := self._requirements.get((course, least))) is not None:
            return found
        chosen = self.catalogue.course(course)
        asked = chosen.slug if chosen else None, least
        if (found := self._requirements.get(asked)) is None:
            # Two threads may both make it: the same comes out, and either may stay.
            materials = self.requirements_of(course).materials if least is not None else None
            found = self._requirements[asked] = requirement_graph_of(self.catalogue, *asked, materials)
        if course is None:
            self._requirements[None, least] = found
        return found

    def outlook_of(self, course: str | None = None) -> Outlook:
        """Return what things lead to, with the order of a course, by default the first; made when first asked for."""
        graph = self.requirements_of(course)
        if (found := self._outlooks.get(graph.course)) is None:
            found = self._outlooks[graph.course] = Outlook(graph, self.catalogue)
        return found

    def prepared(self) -> "Served":
        """Work out for the first course what plans and suggestions would else work out when first asked.

        Returns:
            This, which answers just as before.
        """
        graph, outlook = self.requirements_of(), self.outlook_of()
        settle_trails(graph)
        for concept in graph.concepts.values():
            outlook.prospect(concept)
        return self

    @classmethod
    def of(cls, catalogue: Catalogue) -> "Served":
        """Index a catalogue."""
        refs = RefIndex(catalogue)
        return cls(catalogue, refs, SearchIndex(catalogue, refs))


def served_from(store: Store) -> Served:
    """Load the newest revision of every course, and all that is known of papers, in one unchanging view."""
    with store.reading() as transaction:
        records = RecordSet(papers=papers_with_keys(transaction), citations=transaction.citations())
        accounts, proposed = paper_accounts(transaction), proposed_links(transaction)
        states = []
        for head in transaction.heads():
            records |= transaction.revision(head.scope, head.revision)
            readings = transaction.readings(head.scope, SITE_LAYER)
            stale = frozenset(reading.path for reading in readings if reading.stale)
            states.append(CourseState(head.scope, head.revision, head.ingested_at, head.sources, stale))
    return Served.of(catalogue_of(records, states, accounts, proposed))


class Newest:
    """The newest graph of a store: what is served stays whole until a newer one has been loaded.

    Args:
        store: The store to follow.
        served: What was loaded from it before.
    """

    def __init__(self, store: Store, served: Served) -> None:
        self._store = store
        self._served = served.prepared()

    def __call__(self) -> Served:
        """Return what to serve now."""
        return self._served

    def refresh(self) -> bool:
        """Load what was ingested or renamed since, and say whether there was anything."""
        with self._store.reading() as transaction:
            heads = {(head.scope, head.revision, head.ingested_at) for head in transaction.heads()}
            keys = set(keys_shown(transaction))
        loaded = self._served.catalogue
        same_keys = keys == {(paper.id, paper.citation_key) for paper in loaded.papers.values()}
        if same_keys and heads == {(one.slug, one.revision, one.ingested_at) for one in loaded.states.values()}:
            return False
        self._served = served_from(self._store).prepared()
        return True
