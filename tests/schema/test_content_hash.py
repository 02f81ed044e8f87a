import os
import subprocess
import sys
from pathlib import Path

import pytest

from schema.content_hash import digest_of, revision_of
from schema.records import Citation, Course
from schema.values import Hours, Text
from tests.schema.teapots import EVERY_KIND, PAPER

ROOT = Path(__file__).resolve().parents[2]
GOLDEN_REVISION = "eadd63f950fb78b2"
GOLDEN_COURSE = "5c3a749c6b5954f61e5c92e974c66050"
GOLDEN_PAPER = "9874280cb45dbac54bba8fa845070cf6"
GOLDEN_CITATION = "c010354f9062c9fd6f7cc707ab9c36b0"
PRINTS_THE_REVISION = """
from schema.content_hash import digest_of, revision_of
from tests.schema.teapots import EVERY_KIND
print(revision_of(map(digest_of, EVERY_KIND)))
"""


def test_the_hash_of_known_records_is_what_it_was():
    assert digest_of(EVERY_KIND[0]) == GOLDEN_COURSE
    assert revision_of(map(digest_of, EVERY_KIND)) == GOLDEN_REVISION


def test_what_papers_came_to_say_later_changes_no_hash_where_it_is_not_said():
    citation = next(one for one in EVERY_KIND if isinstance(one, Citation))

    assert digest_of(PAPER.model_copy(update={"versions": ()})) == GOLDEN_PAPER
    assert digest_of(citation.model_copy(update={"sources": ()})) == GOLDEN_CITATION


@pytest.mark.parametrize(("seed", "zone"), [("1", "Asia/Kolkata"), ("4711", "America/Lima")])
def test_the_hash_is_the_same_in_another_process_with_another_seed_and_time_zone(seed, zone):
    environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LC_ALL": "C"}

    printed = subprocess.run(
        [sys.executable, "-c", PRINTS_THE_REVISION],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    ).stdout

    assert printed.strip() == GOLDEN_REVISION


@pytest.mark.parametrize("record", EVERY_KIND, ids=lambda record: type(record).__name__)
def test_the_hash_does_not_depend_on_the_order_of_fields(record):
    turned = dict(reversed(record.model_dump().items()))

    assert digest_of(type(record).model_validate(turned)) == digest_of(record)


@pytest.mark.parametrize("record", EVERY_KIND, ids=lambda record: type(record).__name__)
def test_the_hash_does_not_depend_on_whether_a_default_was_given(record):
    sparse = record.model_dump(exclude_defaults=True)

    assert digest_of(type(record).model_validate(sparse)) == digest_of(record)


def test_every_record_has_a_hash_of_its_own():
    assert len({digest_of(record) for record in EVERY_KIND}) == len(EVERY_KIND)


def test_another_kind_of_record_with_the_same_fields_has_another_hash():
    class Crate(Course):
        """A course by another name."""

    assert digest_of(Crate(slug="tea", title="Tea")) != digest_of(Course(slug="tea", title="Tea"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Course(slug="tea", title="Tea"), Course(slug="tea", title="tea")),
        (Course(slug="tea", title="Tea"), Course(slug="tea", title="Tea", site="")),
        (Course(slug="tea", title="é"), Course(slug="tea", title="e\u0301")),
    ],
    ids=["case", "empty is not unknown", "composed is not decomposed"],
)
def test_what_differs_has_different_hashes(one, other):
    assert digest_of(one) != digest_of(other)


def test_equal_values_hash_alike_however_they_were_written():
    whole, part = Hours(low=2, text="2"), Hours(low=2.0, high=None, text="2")
    assert whole == part
    assert whole.model_dump_json(exclude_defaults=True) == part.model_dump_json(exclude_defaults=True)
    assert Text(zh="茶") == Text(zh="茶", en=None)


def test_a_revision_does_not_depend_on_order_or_repetition():
    digests = [digest_of(record) for record in EVERY_KIND]

    assert revision_of([*reversed(digests), digests[0]]) == revision_of(digests)


def test_one_record_less_is_another_revision():
    digests = [digest_of(record) for record in EVERY_KIND]

    assert revision_of(digests[1:]) != revision_of(digests)
