"""What all tests share."""

import gc


def pytest_collection_finish() -> None:
    """Leave what was collected out of garbage collection: thousands of tests and all modules stay to the end anyway."""
    gc.collect()
    gc.freeze()
