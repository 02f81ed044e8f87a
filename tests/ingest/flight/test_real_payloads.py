from collections import Counter

import pytest

from ingest.flight.page_html import payload_in
from ingest.flight.payload import payload_of
from ingest.flight.rows import rows_of
from tests.shared_files import real_build

COUNTS = {
    "2026-02-26": {"": 7_576, "I": 1_670, "HL": 210, "T": 117},
    "2026-03-11": {"": 7_678, "I": 1_680, "HL": 210, "T": 118},
}
BUILD_IDS = {"2026-02-26": "3EsUtLTGumEl2pitYQqAK", "2026-03-11": "waCouQ4ol8mTGK2bSKLxo"}


def payloads(build):
    pages = sorted(real_build(build).rglob("index.txt"))
    assert len(pages) == 42
    return pages


@pytest.mark.parametrize("build", COUNTS)
def test_a_real_build_has_the_rows_it_is_known_to_have(build):
    counts = Counter(row.tag for page in payloads(build) for row in rows_of(page.read_bytes(), source=str(page)))

    assert counts == COUNTS[build]


@pytest.mark.parametrize("build", COUNTS)
def test_every_page_of_a_real_build_is_read_without_a_problem(build):
    for page in payloads(build):
        payload = payload_of(page.read_bytes(), source=str(page))

        assert payload.problems == ()
        assert payload.build == BUILD_IDS[build]


def test_the_html_of_a_page_carries_its_payload_byte_for_byte():
    for page in payloads("2026-02-26"):
        html = page.with_suffix(".html")

        assert payload_in(html.read_bytes(), source=str(html)) == page.read_bytes()
