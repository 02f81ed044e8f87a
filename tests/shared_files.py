"""What lies beside the repository and tests compare with: real builds of the course, verified facts of papers."""

import os
from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parents[2] / "shared"


def shared_file(relative: str) -> Path:
    """Return a file or folder beside the repository; where it is missing, fail under ``CI=true``, skip elsewhere."""
    path = _SHARED / relative
    if not path.exists():
        message = f"{path} is missing: it is not part of this repository"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return path


def real_build(name: str) -> Path:
    """Return the folder of a real build of the course."""
    return shared_file(f"course/{name}")
