"""Content hashes: the same facts give the same hash, on any machine and in any order."""

import hashlib
from collections.abc import Iterable

import orjson

from schema.records import Record


def digest_of(record: Record) -> str:
    """Return the content hash of a record: 32 hexadecimal digits of SHA-256 over its kind and its set fields.

    >>> from schema.records import Course
    >>> digest_of(Course(slug="tea", title="Tea")) == digest_of(Course(title="Tea", slug="tea", language="zh"))
    True
    """
    facts = record.model_dump(mode="json", exclude_defaults=True)
    data = orjson.dumps([type(record).__name__, facts], option=orjson.OPT_SORT_KEYS)
    return hashlib.sha256(data).hexdigest()[:32]


def revision_of(digests: Iterable[str]) -> str:
    """Return the revision that a set of content hashes makes: 16 hexadecimal digits, whatever their order."""
    return hashlib.sha256("\n".join(sorted(set(digests))).encode()).hexdigest()[:16]
