"""The real builds of the course, read once, and the vocabulary and order that are shipped for it."""

from functools import cache

from ingest.pack.loading import load_pack
from ingest.site_files import page_files
from ingest.site_reading import layer_of, site_reading
from ingest.statements.names import Finder, finder_of
from ingest.statements.statements import Statements, statements_of
from schema.record_set import RecordSet
from schema.records import Page
from tests.shared_files import real_build

COURSE = "llm-post-training"
BUILDS = ("2026-02-26", "2026-03-11")
NEWEST = BUILDS[-1]


@cache
def pages_of(build: str) -> tuple[Page, ...]:
    files, _ = page_files(real_build(build))
    return layer_of(site_reading(files, whole=True), COURSE).records.pages


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
