"""What sources say of papers, as the store keeps it: one account of each paper by each source."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from schema.paper_accounts import PaperAccount
from schema.store import Transaction
from schema.tables import PaperAccountRow, PaperRow, table_of


def paper_accounts(transaction: Transaction) -> tuple[PaperAccount, ...]:
    """Return what each source says of papers, by paper and source."""
    table = table_of(PaperAccountRow)
    return transaction.records(PaperAccount, select(table).order_by(table.c.paper, table.c.source))


def save_paper_accounts(transaction: Transaction, accounts: Iterable[PaperAccount]) -> None:
    """Store what sources say of papers, in place of what they said before."""
    accounts = list(accounts)
    for account in accounts:
        forget_paper_account(transaction, account.paper, account.source)
    if accounts:
        transaction.connection.execute(insert(table_of(PaperAccountRow)), [dict(account) for account in accounts])


def forget_paper_account(transaction: Transaction, paper: str, source: str) -> None:
    """Forget what a source says of a paper."""
    table = table_of(PaperAccountRow)
    transaction.connection.execute(delete(table).where(table.c.paper == paper, table.c.source == source))


def forget_paper(transaction: Transaction, paper: str) -> None:
    """Forget a paper of which no source tells any more; its citation keys stay its own."""
    table = table_of(PaperRow)
    transaction.connection.execute(delete(table).where(table.c.id == paper))
