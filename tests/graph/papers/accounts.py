"""Invented accounts of an invented paper."""

from datetime import UTC, datetime

from schema.paper_accounts import PaperAccount
from schema.records import Paper

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
LATER = datetime(2026, 3, 12, 12, tzinfo=UTC)
ID = "2601.90004"
TITLE = "A Small Theory of Steam"


def paper(**fields):
    return Paper(**({"id": ID, "title": TITLE} | fields))


def says(source, read_at=NOON, **fields):
    return PaperAccount(paper=ID, source=source, said=paper(**fields), read_at=read_at)
