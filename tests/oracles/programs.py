"""Programs of others that tests compare with; where one is missing, tests fail under ``CI=true`` and skip elsewhere."""

import json
import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

_HERE = Path(__file__).resolve().parent
_VENV = Path(__file__).resolve().parents[2] / ".venv" / "bin"


def missing(message: str) -> None:
    """Fail the test under ``CI=true``, skip it elsewhere."""
    if os.environ.get("CI") == "true":
        pytest.fail(message)
    pytest.skip(message)


def program(name: str) -> str:
    """Return the path of a program that ``make system`` installs where apt is."""
    found = shutil.which(name)
    if found is None:
        missing(f"no {name} on this machine: make system installs it where apt is")
    assert found is not None
    return found


def answer_of(script: str, question: object) -> Any:
    """Return what a script of this folder answers, in JSON."""
    node = shutil.which("node", path=os.pathsep.join((os.environ["PATH"], str(_VENV))))
    if node is None or not (_HERE / "node_modules").is_dir():
        missing("the readers of other programs are not installed: make setup-dev installs them")
    done = subprocess.run(
        [str(node), str(_HERE / script)], input=json.dumps(question), capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def package_file(package: str, relative: str) -> Path:
    """Return a data file of an installed Python package."""
    spec = find_spec(package)
    if spec is None:
        missing(f"{package} is not installed (requirements/dev)")
    assert spec is not None
    (folder,) = spec.submodule_search_locations or ()
    return Path(folder) / relative
