"""How each paper of a store stands between preprint and publication."""

from graph.papers.publication import publication_of
from ingest.papers.keeping import accounts_by_paper
from schema.store import Transaction
from schema.stored_accounts import paper_accounts
from schema.values import PublicationState


def publication_states(transaction: Transaction) -> dict[str, PublicationState]:
    """Return how each paper stands, by its id."""
    accounts = accounts_by_paper(paper_accounts(transaction))
    return {paper.id: publication_of(paper, accounts.get(paper.id, ())).state for paper in transaction.papers()}
