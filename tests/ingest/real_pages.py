"""What the pages of the real builds say, each build read once for all tests."""

from functools import cache

from ingest.site_files import page_files
from ingest.site_reading import layer_of, site_reading
from schema.record_set import RecordSet
from tests.shared_files import real_build

COURSE = "llm-post-training"


@cache
def records_of(build: str) -> RecordSet:
    """Return the records that are read from a build alone."""
    files, findings = page_files(real_build(build))
    return layer_of(site_reading(files, findings=findings, whole=True), COURSE).records
