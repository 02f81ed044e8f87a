"""What the tests of asking arXiv share: the stand-in, a clock that stands still, and no long pauses."""

from datetime import UTC, datetime

import pytest

from ingest.arxiv.exchange import Patience
from ingest.arxiv.retrying import Tries
from ingest.arxiv.service import Arxiv
from ingest.arxiv.settings import ArxivSettings
from tests.ingest.arxiv.stand_in import stand_in_running

NOW = datetime(2026, 3, 11, 12, tzinfo=UTC)


@pytest.fixture
def stand_in():
    with stand_in_running() as running:
        yield running


@pytest.fixture
def arxiv_at(stand_in, tmp_path):
    """Return a function that makes an asker of the stand-in; what differs from test to test is given to it."""

    def make(*, now=NOW, cache=tmp_path / "cache", url=None, contact="teapot@example.org", **options):
        settings = ArxivSettings(url=url or stand_in.url, contact=contact, cache=cache)
        usual = {
            "interval": 0.0,
            "tries": Tries(most=4, pause=0.01),
            "patience": Patience(connect=2, silence=2, whole=5),
        }
        return Arxiv(settings, now=now, **(usual | options))

    return make
