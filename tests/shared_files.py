"""Files beside the repository that tests compare with; they are not part of it."""

import os
from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared_file(relative: str) -> Path:
    """Return a file beside the repository; where it is missing, fail under ``CI=true`` and skip elsewhere."""
    path = _SHARED / relative
    if not path.is_file():
        message = f"{path} is missing: it is not part of this repository"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path
