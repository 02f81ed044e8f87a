"""What rules propose of papers, as the store keeps it: a layer beside the vocabulary, of which no revision is made."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, select

from schema.record_set import FIELD_OF, RecordSet
from schema.records import PaperConcept
from schema.store import PROPOSED_LAYER, VOCABULARY, Transaction
from schema.tables import Membership, PaperConceptRow, table_of


def proposed_links(transaction: Transaction) -> tuple[PaperConcept, ...]:
    """Return what rules propose that papers do with concepts, by paper, the surest first."""
    table, member = table_of(PaperConceptRow), table_of(Membership).c
    query = (
        select(table)
        .join(table_of(Membership), member.digest == table.c.digest)
        .where(member.scope == VOCABULARY, member.holder == f"layer:{PROPOSED_LAYER}")
        .where(member.kind == FIELD_OF[PaperConcept])
        .order_by(member.rank)
    )
    return transaction.records(PaperConcept, query)


def save_proposed_links(transaction: Transaction, links: Iterable[PaperConcept], *, now: datetime) -> None:
    """Store what rules propose that papers do with concepts, in place of all that they proposed before."""
    surest_first = sorted(links, key=lambda link: (link.paper, -(link.confidence or 0), link.concept))
    held = RecordSet(paper_concepts=tuple(surest_first))
    transaction.save_layer(VOCABULARY, PROPOSED_LAYER, held, read=(), source="abstracts", now=now)
    table = table_of(PaperConceptRow)
    loose = table.c.confidence.is_not(None) & table.c.digest.not_in(select(table_of(Membership).c.digest))
    transaction.connection.execute(delete(table).where(loose))
