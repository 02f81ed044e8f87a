"""The real builds of the course, read once, and the vocabulary and order that are shipped for it."""

from functools import cache

from ingest.pack.loading import load_pack
from ingest.statements.names import Finder, finder_of
from ingest.statements.statements import Statements, statements_of
from schema.record_set import RecordSet
from schema.records import Page
from tests.ingest.real_pages import records_of

BUILDS = ("2026-02-26", "2026-03-11")
NEWEST = BUILDS[-1]


def pages_of(build: str) -> tuple[Page, ...]:
    return records_of(build).pages


@cache
def shipped() -> RecordSet:
    pack = load_pack()
    (course,) = pack.courses
    return RecordSet.of([*pack.vocabulary, *pack.papers, *pack.citations, *course.records])


@cache
def finder() -> Finder:
    return finder_of(shipped().concepts)


@cache
def statements_in(build: str) -> Statements:
    return statements_of(pages_of(build), finder(), known=shipped())
