from collections.abc import Iterator

import pytest

from tests.labs.supervising import Bench


@pytest.fixture
def bench(tmp_path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    bench.close()
