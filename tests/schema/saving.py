"""Short ways to save an invented course."""

import random

from schema.record_set import RecordSet
from schema.records import Finding, Page
from schema.store import Store
from schema.values import PageKind, Severity
from tests.schema.teapots import NOON

TEA = "teapots"


def page(path: str, title: str = "A page") -> Page:
    return Page(course=TEA, path=path, title=title, kind=PageKind.SECTION, position=0)


def finding(message: str) -> Finding:
    return Finding(course=TEA, code="SPILT_TEA", severity=Severity.INFO, message=message)


def save(store: Store, records: RecordSet, *, scope: str = TEA, now=NOON, sources=("site",)) -> str:
    with store.writing() as transaction:
        return transaction.save_revision(scope, records, sources=sources, now=now)


def shuffled(records: RecordSet, seed: int) -> RecordSet:
    all_of_them = list(records)
    random.Random(seed).shuffle(all_of_them)
    return RecordSet.of(all_of_them)
